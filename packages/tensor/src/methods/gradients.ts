import { GradientError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";
import type { OneElement, Shape } from "../types/index.ts";
import { install } from "./install.ts";

/** How a backward pass treats the graph that it walks. */
export interface BackwardOptions {
  /** Keep the graph for another pass; otherwise what it saved is freed on the way. */
  readonly retainGraph?: boolean;
  /** Record the pass itself, so that the gradients can be differentiated again. */
  readonly createGraph?: boolean;
}

/** Reverse-mode differentiation, as methods of {@link Tensor}. */
export interface GradientMethods {
  /**
   * Computes the gradient of this one-element tensor by every leaf that it was computed from, and
   * adds it to the leaf's `grad`. Comes with `@nabla/autograd`.
   * @throws GradientError when there is no gradient, or the graph was freed by an earlier pass
   */
  backward<A extends Shape>(
    this: Tensor<A> & OneElement<A, "backward">,
    gradient?: undefined,
    options?: BackwardOptions,
  ): void;
  /**
   * The same for a tensor of any shape, whose cotangent is `gradient`: leaves receive
   * $\sum_i \bar y_i \, \partial y_i / \partial x$.
   */
  backward<A extends Shape>(this: Tensor<A>, gradient: Tensor<A>, options?: BackwardOptions): void;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends GradientMethods {}
}

// What stands in until @nabla/autograd is imported, whose backward.ts puts the real one here.
install({
  backward() {
    throw new GradientError(
      'backward: gradients are computed by @nabla/autograd: import "@nabla/autograd" before the forward pass',
      { op: "backward" },
    );
  },
});
