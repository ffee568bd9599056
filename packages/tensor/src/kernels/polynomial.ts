/** c₀ + c₁ x + c₂ x² + … by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] as number);
  return sum;
}

/** x − n for the nearest whole n: exact, so that trigonometric functions of πx stay exact for large x. */
export const fromNearest = (x: number): number => x - Math.round(x);
