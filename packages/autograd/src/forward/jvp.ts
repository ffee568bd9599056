import {
  type AnyShape,
  DTypeError,
  GradientError,
  type Shape,
  Tensor,
  zerosLike,
} from "@nabla/tensor";
import { below, sameShape, show, TYPES, withInterpreter, written } from "@nabla/tensor/internal";
import { describe, requireFunction } from "../apart.ts";
import { grad } from "../functional.ts";
import { mapTensors } from "../tree.ts";
import { ForwardLevel } from "./forward-level.ts";

/**
 * Forward-mode differentiation: the value of a function, and how it changes as its arguments change
 * along given tangents.
 *
 * $\operatorname{jvp}(f)(x, t) = \big(f(x), \; \lim_{h \to 0} (f(x + h t) - f(x)) / h\big)$; the second
 * is the product of the Jacobian with t. Takes about two to three times the work of `f`, however many
 * results there are, and keeps no graph. What `f` computes with `detach()` counts as constant;
 * `noGrad` changes nothing, because it speaks of backward passes.
 * @param f - takes tensors; returns a tensor, or nested lists and objects of tensors
 * @param primals - the arguments of `f`
 * @param tangents - how each argument changes: of the same shape and dtype
 * @returns the value of `f` and its tangent, of the same structure (zeros where nothing changes)
 * @throws GradientError when primals and tangents differ in number, shape or dtype, or `f` returns
 * anything but tensors
 * @throws DTypeError when a primal is integer or bool
 * @example
 * ```ts
 * import { jvp } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const [value, tangent] = jvp((x) => x.square(), [tensor([1, 2, 3])], [tensor([1, 0, 1])]);
 * value.toArray(); // => [1, 4, 9]
 * tangent.toArray(); // => [2, 0, 6]
 * ```
 * The semantics are those of `jax.jvp`.
 */
export function jvp<const Args extends readonly Tensor[], R>(
  f: (...args: Args) => R,
  primals: Args,
  tangents: { readonly [K in keyof Args]: Tensor },
): [value: R, tangent: R] {
  return pushForward("jvp", f, primals, tangents);
}

/** {@link jvp} for a caller that errors name. */
function pushForward<const Args extends readonly Tensor[], R>(
  op: string,
  f: (...args: Args) => R,
  primals: Args,
  tangents: { readonly [K in keyof Args]: Tensor },
): [value: R, tangent: R] {
  requireFunction(op, f);
  checkTangents(op, primals, tangents);
  const level = new ForwardLevel();
  return withInterpreter(level, () => {
    const duals = primals.map((x, i) => level.lift(x, tangents[i] as Tensor));
    // One dual for each argument, of its type.
    const result = f(...(duals as readonly Tensor[] as Args));
    checkResult(op, result);
    return [
      mapTensors(result, (y) => level.lower(y).primal),
      below(() =>
        mapTensors(result, (y) => {
          const { primal, tangent } = level.lower(y);
          return tangent ?? zerosLike(primal);
        }),
      ),
    ];
  });
}

function checkTangents(op: string, primals: readonly Tensor[], tangents: readonly Tensor[]): void {
  if (!Array.isArray(primals) || !Array.isArray(tangents) || primals.length !== tangents.length)
    throw new GradientError(
      `${op}: ${count(primals)} and ${count(tangents)}: needed two lists of equal length, as in jvp(f, [x], [t])`,
      { op },
    );
  primals.forEach((x, i) => {
    const t: unknown = tangents[i];
    if (!(x instanceof Tensor) || !(t instanceof Tensor))
      throw new GradientError(
        `${op}: primal and tangent ${i} are ${written(x)} and ${written(t)}: needed tensors (make them with tensor(...))`,
        { op },
      );
    if (!TYPES[x.dtype].floating)
      throw new DTypeError(
        `${op}: primal ${i} is ${x.dtype}, which can't change by degrees (use float32 or float64, or a variable around the function)`,
        { op, shapes: [x.layout.shape] },
      );
    if (t.dtype !== x.dtype || !sameShape(t.layout.shape, x.layout.shape))
      throw new GradientError(
        `${op}: tangent ${i} is ${t.dtype} of shape ${show(t.layout.shape)}: needed ${x.dtype} of shape ${show(x.layout.shape)}, as its primal`,
        { op, shapes: [t.layout.shape, x.layout.shape] },
      );
  });
}

/** Refuses what has no tangent, or would hide tensors from us. */
function checkResult(op: string, result: unknown): void {
  if (result === null || result === undefined || result instanceof Tensor) return;
  if (Array.isArray(result)) for (const part of result) checkResult(op, part);
  else if (Object.getPrototypeOf(result) === Object.prototype)
    for (const part of Object.values(result)) checkResult(op, part);
  else
    throw new GradientError(
      `${op}: the function returned ${describe(result)}: needed tensors, or nested lists and plain objects of them (hand other results out through a variable)`,
      { op },
    );
}

const count = (list: readonly Tensor[]): string =>
  Array.isArray(list) ? `a list of ${list.length}` : written(list);

/**
 * The product of a function's Hessian with a vector, by forward mode over reverse mode: the Hessian
 * itself is never built.
 *
 * $H v = \partial_h \nabla f(x + h v)$ at $h = 0$.
 * @param f - takes one tensor, returns a tensor with one element
 * @param x - where
 * @param v - the vector, of the shape and dtype of `x`
 * @returns a tensor of the shape of `x`
 * @throws GradientError when `v` does not fit `x`, or `f` returns anything but one floating number
 * @example
 * ```ts
 * import { hvp } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * hvp((x) => x.pow(3).sum(), tensor([1, 2]), tensor([1, 10])).toArray(); // => [6, 120]
 * ```
 * As in Pearlmutter, Fast Exact Multiplication by the Hessian (1994).
 */
export function hvp<A extends Shape = AnyShape>(
  f: (x: Tensor<A>) => Tensor<[]>,
  x: Tensor<A>,
  v: Tensor<A>,
): Tensor<A> {
  requireFunction("hvp", f);
  return pushForward("hvp", grad(f), [x], [v])[1];
}
