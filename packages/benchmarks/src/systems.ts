import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hasRelaxedSimd } from "@nabla/wasm";
import { Client } from "./client.ts";
import { installPeers } from "./install.ts";

/** Kinds of work. */
export type Kind = "training" | "operations";

/** How a system is found and started. */
export interface System {
  readonly id: string;
  /** File in `peers/` that exports it. */
  readonly file: string;
  /** What it takes part in: learning the airfoil data, or single operations. */
  readonly kinds: readonly Kind[];
  /** npm packages it needs, exact versions; none for our own code. */
  readonly packages: Readonly<Record<string, string>>;
}

const tfjs = { "@tensorflow/tfjs": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" };

const both: readonly Kind[] = ["training", "operations"];
const training: readonly Kind[] = ["training"];
const operations: readonly Kind[] = ["operations"];
const jax = { "@jax-js/jax": "0.1.25" };
const jsPytorch = { "js-pytorch": "0.7.2" };

/** Every system, in the order of the tables; the first is the yardstick of the training's ratios. */
export const systems: readonly System[] = [
  { id: "hand-written", file: "hand-written.ts", kinds: both, packages: {} },
  { id: "nabla", file: "nabla.ts", kinds: both, packages: {} },
  { id: "nabla-scratch", file: "nabla-scratch.ts", kinds: training, packages: {} },
  { id: "jax-js", file: "jax-js.ts", kinds: both, packages: jax },
  { id: "js-pytorch", file: "js-pytorch.ts", kinds: training, packages: jsPytorch },
  { id: "tfjs-cpu", file: "tfjs.ts", kinds: both, packages: tfjs },
  { id: "tfjs-wasm", file: "tfjs.ts", kinds: both, packages: tfjs },
  { id: "pytorch", file: "pytorch.py", kinds: both, packages: {} },
  { id: "pytorch-slices", file: "pytorch.py", kinds: training, packages: {} },
  { id: "pytorch-tuned", file: "pytorch.py", kinds: training, packages: {} },
  { id: "peak", file: "peak.ts", kinds: operations, packages: {} },
  { id: "peak-fused", file: "peak.ts", kinds: operations, packages: {} },
];

/** Why a system cannot be had on this machine, or undefined when it can; installs what it needs. */
export function obstacle(system: System, python: string | undefined): string | undefined {
  if (system.file.endsWith(".py") && !python) return "no python3 here can import torch";
  if (system.id === "peak-fused" && !hasRelaxedSimd()) return "this engine has no relaxed SIMD";
  return installPeers(system.packages);
}

/** A Python that can import torch; a version manager's `python3` may hide the system's own. */
export function findPython(): string | undefined {
  const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3"];
  return candidates.find(
    (python) =>
      python && spawnSync(python, ["-c", "import torch"], { timeout: 60_000 }).status === 0,
  );
}

/** Starts a system in its own process; `python` runs those that are written in Python. */
export function start(system: System, python: string | undefined): Client {
  const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  if (system.file.endsWith(".py")) {
    if (!python) throw new Error(`${system.id}: no Python with torch`);
    // One thread: with tensors this small a second one only costs.
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    return new Client(system.id, python, [file(`peers/${system.file}`), system.id], env);
  }
  const loader = new URL("plain-loader.mjs", import.meta.url).href;
  const args = ["--expose-gc", "--import", loader, "--conditions=@nabla/source"];
  const program = [file("peer-host.ts"), system.file, system.id];
  return new Client(system.id, process.execPath, [...args, ...program], process.env);
}
