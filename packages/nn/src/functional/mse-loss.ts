import { NablaError, type Shape, ShapeError, Tensor } from "@nabla/tensor";
import { dispatch, type OpAttrs, ops, sameShape, show } from "@nabla/tensor/internal";
import type { ReducedTensor, Reduction, ReductionOption, SameShapeArg } from "../losses/loss.ts";

/**
 * The squared error, $\frac1n \sum_i (\hat y_i - y_i)^2$.
 *
 * Semantics: PyTorch's `functional.mse_loss`, but shapes that differ are refused: broadcasting [10]
 * against [10, 1] would compare each prediction with each target.
 *
 * @param prediction - any shape
 * @param target - the same shape
 * @param options - `reduction`: `"mean"` (default) over all elements, `"sum"`, or `"none"`
 * @returns a tensor without axes, or of the shape of `prediction` for `"none"`
 * @throws ShapeError when the shapes differ
 * @example
 * ```ts
 * import { functional } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * const prediction = tensor([1, 2, 3]);
 * functional.mseLoss(prediction, tensor([1, 2, 6])).item(); // => 3
 * functional.mseLoss(prediction, tensor([1, 2, 6]), { reduction: "sum" }).item(); // => 9
 * ```
 */
export function mseLoss<A extends Shape, B extends Shape = A, R extends Reduction = "mean">(
  prediction: Tensor<A>,
  target: SameShapeArg<A, B, "mseLoss">,
  options: ReductionOption<R> = {},
): ReducedTensor<R, A> {
  // A mismatch exists only in types, and so does the dependence of the result on the reduction.
  return squaredError(
    "mseLoss",
    prediction,
    target as Tensor,
    checkReduction("mseLoss", options.reduction),
  ) as ReducedTensor<R, A>;
}

/** The reduction that was asked for, `"mean"` where none was. */
export function checkReduction(op: string, reduction: Reduction = "mean"): Reduction {
  if (reduction === "mean" || reduction === "sum" || reduction === "none") return reduction;
  throw new NablaError(
    `${op}: reduction is ${JSON.stringify(reduction)}: needed "mean", "sum" or "none"`,
    { op },
  );
}

/** The loss for arguments that are known to be right, except for the shapes. */
export function squaredError(
  op: string,
  prediction: Tensor,
  target: Tensor,
  reduction: Reduction,
): Tensor {
  if (!(prediction instanceof Tensor && target instanceof Tensor))
    throw new NablaError(`${op}: needs two tensors, prediction and target`, { op });
  if (!sameShape(prediction.layout.shape, target.layout.shape))
    throw shapesDiffer(op, prediction.layout.shape, target.layout.shape);
  const errors: Tensor = prediction.sub(target);
  if (reduction === "mean") return dispatch(ops.meanSquare, [errors], all(errors));
  const squares = errors.square();
  return reduction === "sum" ? squares.sum() : squares;
}

const all = (x: Tensor): OpAttrs["meanSquare"] => ({
  axes: x.layout.shape.map((_, i) => i),
  keepDims: false,
});

function shapesDiffer(
  op: string,
  prediction: readonly number[],
  target: readonly number[],
): ShapeError {
  const size = (shape: readonly number[]): number => shape.reduce((count, n) => count * n, 1);
  const fix =
    size(prediction) === size(target)
      ? `reshape one: target.reshape(${show(prediction)}); broadcasting would compare each prediction with each target`
      : "broadcasting would compare predictions with targets that are not theirs";
  return new ShapeError(
    `${op}: prediction ${show(prediction)} and target ${show(target)} differ in shape (${fix})`,
    { op, shapes: [prediction, target] },
  );
}
