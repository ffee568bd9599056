// Loads TypeScript as the plain JavaScript that is published. The usual loader, tsx, also sets the
// `name` of every function when it is made (esbuild's keepNames): a closure then costs half a
// microsecond instead of a few nanoseconds, which is no framework's doing.
// JavaScript, because Node 20 cannot read TypeScript before a loader is in place.

import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import { transform } from "esbuild";

// `node --import` runs this file in the main thread; Node runs the hook below in one of its own.
if (isMainThread) register(import.meta.url);

export async function load(url, context, nextLoad) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return nextLoad(url, context);
  const sourcefile = fileURLToPath(url);
  const options = { loader: "ts", format: "esm", target: "es2023", sourcemap: "inline" };
  const { code } = await transform(await readFile(sourcefile, "utf8"), { ...options, sourcefile });
  return { format: "module", source: code, shortCircuit: true };
}
