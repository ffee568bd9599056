import { reflect, reflectionOf } from "./householder.ts";
import { addMultiple, dot } from "./vectors.ts";

/** A symmetric matrix as $Q T Q^\top$ with T zero outside three diagonals. */
export interface Tridiagonal {
  /** The diagonal of T. */
  readonly d: Float64Array;
  /** The diagonal beside it; one place longer than needed. */
  readonly e: Float64Array;
  /** The columns of Q, as rows. */
  readonly qt: Float64Array;
}

/** Reduces a symmetric n x n matrix, which is overwritten, by reflections from both sides. */
export function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  const taus = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    d[k] = a[k * n + k] as number;
    // By symmetry row k is column k: the reflection of what is left of it stays there.
    const [tau, beta] = reflectionOf(a, k * n + k + 1, n - k - 1);
    e[k] = beta;
    taus[k] = tau;
    if (tau !== 0) reflectBothSides(a, n, k, tau);
  }
  if (n > 0) d[n - 1] = a[n * n - 1] as number;
  return { d, e, qt: basis(a, taus, n) };
}

/**
 * HAH for $H = I - \tau v v^\top$, on the rows and columns behind k: with $w = \tau A v - \frac{\tau^2}{2}
 * (v^\top A v) v$ it is $A - v w^\top - w v^\top$.
 */
function reflectBothSides(a: Float64Array, n: number, k: number, tau: number): void {
  const v = k * n;
  const [from, count] = [k + 1, n - k - 1];
  const w = new Float64Array(n);
  for (let i = from; i < n; i++) w[i] = tau * dot(a, i * n + from, a, v + from, count);
  addMultiple(-0.5 * tau * dot(w, from, a, v + from, count), a, v + from, w, from, count);
  for (let i = from; i < n; i++) {
    addMultiple(-(a[v + i] as number), w, from, a, i * n + from, count);
    addMultiple(-(w[i] as number), a, v + from, a, i * n + from, count);
  }
}

/** The product of the reflections, transposed. */
function basis(a: Float64Array, taus: Float64Array, n: number): Float64Array {
  const qt = new Float64Array(n * n);
  for (let c = 0; c < n; c++) {
    qt[c * n + c] = 1;
    for (let k = Math.min(c - 1, n - 2); k >= 0; k--)
      reflect(taus[k] as number, a, k * n + k + 1, qt, c * n + k + 1, n - k - 1);
  }
  return qt;
}
