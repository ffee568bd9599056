/** Linear algebra of matrices, which are the last two axes of tensors; leading axes are a batch. */

export { det, slogdet } from "./determinants.ts";
export {
  cholesky,
  eigh,
  eigvalsh,
  type QrOptions,
  qr,
  type SvdOptions,
  type SymmetricOptions,
  svd,
  svdvals,
} from "./factorizations.ts";
export {
  type CutoffOptions,
  type LstsqOptions,
  lstsq,
  matrixRank,
  pinv,
} from "./least-squares.ts";
export {
  cond,
  type MatrixOrder,
  matrixNorm,
  type NormAxis,
  type NormOptions,
  norm,
  vectorNorm,
} from "./norms.ts";
export { matrixExp, matrixPower, multiDot } from "./products.ts";
export {
  type CholeskySolveOptions,
  choleskySolve,
  inverse,
  type SolveOptions,
  solve,
  type TriangularSolveOptions,
  triangularSolve,
} from "./solving.ts";
