import type { Shape, Tensor } from "@nabla/tensor";

/**
 * The positive part, $\max(x, 0)$, element by element; its derivative at 0 is 0.
 * @param x - any shape
 * @example
 * ```ts
 * import { functional } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * functional.relu(tensor([-1, 2])).toArray(); // => [0, 2]
 * ```
 */
export function relu<S extends Shape>(x: Tensor<S>): Tensor<S> {
  return x.relu();
}

/**
 * The hyperbolic tangent, $\tanh x$, element by element; values in [−1, 1].
 * @param x - any shape
 * @example
 * ```ts
 * import { functional } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * functional.tanh(tensor([0])).toArray(); // => [0]
 * ```
 */
export function tanh<S extends Shape>(x: Tensor<S>): Tensor<S> {
  return x.tanh();
}

/**
 * The logistic function, $1 / (1 + e^{-x})$, element by element; values in [0, 1].
 * @param x - any shape
 * @example
 * ```ts
 * import { functional } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * functional.sigmoid(tensor([0])).toArray(); // => [0.5]
 * ```
 */
export function sigmoid<S extends Shape>(x: Tensor<S>): Tensor<S> {
  return x.sigmoid();
}
