import type { Tensor } from "@nabla/tensor";
import { checkReduction, squaredError } from "../functional/mse-loss.ts";
import { Module } from "../module.ts";
import type { LossFn, Reduction, ReductionOption } from "./loss.ts";

/**
 * The mean squared error, $\frac1n \sum_i (\hat y_i - y_i)^2$.
 *
 * Semantics: PyTorch's `nn.MSELoss`, but shapes that differ are refused: broadcasting [10] against
 * [10, 1] would compare each prediction with each target.
 *
 * @example
 * ```ts
 * import { MSELoss } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * const mse = new MSELoss();
 * mse.call(tensor([1, 2, 3]), tensor([1, 2, 6])).item(); // => 3
 * ```
 */
export class MSELoss<R extends Reduction = "mean"> extends Module<LossFn<"MSELoss", R>> {
  /** What becomes of the squares: their mean, their sum, or each for itself. */
  readonly reduction: Reduction;

  /**
   * @param options - `reduction`: `"mean"` (default), `"sum"` or `"none"`
   * @throws NablaError when `reduction` is something else
   */
  constructor(options: ReductionOption<R> = {}) {
    super();
    this.reduction = checkReduction("MSELoss", options.reduction);
  }

  /** The loss of `prediction` against `target`, of the same shape. */
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return squaredError("MSELoss", prediction, target, this.reduction);
  }

  override extraRepr(): string {
    return this.reduction === "mean" ? "" : `reduction=${this.reduction}`;
  }
}
