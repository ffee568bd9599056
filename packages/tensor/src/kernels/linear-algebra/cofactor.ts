import { determinant } from "./lu.ts";
import { svd } from "./svd.ts";
import { allFinite, transposed } from "./vectors.ts";

/**
 * The matrix of cofactors, the gradient of the determinant: $\det(A) A^{-\top}$, but for singular
 * matrices as well. With $A = USV^\top$ it is $\det(U) \det(V) \, U C V^\top$, where C is diagonal and
 * $c_i = \prod_{j \ne i} s_j$. NaN where A is not finite.
 */
export function cofactor(a: Float64Array, n: number): Float64Array {
  const factors = allFinite(a) ? svd(a, n, n) : null;
  const result = new Float64Array(n * n);
  if (factors === null) return result.fill(Number.NaN);
  const { ut, s, vt } = factors;
  const sign = determinant(ut, n) * determinant(vt, n) < 0 ? -1 : 1;
  const u = transposed(ut, n, n);
  const weights = s.map((_, i) =>
    s.reduce((product, value, j) => (i === j ? product : product * value), sign),
  );
  for (let i = 0; i < n; i++)
    for (let p = 0; p < n; p++) {
      const factor = (u[i * n + p] as number) * (weights[p] as number);
      for (let j = 0; j < n; j++)
        result[i * n + j] = (result[i * n + j] as number) + factor * (vt[p * n + j] as number);
    }
  return result;
}
