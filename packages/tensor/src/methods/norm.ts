import { DTypeError, written } from "../errors.ts";
import { where } from "../functions.ts";
import { normalizeAxes, requireElements } from "../layout.ts";
import { keepsDims } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type {
  AlongAxis,
  AxisArg,
  Guard,
  KeepDimsOption,
  NoOptions,
  Ok,
  Reduce,
  Shape,
} from "../types/index.ts";
import { install } from "./install.ts";
import { flatAtZero } from "./root.ts";

/** Norms of vectors, as a method of {@link Tensor}. */
export interface NormMethods {
  /**
   * Norm of the elements as one vector: $\|x\|_p = (\sum_i |x_i|^p)^{1/p}$; the largest $|x_i|$ for
   * $\infty$, the smallest for $-\infty$, the number of non-zero ones for 0.
   *
   * The gradient at 0 is 0, and equal largest values share it, as in PyTorch. Norms of matrices are
   * functions of their own.
   * @param order - p, 2 (the length) by default
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @throws ShapeError over no elements where p is infinite
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([3, -4]).norm().item(); // => 5
   * tensor([[3, -4], [0, 1]]).norm(1, 1).toArray(); // => [7, 1]
   * ```
   */
  norm<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    order?: number,
    axis?: X & Guard<AlongAxis<A, X, "norm">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends NormMethods {}
}

/** $a^p$ of $a \ge 0$; below 1 the slope at 0 is infinite, and taken as 0. */
function raised(a: Tensor, order: number): Tensor {
  if (order >= 1) return a.pow(order);
  const zero: Tensor = a.equal(0);
  return where(zero, 0 ** order, where(zero, 1, a).pow(order));
}

install({
  norm(order = 2, axis, options) {
    if (typeof order !== "number" || Number.isNaN(order))
      throw new DTypeError(
        `norm: the order is ${written(order)}: needed a number such as 1, 2 or Infinity, and the axis after it`,
        { op: "norm", shapes: [this.layout.shape] },
      );
    const axes = normalizeAxes("norm", axis, this.layout.shape);
    const keep = { keepDims: keepsDims("norm", options) };
    const x: Tensor = this.storage.type.floating ? this : this.to("float32");
    // The second branch is 0 as well, but keeps the history, with a gradient of 0.
    if (order === 0) return where(x.notEqual(0), 1, x.mul(0)).sum(axes, keep);
    if (order === 1) return x.abs().sum(axes, keep);
    if (order === 2) return flatAtZero(x.square().sum(axes, keep), (sum) => sum.sqrt());
    if (!Number.isFinite(order)) {
      requireElements("norm", this.layout.shape, axes);
      return order > 0 ? x.abs().max(axes, keep) : x.abs().min(axes, keep);
    }
    const sum: Tensor = raised(x.abs(), order).sum(axes, keep);
    if (order < 0) return sum.pow(1 / order);
    return flatAtZero(sum, (total) => total.pow(1 / order));
  },
});
