// Sums of exponentials, and what is divided by them: exact for arguments of any size.
import { dispatch } from "../dispatch.ts";
import { where } from "../functions.ts";
import { normalizeAxes } from "../layout.ts";
import { max } from "../ops/reductions.ts";
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

/** Softmax and its relatives, as methods of {@link Tensor}. */
export interface SoftmaxMethods {
  /**
   * Logarithm of the sum of exponentials, over an axis, several axes, or everything:
   * $\log \sum_i e^{x_i}$. Exact where the exponentials alone would overflow or vanish.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @returns $-\infty$ over nothing
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1e4, 1e4 - 1e3]).logSumExp().item(); // => 10000
   * ```
   */
  logSumExp<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "logSumExp">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Shares that add up to 1 along an axis: $e^{x_i} / \sum_j e^{x_j}$. NaN where all of them are
   * $-\infty$, as in PyTorch.
   * @param axis - the axis along which the shares add up to 1
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[0, 0], [1e4, 0]]).softmax(1).toArray(); // => [[0.5, 0.5], [1, 0]]
   * ```
   */
  softmax<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "softmax">>,
  ): Tensor<Ok<AlongAxis<A, X, "softmax">>>;
  /**
   * Logarithm of {@link SoftmaxMethods.softmax}, also where a share is too small for a number:
   * $x_i - \log \sum_j e^{x_j}$.
   * @param axis - the axis along which the shares add up to 1
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1e4, 0]).logSoftmax(0).toArray(); // => [0, -10000]
   * ```
   */
  logSoftmax<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "logSoftmax">>,
  ): Tensor<Ok<AlongAxis<A, X, "logSoftmax">>>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends SoftmaxMethods {}
}

const floats = (x: Tensor): Tensor => (x.storage.type.floating ? x : x.to("float32"));

/**
 * The largest values along the axes, which are subtracted before `exp` so that it can't overflow. The
 * results do not depend on what is subtracted, so that no gradient flows through it.
 */
function largest(x: Tensor, axes: readonly number[]): Tensor {
  return dispatch(max, [x.detach()], { axes, keepDims: true });
}

/** `x` moved along the axis so that its largest value is 0. */
function lowered(op: string, x: Tensor, axis: number): { values: Tensor; axes: number[] } {
  const axes = normalizeAxes(op, axis, x.layout.shape);
  const values = floats(x);
  return { values: x.layout.size === 0 ? values : values.sub(largest(values, axes)), axes };
}

install({
  logSumExp(axis, options) {
    const { shape } = this.layout;
    const axes = normalizeAxes("logSumExp", axis, shape);
    const keepDims = keepsDims("logSumExp", options);
    const x = floats(this);
    if (axes.some((i) => shape[i] === 0)) return x.exp().sum(axes, { keepDims }).log();
    const top = largest(x, axes);
    // Where the largest value is infinite there is nothing to gain, and ∞ - ∞ to lose.
    const finite: Tensor = where(top.abs().equal(Infinity), 0, top);
    const sum: Tensor = x.sub(finite).exp().sum(axes, { keepDims });
    const offset = keepDims ? finite : finite.reshape(sum.layout.shape);
    return sum.log().add(offset);
  },
  softmax(axis) {
    const { values, axes } = lowered("softmax", this, axis as number);
    const weights: Tensor = values.exp();
    return weights.div(weights.sum(axes, { keepDims: true }));
  },
  logSoftmax(axis) {
    const { values, axes } = lowered("logSoftmax", this, axis as number);
    return values.sub(values.exp().sum(axes, { keepDims: true }).log());
  },
});
