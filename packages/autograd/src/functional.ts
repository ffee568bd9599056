import {
  type AnyShape,
  DTypeError,
  GradientError,
  type Shape,
  Tensor,
  zerosLike,
} from "@nabla/tensor";
import {
  isGradEnabled,
  type Node,
  nodeOf,
  setGradEnabled,
  show,
  TYPES,
} from "@nabla/tensor/internal";
import { adopt, seedFor } from "./backward.ts";
import { propagate } from "./engine.ts";

/** Which arguments a function is differentiated by: one position, or several. */
export type ArgNums = number | readonly number[];

/** Options of {@link grad} and {@link valueAndGrad}. */
export interface GradOptions<N extends ArgNums = ArgNums> {
  /** Position of the argument to differentiate by (0 by default), or a list of positions. */
  readonly argnums?: N;
  /**
   * Record the gradient itself, so that `backward()` can go through it. By default it is recorded
   * where something outside needs it: an argument that requires a gradient, or an enclosing `grad`.
   */
  readonly createGraph?: boolean;
}

/** One gradient for one position, a list for a list. */
export type Gradients<Args extends readonly unknown[], N extends ArgNums> = N extends number
  ? Args[N]
  : { -readonly [K in keyof N]: N[K] extends number ? Args[N[K]] : never };

/** The function that is differentiated, seen without the types of its arguments. */
type AnyFunction = (...args: readonly Tensor[]) => unknown;

/** How many calls of `grad` are running: an enclosing one may need the history of an inner one. */
let running = 0;

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
  const recording = isGradEnabled();
  setGradEnabled(true);
  running += 1;
  try {
    const inputs = [...args];
    for (const i of positions) inputs[i] = stand(args[i] as Tensor, createGraph ?? recording);
    const nodes = positions.map((i) => nodeOf(inputs[i] as Tensor) as Node);
    const value = scalarFrom(op, f(...inputs));
    const history =
      createGraph ?? (recording && (args.some(wantsGrad) || isNeededOutside(value, nodes)));
    const gradients = cotangents(value, nodes, history).map(
      (g, i) => g ?? zerosLike(args[positions[i] as number] as Tensor),
    );
    return {
      value: history ? value : value.detach(),
      gradients: typeof argnums === "number" ? (gradients[0] as Tensor) : gradients,
    };
  } finally {
    running -= 1;
    setGradEnabled(recording);
  }
}

const wantsGrad = (x: unknown): boolean => x instanceof Tensor && x.wantsGrad;

/** Stands for `x` in the call of the function: the same values, but a node of its own. */
function stand(x: Tensor, recorded: boolean): Tensor {
  // A recorded step that changes nothing: an enclosing pass goes on through it to x.
  if (recorded && x.wantsGrad) return x.reshape(x.layout.shape) as Tensor;
  const leaf: Tensor = x.detach();
  leaf.requiresGrad = true;
  return leaf;
}

/** Does the value depend on tensors outside that an enclosing `grad` may differentiate by? */
function isNeededOutside(value: Tensor, own: readonly Node[]): boolean {
  const root = nodeOf(value);
  if (running < 2 || root === null) return false;
  const seen = new Set<Node>([...own, root]);
  const open = own.includes(root) ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.op === null || node.freed) return true;
    for (const edge of node.edges)
      if (edge !== null && !seen.has(edge)) {
        seen.add(edge);
        open.push(edge);
      }
  }
  return false;
}

/** The cotangent of each of `nodes`; null where the value does not depend on it. */
function cotangents(value: Tensor, nodes: readonly Node[], history: boolean): (Tensor | null)[] {
  const found = new Map<Node, Tensor>();
  const root = nodeOf(value);
  if (root !== null)
    propagate(
      root,
      seedFor("grad", value, undefined),
      { retainGraph: history, createGraph: history },
      (node, g) => found.set(node, adopt(g)),
      new Set(nodes),
    );
  return nodes.map((node) => found.get(node) ?? null);
}

/** The positions of the arguments to differentiate by, checked and counted from the front. */
function positionsOf(op: string, argnums: ArgNums, args: readonly unknown[]): number[] {
  const list = typeof argnums === "number" ? [argnums] : [...argnums];
  return list.map((position) => {
    const i = position < 0 ? position + args.length : position;
    const x = args[i];
    if (!(x instanceof Tensor))
      throw new GradientError(
        `${op}: argument ${position} of ${args.length} is ${describe(x)}: needed a tensor (make one with tensor(...), or name another in argnums)`,
        { op },
      );
    if (!TYPES[x.dtype].floating)
      throw new DTypeError(
        `${op}: argument ${position} is ${x.dtype}, and has no gradient (use float32 or float64, or name another argument in argnums)`,
        { op, shapes: [x.layout.shape] },
      );
    return i;
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

function describe(value: unknown): string {
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return "an array";
  return typeof value === "function" || typeof value === "object"
    ? `a ${typeof value}`
    : `${value}`;
}
