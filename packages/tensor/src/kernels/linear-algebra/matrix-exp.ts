import { factorize, solveFactored } from "./lu.ts";
import { identity, multiplied } from "./vectors.ts";

/** Coefficients of the numerator of the [13/13] Padé approximant of exp, from the constant on. */
const PADE = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000,
  10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
] as const;

/** Up to this 1-norm the approximant is exact to the last digit. */
const REACH = 5.371920351148152;

/**
 * $e^A$ by scaling and squaring: $e^A = (e^{A/2^s})^{2^s}$ (Higham, The scaling and squaring method for
 * the matrix exponential revisited, 2005).
 */
export function matrixExp(a: Float64Array, n: number): Float64Array {
  let norm = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(a[i * n + j] as number);
    // Not with Math.max alone: a norm of NaN must not be passed over.
    norm = Number.isNaN(sum) ? sum : Math.max(norm, sum);
  }
  if (!Number.isFinite(norm)) return new Float64Array(n * n).fill(Number.NaN);
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / REACH)));
  let result = pade(
    a.map((value) => value * 2 ** -squarings),
    n,
  );
  for (let i = 0; i < squarings; i++) result = multiplied(result, result, n, n, n);
  return result;
}

/** $(V - U)^{-1} (V + U)$ with the odd powers in U, the even ones in V. */
function pade(a: Float64Array, n: number): Float64Array {
  const one = identity(n);
  const a2 = multiplied(a, a, n, n, n);
  const a4 = multiplied(a2, a2, n, n, n);
  const a6 = multiplied(a4, a2, n, n, n);
  /** The powers 0, 2, 4, 6 with the coefficients from `first` on in steps of two, and 8, 10, 12 by way of A⁶. */
  const part = (first: 0 | 1): Float64Array => {
    const b = (power: number): number => PADE[power + first] as number;
    const high = a2.map((x, i) => b(8) * x + b(10) * (a4[i] as number) + b(12) * (a6[i] as number));
    return multiplied(a6, high, n, n, n).map(
      (x, i) =>
        x +
        b(6) * (a6[i] as number) +
        b(4) * (a4[i] as number) +
        b(2) * (a2[i] as number) +
        b(0) * (one[i] as number),
    );
  };
  const u = multiplied(a, part(1), n, n, n);
  const v = part(0);
  const difference = v.map((x, i) => x - (u[i] as number));
  const sum = v.map((x, i) => x + (u[i] as number));
  return solveFactored(factorize(difference, n), n, sum, n);
}
