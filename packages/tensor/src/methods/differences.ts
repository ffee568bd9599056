import { ShapeError } from "../errors.ts";
import { concat } from "../functions.ts";
import { normalizeAxis } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import type { Guard, Ok, ResizeAxis, Shape } from "../types/index.ts";
import { install, operand } from "./install.ts";
import { range } from "./range.ts";

/** What `diff` puts around an axis first. */
export interface DiffOptions {
  /** Stands before the first element: a number, or a tensor of this shape outside the axis. */
  readonly prepend?: number | Tensor;
  /** Stands behind the last element: a number, or a tensor of this shape outside the axis. */
  readonly append?: number | Tensor;
}

/** Differences of neighbours, as a method of {@link Tensor}. */
export interface DifferenceMethods {
  /**
   * Differences of neighbours along an axis: $y_i = x_{i+1} - x_i$. Of booleans: whether they differ.
   * @param order - how many times, once by default; each time the axis loses an element
   * @param axis - the axis, the last by default
   * @param options - `prepend` and `append` what stands before and behind the axis, as in NumPy
   * @throws ShapeError when the order is not a whole number from 0 on
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 4, 9, 16]).diff().toArray(); // => [3, 5, 7]
   * tensor([1, 4, 9, 16]).diff(2).toArray(); // => [2, 2]
   * tensor([1, 4, 9]).diff(1, 0, { prepend: 0 }).toArray(); // => [1, 3, 5]
   * ```
   */
  diff<A extends Shape, const X extends number = -1>(
    this: Tensor<A>,
    order?: number,
    axis?: X & Guard<ResizeAxis<A, X, number, "diff">>,
    options?: DiffOptions,
  ): Tensor<Ok<ResizeAxis<A, X, number, "diff">>>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends DifferenceMethods {}
}

install({
  diff(order = 1, axis, { prepend, append } = {}) {
    const at = normalizeAxis("diff", (axis as number | undefined) ?? -1, this.layout.shape);
    if (!Number.isInteger(order) || order < 0)
      throw new ShapeError(`diff: the order is ${order}: needed a whole number from 0 on`, {
        op: "diff",
        shapes: [this.layout.shape],
      });
    const edge = (value: number | Tensor | undefined): Tensor[] => {
      if (value === undefined) return [];
      const side = operand("diff", this, value);
      if (side.layout.shape.length > 0) return [side];
      return [side.broadcastTo(this.layout.shape.with(at, 1))];
    };
    const parts: Tensor[] = [...edge(prepend), this, ...edge(append)];
    let x = parts.length > 1 ? concat(parts, at) : (parts[0] as Tensor);
    for (let times = 0; times < order; times++) {
      const n = x.layout.shape[at] as number;
      const [before, after] = [range(x, at, 0, Math.max(0, n - 1)), range(x, at, 1, n)];
      x = x.dtype === "bool" ? after.notEqual(before) : after.sub(before);
    }
    return x;
  },
});
