import type { TypedArray, TypeInfo } from "../dtype.ts";
import type { Layout } from "../layout.ts";
import { collapse } from "./collapse.ts";
import { perType } from "./source.ts";

/** One line of elements from `x` to `y`, each with its stride. */
function copyLine(
  n: number,
  x: TypedArray,
  o: number,
  xs: number,
  y: TypedArray,
  q: number,
  ys: number,
): void {
  for (let i = 0; i < n; i++) {
    y[q] = x[o] as number;
    o += xs;
    q += ys;
  }
}

/** The same, added to what is there. */
function addLine(
  n: number,
  x: TypedArray,
  o: number,
  xs: number,
  y: TypedArray,
  q: number,
  ys: number,
): void {
  for (let i = 0; i < n; i++) {
    y[q] = (y[q] as number) + (x[o] as number);
    o += xs;
    q += ys;
  }
}

const lines = perType(copyLine);
const addingLines = perType(addLine);

/** Copies all elements of a non-overlapping source of the same dtype, from layout to layout of equal shape. */
export function copyElements(
  type: TypeInfo,
  from: TypedArray,
  fromOffset: number,
  fromLayout: Layout,
  to: TypedArray,
  toOffset: number,
  toLayout: Layout,
): void {
  if (fromLayout.size === 0) return;
  const line = lines[type.code] as typeof copyLine;
  if (fromLayout.contiguous && toLayout.contiguous) {
    const n = fromLayout.size;
    if (n < 64) line(n, from, fromOffset, 1, to, toOffset, 1);
    else to.set(from.subarray(fromOffset, fromOffset + n), toOffset);
    return;
  }
  walkLines(line, from, fromOffset, fromLayout, to, toOffset, toLayout);
}

/** Adds all elements of `from` to those of `to`, in row-major order of their shape; those of `to` may share memory. */
export function accumulateElements(
  type: TypeInfo,
  from: TypedArray,
  fromOffset: number,
  fromLayout: Layout,
  to: TypedArray,
  toOffset: number,
  toLayout: Layout,
): void {
  if (fromLayout.size === 0) return;
  const line = addingLines[type.code] as typeof addLine;
  walkLines(line, from, fromOffset, fromLayout, to, toOffset, toLayout);
}

/** Calls `line` for each of the longest lines that both layouts walk in one stride. */
function walkLines(
  line: typeof copyLine,
  from: TypedArray,
  fromOffset: number,
  fromLayout: Layout,
  to: TypedArray,
  toOffset: number,
  toLayout: Layout,
): void {
  const walk = collapse(fromLayout.shape, [fromLayout.strides, toLayout.strides]);
  const [xs, ys] = walk.strides as [number[], number[]];
  const last = walk.dims.length - 1;
  const nest = (axis: number, o: number, q: number): void => {
    if (axis >= last) {
      line(walk.dims[axis] ?? 1, from, o, xs[axis] ?? 0, to, q, ys[axis] ?? 0);
      return;
    }
    const n = walk.dims[axis] as number;
    for (let i = 0; i < n; i++)
      nest(axis + 1, o + i * (xs[axis] as number), q + i * (ys[axis] as number));
  };
  nest(0, fromOffset, toOffset);
}
