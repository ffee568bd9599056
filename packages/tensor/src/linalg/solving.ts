import { eye } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { DTypeError, ShapeError, show } from "../errors.ts";
import { sameShape } from "../layout.ts";
import { solve as solveOp, triangularSolve as triangularSolveOp } from "../ops/linear-algebra.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { requireFloats, requireSquare } from "./checks.ts";

/** Options of {@link solve}. */
export interface SolveOptions {
  /** Solve $AX = B$ (true, by default) or $XA = B$ (false). */
  readonly left?: boolean;
}

/** Options of {@link triangularSolve}. */
export interface TriangularSolveOptions extends SolveOptions {
  /** Which triangle of the matrix counts: the upper one (true) or the lower one (false). */
  readonly upper: boolean;
  /** Take the diagonal for ones, whatever stands there; false by default. */
  readonly unitDiagonal?: boolean;
}

/** Options of {@link choleskySolve}. */
export interface CholeskySolveOptions {
  /** Is the factor an upper triangle, with $U^\top U = A$? false by default. */
  readonly upper?: boolean;
}

/** Is `b` a vector (or a batch of vectors) beside the matrices `a`, and not a matrix? PyTorch's rule. */
export const isVectorBeside = (a: Tensor, b: Tensor): boolean =>
  b.layout.shape.length === 1 || sameShape(b.layout.shape, a.layout.shape.slice(0, -1));

/** Runs `f` with right-hand sides that are matrices: vectors become columns, and are taken out again. */
function withColumns(a: Tensor, b: Tensor, f: (b: Tensor) => Tensor): Tensor {
  if (!isVectorBeside(a, b)) return f(b);
  return f(b.expandDims(-1) as Tensor).squeeze(-1);
}

/** Refuses right-hand sides that do not have `n` rows (or columns, from the right). */
export function requireFit(op: string, a: Tensor, b: Tensor, n: number, left: boolean): void {
  requireFloats(op, "right-hand side", b);
  const { shape } = b.layout;
  const vector = isVectorBeside(a, b);
  const size = shape.at(vector || !left ? -1 : -2);
  if (shape.length > 0 && size === n) return;
  throw new ShapeError(
    `${op}: a matrix of shape ${show(a.layout.shape)} and a right-hand side of shape ${show(shape)}: needed a vector of ${n} elements, or a matrix with ${n} ${left ? "rows" : "columns"}`,
    { op, shapes: [a.layout.shape, shape] },
  );
}

/** Solves from the left, or from the right by way of the transposes. */
function fromEitherSide(
  a: Tensor,
  b: Tensor,
  left: boolean,
  f: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  if (left || isVectorBeside(a, b))
    return withColumns(a, b, (matrix) => f(left ? a : a.transpose(), matrix));
  return f(a.transpose(), b.transpose()).transpose();
}

/**
 * The solution of linear equations: $X = A^{-1} B$, by elimination with partial pivoting; more exact than
 * by way of the inverse.
 *
 * `a`: [..., n, n]. `b`: a vector [n], vectors [..., n] where the leading axes are just those of `a`, or
 * matrices [..., n, k]. Leading axes broadcast.
 * @param a - square matrices
 * @param b - right-hand sides
 * @param options - `left: false` solves $XA = B$
 * @returns of the shape of `b`, with the leading axes of both
 * @throws LinearAlgebraError when a matrix is singular
 * @throws ShapeError when the shapes do not fit
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.solve(tensor([[2, 0], [0, 4]]), tensor([6, 2])).toArray(); // => [3, 0.5]
 * ```
 * As `torch.linalg.solve`.
 */
export function solve(a: Tensor, b: Tensor, { left = true }: SolveOptions = {}): Tensor {
  requireFit("solve", a, b, requireSquare("solve", a), left);
  return fromEitherSide(a, b, left, (x, y) => dispatch(solveOp, [x, y], { caller: "solve" }));
}

/**
 * The solution of linear equations with a triangular matrix, $X = T^{-1} B$, by substitution. The other
 * triangle is not read.
 *
 * Shapes as for {@link solve}. A zero on the diagonal gives infinities or NaN, not an error.
 * @param a - square matrices
 * @param b - right-hand sides
 * @param options - `upper` (needed), `left`, `unitDiagonal`
 * @throws ShapeError when the shapes do not fit
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * const t = tensor([[2, 1], [0, 4]]);
 * linalg.triangularSolve(t, tensor([8, 4]), { upper: true }).toArray(); // => [3.5, 1]
 * ```
 * As `torch.linalg.solve_triangular`.
 */
export function triangularSolve(a: Tensor, b: Tensor, options: TriangularSolveOptions): Tensor {
  // From JavaScript the options may be missing.
  const { upper, left = true, unitDiagonal = false } = options ?? {};
  requireFit("triangularSolve", a, b, requireSquare("triangularSolve", a), left);
  if (typeof upper !== "boolean")
    throw new DTypeError(
      "triangularSolve: which triangle counts? (say { upper: true } or { upper: false })",
      { op: "triangularSolve" },
    );
  return fromEitherSide(a, b, left, (x, y) =>
    // From the right the matrix comes transposed.
    dispatch(triangularSolveOp, [x, y], { upper: upper === left, unitDiagonal }),
  );
}

/**
 * The solution of $AX = B$ for $A = LL^\top$, of which the factor of {@link cholesky} is given.
 *
 * `b`: [..., n, k] or [n]. `factor`: [..., n, n].
 * @param b - right-hand sides
 * @param factor - a lower triangle, or an upper one
 * @param options - `upper: true` where $A = U^\top U$
 * @throws ShapeError when the shapes do not fit
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * const l = linalg.cholesky(tensor([[4, 0], [0, 9]]));
 * linalg.choleskySolve(tensor([[8], [9]]), l).toArray(); // => [[2], [1]]
 * ```
 * As `torch.cholesky_solve`.
 */
export function choleskySolve(
  b: Tensor,
  factor: Tensor,
  { upper = false }: CholeskySolveOptions = {},
): Tensor {
  requireFit("choleskySolve", factor, b, requireSquare("choleskySolve", factor), true);
  const [first, second] = upper ? [factor.transpose(), factor] : [factor, factor.transpose()];
  return withColumns(factor, b, (matrix) => {
    const half = dispatch(triangularSolveOp, [first as Tensor, matrix], {
      upper: false,
      unitDiagonal: false,
    });
    return dispatch(triangularSolveOp, [second as Tensor, half], {
      upper: true,
      unitDiagonal: false,
    });
  });
}

/** The identity beside square matrices. */
export const identityBeside = (a: Tensor, n: number): Tensor => eye(n, n, { dtype: a.dtype });

/**
 * The inverse of square matrices: $A A^{-1} = I$. To solve equations, {@link solve} is faster and more exact.
 * @param a - [..., n, n]
 * @throws LinearAlgebraError when a matrix is singular ({@link pinv} takes any)
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.inverse(tensor([[2, 0], [0, 4]])).toArray(); // => [[0.5, 0], [0, 0.25]]
 * ```
 * As `torch.linalg.inv`.
 */
export function inverse<S extends Shape>(a: Tensor<S>): Tensor<S> {
  const n = requireSquare("inverse", a);
  return dispatch(solveOp, [a, identityBeside(a, n)], { caller: "inverse" });
}
