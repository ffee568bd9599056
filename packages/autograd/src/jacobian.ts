import { eye, GradientError, Tensor } from "@nabla/tensor";
import { setGradEnabled } from "@nabla/tensor/internal";
import { checkTransform, describe } from "./apart.ts";
import { vmap } from "./batching/vmap.ts";
import { jvp } from "./forward/jvp.ts";
import { grad } from "./functional.ts";
import { vjp } from "./vjp.ts";

/** Options of {@link jacobian}. */
export interface JacobianOptions {
  /** Position of the argument to differentiate by, 0 by default. */
  readonly argnum?: number;
  /**
   * `"reverse"` (by default) pulls back a cotangent for each element of the value, `"forward"` pushes
   * forward a tangent for each element of the argument: choose by which are fewer.
   */
  readonly mode?: "reverse" | "forward";
}

/**
 * Makes of a function of tensors the function that computes its Jacobian by one argument.
 *
 * $J_{ij} = \partial f_i / \partial x_j$, where i runs over the axes of the value and j over those of
 * the argument. All rows (or columns) are computed at once.
 * @param f - takes tensors, returns a tensor
 * @param options - `argnum`, `mode`
 * @returns a function of the same arguments; its value has the axes of the value of `f`, then those of
 * the argument
 * @throws GradientError when `f` returns no tensor, or there is no such argument
 * @example
 * ```ts
 * import { jacobian } from "@nabla/autograd";
 * import { type Tensor, tensor } from "@nabla/tensor";
 * const f = (x: Tensor) => x.mul(tensor([1, 10])).square();
 * jacobian(f)(tensor([1, 2])).toArray(); // => [[2, 0], [0, 400]]
 * ```
 * The semantics are those of `jax.jacrev` and `jax.jacfwd`.
 */
export function jacobian<Args extends readonly Tensor[]>(
  f: (...args: Args) => Tensor,
  options: JacobianOptions = {},
): (...args: Args) => Tensor {
  checkTransform("jacobian", f, options, ["argnum", "mode"]);
  const { argnum = 0, mode = "reverse" } = options;
  return (...args) => {
    const x = argumentAt("jacobian", args, argnum);
    const of = (at: Tensor): Tensor => f(...withArgument(args, argnum, at));
    return mode === "forward" ? byColumns(of, x) : byRows(of, x);
  };
}

function argumentAt(op: string, args: readonly Tensor[], argnum: number): Tensor {
  const x = args.at(argnum);
  if (x instanceof Tensor) return x;
  throw new GradientError(
    `${op}: argument ${argnum} of ${args.length} is ${describe(x)}: needed a tensor (name another in argnum)`,
    { op },
  );
}

/** The arguments with another one at a position. */
function withArgument<Args extends readonly Tensor[]>(args: Args, i: number, x: Tensor): Args {
  // A tensor in place of a tensor.
  return args.with(i, x) as readonly Tensor[] as Args;
}

/** One basis vector per element of `x`, along a new axis in front. */
const basis = ({ layout, dtype }: Tensor): Tensor =>
  eye(layout.size, layout.size, { dtype }).reshape([layout.size, ...layout.shape]) as Tensor;

function byRows(f: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const [y, pullback] = vjp(f, x);
  const pull = (): Tensor => vmap((u: Tensor) => pullback(u)[0])(basis(y));
  // Without a history that somebody needs, the rows need none either: vmap would record them below.
  const rows = y.requiresGrad ? pull() : unrecorded(pull);
  return rows.reshape([...y.layout.shape, ...x.layout.shape]) as Tensor;
}

function unrecorded<R>(fn: () => R): R {
  const before = setGradEnabled(false);
  try {
    return fn();
  } finally {
    setGradEnabled(before);
  }
}

function byColumns(f: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const push = (t: Tensor): Tensor => jvp(f, [x], [t])[1];
  const columns = vmap(push, { outAxes: -1 })(basis(x));
  return columns.reshape([...columns.layout.shape.slice(0, -1), ...x.layout.shape]) as Tensor;
}

/**
 * Makes of a function with a scalar value the function that computes its Hessian by one argument, by
 * forward mode over reverse mode.
 *
 * $H_{ij} = \partial^2 f / \partial x_i \partial x_j$.
 * @param f - takes tensors, returns a tensor with one element
 * @param options - `argnum`: by which argument, 0 by default
 * @returns a function of the same arguments; its value has the axes of the argument twice
 * @throws GradientError when `f` returns anything but one floating number, or there is no such argument
 * @example
 * ```ts
 * import { hessian } from "@nabla/autograd";
 * import { type Tensor, tensor } from "@nabla/tensor";
 * const f = (x: Tensor): Tensor<[]> => x.pow(3).sum();
 * hessian(f)(tensor([1, 2])).toArray(); // => [[6, 0], [0, 12]]
 * ```
 * The semantics are those of `jax.hessian`.
 */
export function hessian<Args extends readonly Tensor[]>(
  f: (...args: Args) => Tensor<[]>,
  options: Pick<JacobianOptions, "argnum"> = {},
): (...args: Args) => Tensor {
  const { argnum = 0 } = options;
  return (...args) => {
    const x = argumentAt("hessian", args, argnum);
    const of = (at: Tensor): Tensor<[]> => f(...withArgument(args, argnum, at));
    return byColumns(grad(of), x);
  };
}
