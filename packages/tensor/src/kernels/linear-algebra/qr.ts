import { reflect, reflectionOf } from "./householder.ts";
import { transposed } from "./vectors.ts";

/**
 * A = QR for an m x n matrix by Householder reflections, with `count` columns of Q: min(m, n) of them, or
 * m for a whole basis.
 * @returns $Q^\top$ (count x m) and R (count x n)
 */
export function qr(
  a: Float64Array,
  m: number,
  n: number,
  count: number,
): { qt: Float64Array; r: Float64Array } {
  // Transposed, the columns that are reflected lie in one piece.
  const columns = transposed(a, m, n);
  const steps = Math.min(m, n);
  const taus = new Float64Array(steps);
  const r = new Float64Array(count * n);
  for (let k = 0; k < n; k++) {
    const column = k * m;
    for (let i = 0; i < Math.min(k, steps); i++)
      reflect(taus[i] as number, columns, i * m + i, columns, column + i, m - i);
    for (let i = 0; i < Math.min(k, count); i++) r[i * n + k] = columns[column + i] as number;
    if (k >= steps) continue;
    const [tau, beta] = reflectionOf(columns, column + k, m - k);
    taus[k] = tau;
    r[k * n + k] = beta;
  }
  return { qt: basis(columns, taus, m, count), r };
}

/** The first `count` columns of the product of the reflections, as rows. */
function basis(columns: Float64Array, taus: Float64Array, m: number, count: number): Float64Array {
  const qt = new Float64Array(count * m);
  for (let c = 0; c < count; c++) {
    qt[c * m + c] = 1;
    // Reflections behind column c leave its unit vector alone.
    for (let i = Math.min(c, taus.length - 1); i >= 0; i--)
      reflect(taus[i] as number, columns, i * m + i, qt, c * m + i, m - i);
  }
  return qt;
}
