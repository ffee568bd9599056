import { GradientError, Tensor, zerosLike } from "@nabla/tensor";
import { beginEpoch, type Node, nodeOf, ownTensor, show } from "@nabla/tensor/internal";
import { type AnyFunction, apart, cotangents, describe, positionsOf } from "./apart.ts";
import { seedFor } from "./backward.ts";

/** Gives the cotangents of the arguments for a cotangent of the value; may be called again and again. */
export type Pullback<Args extends readonly Tensor[]> = (cotangent: Tensor) => {
  -readonly [K in keyof Args]: Args[K];
};

/**
 * Reverse-mode differentiation of a function with a value of any shape: the value, and the function that
 * pulls a cotangent back to the arguments.
 *
 * $\operatorname{pullback}(u) = u^\top J$, the product of a cotangent with the Jacobian.
 * @param f - takes tensors, returns a tensor
 * @param primals - the arguments of `f`
 * @returns the value of `f`, and its pullback: from a tensor like the value to a list of tensors like the
 * arguments (zeros where `f` does not depend on one)
 * @throws GradientError when `f` returns no tensor, or a cotangent does not fit the value
 * @throws DTypeError when an argument is integer or bool
 * @example
 * ```ts
 * import { vjp } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const [value, pullback] = vjp((x) => x.square(), tensor([1, 2, 3]));
 * value.toArray(); // => [1, 4, 9]
 * pullback(tensor([1, 0, 1]))[0].toArray(); // => [2, 0, 6]
 * ```
 * The semantics are those of `jax.vjp`.
 */
export function vjp<const Args extends readonly Tensor[], R extends Tensor>(
  f: (...args: Args) => R,
  ...primals: Args
): [value: R, pullback: Pullback<Args>] {
  const positions = positionsOf(
    "vjp",
    primals.map((_, i) => i),
    primals,
  );
  const epoch = beginEpoch();
  return apart(f as unknown as AnyFunction, primals, positions, undefined, (call) => {
    const value = tensorFrom(call.result);
    const history = call.needed(value);
    // What `f` returned, without the history that belongs to the pullback.
    const result = (history ? value : ownTensor(value)) as R;
    const root = nodeOf(value);
    if (!history && root !== null) seal(root, call.nodes, epoch);
    const pullback = (cotangent: Tensor): Tensor[] => {
      if (!(cotangent instanceof Tensor))
        throw new GradientError(
          `vjp: the cotangent is ${describe(cotangent)}: needed a tensor of shape ${show(value.layout.shape)}, as the value`,
          { op: "vjp", shapes: [value.layout.shape] },
        );
      const recorded = history || cotangent.requiresGrad;
      const seed = seedFor("vjp", value, cotangent);
      return cotangents(root, seed, call.nodes, true, recorded).map(
        (g, i) => g ?? zerosLike(primals[i] as Tensor),
      );
    };
    // A tensor for each argument.
    return [result, pullback as Pullback<Args>];
  });
}

/**
 * Makes constants of the values that a call has saved, because nobody outside differentiates by them: a
 * pullback that is called within `vmap` would otherwise seem to depend on the stand-ins of the call.
 * Leaves and results from before the call are left as they are.
 */
function seal(root: Node, own: readonly Node[], epoch: number): void {
  const seen = new Set([root]);
  for (const node of seen) {
    for (const saved of [node.a, node.b, node.c, node.out, ...(node.inputs ?? [])]) {
      const from = saved?.node ?? null;
      if (saved === null || from === null) continue;
      if (own.includes(from) || (from.op !== null && from.epoch >= epoch)) saved.wantsGrad = false;
    }
    for (const edge of node.edges) if (edge !== null && edge.epoch >= epoch) seen.add(edge);
  }
}

function tensorFrom(value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  throw new GradientError(
    `vjp: the function returned ${describe(value)}: needed a tensor (hand other results out through a variable)`,
    { op: "vjp" },
  );
}
