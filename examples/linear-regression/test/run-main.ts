import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** How a run ended and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What surrounds a run. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  /** JavaScript to run first, in the same process. */
  readonly before?: string;
  /** The signal to send as soon as the output contains the text. */
  readonly interrupt?: { readonly after: string; readonly signal: NodeJS.Signals };
}

/** Runs the program as a user would, but for what is in `surroundings`. */
export function runMain(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  const { cwd, env, before, interrupt } = surroundings;
  const first = before ? ["--import", `data:text/javascript,${encodeURIComponent(before)}`] : [];
  const child = spawn(
    process.execPath,
    [...first, "--import", tsx, "--conditions=@nabla/source", main, ...args],
    { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], timeout: 50_000 },
  );
  let out = "";
  let err = "";
  let sent = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (!interrupt || sent || !out.includes(interrupt.after)) return;
    sent = child.kill(interrupt.signal);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
  });
}
