import type { Tensor } from "@nabla/tensor";
import { Module } from "../module.ts";
import type { SameFn } from "../types.ts";

/**
 * The positive part of each element: $\max(x, 0)$.
 * @example
 * ```ts
 * import { ReLU } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * new ReLU().call(tensor([-1, 2])).toArray(); // => [0, 2]
 * ```
 */
export class ReLU extends Module<SameFn> {
  /** `x` of any shape; the result has the same. */
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
}

/**
 * The hyperbolic tangent of each element: $\tanh x$.
 * @example
 * ```ts
 * import { Tanh } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * new Tanh().call(tensor([0])).toArray(); // => [0]
 * ```
 */
export class Tanh extends Module<SameFn> {
  /** `x` of any shape; the result has the same. */
  override forward(x: Tensor): Tensor {
    return x.tanh();
  }
}

/**
 * The logistic function of each element: $1 / (1 + e^{-x})$.
 * @example
 * ```ts
 * import { Sigmoid } from "@nabla/nn";
 * import { tensor } from "@nabla/tensor";
 * new Sigmoid().call(tensor([0])).toArray(); // => [0.5]
 * ```
 */
export class Sigmoid extends Module<SameFn> {
  /** `x` of any shape; the result has the same. */
  override forward(x: Tensor): Tensor {
    return x.sigmoid();
  }
}
