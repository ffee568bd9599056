import { defaultGenerator, type Generator, GradientError, Tensor } from "@nabla/tensor";
import {
  beginEpoch,
  isGradEnabled,
  isTracing,
  type Node,
  nodeOf,
  sameShape,
  show,
  TYPES,
} from "@nabla/tensor/internal";
import { type AnyFunction, apart, checkTransform, cotangents, describe } from "./apart.ts";
import { customFunction } from "./custom-function.ts";

/** Options of {@link checkpoint}. */
export interface CheckpointOptions {
  /** The generator whose draws must come out the same again, for dropout: the default one by default. */
  readonly generator?: Generator;
}

/**
 * Makes of a function one that remembers only its arguments for the backward pass, and is computed a
 * second time when that arrives: a deep model then holds the intermediate values of one part at a time.
 *
 * Values and gradients are the same, for about a third more work. Gradients also reach the leaves (such
 * as parameters) that `f` uses without having them as arguments.
 * @param f - takes tensors, returns one tensor; must compute the same when it is called again
 * @param options - the generator of its random draws
 * @returns a function of the same arguments
 * @throws GradientError when `f` uses the result of an op from outside that wants a gradient: such a
 * tensor must be an argument
 * @example
 * ```ts
 * import { checkpoint } from "@nabla/autograd";
 * import { type Tensor, tensor } from "@nabla/tensor";
 * const block = checkpoint((x: Tensor) => x.tanh().exp().tanh());
 * const x = tensor([0.5], { requiresGrad: true });
 * block(block(x)).sum().backward();
 * x.grad?.shape; // => [1]
 * ```
 * As in Chen et al., Training Deep Nets with Sublinear Memory Cost (2016), and PyTorch's `checkpoint`.
 */
export function checkpoint<Args extends readonly Tensor[]>(
  f: (...args: Args) => Tensor,
  options: CheckpointOptions = {},
): (...args: Args) => Tensor {
  checkTransform("checkpoint", f, options, ["generator"]);
  // From here on the arguments are a list of tensors like any other.
  const plain = f as unknown as AnyFunction;
  return (...args) => {
    // Where no graph is recorded, or a transformation records it in its own way, there is none to drop.
    if (!isGradEnabled() || isTracing()) return f(...args);
    const { generator = defaultGenerator } = options;
    const drawing = generator.state();
    const { value, captured } = firstRun(plain, args);
    const replay = customFunction<readonly Tensor[]>({
      name: "checkpoint",
      forward: () => value,
      vjp: (cotangent, inputs, output) => {
        const now = generator.state();
        generator.setState(drawing);
        try {
          return secondRun(plain, inputs, args.length, cotangent, output);
        } finally {
          generator.setState(now);
        }
      },
    });
    return replay(...args, ...captured);
  };
}

/** The value of `f`, and the leaves that it uses besides its arguments. */
function firstRun(f: AnyFunction, args: readonly Tensor[]): { value: Tensor; captured: Tensor[] } {
  const epoch = beginEpoch();
  return apart(f, args, floatingOnes(args), false, ({ result, nodes }) => {
    const value = tensorFrom(result);
    return { value: value.detach(), captured: capturedBy(value, new Set(nodes), epoch) };
  });
}

/** The leaves that `value` was computed from, other than `own`. */
function capturedBy(value: Tensor, own: ReadonlySet<Node>, epoch: number): Tensor[] {
  const root = nodeOf(value);
  const seen = new Set<Node>(own);
  const captured: Tensor[] = [];
  const open = root === null || own.has(root) ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.leaf !== null) captured.push(node.leaf);
    else if (node.epoch < epoch) throw fromOutside(node);
    for (const edge of node.edges)
      if (edge !== null && !seen.has(edge)) {
        seen.add(edge);
        open.push(edge);
      }
  }
  return captured;
}

function fromOutside({ op, layout }: Node): GradientError {
  return new GradientError(
    `checkpoint: the function uses a result of ${op?.name} of shape ${show(layout.shape)} that was computed outside and wants a gradient: make it an argument of the function`,
    { op: "checkpoint", shapes: [layout.shape] },
  );
}

/** Computes `f` again, now with history, and goes back through that. */
function secondRun(
  f: AnyFunction,
  inputs: readonly Tensor[],
  count: number,
  cotangent: Tensor,
  first: Tensor,
): (Tensor | null)[] {
  const args = inputs.slice(0, count);
  const positions = floatingOnes(args);
  return apart(f, args, positions, undefined, ({ result, nodes, needed }) => {
    const value = tensorFrom(result);
    if (!sameShape(value.layout.shape, cotangent.layout.shape))
      throw new GradientError(
        `checkpoint: computed again, the function gave shape ${show(value.layout.shape)} instead of ${show(cotangent.layout.shape)}: it must not depend on anything that changes in between`,
        { op: "checkpoint", shapes: [value.layout.shape, cotangent.layout.shape] },
      );
    const captured = inputs.slice(count).map((leaf) => nodeOf(leaf) as Node);
    const wanted = [...nodes, ...captured];
    const [stranger] = capturedBy(value, new Set(wanted), 0);
    if (stranger !== undefined)
      throw new GradientError(
        `checkpoint: computed again, the function used a leaf of shape ${show(stranger.layout.shape)} that it had not used before: it must not depend on anything that changes in between`,
        { op: "checkpoint", shapes: [stranger.layout.shape] },
      );
    if (!sameValues(value, first))
      throw new GradientError(
        "checkpoint: computed again, the function gave other values: it must not depend on anything that changes in between (a counter, a tensor that was assigned, random numbers of another generator: name that in the options)",
        { op: "checkpoint", shapes: [first.layout.shape] },
      );
    const history = needed(value);
    const found = cotangents(nodeOf(value), cotangent, wanted, history, history, new Set(captured));
    const answer: (Tensor | null)[] = inputs.map(() => null);
    positions.forEach((position, i) => {
      answer[position] = found[i] ?? null;
    });
    return [...answer.slice(0, count), ...found.slice(positions.length)];
  });
}

function sameValues(a: Tensor, b: Tensor): boolean {
  const [x, y] = [a.data, b.data];
  return x.every((v, i) => Object.is(v, y[i]));
}

function tensorFrom(value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  throw new GradientError(
    `checkpoint: the function returned ${describe(value)}: needed one tensor`,
    {
      op: "checkpoint",
    },
  );
}

const floatingOnes = (args: readonly Tensor[]): number[] =>
  args.flatMap((x, i) => (x instanceof Tensor && TYPES[x.dtype].floating ? [i] : []));
