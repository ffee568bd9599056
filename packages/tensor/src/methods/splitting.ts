import { ShapeError, show } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import type { AlongAxis, Guard, NoOptions, Ok, Reduce, ResizeAxis, Shape } from "../types/index.ts";
import { install } from "./install.ts";
import { range } from "./range.ts";

/** Taking a tensor apart along an axis, as methods of {@link Tensor}. */
export interface SplittingMethods {
  /**
   * Parts along an axis, as views: of `sizes` elements each (the last may be smaller), or of the sizes
   * in a list, as in PyTorch. For a number of parts: `chunk`.
   * @param sizes - the size of all parts, or of each
   * @param axis - the axis, the first by default
   * @throws ShapeError when a list does not add up to the size of the axis
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3, 4, 5]).split(2).map((part) => part.toArray()); // => [[1, 2], [3, 4], [5]]
   * tensor([1, 2, 3]).split([1, 2]).map((part) => part.size); // => [1, 2]
   * ```
   */
  split<A extends Shape, const X extends number = 0>(
    this: Tensor<A>,
    sizes: number | readonly number[],
    axis?: X & Guard<ResizeAxis<A, X, number, "split">>,
  ): Tensor<Ok<ResizeAxis<A, X, number, "split">>>[];
  /**
   * At most `count` parts along an axis, as views: all of one size, rounded up, but the last, as in
   * PyTorch.
   * @param count - how many parts
   * @param axis - the axis, the first by default
   * @throws ShapeError when the count is not a whole number from 1 on
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3, 4, 5]).chunk(2).map((part) => part.toArray()); // => [[1, 2, 3], [4, 5]]
   * ```
   */
  chunk<A extends Shape, const X extends number = 0>(
    this: Tensor<A>,
    count: number,
    axis?: X & Guard<ResizeAxis<A, X, number, "chunk">>,
  ): Tensor<Ok<ResizeAxis<A, X, number, "chunk">>>[];
  /**
   * The slices along an axis, as views without it.
   * @param axis - the axis, the first by default
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).unbind(1).map((column) => column.toArray()); // => [[1, 3], [2, 4]]
   * ```
   */
  unbind<A extends Shape, const X extends number = 0>(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "unbind">>,
  ): Tensor<Ok<Reduce<A, X, NoOptions>>>[];
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends SplittingMethods {}
}

/** Views of the given sizes, one after the other. */
function parts(x: Tensor, axis: number, sizes: readonly number[]): Tensor[] {
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return range(x, axis, start - size, start);
  });
}

/** As many sizes of `size` as fit into `n`, and the rest. */
function equalSizes(n: number, size: number): number[] {
  if (n === 0) return [0];
  return Array.from({ length: Math.ceil(n / size) }, (_, i) => Math.min(size, n - i * size));
}

function checkPositive(op: string, what: string, value: number, shape: readonly number[]): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new ShapeError(`${op}: the ${what} is ${value}: needed a whole number from 1 on`, {
    op,
    shapes: [shape],
  });
}

install({
  split(sizes, axis) {
    const { shape } = this.layout;
    const at = normalizeAxis("split", (axis as number | undefined) ?? 0, shape);
    const n = shape[at] as number;
    if (typeof sizes === "number") {
      checkPositive("split", "size", sizes, shape);
      return parts(this, at, equalSizes(n, sizes));
    }
    const whole = sizes.every((size) => Number.isInteger(size) && size >= 0);
    if (!whole || sizes.reduce((sum, size) => sum + size, 0) !== n)
      throw new ShapeError(
        `split: sizes ${show(sizes)} do not add up to axis ${at} of shape ${show(shape)}`,
        { op: "split", shapes: [shape] },
      );
    return parts(this, at, sizes);
  },
  chunk(count, axis) {
    const { shape } = this.layout;
    const at = normalizeAxis("chunk", (axis as number | undefined) ?? 0, shape);
    checkPositive("chunk", "count", count, shape);
    const n = shape[at] as number;
    // Of nothing there are as many parts as one asks for, as in PyTorch.
    if (n === 0) return parts(this, at, new Array<number>(count).fill(0));
    return parts(this, at, equalSizes(n, Math.ceil(n / count)));
  },
  unbind(axis) {
    const { shape } = this.layout;
    const at = normalizeAxis("unbind", (axis as number | undefined) ?? 0, shape);
    const before = shape.slice(0, at).map(() => null);
    return Array.from({ length: shape[at] as number }, (_, i): Tensor => this.slice(...before, i));
  },
});
