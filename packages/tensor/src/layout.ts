import { AxisError, isOptions, ShapeError, show, written } from "./errors.ts";
import type { Boxes } from "./kernels/copy.ts";
import type { Meeting } from "./kernels/meeting.ts";
import type { Reduction } from "./kernels/reduction.ts";

/** Where the elements of a tensor lie: shared by all tensors of one shape and order, never changed. */
export class Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly size: number;
  /** Elements follow each other in row-major order, without gaps. */
  readonly contiguous: boolean;
  /** All elements are one and the same: there is one, or it is stretched along every axis. */
  readonly uniform: boolean;
  /** The layout that it met last in an elementwise op, and how. */
  lastMet: { readonly other: Layout; readonly meeting: Meeting } | null;
  /** Where to it was copied last, and how. */
  lastCopied: Boxes | null;
  /** How it was reduced last. */
  lastReduced: Reduction | null;

  constructor(
    shape: readonly number[],
    strides: readonly number[],
    size: number,
    contiguous: boolean,
    uniform: boolean,
  ) {
    this.shape = shape;
    this.strides = strides;
    this.size = size;
    this.contiguous = contiguous;
    this.uniform = uniform;
    this.lastMet = null;
    this.lastCopied = null;
    this.lastReduced = null;
  }
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i] as number;
  return size;
}

// The same few shapes come up again and again: the layouts made last are looked up before a new one is
// made. A slot holds one layout, so that the table can't grow.
const recent: (Layout | undefined)[] = new Array(256).fill(undefined);

/** The row-major layout of a shape. */
export function contiguousLayout(shape: readonly number[]): Layout {
  let slot = shape.length;
  for (let i = 0; i < shape.length; i++) slot = (slot * 31 + (shape[i] as number)) & 255;
  const known = recent[slot];
  if (known !== undefined && sameShape(known.shape, shape)) return known;
  const layout = newContiguousLayout([...shape]);
  recent[slot] = layout;
  return layout;
}

function newContiguousLayout(shape: readonly number[]): Layout {
  const ndim = shape.length;
  const strides = new Array<number>(ndim);
  let size = 1;
  for (let i = ndim - 1; i >= 0; i--) {
    strides[i] = size;
    size *= shape[i] as number;
  }
  return new Layout(shape, strides, size, true, size === 1);
}

/** The layout of no axes: one element. */
export const SCALAR: Layout = contiguousLayout([]);

/** A layout with these strides, which may be row-major after all. */
export function stridedLayout(shape: readonly number[], strides: readonly number[]): Layout {
  let size = 1;
  let contiguous = true;
  let uniform = true;
  for (let i = shape.length - 1; i >= 0; i--) {
    const n = shape[i] as number;
    if (n === 1) continue;
    if (strides[i] !== size) contiguous = false;
    if (strides[i] !== 0) uniform = false;
    size *= n;
  }
  return new Layout(shape, strides, size, contiguous || size === 0, uniform && size > 0);
}

