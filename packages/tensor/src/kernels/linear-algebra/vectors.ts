import { TYPES } from "../../dtype.ts";
import { type ProductKernel, productKernels } from "../matmul.ts";

const product = productKernels[TYPES.float64.code] as ProductKernel;

/** Euclidean length of x[from] … x[to - 1], also where the squares are too large or too small. */
export function lengthOf(x: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (x[i] as number) ** 2;
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum);
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(x[i] as number));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  sum = 0;
  for (let i = from; i < to; i++) sum += ((x[i] as number) / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** $\sum_i x_{a+i} y_{b+i}$ over n elements. */
export function dot(x: Float64Array, a: number, y: Float64Array, b: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[a + i] as number) * (y[b + i] as number);
  return sum;
}

/** y[b …] += factor · x[a …] over n elements. */
export function addMultiple(
  factor: number,
  x: Float64Array,
  a: number,
  y: Float64Array,
  b: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) y[b + i] = (y[b + i] as number) + factor * (x[a + i] as number);
}

/** Exchanges n elements from x[a] with those from x[b]. */
export function exchange(x: Float64Array, a: number, b: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const kept = x[a + i] as number;
    x[a + i] = x[b + i] as number;
    x[b + i] = kept;
  }
}

/** Rows i and j of a matrix with n columns become c·i + s·j and c·j − s·i. */
export function rotate(
  x: Float64Array,
  n: number,
  i: number,
  j: number,
  c: number,
  s: number,
): void {
  const [p, q] = [i * n, j * n];
  for (let k = 0; k < n; k++) {
    const u = x[p + k] as number;
    const v = x[q + k] as number;
    x[p + k] = c * u + s * v;
    x[q + k] = c * v - s * u;
  }
}

/** The transpose of an m x n matrix. */
export function transposed(a: Float64Array, m: number, n: number): Float64Array {
  const t = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) t[j * m + i] = a[i * n + j] as number;
  return t;
}

/** The product of an m x k and a k x n matrix. */
export function multiplied(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): Float64Array {
  const c = new Float64Array(m * n);
  product(m, k, n, a, 0, k, 1, b, 0, n, 1, c, 0);
  return c;
}

/** The n x n identity. */
export function identity(n: number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) a[i * n + i] = 1;
  return a;
}

/**
 * A symmetric matrix that a kernel may overwrite: the mean of `a` and its transpose, or the lower
 * triangle of `a` and its mirror image, without a look at the other half.
 */
export function symmetric(a: Float64Array, n: number, mean: boolean): Float64Array {
  const s = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const lower = a[i * n + j] as number;
      const value = mean && j < i ? lower / 2 + (a[j * n + i] as number) / 2 : lower;
      s[i * n + j] = value;
      s[j * n + i] = value;
    }
  return s;
}

/** The power of two next below the largest magnitude, by which a matrix is scaled without rounding; 1 for zeros. */
export function scaleOf(a: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] as number));
  if (largest === 0 || !Number.isFinite(largest)) return 1;
  return 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
}

/** Are all elements numbers, and finite? */
export function allFinite(a: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (!Number.isFinite(a[i])) return false;
  return true;
}
