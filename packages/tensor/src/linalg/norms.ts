import { dispatch } from "../dispatch.ts";
import { AxisError, DTypeError, ShapeError, show } from "../errors.ts";
import { where } from "../functions.ts";
import { normalizeAxes, normalizeAxis } from "../layout.ts";
import { solve as solveOp } from "../ops/linear-algebra.ts";
import type { Tensor } from "../tensor.ts";
import { requireFloats, requireMatrices, requireSquare } from "./checks.ts";
import { slogdet } from "./determinants.ts";
import { svdvals } from "./factorizations.ts";
import { identityBeside } from "./solving.ts";

/** Which norm of a matrix: see {@link matrixNorm}. */
export type MatrixOrder = number | "fro" | "nuc";

/** Options of norms. */
export interface NormOptions {
  /** Keep the reduced axes, with size 1; false by default. */
  readonly keepDims?: boolean;
}

/** The axes over which a norm goes: one for vectors, two for matrices, null for all. */
export type NormAxis = number | readonly number[] | null;

/**
 * Norms of vectors: $\|x\|_p = (\sum_i |x_i|^p)^{1/p}$; the largest and the smallest $|x_i|$ for
 * $\pm\infty$, the number of non-zero ones for 0. The gradient at 0 is 0.
 * @param x - any shape
 * @param order - p, 2 by default
 * @param axis - an axis, a list of axes, or null (by default) for all elements as one vector
 * @param options - `keepDims`
 * @throws AxisError when an axis is out of range
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.vectorNorm(tensor([3, -4])).item(); // => 5
 * linalg.vectorNorm(tensor([3, -4]), Infinity).item(); // => 4
 * ```
 * As `torch.linalg.vector_norm`.
 */
export function vectorNorm(
  x: Tensor,
  order = 2,
  axis: NormAxis = null,
  { keepDims = false }: NormOptions = {},
): Tensor {
  requireFloats("vectorNorm", "tensor", x);
  return x.norm(order, normalizeAxes("vectorNorm", axis, x.layout.shape), { keepDims });
}

/**
 * Norms of matrices: `"fro"`, the root of the sum of squares; `"nuc"`, the sum of the singular values; 2
 * and -2, the largest and the smallest singular value; 1 and -1, the largest and the smallest sum of
 * magnitudes of a column; $\pm\infty$, those of a row. The gradient at 0 is 0, and equal largest values
 * share it.
 * @param a - [..., m, n]
 * @param order - which norm, `"fro"` by default
 * @param axis - the axes of rows and columns, the last two by default
 * @param options - `keepDims`
 * @throws LinearAlgebraError on NaN and infinities, where singular values are needed
 * @throws AxisError when an axis is out of range, or both are the same
 * @throws DTypeError when there is no such norm; on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * const a = tensor([[3, 0], [0, -4]]);
 * linalg.matrixNorm(a).item(); // => 5
 * linalg.matrixNorm(a, "nuc").item(); // => 7
 * linalg.matrixNorm(a, 2).item(); // => 4
 * ```
 * As `torch.linalg.matrix_norm`.
 */
export function matrixNorm(
  a: Tensor,
  order: MatrixOrder = "fro",
  axis: readonly [number, number] = [-2, -1],
  { keepDims = false }: NormOptions = {},
): Tensor {
  requireMatrices("matrixNorm", a);
  const { shape } = a.layout;
  const [row, column] = axesOf(a, axis);
  const others = shape.map((_, i) => i).filter((i) => i !== row && i !== column);
  const norm = normOfLast(a.permute([...others, row, column]), order);
  if (!keepDims) return norm;
  return norm.reshape(shape.map((n, i) => (i === row || i === column ? 1 : n)));
}

/** The two axes of matrices, counted from the front. */
function axesOf(a: Tensor, axis: readonly number[]): [row: number, column: number] {
  const { shape } = a.layout;
  if (!Array.isArray(axis) || axis.length !== 2)
    throw new AxisError(
      `matrixNorm: the axes are ${JSON.stringify(axis)}: needed two, of rows and of columns`,
      { op: "matrixNorm", shapes: [shape] },
    );
  const [row, column] = axis.map((i) => normalizeAxis("matrixNorm", i, shape)) as [number, number];
  if (row === column)
    throw new AxisError(`matrixNorm: axis ${row} is named twice in ${show(axis)}`, {
      op: "matrixNorm",
      shapes: [shape],
    });
  return [row, column];
}

