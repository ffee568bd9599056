import { substitute } from "./triangular.ts";
import { addMultiple, exchange } from "./vectors.ts";

/** PA = LU: a matrix as the product of a lower and an upper triangle, with its rows in another order. */
export interface Factors {
  /** U on and above the diagonal; L, whose diagonal is 1, below it. */
  readonly lu: Float64Array;
  /** Row i of PA is row `order[i]` of A. */
  readonly order: Int32Array;
  /** The determinant of P: 1 or -1. */
  readonly sign: number;
}

/** Gaussian elimination with partial pivoting. */
export function factorize(a: Float64Array, n: number): Factors {
  const lu = a.slice();
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    const p = largestBelow(lu, n, k);
    if (p !== k) {
      exchange(lu, p * n, k * n, n);
      [order[p], order[k]] = [order[k] as number, order[p] as number];
      sign = -sign;
    }
    const pivot = lu[k * n + k] as number;
    if (pivot === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const factor = (lu[i * n + k] as number) / pivot;
      lu[i * n + k] = factor;
      addMultiple(-factor, lu, k * n + k + 1, lu, i * n + k + 1, n - k - 1);
    }
  }
  return { lu, order, sign };
}

/** The row, from k on, with the largest element in column k. */
function largestBelow(lu: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++)
    if (Math.abs(lu[i * n + k] as number) > Math.abs(lu[best * n + k] as number)) best = i;
  return best;
}

/** $A^{-1} B$ for the n x k matrix `b`; not finite where U has a zero on its diagonal. */
export function solveFactored(
  { lu, order }: Factors,
  n: number,
  b: Float64Array,
  k: number,
): Float64Array {
  const x = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    const from = (order[i] as number) * k;
    x.set(b.subarray(from, from + k), i * k);
  }
  substitute(lu, n, x, k, { upper: false, unitDiagonal: true });
  substitute(lu, n, x, k, { upper: true, unitDiagonal: false });
  return x;
}

/** The determinant: the product of the pivots. */
export function determinant(a: Float64Array, n: number): number {
  const { lu, sign } = factorize(a, n);
  let product = sign;
  for (let i = 0; i < n; i++) product *= lu[i * n + i] as number;
  return product;
}

/** Sign and logarithm of the determinant, which itself may be too large or too small for a number. */
export function logDeterminant(a: Float64Array, n: number): [sign: number, logAbs: number] {
  const factors = factorize(a, n);
  let { sign } = factors;
  let logAbs = 0;
  for (let i = 0; i < n; i++) {
    const pivot = factors.lu[i * n + i] as number;
    sign *= Math.sign(pivot);
    logAbs += Math.log(Math.abs(pivot));
  }
  return [sign, logAbs];
}
