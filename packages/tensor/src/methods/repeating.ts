// Repeating, rolling and turning.
import { tensor } from "../creation.ts";
import { AxisError, ShapeError, show } from "../errors.ts";
import { concat } from "../functions.ts";
import { normalizeAxis } from "../layout.ts";
import { Tensor } from "../tensor.ts";
import type { Guard, Ok, ResizeAxis, Shape } from "../types/index.ts";
import { install } from "./install.ts";
import { range } from "./range.ts";

/** Repeating, rolling and turning, as methods of {@link Tensor}. */
export interface RepeatingMethods<S extends Shape> {
  /**
   * Each element several times in a row, as NumPy's `repeat`. It is PyTorch's `repeat_interleave`;
   * PyTorch's `repeat` is {@link RepeatingMethods.tile}.
   * @param counts - how many times: for all, or for each along the axis. The values of a tensor of
   * counts are read, because the shape of the result depends on them
   * @throws ShapeError when the counts are not whole numbers from 0 on, or not one for each element
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).repeat(2).toArray(); // => [1, 1, 2, 2]
   * ```
   */
  repeat(counts: number | readonly number[] | Tensor): Tensor<[number]>;
  /**
   * The same for the slices along an axis.
   * @param counts - how many times: for all, or for each slice
   * @param axis - the axis
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).repeat([1, 2], 0).toArray(); // => [[1, 2], [3, 4], [3, 4]]
   * ```
   */
  repeat<A extends Shape, const X extends number>(
    this: Tensor<A>,
    counts: number | readonly number[] | Tensor,
    axis: X & Guard<ResizeAxis<A, X, number, "repeat">>,
  ): Tensor<Ok<ResizeAxis<A, X, number, "repeat">>>;
  /**
   * The whole tensor several times along each axis, as NumPy's and PyTorch's `tile` (PyTorch's `repeat`).
   * @param counts - how many times along each axis, counted from the last; the shorter of counts and
   * shape gets leading ones
   * @throws ShapeError when the counts are not whole numbers from 0 on
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).tile(2).toArray(); // => [1, 2, 1, 2]
   * tensor([1, 2]).tile([2, 1]).toArray(); // => [[1, 2], [1, 2]]
   * ```
   */
  tile(counts: number | readonly number[]): Tensor;
  /**
   * Elements moved along axes; what leaves at one end comes back at the other.
   * @param shift - how far: one number, or one for each axis
   * @param axis - an axis, several, or nothing for the flattened tensor
   * @throws AxisError when an axis is out of range
   * @throws ShapeError when there is not one shift for each axis
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3, 4]).roll(1).toArray(); // => [4, 1, 2, 3]
   * tensor([[1, 2], [3, 4]]).roll(-1, 0).toArray(); // => [[3, 4], [1, 2]]
   * ```
   */
  roll(shift: number | readonly number[], axis?: number | readonly number[]): Tensor<S>;
  /**
   * View turned by quarters in the plane of two axes, from the first towards the second, as in NumPy
   * and PyTorch.
   * @param turns - how many quarters; negative ones turn back
   * @param axes - the two axes, `[0, 1]` by default
   * @throws AxisError when an axis is out of range, both are one, or the turns are no whole number
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).rot90().toArray(); // => [[2, 4], [1, 3]]
   * ```
   */
  rot90(turns?: number, axes?: readonly [number, number]): Tensor;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends RepeatingMethods<S> {}
}

const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;

function checkCounts(op: string, counts: readonly number[], x: Tensor): void {
  if (counts.every(isCount)) return;
  throw new ShapeError(`${op}: counts ${show(counts)}: needed whole numbers from 0 on`, {
    op,
    shapes: [x.layout.shape],
  });
}

