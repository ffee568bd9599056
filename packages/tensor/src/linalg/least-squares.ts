import { dispatch } from "../dispatch.ts";
import { DTypeError, written } from "../errors.ts";
import { lstsq as lstsqOp, pinv as pinvOp } from "../ops/linear-algebra.ts";
import type { Cutoff } from "../ops/vocabulary/linear-algebra.ts";
import type { Tensor } from "../tensor.ts";
import { requireMatrices } from "./checks.ts";
import { svdvals } from "./factorizations.ts";
import { isVectorBeside, requireFit } from "./solving.ts";

/** Which singular values count as zero: those up to `max(atol, rtol · the largest)`. */
export interface CutoffOptions {
  /** Relative to the largest one; by default max(m, n) times the dtype's ε, or 0 where `atol` is given. */
  readonly rtol?: number;
  /** Absolute; 0 by default. */
  readonly atol?: number;
}

/** Options of {@link lstsq}. */
export type LstsqOptions = Pick<CutoffOptions, "rtol">;

/** The limits for singular values of a matrix, checked. */
function cutoffOf(op: string, a: Tensor, { rtol, atol }: CutoffOptions): Cutoff {
  const [m, n] = requireMatrices(op, a);
  const epsilon = a.dtype === "float64" ? 2 ** -52 : 2 ** -23;
  const usual = atol === undefined || atol === 0 ? Math.max(m, n) * epsilon : 0;
  const cutoff = { rtol: rtol ?? usual, atol: atol ?? 0 };
  for (const [name, value] of Object.entries(cutoff))
    if (!(value >= 0))
      throw new DTypeError(`${op}: ${name} is ${written(value)}: needed a number from 0 on`, {
        op,
      });
  return cutoff;
}

/** How many singular values count. */
function countAbove(values: Tensor, { rtol, atol }: Cutoff): Tensor {
  // Of a matrix without elements there are none.
  if (values.layout.shape.at(-1) === 0) return values.sum(-1).to("int32");
  const limit = values.slice(...values.layout.shape.slice(1).map(() => null), [0, 1]).mul(rtol);
  return values.detach().greater(limit.detach().maximum(atol)).sum(-1).to("int32");
}

/**
 * The rank: the number of singular values that are not zero to rounding.
 * @param a - [..., m, n]
 * @param options - `rtol`, `atol`: what counts as zero
 * @returns int32, [...]
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError with fewer than two axes
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.matrixRank(tensor([[1, 2], [2, 4]])).item(); // => 1
 * ```
 * As `torch.linalg.matrix_rank`.
 */
export function matrixRank(a: Tensor, options: CutoffOptions = {}): Tensor {
  const cutoff = cutoffOf("matrixRank", a, options);
  return countAbove(svdvals(a), cutoff);
}

/**
 * The Moore–Penrose inverse of any matrices: $A^+ = V S^+ U^\top$ from their singular values, where the
 * inverse of those that count as zero is zero. For invertible ones it is the inverse.
 *
 * The derivative is that of a matrix whose rank stays the same.
 * @param a - [..., m, n]
 * @param options - `rtol`, `atol`: which singular values count as zero
 * @returns [..., n, m]
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError with fewer than two axes
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.pinv(tensor([[2, 0], [0, 0]])).toArray(); // => [[0.5, 0], [0, 0]]
 * ```
 * As `torch.linalg.pinv`.
 */
export function pinv(a: Tensor, options: CutoffOptions = {}): Tensor {
  return dispatch(pinvOp, [a], cutoffOf("pinv", a, options));
}

/**
 * The least-squares solution: the X with the least $\|AX - B\|$, and the shortest one where there are
 * several.
 *
 * `a`: [..., m, n]. `b`: a vector [m], vectors [..., m] where the leading axes are just those of `a`, or
 * matrices [..., m, k].
 * @param a - matrices of any shape and rank
 * @param b - right-hand sides
 * @param options - `rtol`: which singular values count as zero
 * @returns the solution [..., n, k]; the residuals, sums of squares of the columns of $AX - B$, [..., k]
 * (always, unlike in NumPy); the rank, int32 [...]; the singular values of `a`. Only the first two have
 * gradients, and the last.
 * @throws LinearAlgebraError on NaN and infinities
 * @throws ShapeError when the shapes do not fit
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * // The line 1 + 2t through (0, 1), (1, 3), (2, 5).
 * const a = tensor([[1, 0], [1, 1], [1, 2]], { dtype: "float64" });
 * const [line, , rank] = linalg.lstsq(a, tensor([1, 3, 5], { dtype: "float64" }));
 * line.round().toArray(); // => [1, 2]
 * rank.item(); // => 2
 * ```
 * As `numpy.linalg.lstsq`, in batches as `torch.linalg.lstsq`.
 */
export function lstsq(
  a: Tensor,
  b: Tensor,
  options: LstsqOptions = {},
): [solution: Tensor, residuals: Tensor, rank: Tensor, singularValues: Tensor] {
  const cutoff = cutoffOf("lstsq", a, options);
  const [m] = requireMatrices("lstsq", a);
  requireFit("lstsq", a, b, m, true);
  const vector = isVectorBeside(a, b);
  const matrix: Tensor = vector ? b.expandDims(-1) : b;
  const solution = dispatch(lstsqOp, [a, matrix], cutoff);
  const residuals: Tensor = a.matmul(solution).sub(matrix).square().sum(-2);
  const values = svdvals(a);
  const rank = countAbove(values, cutoff);
  return vector
    ? [solution.squeeze(-1), residuals.squeeze(-1), rank, values]
    : [solution, residuals, rank, values];
}
