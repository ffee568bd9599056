/** Elementwise kernels on the scratch memory, generated from the graphs of formulas. */
import type { Expression } from "./algebra.ts";
import type { Parameters } from "./assembler/control.ts";
import type { Local } from "./assembler/function.ts";
import { ModuleBuilder } from "./assembler/module.ts";
import { v128 } from "./assembler/simd.ts";
import { f32x4 } from "./assembler/simd-floats.ts";
import { LaneEmitter } from "./lanes/emit.ts";
import { given, type Lane } from "./lanes/lane.ts";
import { lanesOf } from "./math/algebra.ts";
import { importScratch, scratchKernels } from "./scratch.ts";

/** Elements of one call of a kernel: operands and results together stay in a core's second cache. */
export const MAP_TILE: number = 8192;

const BYTES = 4;
const VECTOR = 16;

/** Exports of a module of {@link mapKernel}. */
export interface MapKernel {
  /**
   * Computes the first `bytes` / 4 elements of each output.
   *
   * The arrays among the operands lie in the scratch memory at multiples of {@link MAP_TILE} elements,
   * in their order, and after them come the outputs. What follows the last element up to a multiple of
   * four elements is computed, too, and means nothing.
   */
  map(bytes: number, ...scalars: number[]): void;
}

/**
 * The kernel of a formula over float32, compiled when first asked for; null where there is no
 * WebAssembly.
 *
 * @param outputs - graph of the formula, of which `hasLanes` is true
 * @param scalar - of each argument, whether it is one number (a parameter) or an array
 */
export function mapKernel(
  outputs: readonly Expression[],
  scalar: readonly boolean[],
): () => MapKernel | null {
  return scratchKernels<MapKernel>(() => mapModule(outputs, scalar));
}

/** The module of {@link mapKernel}. */
export function mapModule(
  outputs: readonly Expression[],
  scalar: readonly boolean[],
): ModuleBuilder {
  const module = new ModuleBuilder();
  importScratch(module);
  const name = (i: number): string => `x${i}`;
  const scalars = scalar.flatMap((isScalar, i) => (isScalar ? [[name(i), "f32"]] : []));
  const parameters: Parameters = { bytes: "i32", ...Object.fromEntries(scalars) };
  const f = module.function("map", parameters, null, { exported: true });
  const bytes = f.params.bytes as Local<"i32">;
  const at = f.local("i32", "at");
  const loads: (() => void)[] = [];
  const inputs = scalar.map((isScalar, i): Lane => {
    const local = f.local("v128");
    if (isScalar) f.set(local, f32x4.splat(f.params[name(i)] as Local<"f32">));
    else {
      const offset = loads.length * MAP_TILE * BYTES;
      loads.push(() => f.set(local, v128.load(at, offset)));
    }
    return given(name(i), local);
  });
  const lanes = lanesOf(outputs, inputs);
  const emitter = new LaneEmitter(f);
  emitter.prepare(...lanes);
  f.for(at, { from: 0, to: bytes, step: VECTOR }, () => {
    for (const load of loads) load();
    lanes.forEach((lane, i) => {
      f.do(v128.store(at, emitter.value(lane), (loads.length + i) * MAP_TILE * BYTES));
    });
  });
  return module;
}
