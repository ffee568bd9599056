// Copies of tensors in which some elements are replaced.
import { full } from "./creation.ts";
import { dispatch } from "./dispatch.ts";
import { promote } from "./dtype.ts";
import { DTypeError, ShapeError, show } from "./errors.ts";
import { where } from "./functions.ts";
import { sameShape } from "./layout.ts";
import { operand } from "./methods/install.ts";
import * as ops from "./ops/indexing.ts";
import { pad as padOp } from "./ops/movement.ts";
import type { OpAttrs } from "./ops/op.ts";
import { broadcastTo as broadcastToOp, flip as flipOp } from "./ops/views.ts";
import { Tensor } from "./tensor.ts";

/** What replaces elements: a tensor, or one number or truth value for all. */
export type Replacement = Tensor | number | boolean;

/** A value in the dtype of `x`, whose elements it replaces. What `x` can't hold is refused. */
export function fitted(op: string, x: Tensor, value: Replacement): Tensor {
  const given = operand(op, x, value);
  const [from, to] = [given.storage.type, x.storage.type];
  if (from === to) return given;
  if ((from.floating && to.floating) || promote(from, to) === to) return given.to(to.dtype);
  const what = value instanceof Tensor ? `a tensor of ${from.dtype}` : `the value ${value}`;
  throw new DTypeError(
    `${op}: ${what} does not fit into a tensor of ${to.dtype} (convert one of them with to(...))`,
    { op, shapes: [x.layout.shape, given.layout.shape] },
  );
}

/**
 * A value stretched to the shape of the elements that it replaces. Axes of size 1 that it has too many in
 * front go, as in assignments of NumPy.
 */
export function stretched(op: string, value: Tensor, shape: readonly number[]): Tensor {
  const own = value.layout.shape;
  if (sameShape(own, shape)) return value;
  const missing = shape.length - own.length;
  if (own.some((n, i) => n !== 1 && n !== shape[i + missing]))
    throw new ShapeError(
      `${op}: a value of shape ${show(own)} does not broadcast to ${show(shape)}, the shape of what it replaces`,
      { op, shapes: [own, shape] },
    );
  const fitting: Tensor = missing < 0 ? value.reshape(own.slice(-missing)) : value;
  return dispatch(broadcastToOp, [fitting], { shape });
}

/** Puts a tensor where `slice` would take it from, in zeros of `shape`. */
export function unslice(
  part: Tensor,
  { starts, sizes, steps }: OpAttrs["slice"],
  shape: readonly number[],
): Tensor {
  const backwards = steps.flatMap((step, i) => (step < 0 ? [i] : []));
  const interior = steps.map((step) => Math.abs(step) - 1);
  const reach = sizes.map((n, i) => Math.max(0, n - 1) * Math.abs(steps[i] as number));
  const low = starts.map((start, i) =>
    sizes[i] === 0 ? 0 : (steps[i] as number) < 0 ? start - (reach[i] as number) : start,
  );
  const high = shape.map((n, i) =>
    sizes[i] === 0 ? n : n - (low[i] as number) - (reach[i] as number) - 1,
  );
  const forwards = backwards.length > 0 ? dispatch(flipOp, [part], { axes: backwards }) : part;
  return dispatch(padOp, [forwards], { low, high, interior });
}

/** A copy of `x` with the elements that `slice` takes replaced by those of `part`. */
export function replaceSlice(x: Tensor, part: Tensor, attrs: OpAttrs["slice"]): Tensor {
  const { shape } = x.layout;
  const inside = unslice(full(attrs.sizes, true), attrs, shape);
  return where(inside, unslice(part, attrs, shape), x);
}

/** Positions along an axis of `x`, counted from the front; errors name `caller` and the axis. */
export const positionsAlong = (caller: string, index: Tensor, axis: number, size: number): Tensor =>
  dispatch(ops.positions, [index], { axis, size, caller });

// Of several values for one element the last one counts. The ops that find it are not differentiated,
// and what picks values by it is: so the derivative goes to the value that was taken, and to no other.

/** A copy of `x` with the slices at a list of positions along an axis replaced by those of `source`. */
export function replaceSlices(x: Tensor, axis: number, list: Tensor, source: Tensor): Tensor {
  if (list.layout.size === 0) return x.clone();
  const size = x.layout.shape[axis] as number;
  const last: Tensor = dispatch(ops.lastAt, [list], { axis: 0, size });
  // Where there is none, -1 takes the last value, which `where` leaves out.
  const taken = dispatch(ops.indexSelect, [source, last], { axis });
  const replaced = last.greaterEqual(0);
  const behind = x.layout.shape.slice(axis + 1).map(() => 1);
  return where(replaced.reshape([size, ...behind]), taken, x);
}

/** A copy of `x` with the elements at positions along an axis replaced by those of `source`. */
export function replaceElements(x: Tensor, axis: number, index: Tensor, source: Tensor): Tensor {
  if (index.layout.size === 0) return x.clone();
  const size = x.layout.shape[axis] as number;
  const last: Tensor = dispatch(ops.lastAt, [index], { axis, size });
  const taken = dispatch(ops.gather, [source, last], { axis });
  return where(last.greaterEqual(0), taken, x);
}