/** Each slice along an axis `count` times: a stretched axis behind it, merged into it. */
function repeatAll(x: Tensor, count: number, axis: number): Tensor {
  const { shape } = x.layout;
  const stretched = [...shape.slice(0, axis + 1), count, ...shape.slice(axis + 1)];
  const wide: Tensor = x.expandDims(axis + 1);
  return wide.broadcastTo(stretched).reshape(shape.map((n, i) => (i === axis ? n * count : n)));
}

function rollAlong(x: Tensor, shift: number, axis: number): Tensor {
  const n = x.layout.shape[axis] as number;
  if (!Number.isInteger(shift))
    throw new ShapeError(`roll: the shift is ${shift}: needed a whole number`, { op: "roll" });
  const by = n === 0 ? 0 : ((shift % n) + n) % n;
  return by === 0 ? x : concat([range(x, axis, n - by, n), range(x, axis, 0, n - by)], axis);
}

install({
  repeat(counts: number | readonly number[] | Tensor, axis?: number) {
    const x: Tensor = axis === undefined ? this.reshape([-1]) : this;
    const at = normalizeAxis("repeat", axis ?? 0, x.layout.shape);
    const n = x.layout.shape[at] as number;
    const list =
      typeof counts === "number" ? [counts] : counts instanceof Tensor ? [...counts.data] : counts;
    checkCounts("repeat", list, x);
    if (list.length === 1) return repeatAll(x, list[0] as number, at);
    if (list.length !== n)
      throw new ShapeError(
        `repeat: ${list.length} counts for axis ${at} of shape ${show(x.layout.shape)}: needed one for each element, or one for all`,
        { op: "repeat", shapes: [x.layout.shape] },
      );
    const positions = list.flatMap((count, i) => new Array<number>(count).fill(i));
    return x.indexSelect(at, tensor(Int32Array.from(positions)));
  },
  tile(counts) {
    const list = typeof counts === "number" ? [counts] : counts;
    checkCounts("tile", list, this);
    const { shape } = this.layout;
    const rank = Math.max(shape.length, list.length);
    const front = (short: readonly number[]): number[] => [
      ...new Array<number>(rank - short.length).fill(1),
      ...short,
    ];
    const [sizes, times] = [front(shape), front(list)];
    const apart: Tensor = this.reshape(sizes.flatMap((n) => [1, n]));
    const all: Tensor = apart.broadcastTo(sizes.flatMap((n, i) => [times[i] as number, n]));
    return all.reshape(sizes.map((n, i) => n * (times[i] as number)));
  },
  roll(shift, axis) {
    if (axis === undefined) {
      const flat = typeof shift === "number" ? shift : shift.reduce((sum, by) => sum + by, 0);
      return rollAlong(this.reshape([-1]), flat, 0).reshape(this.layout.shape);
    }
    const axes = typeof axis === "number" ? [axis] : axis;
    const shifts = typeof shift === "number" ? axes.map(() => shift) : shift;
    if (shifts.length !== axes.length)
      throw new ShapeError(
        `roll: ${shifts.length} shifts for ${axes.length} axes: needed one for each`,
        { op: "roll", shapes: [this.layout.shape] },
      );
    return axes.reduce<Tensor>(
      (x, a, i) => rollAlong(x, shifts[i] as number, normalizeAxis("roll", a, x.layout.shape)),
      this,
    );
  },
  rot90(turns = 1, [from, to] = [0, 1]) {
    const a = normalizeAxis("rot90", from, this.layout.shape);
    const b = normalizeAxis("rot90", to, this.layout.shape);
    if (a === b || !Number.isInteger(turns))
      throw new AxisError(
        `rot90: ${turns} turns in the plane of axes ${from} and ${to}: needed a whole number and two axes`,
        { op: "rot90", shapes: [this.layout.shape] },
      );
    switch (((turns % 4) + 4) % 4) {
      case 0:
        return this;
      case 1:
        return this.flip(b).transpose(a, b);
      case 2:
        return this.flip([a, b]);
      default:
        return this.transpose(a, b).flip(b);
    }
  },
});
