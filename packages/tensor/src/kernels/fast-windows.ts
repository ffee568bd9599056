/**
 * Sums and maxima of windows by WebAssembly: planes are copied into the scratch memory, as many at a time
 * as the cache holds, and the results out of it.
 */
import {
  type FoldExports,
  reserve,
  SCRATCH_LIMIT,
  type ScratchViews,
  windowFoldsFloat32,
  windowFoldsFloat64,
} from "@nabla/wasm";
import type { DType, TypedArray } from "../dtype.ts";
import type { WindowKernel, WindowTables } from "./windows.ts";

/** A function of WebAssembly, with what it needs to know of the element type. */
interface Fold {
  /** The function; null where it can't be had. */
  readonly fold: () => FoldExports["sum"] | null;
  readonly bytes: number;
  /** The scratch memory as elements, and as results, which have as many bytes. */
  view(views: ScratchViews): TypedArray;
  results(views: ScratchViews): TypedArray;
}

const float32 = (name: "sum" | "max" | "argmax"): Fold => ({
  fold: () => windowFoldsFloat32()?.[name] ?? null,
  bytes: 4,
  view: (views) => views.f32,
  results: (views) => (name === "argmax" ? views.i32 : views.f32),
});
const float64 = (name: "sum" | "max"): Fold => ({
  fold: () => windowFoldsFloat64()?.[name] ?? null,
  bytes: 8,
  view: (views) => views.f64,
  results: (views) => views.f64,
});

/** By name and dtype. */
const FOLDS: { readonly [key: string]: Fold } = {
  sum_float32: float32("sum"),
  max_float32: float32("max"),
  argmax_float32: float32("argmax"),
  sum_float64: float64("sum"),
  max_float64: float64("max"),
};

/** Elements from which on the copies pay. */
const WORTHWHILE = 512;

/** Elements that are in the scratch memory at a time: half a usual L2 cache. */
const CHUNK = 1 << 15;

/** Elements of a window that are summed without the float64 of JavaScript. */
const SHORT = 64;

/** Elements beyond the ends that are read. */
const SLACK = 16;

/** The longest run of whole windows along an axis which start the same 1 or 2 elements apart. */
function regularRun(
  starts: readonly number[],
  counts: readonly number[],
): { first: number; end: number; size: number; stride: number } {
  const size = Math.max(...counts);
  const first = counts.indexOf(size);
  const stride = (starts[first + 1] ?? 0) - (starts[first] as number);
  let end = first + 1;
  while (counts[end] === size && (starts[end] as number) - (starts[end - 1] as number) === stride)
    end++;
  return stride === 1 || stride === 2
    ? { first, end, size, stride }
    : { first: 0, end: 0, size, stride: 1 };
}

/** The fold by WebAssembly where it pays and can be had, otherwise by `plain`. */
export function fastFold(name: string, dtype: DType, plain: WindowKernel): WindowKernel {
  const fast = FOLDS[`${name}_${dtype}`];
  if (fast === undefined) return plain;
  return (x, xo, outer, tables, out, oo) => {
    const { dims, starts, counts } = tables;
    const [depth, height, width] = dims as [number, number, number];
    const plane = height * width;
    const [rows, columns] = [starts[1], starts[2]] as [readonly number[], readonly number[]];
    const results = rows.length * columns.length;
    const size = Math.max(...(counts[1] as number[])) * Math.max(...(counts[2] as number[]));
    const room = 2 * (rows.length + columns.length) + width + plane + results + 4 * SLACK;
    const unfit =
      depth !== 1 ||
      starts[0]?.length !== 1 ||
      outer * plane < WORTHWHILE ||
      (name === "sum" && size > SHORT) ||
      room * 8 > SCRATCH_LIMIT;
    const fold = unfit ? null : fast.fold();
    if (fold === null) plain(x, xo, outer, tables, out, oo);
    else run(fast, fold, x, xo, outer, tables, out, oo);
  };
}

function run(
  { bytes, view, results: viewOfResults }: Fold,
  fold: FoldExports["sum"],
  x: TypedArray,
  xo: number,
  outer: number,
  { dims, starts, counts, dilation }: WindowTables,
  out: TypedArray,
  oo: number,
): void {
  const [, height, width] = dims as [number, number, number];
  const [rows, columns] = [starts[1], starts[2]] as [readonly number[], readonly number[]];
  const [rowCounts, columnCounts] = [counts[1], counts[2]] as [
    readonly number[],
    readonly number[],
  ];
  const [plane, results] = [height * width, rows.length * columns.length];
  const planes = Math.min(outer, Math.max(1, Math.floor(CHUNK / (plane + results))));
  const tables = [...rows, ...rowCounts, ...columns, ...columnCounts];
  const work = Math.ceil(tables.length / 2) * (8 / bytes);
  const from = work + width + SLACK;
  const to = from + planes * plane + SLACK;
  const views = reserve((to + planes * results + SLACK) * bytes);
  const memory = view(views);
  const found = viewOfResults(views);
  views.i32.set(tables);
  const table = (before: number): number => 4 * before;
  const run = regularRun(columns, columnCounts);
  for (let done = 0; done < outer; done += planes) {
    const some = Math.min(planes, outer - done);
    const start = xo + done * plane;
    memory.set(x.subarray(start, start + some * plane), from);
    // biome-ignore format: a group a line
    fold(
      some, height, width, from * bytes, to * bytes, work * bytes,
      rows.length, columns.length,
      table(0), table(rows.length), table(2 * rows.length), table(2 * rows.length + columns.length),
      dilation[1] as number, dilation[2] as number,
      run.first, run.end, run.size, run.stride,
    );
    out.set(found.subarray(to, to + some * results), oo + done * results);
  }
}
