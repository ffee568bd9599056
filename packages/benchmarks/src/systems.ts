import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Client } from "./client.ts";

/** How a system is found and started. */
export interface System {
  readonly id: string;
  /** File in `peers/` that exports it. */
  readonly file: string;
  /** npm packages it needs, exact versions; none for our own code. */
  readonly packages: Readonly<Record<string, string>>;
}

const tfjs = { "@tensorflow/tfjs": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" };

/** Every system, in the order of the tables; the first is the yardstick of the ratios. */
export const systems: readonly System[] = [
  { id: "hand-written", file: "hand-written.ts", packages: {} },
  { id: "nabla", file: "nabla.ts", packages: {} },
  { id: "nabla-scratch", file: "nabla-scratch.ts", packages: {} },
  { id: "jax-js", file: "jax-js.ts", packages: { "@jax-js/jax": "0.1.25" } },
  { id: "js-pytorch", file: "js-pytorch.ts", packages: { "js-pytorch": "0.7.2" } },
  { id: "tfjs-cpu", file: "tfjs.ts", packages: tfjs },
  { id: "tfjs-wasm", file: "tfjs.ts", packages: tfjs },
  { id: "pytorch", file: "pytorch.py", packages: {} },
  { id: "pytorch-slices", file: "pytorch.py", packages: {} },
  { id: "pytorch-tuned", file: "pytorch.py", packages: {} },
];

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
