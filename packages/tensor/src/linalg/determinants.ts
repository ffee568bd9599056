import { dispatch } from "../dispatch.ts";
import { det as detOp, slogdet as slogdetOp } from "../ops/linear-algebra.ts";
import type { Tensor } from "../tensor.ts";
import { requireSquare } from "./checks.ts";

/**
 * The determinant of square matrices; 1 for a matrix without elements.
 *
 * The gradient is the matrix of cofactors, for singular matrices too; the second derivative is exact as
 * well, and third ones where singular values differ.
 * @param a - [..., n, n]
 * @returns [...]
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.det(tensor([[3, 1], [1, 2]])).item().toFixed(4); // => "5.0000"
 * ```
 * As `torch.linalg.det`.
 */
export function det(a: Tensor): Tensor {
  requireSquare("det", a);
  return dispatch(detOp, [a], {});
}

/**
 * Sign and logarithm of the determinant: $\det A = \mathrm{sign} \cdot e^{\mathrm{logAbsDet}}$. Of large
 * matrices the determinant itself is soon too large or too small for a number.
 *
 * The gradient is $A^{-\top}$; it is not finite at singular matrices, where the sign is 0 and the logarithm
 * $-\infty$.
 * @param a - [..., n, n]
 * @returns two tensors [...]
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { eye, linalg } from "@nabla/tensor";
 * const [sign, logAbsDet] = linalg.slogdet(eye(3).mul(-1));
 * sign.item(); // => -1
 * logAbsDet.item(); // => 0
 * ```
 * As `torch.linalg.slogdet`.
 */
export function slogdet(a: Tensor): [sign: Tensor, logAbsDet: Tensor] {
  requireSquare("slogdet", a);
  const both = dispatch(slogdetOp, [a], {});
  const lead = both.layout.shape.slice(1).map(() => null);
  return [both.slice(...lead, 0).detach(), both.slice(...lead, 1)];
}
