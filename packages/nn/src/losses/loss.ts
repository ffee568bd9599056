import type { Shape, ShapeMismatch, Show, Tensor } from "@nabla/tensor";

/** What becomes of the losses of all elements. */
export type Reduction = "mean" | "sum" | "none";

/** The option of losses. */
export interface ReductionOption<R extends Reduction = Reduction> {
  /** `"mean"` of all elements, their `"sum"`, or `"none"`: each for itself. */
  readonly reduction?: R;
}

/** A reduced loss has no axes; one that is not reduced has those of the prediction. */
export type ReducedTensor<R extends Reduction, A extends Shape> = Tensor<
  [R] extends ["none"] ? A : "none" extends R ? Shape : []
>;

/** A tensor of shape `B` where it agrees with `A`, else the mismatch. */
export type SameShapeArg<
  A extends Shape,
  B extends Shape,
  Op extends string,
> = Tensor<B>[] extends Tensor<A>[]
  ? Tensor<B>
  : ShapeMismatch<`${Op}: prediction ${Show<A>} and target ${Show<B>} differ in shape`>;

/** The type of a loss's `call`. */
export type LossFn<Op extends string, R extends Reduction> = <A extends Shape, B extends Shape = A>(
  prediction: Tensor<A>,
  target: SameShapeArg<A, B, Op>,
) => ReducedTensor<R, A>;
