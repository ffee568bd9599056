import {
  type Check,
  type Dim,
  type LastDim,
  type Ok,
  type Shape,
  ShapeError,
  type Tensor,
} from "@nabla/tensor";
import { dispatch, ops, show } from "@nabla/tensor/internal";

const BY_TRANSPOSE = { transposeA: false, transposeB: true };

/**
 * An affine map of the last axis: $y = x W^\top + b$.
 *
 * Semantics: PyTorch's `functional.linear`.
 *
 * @param x - [..., inFeatures]
 * @param weight - [outFeatures, inFeatures]
 * @param bias - [outFeatures]; none where it is left out or null
 * @returns [..., outFeatures]
 * @throws ShapeError when the last axis of `x` is not `inFeatures`
 * @example
 * ```ts
 * import { functional } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * const weight = tensor([[1, 2], [3, 4], [5, 6]]);
 * functional.linear(tensor([[1, 1]]), weight, tensor([0, 0, 10])).toArray(); // => [[3, 7, 21]]
 * ```
 */
export function linear<A extends Shape, O extends Dim, I extends Dim>(
  x: Check<LastDim<A, I, O, "linear">, Tensor<A>>,
  weight: Tensor<[O, I]>,
  bias: Tensor<[O]> | null = null,
): Tensor<Ok<LastDim<A, I, O, "linear">>> {
  // A mismatch exists only in types: what arrives is a tensor.
  checkSizes((x as Tensor).layout.shape, weight.layout.shape, bias?.layout.shape ?? null);
  return affine(x as Tensor, weight, bias);
}

function checkSizes(
  x: readonly number[],
  weight: readonly number[],
  bias: readonly number[] | null,
): void {
  const details = { op: "linear", shapes: bias === null ? [x, weight] : [x, weight, bias] };
  if (weight.length !== 2)
    throw new ShapeError(
      `linear: the weight has shape ${show(weight)}: needed [outFeatures, inFeatures]`,
      details,
    );
  if (x[x.length - 1] !== weight[1])
    throw new ShapeError(
      `linear: expects [..., ${weight[1]}], got ${show(x)} (the weight of shape ${show(weight)} is [outFeatures, inFeatures]${x[x.length - 1] === weight[0] ? ": did you mean weight.T?" : ""})`,
      details,
    );
  if (bias !== null && (bias.length !== 1 || bias[0] !== weight[0]))
    throw new ShapeError(
      `linear: the bias has shape ${show(bias)}: needed [${weight[0]}], one for each row of the weight of shape ${show(weight)}`,
      details,
    );
}

/** The map without its checks. All leading axes are one to the matrix product. */
export function affine(x: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  const { shape } = x.layout;
  if (shape.length === 2) return product(x, weight, bias);
  const inFeatures = shape[shape.length - 1] as number;
  const lead = shape.slice(0, -1);
  const rows = lead.reduce((count, n) => count * n, 1);
  const y = product(x.reshape([rows, inFeatures]), weight, bias);
  return y.reshape([...lead, weight.layout.shape[0] as number]);
}

function product(x: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  const operands = bias === null ? [x, weight] : [x, weight, bias];
  return dispatch(ops.matmul, operands, BY_TRANSPOSE);
}
