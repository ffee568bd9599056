import { type Expression, hasLanes, MAP_TILE, mapKernel, reserve } from "@nabla/wasm";
import type { TypedArray } from "../dtype.ts";
import { type FlatKernel, graph, type Signature, type StridedKernel } from "./elementwise.ts";

const BYTES = 4;

/** From how many elements on SIMD pays for a formula with functions that are slow in JavaScript. */
const FUNCTIONS_FROM = 256;
/** From how many on it pays for plain arithmetic, which gains less than the copies cost below. */
const ARITHMETIC_FROM = 512;
/** Length of the innermost loop from which on operands that are not contiguous are worth copying. */
export const SIMD_LINE = 32;

/** Primitives that are one instruction in JavaScript's machine code, too. */
const ARITHMETIC: ReadonlySet<string> = new Set([
  "num",
  "input",
  "neg",
  "abs",
  "add",
  "sub",
  "mul",
  "div",
  "sqrt",
  "lt",
  "le",
  "eq",
  "select",
]);

/** More than a tensor can hold, and still an integer, which V8 compares at once. */
const NEVER = 2 ** 31 - 1;

/**
 * From how many elements on a formula is computed by SIMD instructions; {@link NEVER} where it cannot be,
 * for its dtypes or its primitives.
 */
export function simdFrom(s: Signature): number {
  const types = [s.compute, s.result, ...s.inputs];
  if (s.wide || types.some((type) => type.dtype !== "float32")) return NEVER;
  const formula = graph(s);
  if (!hasLanes([formula])) return NEVER;
  const arithmetic = (e: Expression): boolean => ARITHMETIC.has(e.op) && e.args.every(arithmetic);
  return arithmetic(formula) ? ARITHMETIC_FROM : FUNCTIONS_FROM;
}

/** Copies the elements of array operand `slot` from position `from` on to `at` in the scratch memory. */
type Gather = (slot: number, from: number, count: number, f32: Float32Array, at: number) => void;

/** Computes `n` elements tile by tile; false where there is no WebAssembly. */
export type SimdTiles = (
  n: number,
  out: TypedArray,
  outOffset: number,
  scalars: readonly number[],
  gather: Gather,
) => boolean;

/** Computes tiles by SIMD; of each operand, `scalar` says whether it is one element. */
export function simdTiles(s: Signature, scalar: readonly boolean[]): SimdTiles {
  const kernel = mapKernel([graph(s)], scalar);
  const arrays = scalar.filter((isScalar) => !isScalar).length;
  return (n, out, outOffset, scalars, gather) => {
    const code = kernel();
    if (code === null) return false;
    const { f32 } = reserve((arrays + 1) * MAP_TILE * BYTES);
    const result = arrays * MAP_TILE;
    for (let from = 0; from < n; from += MAP_TILE) {
      const count = Math.min(MAP_TILE, n - from);
      for (let slot = 0; slot < arrays; slot++) gather(slot, from, count, f32, slot * MAP_TILE);
      code.map(count * BYTES, ...scalars);
      out.set(f32.subarray(result, result + count), outOffset + from);
    }
    return true;
  };
}

/** Positions of the operands that are arrays, or (`scalar`) numbers. */
const positions = (scalar: readonly boolean[], wanted: boolean): number[] =>
  scalar.flatMap((isScalar, i) => (isScalar === wanted ? [i] : []));

/** As `flatKernel`, by SIMD; `plain` computes where there is no WebAssembly. */
export function simdFlatKernel(
  run: SimdTiles,
  scalar: readonly boolean[],
  plain: FlatKernel,
): FlatKernel {
  const [arrays, scalars] = [positions(scalar, false), positions(scalar, true)];
  return (n, out, outOffset, ...operands) => {
    const gather: Gather = (slot, from, count, f32, at) => {
      const i = 2 * (arrays[slot] as number);
      const start = (operands[i + 1] as number) + from;
      f32.set((operands[i] as TypedArray).subarray(start, start + count), at);
    };
    const numbers = scalars.map((i) => operands[2 * i] as number);
    if (!run(n, out, outOffset, numbers, gather)) plain(n, out, outOffset, ...operands);
  };
}

/** As `stridedKernel`, by SIMD; `plain` computes where there is no WebAssembly. */
export function simdStridedKernel(
  run: SimdTiles,
  scalar: readonly boolean[],
  plain: StridedKernel,
): StridedKernel {
  const [arrays, scalars] = [positions(scalar, false), positions(scalar, true)];
  return (dims, out, outOffset, ...operands) => {
    const gather: Gather = (slot, from, count, f32, at) => {
      const i = 3 * (arrays[slot] as number);
      const x = operands[i] as TypedArray;
      gatherLines(
        dims,
        operands[i + 2] as readonly number[],
        x,
        operands[i + 1] as number,
        from,
        count,
        f32,
        at,
      );
    };
    const numbers = scalars.map((i) => operands[3 * i] as number);
    const n = dims.reduce((product, size) => product * size, 1);
    if (!run(n, out, outOffset, numbers, gather)) plain(dims, out, outOffset, ...operands);
  };
}

/** Copies `count` elements from position `from` of the row-major order of `dims` on, line by line. */
function gatherLines(
  dims: readonly number[],
  strides: readonly number[],
  x: TypedArray,
  offset: number,
  from: number,
  count: number,
  f32: Float32Array,
  at: number,
): void {
  const last = dims.length - 1;
  const length = dims[last] as number;
  const stride = strides[last] as number;
  const end = from + count;
  for (let position = from; position < end; ) {
    let line = Math.floor(position / length);
    const first = position - line * length;
    const n = Math.min(length - first, end - position);
    let o = offset + first * stride;
    for (let d = last - 1; d >= 0; d--) {
      const size = dims[d] as number;
      o += (line % size) * (strides[d] as number);
      line = Math.floor(line / size);
    }
    copyLine(x, o, stride, n, f32, at + position - from);
    position += n;
  }
}

function copyLine(
  x: TypedArray,
  o: number,
  stride: number,
  n: number,
  f32: Float32Array,
  at: number,
): void {
  if (stride === 1) f32.set(x.subarray(o, o + n), at);
  else if (stride === 0) f32.fill(x[o] as number, at, at + n);
  else for (let i = 0; i < n; i++) f32[at + i] = x[o + i * stride] as number;
}
