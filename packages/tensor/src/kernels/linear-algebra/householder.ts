import { addMultiple, dot, lengthOf } from "./vectors.ts";

/**
 * Finds the reflection $I - \tau v v^\top$ that turns the n elements of x from `at` into (β, 0, …, 0).
 * Leaves v there, whose first element is 1, and returns τ and β. The sign of β is opposite to that of the
 * first element, so that nothing cancels; a vector that is zero behind its first element is left alone
 * (τ = 0), as in LAPACK, so that signs agree with those of other libraries.
 */
export function reflectionOf(x: Float64Array, at: number, n: number): [tau: number, beta: number] {
  const first = x[at] as number;
  const rest = lengthOf(x, at + 1, at + n);
  if (n > 0) x[at] = 1;
  if (rest === 0) return [0, first];
  const beta =
    first > 0 || Object.is(first, 0) ? -Math.hypot(first, rest) : Math.hypot(first, rest);
  for (let i = at + 1; i < at + n; i++) x[i] = (x[i] as number) / (first - beta);
  return [(beta - first) / beta, beta];
}

/** Reflects the n elements of x from `at` by τ and the v that stands in `v` from `from`. */
export function reflect(
  tau: number,
  v: Float64Array,
  from: number,
  x: Float64Array,
  at: number,
  n: number,
): void {
  if (tau !== 0) addMultiple(-tau * dot(v, from, x, at, n), v, from, x, at, n);
}
