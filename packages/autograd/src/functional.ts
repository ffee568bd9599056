import { type AnyShape, GradientError, type Shape, Tensor, zerosLike } from "@nabla/tensor";
import { nodeOf, ownTensor, show, TYPES } from "@nabla/tensor/internal";
import {
  type AnyFunction,
  type ArgNums,
  apart,
  checkTransform,
  cotangents,
  describe,
  positionsOf,
} from "./apart.ts";
import { seedFor } from "./backward.ts";

/** Options of {@link grad} and {@link valueAndGrad}. */
export interface GradOptions<N extends ArgNums = ArgNums> {
  /** Position of the argument to differentiate by (0 by default), or a list of positions. */
  readonly argnums?: N;
  /**
   * Record the gradient itself, so that `backward()` can go through it. By default it is recorded
   * where something outside may need it: an argument that requires a gradient, or a tensor that the
   * function closes over.
   */
  readonly createGraph?: boolean;
}

const OPTIONS = ["argnums", "createGraph"];

/** One gradient for one position, a list for a list. */
export type Gradients<Args extends readonly unknown[], N extends ArgNums> = N extends number
  ? Args[N]
  : { -readonly [K in keyof N]: N[K] extends number ? Args[N[K]] : never };

/**
 * Makes of a function with a scalar value the function that computes its gradient.
 *
 * $\operatorname{grad}(f)(x) = \nabla f(x)$, of the shape of x. It can be applied again: second
 * derivatives are `grad` of `grad`. No tensor's `.grad` changes. The function must return its result
 * and nothing else; other values can be handed out through variables around it.
 * @param f - takes tensors, returns a tensor with one element
 * @param options - `argnums`: by which arguments; `createGraph`
 * @returns a function of the same arguments; zeros where `f` does not depend on the argument
 * @throws GradientError when `f` returns anything but one floating number
 * @throws DTypeError when the argument is integer or bool
 * @example
 * ```ts
 * import { grad } from "@nabla/autograd";
 * import { type Tensor, tensor } from "@nabla/tensor";
 * const cube = (x: Tensor<[]>) => x.pow(3);
 * grad(cube)(tensor(2)).item(); // => 12
 * grad(grad(cube))(tensor(2)).item(); // => 12
 * ```
 * The semantics are those of `jax.grad`.
 */
export function grad<A extends Shape = AnyShape>(
  f: (x: Tensor<A>) => Tensor<[]>,
  options?: GradOptions<0>,
): (x: Tensor<A>) => Tensor<A>;
export function grad<Args extends readonly Tensor[], const N extends ArgNums = 0>(
  f: (...args: Args) => Tensor<[]>,
  options?: GradOptions<N>,
): (...args: Args) => Gradients<Args, N>;
export function grad(f: AnyFunction, options: GradOptions = {}): AnyFunction {
  checkTransform("grad", f, options, OPTIONS);
  return (...args) => differentiate("grad", f, args, options).gradients;
}

/**
 * Like {@link grad}, but the function that it makes returns `[value, gradient]`: the value is computed
 * anyway.
 * @param f - takes tensors, returns a tensor with one element
 * @param options - `argnums`: by which arguments; `createGraph`
 * @returns a function of the same arguments that returns the value of `f` and its gradient
 * @throws GradientError when `f` returns anything but one floating number
 * @throws DTypeError when the argument is integer or bool
 * @example
 * ```ts
 * import { valueAndGrad } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const [value, gradient] = valueAndGrad((x) => x.square().sum())(tensor([1, 2]));
 * value.item(); // => 5
 * gradient.toArray(); // => [2, 4]
 * ```
 * The semantics are those of `jax.value_and_grad`.
 */
export function valueAndGrad<A extends Shape = AnyShape>(
  f: (x: Tensor<A>) => Tensor<[]>,
  options?: GradOptions<0>,
): (x: Tensor<A>) => [value: Tensor<[]>, gradient: Tensor<A>];
export function valueAndGrad<Args extends readonly Tensor[], const N extends ArgNums = 0>(
  f: (...args: Args) => Tensor<[]>,
  options?: GradOptions<N>,
): (...args: Args) => [value: Tensor<[]>, gradient: Gradients<Args, N>];
export function valueAndGrad(f: AnyFunction, options: GradOptions = {}): AnyFunction {
  checkTransform("valueAndGrad", f, options, OPTIONS);
  return (...args) => {
    const { value, gradients } = differentiate("valueAndGrad", f, args, options);
    return [value, gradients];
  };
}

interface Result {
  readonly value: Tensor;
  readonly gradients: Tensor | Tensor[];
}

function differentiate(
  op: string,
  f: AnyFunction,
  args: readonly Tensor[],
  { argnums = 0, createGraph }: GradOptions,
): Result {
  const positions = positionsOf(op, argnums, args);
  return apart(f, args, positions, createGraph, ({ result, nodes, needed }) => {
    const value = scalarFrom(op, result);
    const history = needed(value);
    const seed = seedFor(op, value, undefined);
    const gradients = cotangents(nodeOf(value), seed, nodes, history, history).map(
      (g, i) => g ?? zerosLike(args[positions[i] as number] as Tensor),
    );
    return {
      value: history ? value : ownTensor(value),
      gradients: typeof argnums === "number" ? (gradients[0] as Tensor) : gradients,
    };
  });
}

/** Checks what the function returned. */
function scalarFrom(op: string, value: unknown): Tensor {
  if (!(value instanceof Tensor))
    throw new GradientError(
      `${op}: the function returned ${describe(value)}: needed a tensor with one element (hand other results out through a variable)`,
      { op },
    );
  if (value.size !== 1 || !TYPES[value.dtype].floating)
    throw new GradientError(
      `${op}: the function returned ${value.dtype} of shape ${show(value.layout.shape)}: needed one floating number (reduce it with sum() or mean())`,
      { op, shapes: [value.layout.shape] },
    );
  return value;
}
