import { dot } from "./vectors.ts";

/**
 * Overwrites the symmetric n x n matrix `a` by the lower triangle L with $LL^\top = A$.
 * @returns -1, or the row at which the matrix turned out not to be positive definite
 */
export function cholesky(a: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = (a[i * n + j] as number) - dot(a, i * n, a, j * n, j);
      // The comparison is this way round so that it fails for NaN.
      if (i === j && !(rest > 0)) return i;
      a[i * n + j] = i === j ? Math.sqrt(rest) : rest / (a[j * n + j] as number);
    }
    a.fill(0, i * n + i + 1, (i + 1) * n);
  }
  return -1;
}