/** Are two shapes equal? */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The shape to which two shapes broadcast (NumPy's rule: align at the end, 1 stretches). */
export function broadcastShapes(
  op: string,
  a: readonly number[],
  b: readonly number[],
): readonly number[] {
  if (sameShape(a, b)) return a;
  const ndim = Math.max(a.length, b.length);
  const shape = new Array<number>(ndim);
  for (let i = 1; i <= ndim; i++) {
    const m = i <= a.length ? (a[a.length - i] as number) : 1;
    const n = i <= b.length ? (b[b.length - i] as number) : 1;
    if (m !== n && m !== 1 && n !== 1) throw doNotBroadcast(op, a, b, m, n);
    shape[ndim - i] = m === 1 ? n : m;
  }
  return shape;
}

function doNotBroadcast(
  op: string,
  a: readonly number[],
  b: readonly number[],
  m: number,
  n: number,
): ShapeError {
  const keep =
    a.length !== b.length && (a[0] === b[0] || a[0] === n || b[0] === m)
      ? "did a reduction lose an axis: keepDims: true, or expandDims?"
      : "sizes must be equal or 1, counted from the last axis";
  return new ShapeError(
    `${op}: shapes ${show(a)} and ${show(b)} do not broadcast: ${m} vs ${n} (${keep})`,
    { op, shapes: [a, b] },
  );
}

/** Strides that read `layout` as if it had `shape`: 0 along stretched axes. */
export function broadcastStrides(layout: Layout, shape: readonly number[]): number[] {
  const missing = shape.length - layout.shape.length;
  const strides = new Array<number>(shape.length);
  for (let i = 0; i < shape.length; i++) {
    const stretched = i < missing || (layout.shape[i - missing] === 1 && shape[i] !== 1);
    strides[i] = stretched ? 0 : (layout.strides[i - missing] as number);
  }
  return strides;
}

/** `axis` counted from the front; throws where it is outside the tensor. */
export function normalizeAxis(op: string, axis: number, shape: readonly number[]): number {
  const ndim = shape.length;
  if (!Number.isInteger(axis) || axis < -ndim || axis >= ndim) {
    if (typeof axis !== "number") throw noAxis(op, axis, "a whole number", shape);
    const range = ndim === 0 ? "a tensor without axes takes none" : `use ${-ndim} to ${ndim - 1}`;
    throw new AxisError(
      `${op}: axis ${axis} is out of range for shape ${show(shape)} (rank ${ndim}; ${range})`,
      { op, shapes: [shape] },
    );
  }
  return axis < 0 ? axis + ndim : axis;
}

/** An error about what stands in the place of an axis. */
export function noAxis(
  op: string,
  axis: unknown,
  needed: string,
  shape: readonly number[],
): AxisError {
  const hint = isOptions(axis)
    ? " (the axis is an argument of its own, and options are the last one)"
    : "";
  return new AxisError(`${op}: the axis is ${written(axis)}: needed ${needed}${hint}`, {
    op,
    shapes: [shape],
  });
}

/** Sorted, distinct axes counted from the front; all of them where `axes` is not given. */
export function normalizeAxes(
  op: string,
  axes: number | readonly number[] | null | undefined,
  shape: readonly number[],
): number[] {
  if (axes === undefined || axes === null) return shape.map((_, i) => i);
  const list = typeof axes === "number" ? [axes] : axes;
  // As in NumPy and PyTorch, a number has an axis 0 where it does not matter.
  if (shape.length === 0 && Array.isArray(list) && list.every((axis) => axis === 0 || axis === -1))
    return [];
  if (!Array.isArray(list))
    throw noAxis(op, axes, "a number, a list of numbers, or nothing for all axes", shape);
  const sorted = list.map((axis) => normalizeAxis(op, axis, shape)).sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++)
    if (sorted[i] === sorted[i - 1])
      throw new AxisError(`${op}: axis ${sorted[i]} is named twice in ${show(list)}`, {
        op,
        shapes: [shape],
      });
  return sorted;
}

/** A reduction that has no value over no elements must not meet any. */
export function requireElements(
  op: string,
  shape: readonly number[],
  axes: readonly number[],
): void {
  const empty = axes.find((axis) => shape[axis] === 0);
  if (empty !== undefined)
    throw new ShapeError(
      `${op}: axis ${empty} of shape ${show(shape)} has no elements: the ${op} of nothing does not exist`,
      { op, shapes: [shape] },
    );
}

/** Checks that `shape` is a list of whole numbers that some machine could hold. */
export function checkShape(op: string, shape: readonly number[]): void {
  if (!Array.isArray(shape))
    throw new ShapeError(
      `${op}: the shape must be a list of sizes such as [2, 3], got ${written(shape)}`,
      {
        op,
      },
    );
  for (const n of shape)
    if (!Number.isInteger(n) || n < 0)
      throw new ShapeError(
        `${op}: ${written(shape)} is not a shape: sizes are whole numbers >= 0`,
        {
          op,
          shapes: [shape],
        },
      );
  if (sizeOf(shape) > 2 ** 31 - 1)
    throw new ShapeError(
      `${op}: ${show(shape)} has ${sizeOf(shape)} elements: a tensor holds at most 2147483647`,
      { op, shapes: [shape] },
    );
}
