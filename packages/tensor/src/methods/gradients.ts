import { GradientError } from "../errors.ts";
import type { GradientHook } from "../history.ts";
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
  /**
   * Has `hook` called in each backward pass with the gradient that arrives at this tensor, before it
   * goes on; a tensor that the hook returns takes its place. Comes with `@nabla/autograd`.
   * @param hook - gets a tensor of this shape; returns one, or nothing
   * @returns a function that removes the hook
   * @throws GradientError when no gradient is wanted for this tensor
   * @example
   * ```ts
   * import "@nabla/autograd";
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([1, 2], { requiresGrad: true });
   * x.registerHook((g) => g.mul(10));
   * x.square().sum().backward();
   * x.grad?.toArray(); // => [20, 40]
   * ```
   * As in PyTorch, where the hook's tensor may be any that wants a gradient.
   */
  registerHook(hook: GradientHook): () => void;
  /**
   * Keeps the gradient of this intermediate result in its `grad`, as backward passes do for leaves.
   * Comes with `@nabla/autograd`.
   * @throws GradientError when no gradient is wanted for this tensor
   * @example
   * ```ts
   * import "@nabla/autograd";
   * import { tensor } from "@nabla/tensor";
   * const y = tensor([1, 2], { requiresGrad: true }).mul(3);
   * y.retainGrad();
   * y.square().sum().backward();
   * y.grad?.toArray(); // => [6, 12]
   * ```
   */
  retainGrad(): void;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends GradientMethods {}
}

// What stands in until @nabla/autograd is imported, whose backward.ts puts the real ones here.
const missing = (op: string) => (): never => {
  throw new GradientError(
    `${op}: gradients are computed by @nabla/autograd: import "@nabla/autograd" before the forward pass`,
    { op },
  );
};

install({
  backward: missing("backward"),
  registerHook: missing("registerHook"),
  retainGrad: missing("retainGrad"),
});