/** The norm over the last two axes. */
function normOfLast(a: Tensor, order: MatrixOrder): Tensor {
  switch (order) {
    case "fro":
      return a.norm(2, [-2, -1]);
    case "nuc":
      return svdvals(a).sum(-1);
    case 2:
      return svdvals(a).max(-1);
    case -2:
      return svdvals(a).min(-1);
    case 1:
      return a.abs().sum(-2).max(-1);
    case -1:
      return a.abs().sum(-2).min(-1);
    case Number.POSITIVE_INFINITY:
      return a.abs().sum(-1).max(-1);
    case Number.NEGATIVE_INFINITY:
      return a.abs().sum(-1).min(-1);
    default:
      throw new DTypeError(
        `matrixNorm: there is no matrix norm of order ${JSON.stringify(order)}: use "fro", "nuc", 1, -1, 2, -2, Infinity or -Infinity`,
        { op: "matrixNorm", shapes: [a.layout.shape] },
      );
  }
}

/**
 * A norm of vectors or of matrices, as the arguments say: without an order, the root of the sum of squares
 * of all elements (or along `axis`); with one axis, {@link vectorNorm}; with two, {@link matrixNorm}; with
 * an order and no axis, whichever fits the one or two axes of `x`.
 * @param x - any shape; one or two axes where there is an order and no axis
 * @param order - of a vector or a matrix norm
 * @param axis - one axis, or two
 * @param options - `keepDims`
 * @throws ShapeError when there is an order but no axis, and not one or two axes
 * @throws AxisError when an axis is out of range
 * @throws DTypeError when there is no such norm; on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.norm(tensor([[3, 0], [0, -4]])).item(); // => 5
 * linalg.norm(tensor([[3, 0], [0, -4]]), 1).item(); // => 4
 * linalg.norm(tensor([[3, 0], [0, -4]]), 2, 0).toArray(); // => [3, 4]
 * ```
 * As `torch.linalg.norm`.
 */
export function norm(
  x: Tensor,
  order: MatrixOrder | null = null,
  axis: NormAxis = null,
  options: NormOptions = {},
): Tensor {
  requireFloats("norm", "tensor", x);
  const { shape } = x.layout;
  const list = axis === null ? null : typeof axis === "number" ? [axis] : axis;
  if (order === null && list?.length !== 2) return vectorNorm(x, 2, list, options);
  const axes = list ?? shape.map((_, i) => i);
  if (axes.length === 2) return matrixNorm(x, order ?? "fro", axes as [number, number], options);
  if (axes.length === 1 && typeof order === "number") return vectorNorm(x, order, axes, options);
  throw new ShapeError(
    axes.length === 1
      ? `norm: ${JSON.stringify(order)} is a norm of matrices, and shape ${show(shape)} along one axis is one of vectors (name two axes, or another order)`
      : `norm: shape ${show(shape)} with ${axes.length} axes to reduce: needed one axis for a vector norm, or two for a matrix norm (name them, or use vectorNorm)`,
    { op: "norm", shapes: [shape] },
  );
}

/**
 * The condition number: $\|A\| \, \|A^{-1}\|$, the factor by which solving equations may enlarge errors.
 * Infinite for singular matrices, 0 for those without elements. For the norm 2 it is the largest singular value over the smallest, also
 * of matrices that are not square; -2 gives its reciprocal.
 * @param a - [..., m, n]; square except for the orders 2 and -2
 * @param order - the norm, 2 by default
 * @returns [...]
 * @throws LinearAlgebraError on NaN and infinities, where singular values are needed
 * @throws ShapeError when the shape does not fit
 * @throws DTypeError when there is no such norm; on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.cond(tensor([[4, 0], [0, 0.5]])).item(); // => 8
 * ```
 * As `torch.linalg.cond`.
 */
export function cond(a: Tensor, order: MatrixOrder = 2): Tensor {
  const [rows, columns] = requireMatrices("cond", a);
  // 0 for matrices without elements, as in PyTorch.
  if (rows === 0 || columns === 0) return a.sum([-2, -1]);
  if (order === 2 || order === -2) {
    const values = svdvals(a);
    const lead = values.layout.shape.slice(1).map(() => null);
    const [largest, smallest]: [Tensor, Tensor] = [
      values.slice(...lead, 0),
      values.slice(...lead, -1),
    ];
    return order === 2 ? largest.div(smallest) : smallest.div(largest);
  }
  const n = requireSquare("cond", a);
  const inverted = dispatch(solveOp, [a, identityBeside(a, n)], { caller: null });
  const [sign] = slogdet(a);
  const number = matrixNorm(a, order).mul(
    // What is not finite must not come near a norm that needs singular values.
    matrixNorm(where(sign.equal(0).expandDims(-1).expandDims(-1), 0, inverted), order),
  );
  return where(sign.equal(0), Number.POSITIVE_INFINITY, number);
}
