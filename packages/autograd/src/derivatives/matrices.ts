import { arange, eye, type Tensor, where } from "@nabla/tensor";

/** Transposed matrices. */
export const t = (x: Tensor): Tensor => x.transpose();

/** Rows `from` to `to` of each matrix. */
export const rows = (x: Tensor, from: number, to: number): Tensor =>
  x.slice(...x.shape.slice(2).map(() => null), [from, to]);

/** Columns `from` to `to` of each matrix. */
export const columns = (x: Tensor, from: number, to: number): Tensor =>
  x.slice(...x.shape.slice(1).map(() => null), [from, to]);

/** $X - X^\top$ */
export const skewed = (x: Tensor): Tensor => x.sub(t(x));

/** Diagonal matrices with the elements of columns: [.., n, 1] to [.., n, n]. */
export function fillDiagonal(column: Tensor): Tensor {
  const n = column.shape.at(-2) as number;
  return where(eye(n, n, { dtype: "bool" }), column, 0);
}

/** Are these cotangents of matrices nothing but zeros, because nobody has looked at the matrices? */
export const unused = (g: Tensor): Tensor => g.abs().sum([-2, -1], { keepDims: true }).equal(0);

/**
 * x / y, but 0 where y is 0 in an unused matrix; x is 0 there. Where it is used after all, 0 / 0 must
 * stay NaN: the limit may be any number.
 */
export const quotient = (x: Tensor, y: Tensor, unused: Tensor): Tensor =>
  where(y.equal(0).logicalAnd(unused), 0, x.div(y));

/** Square matrices with ones in the place of their diagonals. */
export function withUnitDiagonal(x: Tensor): Tensor {
  const n = x.layout.shape.at(-1) as number;
  return where(eye(n, n, { dtype: "bool" }), 1, x);
}

/** Products of all but two elements of a row: [.., 1, n] to [.., n, n], zeros on the diagonal. */
export function productsWithoutTwo(s: Tensor): Tensor {
  const n = s.shape.at(-1) as number;
  const [i, j, k] = [arange(n).reshape([n, 1, 1]), arange(n).reshape([n, 1]), arange(n)];
  const others: Tensor = where(k.equal(i).logicalOr(k.equal(j)), 1, s.expandDims(-2)).prod(-1);
  return where(eye(n, n, { dtype: "bool" }), 0, others);
}
