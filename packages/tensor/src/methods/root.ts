import { where } from "../functions.ts";
import type { Tensor } from "../tensor.ts";

/**
 * $x^p$ with $p > 0$ whose slope at 0 is 0, as PyTorch has it for norms and standard deviations: their
 * own slope is that of the root, which is infinite there, times that of the sum below it, which is 0.
 */
export function flatAtZero(x: Tensor, power: (x: Tensor) => Tensor): Tensor {
  const zero: Tensor = x.equal(0);
  // What is not taken is made harmless first, for the sake of the derivatives.
  return where(zero, 0, power(where(zero, 1, x)));
}
