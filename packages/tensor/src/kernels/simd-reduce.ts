import { type ReduceKernels, type Reduction, reduceKernels, reserve } from "@nabla/wasm";
import type { TypedArray } from "../dtype.ts";
import { type ReduceKernelName, visit } from "./reduce.ts";

const FLOAT = 4;
const DOUBLE = 8;
/** Elements that are copied into the scratch memory at once. */
const TILE = 16384;
/** Rows are read, and results written, to the next multiple of so many elements. */
const ROUND = 8;

/** From how many elements on SIMD pays, with its copies. */
export const SIMD_REDUCE_FROM = 1024;
/** How many must follow each other in memory for that. */
const SHORTEST_RUN = 16;

/** How reductions are done by kernels: what with the elements, and whether their number divides it. */
const STEPS: {
  readonly [N in ReduceKernelName]?: { readonly of: Reduction; readonly mean: boolean };
} = {
  sum: { of: "sum", mean: false },
  mean: { of: "sum", mean: true },
  meanSquare: { of: "sumOfSquares", mean: true },
  max: { of: "max", mean: false },
  min: { of: "min", mean: false },
};

const COMBINE: { readonly [R in Reduction]: (a: number, b: number) => number } = {
  sum: (a, b) => a + b,
  sumOfSquares: (a, b) => a + b,
  max: Math.max,
  min: Math.min,
};
const START: { readonly [R in Reduction]: number } = {
  sum: 0,
  sumOfSquares: 0,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
};

const product = (dims: readonly number[]): number => dims.reduce((p, n) => p * n, 1);

/**
 * As a `ReduceKernel` of float32, by SIMD instructions; false if the elements do not lie so, or the
 * reduction is not one of those, or there is no WebAssembly.
 */
export function simdReduce(
  name: ReduceKernelName,
  x: TypedArray,
  xOffset: number,
  outer: readonly number[],
  outerStrides: readonly number[],
  inner: readonly number[],
  innerStrides: readonly number[],
  out: TypedArray | number[],
  outOffset: number,
): boolean {
  const step = STEPS[name];
  if (step === undefined) return false;
  const alongRuns = innerStrides.at(-1) === 1;
  const acrossRows = outerStrides.at(-1) === 1;
  const run = (alongRuns ? inner.at(-1) : acrossRows ? outer.at(-1) : 0) as number;
  if (run < SHORTEST_RUN) return false;
  const kernels = reduceKernels();
  if (kernels === null) return false;
  const divisor = step.mean ? product(inner) : 1;
  let q = outOffset;
  if (alongRuns) {
    if (inner.length === 1 && outer.length === 1 && outerStrides[0] === run && run < TILE) {
      consecutiveRuns(kernels, step.of, x, xOffset, outer[0] as number, run, (i, result) => {
        out[outOffset + i] = result / divisor;
      });
      return true;
    }
    const reduceRun = runs(kernels, step.of, x, run);
    visit(outer, outerStrides, xOffset, (from) => {
      let result = START[step.of];
      visit(inner.slice(0, -1), innerStrides, from, (at) => {
        result = COMBINE[step.of](result, reduceRun(at));
      });
      out[q++] = result / divisor;
    });
  } else {
    const reduceRows = rows(kernels, step.of, x, run, inner, innerStrides);
    visit(outer.slice(0, -1), outerStrides, xOffset, (from) => {
      reduceRows(from, divisor, out, q);
      q += run;
    });
  }
  return true;
}

/** Reduces the run of `length` elements at an offset. */
function runs(
  kernels: ReduceKernels,
  of: Reduction,
  x: TypedArray,
  length: number,
): (at: number) => number {
  const { f32 } = reserve(TILE * FLOAT);
  const kernel = kernels[`${of}Run`];
  return (at) => {
    let result = START[of];
    for (let start = at; start < at + length; start += TILE) {
      const count = Math.min(TILE, at + length - start);
      f32.set(x.subarray(start, start + count), 0);
      result = COMBINE[of](result, kernel(0, count));
    }
    return result;
  };
}

/** Reduces `n` runs of `length` < TILE elements that follow each other. */
function consecutiveRuns(
  kernels: ReduceKernels,
  of: Reduction,
  x: TypedArray,
  offset: number,
  n: number,
  length: number,
  store: (i: number, result: number) => void,
): void {
  const { results, first, f32 } = resultsOf(of);
  const most = Math.min(CHUNK, Math.floor(TILE / length));
  for (let i = 0; i < n; i += most) {
    const here = Math.min(most, n - i);
    const at = offset + i * length;
    f32.set(x.subarray(at, at + here * length), 0);
    kernels[`${of}Runs`](0, here, length, RESULTS);
    for (let j = 0; j < here; j++) store(i + j, results[first + j] as number);
  }
}

/** Where the row of results begins: after a tile, and what may be read beyond it. */
const RESULTS = (TILE + 2 * ROUND) * FLOAT;
/** Results that are computed together. */
const CHUNK = 4096;

/** The scratch memory, and where in it the results are. */
function resultsOf(of: Reduction): {
  readonly f32: Float32Array;
  readonly results: Float32Array | Float64Array;
  readonly first: number;
} {
  const { f32, f64 } = reserve(RESULTS + (CHUNK + ROUND) * DOUBLE);
  return of === "sum" || of === "sumOfSquares"
    ? { f32, results: f64, first: RESULTS / DOUBLE }
    : { f32, results: f32, first: RESULTS / FLOAT };
}

/** Reduces rows of `width` elements, which begin at an offset and wherever `inner` leads from there. */
function rows(
  kernels: ReduceKernels,
  of: Reduction,
  x: TypedArray,
  width: number,
  inner: readonly number[],
  innerStrides: readonly number[],
): (from: number, divisor: number, out: TypedArray | number[], q: number) => void {
  const kernel = kernels[`${of}Rows`];
  const { results, first, f32 } = resultsOf(of);
  const followed = inner.length === 1 && innerStrides[0] === width && width <= CHUNK;
  return (from, divisor, out, q) => {
    for (let column = 0; column < width; column += CHUNK) {
      const count = Math.min(CHUNK, width - column);
      results.fill(START[of], first, first + count + ROUND);
      const most = Math.floor(TILE / count);
      const flush = (n: number): void => kernel(0, n, count * FLOAT, count, RESULTS);
      if (followed) {
        const n = inner[0] as number;
        for (let row = 0; row < n; row += most) {
          const here = Math.min(most, n - row);
          f32.set(x.subarray(from + row * width, from + (row + here) * width), 0);
          flush(here);
        }
      } else {
        let filled = 0;
        visit(inner, innerStrides, from + column, (at) => {
          f32.set(x.subarray(at, at + count), filled * count);
          filled += 1;
          if (filled === most) {
            flush(filled);
            filled = 0;
          }
        });
        flush(filled);
      }
      for (let i = 0; i < count; i++)
        out[q + column + i] = (results[first + i] as number) / divisor;
    }
  };
}
