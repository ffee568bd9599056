import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The compilers that users may have, by the name of their package here. */
export const compilers: readonly string[] = ["typescript-5.9", "typescript-6.0", "typescript"];

/** Where the type tests are. */
export const folder: string = dirname(fileURLToPath(import.meta.url));
/** Where what they generate goes. */
export const generated: string = join(folder, "generated");

/** One error of the compiler. */
export interface Diagnostic {
  /** Relative to the folder of the type tests. */
  readonly file: string;
  readonly line: number;
  /** The whole message, explanations included. */
  readonly text: string;
}

/** What a run of the compiler gave. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** How many types were instantiated: the measure of what shapes cost, equal on all machines. */
  readonly instantiations: number;
}

function run(compiler: string, project: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${compiler}/package.json`);
  const tsc = resolve(dirname(manifest), "bin/tsc");
  const options = ["--pretty", "false", "--noErrorTruncation", "--extendedDiagnostics"];
  const result = spawnSync(process.execPath, [tsc, "-p", join(folder, project), ...options], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (result.error !== undefined) throw result.error;
  return result.stdout + result.stderr;
}

/** Writes the declarations that users get, by the compiler that builds the packages. */
export function writeDeclarations(): void {
  rmSync(join(generated, "types"), { recursive: true, force: true });
  const output = run("typescript", "tsconfig.declarations.json");
  const errors = parse(output).diagnostics;
  if (errors.length > 0) throw new Error(errors.map((e) => `${e.file}: ${e.text}`).join("\n"));
}

/** Compiles a project of this folder. */
export function compile(compiler: string, project: string): Compilation {
  return parse(run(compiler, project));
}

function parse(output: string): Compilation {
  const diagnostics: { file: string; line: number; text: string }[] = [];
  for (const line of output.split("\n")) {
    const start = /^(.+?)\((\d+),\d+\): error (.*)$/.exec(line);
    const last = diagnostics.at(-1);
    if (start !== null) {
      const [, file, at, text] = start as unknown as [string, string, string, string];
      diagnostics.push({ file: relative(folder, resolve(folder, file)), line: Number(at), text });
    } else if (/^error /.test(line)) {
      diagnostics.push({ file: "", line: 0, text: line });
    } else if (/^ +\S/.test(line) && last !== undefined) last.text += `\n${line}`;
  }
  const count = /^Instantiations: +(\d+)/m.exec(output)?.[1];
  if (count === undefined) throw new Error(`the compiler did not finish:\n${output}`);
  return { diagnostics, instantiations: Number(count) };
}
