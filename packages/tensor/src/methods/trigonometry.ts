// Functions of angles, in radians.
import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install, NONE } from "./install.ts";

/** Trigonometric functions, as methods of {@link Tensor}. */
export interface TrigonometryMethods<S extends Shape> {
  /**
   * The sine: $\sin x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).sin().toString(); // => "tensor([0.    , 0.8415])"
   * ```
   */
  sin(): Tensor<S>;
  /**
   * The cosine: $\cos x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).cos().toString(); // => "tensor([1.    , 0.5403])"
   * ```
   */
  cos(): Tensor<S>;
  /**
   * The tangent: $\tan x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).tan().toString(); // => "tensor([0.    , 1.5574])"
   * ```
   */
  tan(): Tensor<S>;
  /**
   * The inverse sine, from −π/2 to π/2; NaN outside [−1, 1]: $\arcsin x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).asin().toString(); // => "tensor([0.    , 1.5708])"
   * ```
   */
  asin(): Tensor<S>;
  /**
   * The inverse cosine, from 0 to π; NaN outside [−1, 1]: $\arccos x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).acos().toString(); // => "tensor([1.5708, 0.    ])"
   * ```
   */
  acos(): Tensor<S>;
  /**
   * The inverse tangent, from −π/2 to π/2: $\arctan x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).atan().toString(); // => "tensor([0.    , 0.7854])"
   * ```
   */
  atan(): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends TrigonometryMethods<S> {}
}

install({
  sin() {
    return dispatch(ops.sin, [this], NONE);
  },
  cos() {
    return dispatch(ops.cos, [this], NONE);
  },
  tan() {
    return dispatch(ops.tan, [this], NONE);
  },
  asin() {
    return dispatch(ops.asin, [this], NONE);
  },
  acos() {
    return dispatch(ops.acos, [this], NONE);
  },
  atan() {
    return dispatch(ops.atan, [this], NONE);
  },
});
