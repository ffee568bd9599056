import type { Tensor } from "@nabla/tensor";
import { type CustomCall, dispatch, ops } from "@nabla/tensor/internal";

/** A function of one's own, with a backward rule of one's own. */
export interface CustomFunction<Args extends readonly Tensor[]> {
  /**
   * The value; no history is recorded within.
   * @param inputs - the arguments
   */
  forward(...inputs: Args): Tensor;
  /**
   * The cotangents of the arguments.
   * @param cotangent - of the value
   * @param inputs - the arguments, as they were
   * @param output - the value
   * @returns a tensor of each argument's shape, or null where it is 0
   */
  vjp(cotangent: Tensor, inputs: Args, output: Tensor): readonly (Tensor | null)[];
  /** What errors call the function; "custom" by default. */
  readonly name?: string;
}

/**
 * Makes of a function and its backward rule a function that gradients flow through by that rule: for
 * straight-through estimators, clipped or reversed gradients, and formulas that are more stable than
 * those of the single ops.
 *
 * The rule is written in tensor ops, so it can itself be differentiated; forward mode and `vmap` go
 * through it too.
 * @param definition - `forward`, `vjp`, and a `name` for messages
 * @returns a function of the same arguments
 * @throws GradientError when a rule returns cotangents that do not fit the arguments (at the backward pass)
 * @example
 * ```ts
 * import { customFunction } from "@nabla/autograd";
 * import { type Tensor, tensor } from "@nabla/tensor";
 * const straightThrough = customFunction({
 *   name: "roundStraightThrough",
 *   forward: (x: Tensor) => x.round(),
 *   vjp: (cotangent) => [cotangent],
 * });
 * const x = tensor([0.4, 1.6], { requiresGrad: true });
 * straightThrough(x).square().sum().backward();
 * x.grad?.toArray(); // => [0, 4]
 * ```
 * After PyTorch's `autograd.Function` and `jax.custom_vjp`.
 */
export function customFunction<Args extends readonly Tensor[]>(
  definition: CustomFunction<Args>,
): (...inputs: Args) => Tensor {
  // The op sees a list of tensors; the list that it hands on is the one that it was given.
  const call = {
    name: definition.name ?? "custom",
    forward: (...inputs: readonly Tensor[]) =>
      definition.forward(...(inputs as readonly Tensor[] as Args)),
    vjp: (g: Tensor, inputs: readonly Tensor[], output: Tensor) =>
      definition.vjp(g, inputs as readonly Tensor[] as Args, output),
  } satisfies CustomCall;
  return (...inputs) => dispatch(ops.custom, inputs, { call });
}
