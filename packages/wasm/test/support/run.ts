import wabt from "wabt";
import { type ModuleBuilder, webAssembly } from "../../src/index.ts";

const tools = await wabt();

const features = { simd: true, relaxed_simd: true, threads: true };

/** The text of a module, which another implementation has read and found valid. */
export function disassemble(module: ModuleBuilder): string {
  const read = tools.readWasm(module.encode(), { readDebugNames: true, ...features });
  try {
    // Its declaration leaves out that it takes features.
    (read as { validate(allowed: typeof features): void }).validate(features);
    read.applyNames();
    return read.toText({ foldExprs: false });
  } finally {
    read.destroy();
  }
}

type Call = (...args: (number | bigint)[]) => number;

/** Checks a module, runs it, and gives its exports. */
export function run(
  module: ModuleBuilder,
  imports?: { readonly [from: string]: { readonly [name: string]: unknown } },
): { readonly [name: string]: Call } {
  disassemble(module);
  const api = webAssembly();
  if (api === null) throw new Error("no WebAssembly");
  // Tests export functions on numbers; those that export a memory cast it themselves.
  return new api.Instance(new api.Module(module.encode()), imports).exports as {
    readonly [name: string]: Call;
  };
}
