import { addMultiple } from "./vectors.ts";

/** Which half of a matrix counts, and whether its diagonal is taken for ones. */
export interface Triangle {
  readonly upper: boolean;
  readonly unitDiagonal: boolean;
}

/** Overwrites the n x k matrix `x` by $T^{-1} x$, of the n x n matrix `t` only one triangle being read. */
export function substitute(
  t: Float64Array,
  n: number,
  x: Float64Array,
  k: number,
  { upper, unitDiagonal }: Triangle,
): void {
  for (let step = 0; step < n; step++) {
    const i = upper ? n - 1 - step : step;
    const [from, to] = upper ? [i + 1, n] : [0, i];
    for (let j = from; j < to; j++) addMultiple(-(t[i * n + j] as number), x, j * k, x, i * k, k);
    if (unitDiagonal) continue;
    const pivot = t[i * n + i] as number;
    for (let c = i * k; c < (i + 1) * k; c++) x[c] = (x[c] as number) / pivot;
  }
}

/** The first zero on the diagonal of an n x n matrix, or -1. */
export function firstZero(t: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) if (t[i * n + i] === 0) return i;
  return -1;
}
