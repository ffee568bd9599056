import type { TypedArray, TypeInfo } from "../dtype.ts";
import type { Layout } from "../layout.ts";
import { collapse } from "./collapse.ts";
import { perType } from "./source.ts";

/** The elements of four axes from `x` to `y`, each with its strides. */
type Box = (
  counts: readonly number[],
  x: TypedArray,
  o: number,
  strides: readonly number[],
  y: TypedArray,
  q: number,
  toStrides: readonly number[],
) => void;

// Loops that stand in one function are several times as fast as functions that call each other.

const copyFour: Box = (counts, x, o, strides, y, q, toStrides) => {
  const [n0, n1, n2, n3] = counts as [number, number, number, number];
  const [x0, x1, x2, x3] = strides as [number, number, number, number];
  const [y0, y1, y2, y3] = toStrides as [number, number, number, number];
  for (let i0 = 0; i0 < n0; i0++)
    for (let i1 = 0; i1 < n1; i1++)
      for (let i2 = 0; i2 < n2; i2++) {
        let from = o + i0 * x0 + i1 * x1 + i2 * x2;
        let to = q + i0 * y0 + i1 * y1 + i2 * y2;
        for (let i3 = 0; i3 < n3; i3++, from += x3, to += y3) y[to] = x[from] as number;
      }
};

/** The same, added to what is there. */
const addFour: Box = (counts, x, o, strides, y, q, toStrides) => {
  const [n0, n1, n2, n3] = counts as [number, number, number, number];
  const [x0, x1, x2, x3] = strides as [number, number, number, number];
  const [y0, y1, y2, y3] = toStrides as [number, number, number, number];
  for (let i0 = 0; i0 < n0; i0++)
    for (let i1 = 0; i1 < n1; i1++)
      for (let i2 = 0; i2 < n2; i2++) {
        let from = o + i0 * x0 + i1 * x1 + i2 * x2;
        let to = q + i0 * y0 + i1 * y1 + i2 * y2;
        for (let i3 = 0; i3 < n3; i3++, from += x3, to += y3)
          y[to] = (y[to] as number) + (x[from] as number);
      }
};

const copies = perType(copyFour);
const additions = perType(addFour);

/** Copies a box of four axes between arrays of one dtype. */
export const copyBox = (type: TypeInfo): Box => copies[type.code] as Box;

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
  const n = fromLayout.size;
  if (n === 0) return;
  if (fromLayout.contiguous && toLayout.contiguous && n >= 64)
    to.set(from.subarray(fromOffset, fromOffset + n), toOffset);
  else walkBoxes(copyBox(type), from, fromOffset, fromLayout, to, toOffset, toLayout);
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
  const add = additions[type.code] as Box;
  walkBoxes(add, from, fromOffset, fromLayout, to, toOffset, toLayout);
}

/** Calls `box` for the last four axes of what remains when those that both layouts walk in one stride are merged. */
function walkBoxes(
  box: Box,
  from: TypedArray,
  fromOffset: number,
  fromLayout: Layout,
  to: TypedArray,
  toOffset: number,
  toLayout: Layout,
): void {
  const { dims, strides } = collapse(fromLayout.shape, [fromLayout.strides, toLayout.strides]);
  const [xs, ys] = strides as [number[], number[]];
  for (let missing = 4 - dims.length; missing > 0; missing--) {
    dims.unshift(1);
    xs.unshift(0);
    ys.unshift(0);
  }
  const lead = dims.length - 4;
  const [counts, near, toNear] = [dims.slice(lead), xs.slice(lead), ys.slice(lead)];
  const nest = (axis: number, o: number, q: number): void => {
    if (axis === lead) box(counts, from, o, near, to, q, toNear);
    else
      for (let i = 0; i < (dims[axis] as number); i++)
        nest(axis + 1, o + i * (xs[axis] as number), q + i * (ys[axis] as number));
  };
  nest(0, fromOffset, toOffset);
}
