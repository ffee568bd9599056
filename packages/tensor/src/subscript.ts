// Indexing with NumPy's rules: positions, ranges, new axes, and tensors of positions or truth values.
import { dispatch } from "./dispatch.ts";
import { AxisError, ShapeError, show } from "./errors.ts";
import { broadcastShapes, sameShape, sizeOf } from "./layout.ts";
import { coordinates, flatNonzero, listOf } from "./nonzero.ts";
import * as ops from "./ops/indexing.ts";
import type { OpAttrs } from "./ops/op.ts";
import { slice as sliceOp } from "./ops/views.ts";
import { positionsAlong, replaceSlice, replaceSlices, stretched, unslice } from "./placing.ts";
import { sliceAttributes } from "./slicing.ts";
import { Tensor } from "./tensor.ts";
import type { SliceEntry } from "./types/index.ts";

/** What a subscript says of an axis; a mask speaks of several, a new axis of none, `"..."` of the rest. */
export type Entry = SliceEntry | Tensor | "newaxis" | "...";

/** Tensors of positions, one for each of some axes of the part that ranges have left. */
interface Picks {
  /** The axes in an order in which those of the positions are neighbours. */
  readonly order: readonly number[];
  /** Where, in that order, these axes are, and how many. */
  readonly first: number;
  readonly count: number;
  /** Positions along the merged axes, as a list, and the shape that it stands for. */
  readonly list: Tensor;
  readonly shape: readonly number[];
  /** Do the axes of the positions come first in the result? */
  readonly front: boolean;
}

/** Which elements a subscript names: a part that ranges cut out, and positions within it. */
export interface Subscript {
  readonly slice: OpAttrs["slice"];
  /** The shape of the part, without the axes that were indexed by numbers, with the new ones. */
  readonly shape: readonly number[];
  readonly picks: Picks | null;
}

/** Finds out which elements of `x` the entries name; errors name `op`. */
export function resolveSubscript(op: string, x: Tensor, entries: readonly Entry[]): Subscript {
  const { shape } = x.layout;
  const single = entryPerAxis(op, x, entries);
  const perAxis = single.flatMap((entry) => (entry === "newaxis" ? [] : [entry]));
  const cuts = perAxis.map((entry) => (entry instanceof Tensor ? null : entry));
  const { attrs } = sliceAttributes(shape, cuts, op);
  const part: number[] = [];
  const picked: Picked[] = [];
  let axis = 0;
  for (const entry of single) {
    if (entry === "newaxis") {
      part.push(1);
      continue;
    }
    const size = attrs.sizes[axis] as number;
    if (entry instanceof Tensor)
      picked.push({ axis: part.length, positions: positionsAlong(op, entry, axis, size) });
    if (typeof entry !== "number") part.push(size);
    axis++;
  }
  part.push(...attrs.sizes.slice(axis));
  const picks = picked.length === 0 ? null : merge(op, picked, part, isScattered(entries));
  return { slice: attrs, shape: part, picks };
}

/** Positions along one axis of a part. */
interface Picked {
  readonly axis: number;
  readonly positions: Tensor;
}

/**
 * Does anything stand between tensors of positions (and numbers, which count as such beside them)? Then
 * NumPy puts their axes first.
 */
function isScattered(entries: readonly Entry[]): boolean {
  const pick = entries.map((entry) => entry instanceof Tensor || typeof entry === "number");
  return pick.slice(pick.indexOf(true), pick.lastIndexOf(true)).includes(false);
}

/** Positions along several axes as positions along one that they are merged into. */
function merge(
  op: string,
  picked: readonly { axis: number; positions: Tensor }[],
  part: readonly number[],
  front: boolean,
): Picks {
  const axes = picked.map(({ axis }) => axis);
  const start = axes[0] as number;
  const adjacent = axes.every((axis, i) => axis === start + i);
  const others = part.map((_, i) => i).filter((i) => !axes.includes(i));
  const first = adjacent ? start : 0;
  const order = [...others.slice(0, first), ...axes, ...others.slice(first)];
  let shape: readonly number[] = [];
  for (const { positions } of picked) shape = broadcastShapes(op, shape, positions.layout.shape);
  const merged = picked
    .map(({ positions }) => positions)
    .reduce((sum, next, i) => sum.mul(part[axes[i] as number] as number).add(next));
  const list = stretched(op, merged, shape).reshape([-1]);
  return { order, first, count: axes.length, list, shape, front };
}

/** One entry for each axis, and for each new one: masks become positions, and `"..."` whole axes. */
function entryPerAxis(
  op: string,
  x: Tensor,
  entries: readonly Entry[],
): (SliceEntry | Tensor | "newaxis")[] {
  const { shape } = x.layout;
  const used = entries.reduce<number>((sum, entry) => sum + axesOf(op, entry), 0);
  if (used > shape.length)
    throw new AxisError(
      `${op}: entries for ${used} axes, but shape ${show(shape)} has ${shape.length}`,
      { op, shapes: [shape] },
    );
  const single: (SliceEntry | Tensor | "newaxis")[] = [];
  let axis = 0;
  for (const entry of entries) {
    if (entry === "...") {
      single.push(...new Array<null>(shape.length - used).fill(null));
      axis += shape.length - used;
    } else if (entry instanceof Tensor && entry.dtype === "bool") {
      single.push(...whereTrue(op, entry, axis, shape));
      axis += entry.layout.shape.length;
    } else {
      single.push(entry);
      axis += axesOf(op, entry);
    }
  }
  return single;
}

