import type { None } from "./attributes.ts";

/** Which singular values count as zero: those up to `max(atol, rtol · the largest)`. */
export interface Cutoff {
  readonly rtol: number;
  readonly atol: number;
}

/** How a symmetric matrix is read. */
export interface SymmetricReading {
  /** Take the mean of the matrix and its transpose; otherwise the lower triangle is all that is read. */
  readonly symmetrize: boolean;
}

/**
 * Linear algebra of the last two axes; leading axes are a batch, and those of two operands broadcast.
 *
 * Every op has one output. Where a factorization has several parts, they are rows of one matrix, which the
 * functions of `linalg` take apart.
 */
export interface LinearAlgebraAttrs {
  /**
   * $A^{-1} B$. `caller` is named in the error for a singular matrix; where it is null there is no error,
   * and the result is not finite.
   */
  readonly solve: { readonly caller: string | null };
  /** $T^{-1} B$, of T one triangle being read, and its diagonal only if it is not all ones. */
  readonly triangularSolve: { readonly upper: boolean; readonly unitDiagonal: boolean };
  readonly det: None;
  /** The matrix of cofactors: what the determinant differentiates to. */
  readonly cofactor: None;
  /** [2]: the sign of the determinant and the logarithm of its magnitude. */
  readonly slogdet: None;
  /** The lower triangle L with $LL^\top = A$. */
  readonly cholesky: SymmetricReading;
  /**
   * [k, m + n]: $Q^\top$ on the left, R on the right, for an m x n matrix; k is min(m, n), or m where
   * `complete`.
   */
  readonly qr: { readonly complete: boolean };
  /** [n + 1, n]: the eigenvalues, ascending, in the first row, the eigenvectors in the columns below. */
  readonly eigh: SymmetricReading;
  /** [m + 1 + n, k]: the rows of U, a row with the singular values, the rows of V; k is min(m, n). */
  readonly svd: None;
  /** The Moore–Penrose inverse. */
  readonly pinv: Cutoff;
  /** The X of least norm among those for which $AX - B$ is least. */
  readonly lstsq: Cutoff;
  readonly matrixExp: None;
}
