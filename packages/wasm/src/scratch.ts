/**
 * The scratch memory: one WebAssembly memory into which eager kernels copy their operands, compute, and
 * out of which they copy the result. Tensors themselves live in ordinary typed arrays, which the garbage
 * collector can free.
 *
 * All kernels share it, so it belongs to whoever computes right now: nothing in it outlives a call. A
 * kernel calls `reserve(bytes)`, and may then use addresses from 0 to `bytes`.
 */
import { hasSimd, type WebAssemblyMemory, webAssembly } from "./assembler/features.ts";
import type { ModuleBuilder } from "./assembler/module.ts";

/** As far as the scratch memory grows: larger work is done in tiles. */
export const SCRATCH_LIMIT: number = 16 * 2 ** 20;

const PAGE = 65536;

/** Views of the whole scratch memory. */
export interface ScratchViews {
  /** As float32. */
  readonly f32: Float32Array;
  /** As float64. */
  readonly f64: Float64Array;
  /** As int32. */
  readonly i32: Int32Array;
  /** As bytes. */
  readonly u8: Uint8Array;
}

let memory: WebAssemblyMemory | null = null;
let views: ScratchViews | null = null;
let forbidden = false;

/** For tests: behaves as where there is no WebAssembly, or where it is forbidden. */
export function forbidWebAssembly(value: boolean): void {
  forbidden = value;
}

/**
 * Makes sure that the scratch memory has `bytes` bytes, and gives views of it, which hold until the next
 * call of this function.
 *
 * @throws RangeError if that is more than {@link SCRATCH_LIMIT}.
 */
export function reserve(bytes: number): ScratchViews {
  const from = ours();
  const missing = bytes - from.buffer.byteLength;
  if (bytes > SCRATCH_LIMIT)
    throw new RangeError(`reserve: got ${bytes} bytes: needed at most ${SCRATCH_LIMIT}`);
  if (missing > 0) from.grow(Math.ceil(missing / PAGE));
  const { buffer } = from;
  // A memory that has grown has another buffer.
  if (views === null || views.f32.buffer !== buffer)
    views = {
      f32: new Float32Array(buffer),
      f64: new Float64Array(buffer),
      i32: new Int32Array(buffer),
      u8: new Uint8Array(buffer),
    };
  return views;
}

/** Lets a module use the scratch memory as its own; call it before the module has functions. */
export function importScratch(module: ModuleBuilder): void {
  module.importMemory("nabla", "scratch", { min: 1, max: SCRATCH_LIMIT / PAGE });
}

/**
 * Kernels on the scratch memory, built when they are first asked for: the functions that the module
 * exports, or null where SIMD is missing or WebAssembly is forbidden (a content-security policy without
 * `wasm-unsafe-eval`). Then the caller computes in JavaScript.
 *
 * @param build - Builds the module; it calls {@link importScratch}.
 */
export function scratchKernels<E>(build: () => ModuleBuilder): () => E | null {
  let kernels: E | null = null;
  return () => {
    if (forbidden) return null;
    kernels ??= start<E>(build);
    return kernels;
  };
}

function start<E>(build: () => ModuleBuilder): E | null {
  const api = webAssembly();
  if (api === null || !hasSimd()) return refuse();
  const bytes = build().encode();
  if (!api.validate(bytes)) throw new Error("scratchKernels: a module that is not valid");
  try {
    const imports = { nabla: { scratch: ours() } };
    // The caller says what its module exports.
    return new api.Instance(new api.Module(bytes), imports).exports as E;
  } catch {
    // The module is valid, so it is the policy that refuses it.
    return refuse();
  }
}

function refuse(): null {
  forbidden = true;
  return null;
}

function ours(): WebAssemblyMemory {
  const api = webAssembly();
  if (api === null) throw new Error("reserve: there is no WebAssembly here");
  memory ??= new api.Memory({ initial: 1, maximum: SCRATCH_LIMIT / PAGE });
  return memory;
}
