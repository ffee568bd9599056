import type { Cutoff } from "../../ops/vocabulary/linear-algebra.ts";
import type { Svd } from "./svd.ts";
import { identity, multiplied, transposed } from "./vectors.ts";

/** $A^+ B = V S^+ U^\top B$ for an m x n matrix A, given by its factors, and an m x k matrix B. */
export function leastSquares(
  { ut, s, vt }: Svd,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
  { rtol, atol }: Cutoff,
): Float64Array {
  const limit = Math.max(atol, rtol * (s[0] ?? 0));
  const inner = multiplied(ut, b, s.length, m, k);
  s.forEach((value, i) => {
    for (let j = i * k; j < (i + 1) * k; j++)
      inner[j] = value > limit ? (inner[j] as number) / value : 0;
  });
  return multiplied(transposed(vt, s.length, n), inner, n, s.length, k);
}

/** $A^+ = V S^+ U^\top$. */
export const pseudoInverse = (factors: Svd, m: number, n: number, cutoff: Cutoff): Float64Array =>
  leastSquares(factors, identity(m), m, n, m, cutoff);
