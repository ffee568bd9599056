import { dispatch } from "../dispatch.ts";
import { ShapeError } from "../errors.ts";
import { concat } from "../functions.ts";
import {
  cholesky as choleskyOp,
  eigh as eighOp,
  qr as qrOp,
  svd as svdOp,
} from "../ops/linear-algebra.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { requireMatrices, requireSquare } from "./checks.ts";
import { columns, rowAt, rows } from "./parts.ts";

/** How a function reads symmetric matrices. */
export interface SymmetricOptions {
  /** Read the upper triangle instead of the lower one; false by default. */
  readonly upper?: boolean;
  /**
   * Read the whole matrix, and take the mean of it and its transpose (JAX's default); false by default:
   * one triangle is read, as in LAPACK.
   */
  readonly symmetrize?: boolean;
}

/** Options of {@link qr}. */
export interface QrOptions {
  /** How many columns Q has: min(m, n) (`"reduced"`, the default), or m (`"complete"`). */
  readonly mode?: "reduced" | "complete";
}

/** Options of {@link svd}. */
export interface SvdOptions {
  /** Complete U and V to whole bases (true, by default), or keep min(m, n) vectors of each (false). */
  readonly fullMatrices?: boolean;
}

/** The matrices with the triangle that is to be read in the lower half. */
const facing = (a: Tensor, { upper = false }: SymmetricOptions): Tensor =>
  upper ? a.transpose() : a;

/**
 * The Cholesky factor of symmetric positive definite matrices: the lower triangle L with $LL^\top = A$.
 *
 * Only the lower triangle of `a` is read; the gradient is symmetric, that of a function of symmetric
 * matrices, as in PyTorch.
 * @param a - [..., n, n]
 * @param options - `upper: true` reads the upper triangle and returns U with $U^\top U = A$; `symmetrize`
 * @throws LinearAlgebraError when a matrix is not positive definite
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.cholesky(tensor([[4, 2], [2, 10]])).toArray(); // => [[2, 0], [1, 3]]
 * ```
 * As `torch.linalg.cholesky`.
 */
export function cholesky<S extends Shape>(a: Tensor<S>, options: SymmetricOptions = {}): Tensor<S> {
  requireSquare("cholesky", a);
  const { symmetrize = false } = options;
  return facing(dispatch(choleskyOp, [facing(a, options)], { symmetrize }), options);
}

/**
 * A = QR: Q has orthogonal columns of length 1, R is an upper triangle.
 *
 * `a`: [..., m, n]. Signs are those of Householder reflections as in LAPACK: the diagonal of R may be
 * negative. Only the product and the orthogonality are promised. Derivatives need the first min(m, n)
 * columns of `a` to be independent, and not the complete Q of a matrix with m > n.
 * @param a - matrices
 * @param options - `mode: "complete"` gives Q m columns
 * @returns Q [..., m, k] and R [..., k, n] with k = min(m, n), or m if complete
 * @throws ShapeError with fewer than two axes
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * const [q, r] = linalg.qr(tensor([[0, 2], [1, 0]]));
 * q.matmul(r).toArray(); // => [[0, 2], [1, 0]]
 * ```
 * As `torch.linalg.qr`.
 */
export function qr(a: Tensor, { mode = "reduced" }: QrOptions = {}): [q: Tensor, r: Tensor] {
  const [m, n] = requireMatrices("qr", a);
  if (mode !== "reduced" && mode !== "complete")
    throw new ShapeError(
      `qr: the mode is ${JSON.stringify(mode)}: needed "reduced" or "complete"`,
      {
        op: "qr",
      },
    );
  const packed = dispatch(qrOp, [a], { complete: mode === "complete" && m > n });
  return [columns(packed, 0, m).transpose(), columns(packed, m, m + n)];
}

