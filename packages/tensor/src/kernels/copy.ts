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

/** A few elements that follow each other, for which a view of them costs more than they. */
function copyRun(n: number, x: TypedArray, o: number, y: TypedArray, q: number): void {
  for (let i = 0; i < n; i++) y[q + i] = x[o + i] as number;
}

const SHORT_RUN = 64;
const runs = perType(copyRun);
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
  if (fromLayout.contiguous && toLayout.contiguous) {
    if (n < SHORT_RUN) (runs[type.code] as typeof copyRun)(n, from, fromOffset, to, toOffset);
    else to.set(from.subarray(fromOffset, fromOffset + n), toOffset);
  } else walkBoxes(copyBox(type), from, fromOffset, fromLayout, to, toOffset, toLayout);
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

/** How elements go from one layout to another: boxes of four axes, within the axes that lead. */
export interface Boxes {
  readonly to: Layout;
  /** Sizes and strides of all axes. */
  readonly dims: readonly number[];
  readonly from: readonly number[];
  readonly toward: readonly number[];
  /** Those of the last four. */
  readonly counts: readonly number[];
  readonly near: readonly number[];
  readonly nearTo: readonly number[];
}

/** The boxes between two layouts; a layout remembers where it was copied last. */
function boxesOf(from: Layout, to: Layout): Boxes {
  const last = from.lastCopied;
  if (last !== null && last.to === to) return last;
  const { dims, strides } = collapse(from.shape, [from.strides, to.strides]);
  const [xs, ys] = strides as [number[], number[]];
  for (let missing = 4 - dims.length; missing > 0; missing--) {
    dims.unshift(1);
    xs.unshift(0);
    ys.unshift(0);
  }
  const [counts, near, nearTo] = [dims.slice(-4), xs.slice(-4), ys.slice(-4)];
  const boxes = { to, dims, from: xs, toward: ys, counts, near, nearTo };
  from.lastCopied = boxes;
  return boxes;
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
  const boxes = boxesOf(fromLayout, toLayout);
  const lead = boxes.dims.length - 4;
  if (lead === 0) {
    box(boxes.counts, from, fromOffset, boxes.near, to, toOffset, boxes.nearTo);
    return;
  }
  const nest = (axis: number, o: number, q: number): void => {
    if (axis === lead) box(boxes.counts, from, o, boxes.near, to, q, boxes.nearTo);
    else
      for (let i = 0; i < (boxes.dims[axis] as number); i++)
        nest(
          axis + 1,
          o + i * (boxes.from[axis] as number),
          q + i * (boxes.toward[axis] as number),
        );
  };
  nest(0, fromOffset, toOffset);
}
