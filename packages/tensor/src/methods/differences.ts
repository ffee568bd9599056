import { ShapeError } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import type { Guard, Ok, ResizeAxis, Shape } from "../types/index.ts";
import { install } from "./install.ts";
import { range } from "./range.ts";

/** Differences of neighbours, as a method of {@link Tensor}. */
export interface DifferenceMethods {
  /**
   * Differences of neighbours along an axis: $y_i = x_{i+1} - x_i$. Of booleans: whether they differ.
   * @param order - how many times, once by default; each time the axis loses an element
   * @param axis - the axis, the last by default
   * @throws ShapeError when the order is not a whole number from 0 on
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 4, 9, 16]).diff().toArray(); // => [3, 5, 7]
   * tensor([1, 4, 9, 16]).diff(2).toArray(); // => [2, 2]
   * ```
   */
  diff<A extends Shape, const X extends number = -1>(
    this: Tensor<A>,
    order?: number,
    axis?: X & Guard<ResizeAxis<A, X, number, "diff">>,
  ): Tensor<Ok<ResizeAxis<A, X, number, "diff">>>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends DifferenceMethods {}
}

install({
  diff(order = 1, axis) {
    const at = normalizeAxis("diff", (axis as number | undefined) ?? -1, this.layout.shape);
    if (!Number.isInteger(order) || order < 0)
      throw new ShapeError(`diff: the order is ${order}: needed a whole number from 0 on`, {
        op: "diff",
        shapes: [this.layout.shape],
      });
    let x: Tensor = this;
    for (let times = 0; times < order; times++) {
      const n = x.layout.shape[at] as number;
      const [before, after] = [range(x, at, 0, Math.max(0, n - 1)), range(x, at, 1, n)];
      x = x.dtype === "bool" ? after.notEqual(before) : after.sub(before);
    }
    return x;
  },
});