/**
 * Eigenvalues and eigenvectors of symmetric matrices: $A = V \operatorname{diag}(\lambda) V^\top$.
 *
 * Only the lower triangle of `a` is read; the gradient is symmetric. Eigenvectors are orthogonal, of
 * length 1, and determined up to their sign (which mostly is LAPACK's). Where eigenvalues are equal, the
 * gradient of a function that depends on the choice of their vectors does not exist, and is not finite;
 * where they are close, it is large.
 * @param a - [..., n, n]
 * @param options - `upper: true` reads the upper triangle; `symmetrize`
 * @returns eigenvalues [..., n], ascending, and eigenvectors, the columns of [..., n, n]
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * const [values, vectors] = linalg.eigh(tensor([[3, 0], [0, 1]]));
 * values.toArray(); // => [1, 3]
 * vectors.abs().toArray(); // => [[0, 1], [1, 0]]
 * ```
 * As `torch.linalg.eigh`.
 */
export function eigh(
  a: Tensor,
  options: SymmetricOptions = {},
): [eigenvalues: Tensor, eigenvectors: Tensor] {
  const n = requireSquare("eigh", a);
  const { symmetrize = false } = options;
  const packed = dispatch(eighOp, [facing(a, options)], { symmetrize });
  return [rowAt(packed, 0), rows(packed, 1, n + 1)];
}

/**
 * Eigenvalues of symmetric matrices, ascending. Their gradient exists even where some are equal, if it is
 * the same for each of those.
 * @param a - [..., n, n]
 * @param options - as for {@link eigh}
 * @returns [..., n]
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.eigvalsh(tensor([[3, 0], [0, 1]])).toArray(); // => [1, 3]
 * ```
 * As `torch.linalg.eigvalsh`.
 */
export function eigvalsh(a: Tensor, options: SymmetricOptions = {}): Tensor {
  return eigh(a, options)[0];
}

/** Vectors that complete the columns of `u` to a basis: any will do, so no gradient goes through them. */
function completed(u: Tensor): Tensor {
  const [m, k] = u.layout.shape.slice(-2) as [number, number];
  if (m === k) return u;
  const [basis] = qr(u.detach(), { mode: "complete" });
  return concat([u, columns(basis, k, m)], -1);
}

/**
 * The singular value decomposition: $A = U \operatorname{diag}(S) V^\top$ with orthogonal columns of U
 * and V, and $S \ge 0$.
 *
 * `a`: [..., m, n], k = min(m, n). Vectors are determined up to the sign of each pair. Where singular
 * values are equal (or zero, unless the matrix is square), the gradient of a function that depends on the
 * choice of their vectors is not finite; gradients go through the first k columns of U and V only.
 * @param a - matrices
 * @param options - `fullMatrices: false` keeps k columns of U and V
 * @returns U [..., m, m], S [..., k], descending, and $V^\top$ [..., n, n]; or [..., m, k] and [..., k, n]
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError with fewer than two axes
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * const [u, s, vt] = linalg.svd(tensor([[0, 2], [1, 0]]));
 * s.toArray(); // => [2, 1]
 * u.mul(s).matmul(vt).toArray(); // => [[0, 2], [1, 0]]
 * ```
 * As `torch.linalg.svd`.
 */
export function svd(
  a: Tensor,
  { fullMatrices = true }: SvdOptions = {},
): [u: Tensor, s: Tensor, vt: Tensor] {
  const [m, n] = requireMatrices("svd", a);
  const packed = dispatch(svdOp, [a], {});
  const [u, s, v] = [rows(packed, 0, m), rowAt(packed, m), rows(packed, m + 1, m + 1 + n)];
  if (!fullMatrices) return [u, s, v.transpose()];
  return [completed(u), s, completed(v).transpose()];
}

/**
 * Singular values, descending: the lengths of the axes of the ellipsoid that a matrix makes of a ball.
 * @param a - [..., m, n]
 * @returns [..., min(m, n)]
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError with fewer than two axes
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.svdvals(tensor([[0, 2], [1, 0]])).toArray(); // => [2, 1]
 * ```
 * As `torch.linalg.svdvals`.
 */
export function svdvals(a: Tensor): Tensor {
  const [m] = requireMatrices("svdvals", a);
  return rowAt(dispatch(svdOp, [a], {}), m);
}
