// Triangles and diagonals of matrices.
import { arange, eye } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { AxisError, ShapeError, show } from "../errors.ts";
import { where } from "../functions.ts";
import { normalizeAxis } from "../layout.ts";
import { pad } from "../ops/movement.ts";
import { scalar } from "../scalar.ts";
import type { Tensor } from "../tensor.ts";
import type { NoOptions, Ok, Reduce, Shape } from "../types/index.ts";
import { install } from "./install.ts";

/** Triangles and diagonals of matrices, as methods of {@link Tensor}. */
export interface TriangleMethods<S extends Shape> {
  /**
   * The lower triangle of the last two axes; 0 above it: $x_{ij}$ where $j - i \le k$.
   * @param offset - k, the last diagonal that is kept: 0 is the main one
   * @throws ShapeError with fewer than two axes
   * @example
   * ```ts
   * import { ones } from "@nabla/tensor";
   * ones([2, 2]).tril().toArray(); // => [[1, 0], [1, 1]]
   * ```
   */
  tril(offset?: number): Tensor<S>;
  /**
   * The upper triangle of the last two axes; 0 below it: $x_{ij}$ where $j - i \ge k$.
   * @param offset - k, the first diagonal that is kept: 0 is the main one
   * @throws ShapeError with fewer than two axes
   * @example
   * ```ts
   * import { ones } from "@nabla/tensor";
   * ones([2, 2]).triu(1).toArray(); // => [[0, 1], [0, 0]]
   * ```
   */
  triu(offset?: number): Tensor<S>;
  /**
   * Sum of the diagonal of the last two axes: $\sum_i x_{i,i+k}$.
   * @param offset - k, which diagonal: 0 is the main one
   * @throws ShapeError with fewer than two axes
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).trace().item(); // => 5
   * ```
   */
  trace<A extends Shape>(
    this: Tensor<A>,
    offset?: number,
  ): Tensor<Ok<Reduce<A, [-2, -1], NoOptions>>>;
  /**
   * Of a vector the square matrix with it on a diagonal, of a matrix the diagonal, as in NumPy and
   * PyTorch. For batches: `diagEmbed` and `diagonal`.
   * @param offset - which diagonal: 0 is the main one
   * @throws ShapeError when there are neither one nor two axes
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).diag().toArray(); // => [[1, 0], [0, 2]]
   * ```
   */
  diag(offset?: number): Tensor;
  /**
   * Square matrices with the elements of the last axis on a diagonal, and 0 elsewhere: the inverse of
   * `diagonal`.
   * @param offset - which diagonal: 0 is the main one
   * @param axis1 - where the rows stand in the result, second to last by default
   * @param axis2 - where the columns stand, last by default
   * @throws ShapeError without axes
   * @throws AxisError when an axis is out of range, or both are one
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).diagEmbed(1).toArray(); // => [[0, 1, 0], [0, 0, 2], [0, 0, 0]]
   * ```
   */
  diagEmbed(offset?: number, axis1?: number, axis2?: number): Tensor;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends TriangleMethods<S> {}
}

function checkOffset(op: string, x: Tensor, offset: number, least: number): void {
  const { shape } = x.layout;
  if (shape.length >= least && Number.isInteger(offset)) return;
  throw new ShapeError(
    `${op}: needs at least ${least === 1 ? "one axis" : "two axes"} and a whole offset, got shape ${show(shape)} and ${offset}`,
    { op, shapes: [shape] },
  );
}

/** The number of each column beside that of each row of the last two axes, moved by `offset`. */
function places(x: Tensor, offset: number): { columns: Tensor; rows: Tensor } {
  const [rows, columns] = x.layout.shape.slice(-2) as [number, number];
  return { columns: arange(columns), rows: arange(rows).add(offset).expandDims(1) };
}

/** 0 in the dtype of `x`, so that truth values stay what they are. */
const zeroBeside = (x: Tensor): Tensor => scalar(x.storage.type, 0);

install({
  tril(offset = 0) {
    checkOffset("tril", this, offset, 2);
    const { columns, rows } = places(this, offset);
    return where(columns.lessEqual(rows), this, zeroBeside(this));
  },
  triu(offset = 0) {
    checkOffset("triu", this, offset, 2);
    const { columns, rows } = places(this, offset);
    return where(columns.greaterEqual(rows), this, zeroBeside(this));
  },
  trace(offset = 0) {
    checkOffset("trace", this, offset, 2);
    return this.diagonal(offset).sum(-1);
  },
  diag(offset = 0) {
    const { shape } = this.layout;
    if (shape.length === 1) return this.diagEmbed(offset);
    if (shape.length === 2) return this.diagonal(offset);
    throw new ShapeError(
      `diag: shape ${show(shape)}: needed a vector or a matrix (of batches: diagEmbed, diagonal)`,
      { op: "diag", shapes: [shape] },
    );
  },
  diagEmbed(offset = 0, axis1 = -2, axis2 = -1) {
    checkOffset("diagEmbed", this, offset, 1);
    const { shape } = this.layout;
    const last = shape.length - 1;
    const rows = normalizeAxis("diagEmbed", axis1, [...shape, 1]);
    const columns = normalizeAxis("diagEmbed", axis2, [...shape, 1]);
    if (rows === columns)
      throw new AxisError(`diagEmbed: ${axis1} and ${axis2} are one axis: needed two`, {
        op: "diagEmbed",
        shapes: [shape],
      });
    const n = shape[last] as number;
    const column = this.expandDims(-1) as Tensor;
    const square: Tensor = where(eye(n, n, { dtype: "bool" }), column, zeroBeside(this));
    const lead = new Array<number>(last).fill(0);
    const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
    const padded: Tensor = dispatch(pad, [square], {
      low: [...lead, down, right],
      high: [...lead, right, down],
      interior: [...lead, 0, 0],
    });
    return padded.moveAxis([-2, -1], [rows, columns]);
  },
});
