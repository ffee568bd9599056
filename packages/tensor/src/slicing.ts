import { dispatch } from "./dispatch.ts";
import { AxisError, show, written } from "./errors.ts";
import type { OpAttrs } from "./ops/op.ts";
import { reshape, slice } from "./ops/views.ts";
import type { Tensor } from "./tensor.ts";
import type { SliceEntry } from "./types/index.ts";

/** Attributes of the `slice` op, and the axes that are kept because they were not indexed. */
export interface SliceAttributes {
  readonly attrs: OpAttrs["slice"];
  readonly kept: readonly number[];
}

/**
 * What the entries of `x.slice(...)` take of a tensor of `shape`; errors name `op`. A loop, since
 * batches are cut with it.
 */
export function sliceAttributes(
  shape: readonly number[],
  entries: readonly SliceEntry[],
  op: string,
): SliceAttributes {
  const ndim = shape.length;
  if (entries.length > ndim)
    throw new AxisError(
      `${op}: ${entries.length} entries for shape ${show(shape)}, which has ${ndim} axes`,
      { op, shapes: [shape] },
    );
  const starts = new Array<number>(ndim);
  const sizes = new Array<number>(ndim);
  const steps = new Array<number>(ndim);
  const kept: number[] = [];
  for (let axis = 0; axis < ndim; axis++) {
    const n = shape[axis] as number;
    const entry = axis < entries.length ? (entries[axis] as SliceEntry) : null;
    steps[axis] = 1;
    if (typeof entry === "number") {
      starts[axis] = indexIn(op, entry, axis, n, shape);
      sizes[axis] = 1;
      continue;
    }
    kept.push(axis);
    starts[axis] = 0;
    sizes[axis] = n;
    if (entry === null) continue;
    if (!isRange(entry)) throw notARange(op, entry, axis, shape);
    const step = entry[2] ?? 1;
    // Backwards, the walk begins at the last element and may end before the first.
    const low = step > 0 ? 0 : -1;
    const high = step > 0 ? n : n - 1;
    const from = cut(entry[0], n, low, high, step > 0 ? low : high);
    const to = cut(entry[1], n, low, high, step > 0 ? high : low);
    starts[axis] = from;
    sizes[axis] = Math.max(0, Math.ceil((to - from) / step));
    steps[axis] = step;
  }
  return { attrs: { starts, sizes, steps }, kept };
}

/** The part of `x` that the entries of `x.slice(...)` take; errors name `op`. */
export function cutOut(op: string, x: Tensor, entries: readonly SliceEntry[]): Tensor {
  const { attrs, kept } = sliceAttributes(x.layout.shape, entries, op);
  const part = dispatch(slice, [x], attrs);
  if (kept.length === attrs.sizes.length) return part;
  return dispatch(reshape, [part], { shape: kept.map((i) => attrs.sizes[i] as number) });
}

/** An end of a range, counted from the front and cut to the axis. */
function cut(at: number | null, n: number, low: number, high: number, otherwise: number): number {
  if (at === null) return otherwise;
  const forward = at < 0 ? at + n : at;
  return Math.min(Math.max(forward, low), high);
}

const isEnd = (at: unknown): boolean => at === null || Number.isInteger(at);

function isRange(entry: unknown): boolean {
  if (!Array.isArray(entry) || entry.length < 2 || entry.length > 3) return false;
  const step: unknown = entry.length === 3 ? entry[2] : 1;
  return isEnd(entry[0]) && isEnd(entry[1]) && Number.isInteger(step) && step !== 0;
}

const notARange = (op: string, entry: unknown, axis: number, shape: readonly number[]): AxisError =>
  new AxisError(
    `${op}: ${written(entry)} on axis ${axis}: needed an index, null, [start, end] or [start, end, step], of whole numbers or null, and a step other than 0`,
    { op, shapes: [shape] },
  );

function indexIn(
  op: string,
  index: number,
  axis: number,
  n: number,
  shape: readonly number[],
): number {
  if (!Number.isInteger(index) || index < -n || index >= n)
    throw new AxisError(
      `${op}: index ${index} is out of range for axis ${axis} of size ${n} (shape ${show(shape)})`,
      { op, shapes: [shape] },
    );
  return index < 0 ? index + n : index;
}
