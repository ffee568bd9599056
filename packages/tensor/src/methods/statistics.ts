import { dispatch } from "../dispatch.ts";
import { where } from "../functions.ts";
import { normalizeAxes } from "../layout.ts";
import { meanSquare } from "../ops/reductions.ts";
import { checkOptions, keepsDims } from "../options.ts";
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

/** The options of variances and standard deviations. */
export interface VarianceOptions extends KeepDimsOption {
  /** What is subtracted from the number of elements: 1 for samples (the default), 0 for populations. */
  readonly correction?: number;
}

/** Statistics, as methods of {@link Tensor}. */
export interface StatisticsMethods {
  /**
   * Variance over an axis, several axes, or everything:
   * $\frac{1}{n - c}\sum_i (x_i - \bar{x})^2$ with the correction $c$.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `correction`: 1 by default, as in PyTorch (0 is NumPy's default);
   * `keepDims: true` keeps the reduced axes, with size 1
   * @returns NaN or infinite where there are not more elements than the correction
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3, 4]).variance(0, { correction: 0 }).item(); // => 1.25
   * ```
   */
  variance<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends VarianceOptions = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "variance">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Standard deviation, the root of the variance:
   * $\sqrt{\frac{1}{n - c}\sum_i (x_i - \bar{x})^2}$. Its gradient is 0 where all elements are equal,
   * as in PyTorch.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `correction`: 1 by default, as in PyTorch (0 is NumPy's default);
   * `keepDims: true` keeps the reduced axes, with size 1
   * @returns NaN or infinite where there are not more elements than the correction
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 3], [5, 5]]).std(1, { correction: 0 }).toArray(); // => [1, 0]
   * ```
   */
  std<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends VarianceOptions = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "std">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Sum of the elements that are numbers: NaN counts as 0.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN, 3]).nanSum().item(); // => 4
   * ```
   */
  nanSum<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "nanSum">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Mean of the elements that are numbers; NaN where there are none.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN, 3]).nanMean().item(); // => 2
   * ```
   */
  nanMean<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "nanMean">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Number of elements other than 0, as int32.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[0, 2], [3, 4]]).countNonzero(0).toArray(); // => [1, 2]
   * ```
   */
  countNonzero<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "countNonzero">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends StatisticsMethods {}
}

function varianceOf(op: string, x: Tensor, axis: AxisArg, options: VarianceOptions = {}): Tensor {
  checkOptions(op, options, ["keepDims", "correction"]);
  const { correction = 1, keepDims = false } = options;
  const axes = normalizeAxes(op, axis, x.layout.shape);
  const n = axes.reduce((product, i) => product * (x.layout.shape[i] as number), 1);
  const deviations: Tensor = x.sub(x.mean(axes, { keepDims: true }));
  // Two passes: the mean of the squares less the square of the mean would cancel.
  const mean: Tensor = dispatch(meanSquare, [deviations], { axes, keepDims });
  return mean.mul(n / Math.max(0, n - correction));
}

/** Zeros in the place of NaN. */
const numbersOf = (x: Tensor): Tensor => where(x.notEqual(x), 0, x);

install({
  variance(axis, options) {
    return varianceOf("variance", this, axis, options);
  },
  std(axis, options) {
    return flatAtZero(varianceOf("std", this, axis, options), (variance) => variance.sqrt());
  },
  nanSum(axis, options) {
    const axes = normalizeAxes("nanSum", axis, this.layout.shape);
    const numbers: Tensor = numbersOf(this);
    return numbers.sum(axes, { keepDims: keepsDims("nanSum", options) });
  },
  nanMean(axis, options) {
    const axes = normalizeAxes("nanMean", axis, this.layout.shape);
    const keep = { keepDims: keepsDims("nanMean", options) };
    const numbers: Tensor = numbersOf(this);
    const same: Tensor = this.equal(this);
    const count: Tensor = same.sum(axes, keep);
    const total: Tensor = numbers.sum(axes, keep);
    return total.div(count);
  },
  countNonzero(axis, options) {
    const axes = normalizeAxes("countNonzero", axis, this.layout.shape);
    const hits: Tensor = this.notEqual(0);
    return hits.sum(axes, { keepDims: keepsDims("countNonzero", options) });
  },
});