/** How many axes of the tensor an entry speaks of. */
function axesOf(op: string, entry: Entry): number {
  if (entry === "newaxis" || entry === "...") return 0;
  if (!(entry instanceof Tensor) || entry.dtype !== "bool") return 1;
  const { shape } = entry.layout;
  if (shape.length === 0)
    throw new ShapeError(
      `${op}: a mask without axes selects nothing in particular: needed at least one axis`,
      {
        op,
        shapes: [shape],
      },
    );
  return shape.length;
}

/** Positions at which a mask is true, along each of the axes from `axis` on that it covers. */
function whereTrue(op: string, mask: Tensor, axis: number, shape: readonly number[]): Tensor[] {
  const own = mask.layout.shape;
  const i = own.findIndex((n, k) => n !== shape[axis + k]);
  if (i >= 0)
    throw new ShapeError(
      `${op}: a mask of shape ${show(own)} does not cover shape ${show(shape)} from axis ${axis} on: ${own[i]} vs ${shape[axis + i]} along axis ${axis + i}`,
      { op, shapes: [own, shape] },
    );
  return coordinates(flatNonzero(mask), own).map((list) => listOf(list));
}

/** The part that the ranges of a subscript cut out. */
function partOf(x: Tensor, { slice, shape }: Subscript): Tensor {
  return inShape(isWhole(x, slice) ? x : dispatch(sliceOp, [x], slice), shape);
}

/** Does a slice take all elements as they are? */
const isWhole = (x: Tensor, { sizes, steps }: OpAttrs["slice"]): boolean =>
  sameShape(sizes, x.layout.shape) && steps.every((step) => step === 1);

const inShape = (x: Tensor, shape: readonly number[]): Tensor =>
  sameShape(x.layout.shape, shape) ? x : x.reshape(shape);

const inOrder = (x: Tensor, order: readonly number[]): Tensor =>
  order.every((axis, i) => axis === i) ? x : x.permute(order);

/** Sizes before, along and after the axes of the positions, in the order that makes them neighbours. */
function around(
  { shape }: Subscript,
  { order, first, count }: Picks,
): [number[], number, number[]] {
  const sizes = order.map((axis) => shape[axis] as number);
  const after = first + count;
  return [sizes.slice(0, first), sizeOf(sizes.slice(first, after)), sizes.slice(after)];
}

/** The order of axes that moves `count` of them from `first` to the front. */
function toFront(ndim: number, first: number, count: number): number[] {
  const axes = Array.from({ length: ndim }, (_, i) => i);
  return [...axes.splice(first, count), ...axes];
}

const inverse = (order: readonly number[]): number[] => order.map((_, i) => order.indexOf(i));

/** The elements that a subscript names. */
export function readSubscript(x: Tensor, subscript: Subscript): Tensor {
  const { picks } = subscript;
  const part = partOf(x, subscript);
  if (picks === null) return part;
  const { order, first, list, shape } = picks;
  const [before, merged, after] = around(subscript, picks);
  const rows = inShape(inOrder(part, order), [...before, merged, ...after]);
  const taken = dispatch(ops.indexSelect, [rows, list], { axis: first });
  const result = inShape(taken, [...before, ...shape, ...after]);
  if (!picks.front) return result;
  return inOrder(result, toFront(result.layout.shape.length, first, shape.length));
}

/**
 * A copy of `x` in which the elements that a subscript names are replaced by `value`, or have it added;
 * errors name `op`.
 */
export function writeSubscript(
  op: string,
  x: Tensor,
  subscript: Subscript,
  value: Tensor,
  accumulate: boolean,
): Tensor {
  const { slice, picks } = subscript;
  const written =
    picks === null
      ? stretched(op, value, subscript.shape)
      : writePicks(op, x, subscript, picks, value, accumulate);
  const part = inShape(written, slice.sizes);
  const { shape } = x.layout;
  if (accumulate) return x.add(unslice(part, slice, shape));
  return picks !== null && isWhole(x, slice) ? part : replaceSlice(x, part, slice);
}

/** The part that ranges have left with values at positions in it: the value alone, if it is to be added. */
function writePicks(
  op: string,
  x: Tensor,
  subscript: Subscript,
  picks: Picks,
  value: Tensor,
  accumulate: boolean,
): Tensor {
  const { order, first, list, shape, front } = picks;
  const [before, merged, after] = around(subscript, picks);
  const inPlace = [...before, ...shape, ...after];
  const forth = front ? toFront(inPlace.length, first, shape.length) : inPlace.map((_, i) => i);
  const wanted = forth.map((axis) => inPlace[axis] as number);
  const values = inOrder(stretched(op, value, wanted), inverse(forth));
  const source = inShape(values, [...before, list.layout.size, ...after]);
  const sizes = order.map((axis) => subscript.shape[axis] as number);
  const back = (rows: Tensor): Tensor => inOrder(inShape(rows, sizes), inverse(order));
  if (accumulate)
    return back(dispatch(ops.indexAdd, [source, list], { axis: first, size: merged }));
  const rows = inShape(inOrder(partOf(x, subscript), order), [...before, merged, ...after]);
  return back(replaceSlices(rows, first, list, source));
}
