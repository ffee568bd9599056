import { AxisError, ShapeError, type Tensor } from "@nabla/tensor";
import { dispatch, ops, show, withInterpreter } from "@nabla/tensor/internal";
import { checkTransform } from "../apart.ts";
import { refusePromise } from "../modes.ts";
import { mapTensors, tensorsIn } from "../tree.ts";
import { BatchLevel, type Randomness } from "./batch-level.ts";
import { moveAxis } from "./operand.ts";

/** The axis of the batch in an argument or result; null where it has none. */
export type BatchAxis = number | null;

/** Options of {@link vmap}. */
export interface VmapOptions {
  /** The axis of the batch in each argument: one for all (0 by default), or a list. */
  readonly inAxes?: BatchAxis | readonly BatchAxis[];
  /** Where the axis of the batch stands in the results: one for all (0 by default), or a list. */
  readonly outAxes?: BatchAxis | readonly BatchAxis[];
  /** What random draws do: throw (by default), differ from example to example, or be the same. */
  readonly randomness?: Randomness;
}

/**
 * Makes of a function of one example a function of a batch: as if it were called for each example and
 * the results were stacked, but each op works on all examples at once.
 *
 * Transformations nest: `vmap(grad(loss))` gives a gradient per example, `vmap(vmap(f))` batches along
 * two axes. Arguments may be tensors, or lists and objects of tensors, whose tensors all have the batch
 * along the same axis; other values are passed on as they are.
 * @param f - takes one example; returns a tensor, or nested lists and objects of tensors
 * @param options - `inAxes`, `outAxes`, `randomness`
 * @returns a function of the same arguments with a batch axis each
 * @throws ShapeError when the arguments have batches of different sizes, or none
 * @throws AxisError when an argument or result has no such axis
 * @throws TraceError when `f` reads values, draws random numbers without saying how, or assigns a value
 * that differs from example to example to a tensor from outside
 * @example
 * ```ts
 * import { grad, vmap } from "@nabla/autograd";
 * import { type Tensor, tensor } from "@nabla/tensor";
 * const loss = (w: Tensor, x: Tensor): Tensor => w.mul(x).sum().square();
 * const w = tensor([1, -1]);
 * const xs = tensor([[1, 2], [3, 4], [5, 5]]);
 * vmap(grad(loss), { inAxes: [null, 0] })(w, xs).toArray(); // => [[-2, -4], [-6, -8], [0, 0]]
 * ```
 * The semantics are those of `jax.vmap`; random draws as in `torch.func.vmap`.
 */
export function vmap<Args extends readonly unknown[], R>(
  f: (...args: Args) => R,
  options: VmapOptions = {},
): (...args: { [K in keyof Args]: Unbatched<Args[K]> }) => Unbatched<R> {
  checkTransform("vmap", f, options, ["inAxes", "outAxes", "randomness"]);
  const { inAxes = 0, outAxes = 0, randomness = "error" } = options;
  return (...args) => {
    const axes = args.map((_, i) => axisAt("inAxes", inAxes, i, args.length));
    const size = batchSize(args, axes);
    const level = new BatchLevel(size, randomness);
    const moved = args.map((arg, i) => {
      const axis = axes[i] as BatchAxis;
      return axis === null ? arg : mapTensors(arg, (x) => moveAxis(x, axisIn(x, axis, i), 0));
    });
    const result = withInterpreter(level, () => {
      const examples = moved.map((arg, i) =>
        axes[i] === null ? arg : mapTensors(arg, (x) => level.lift(x)),
      );
      // One example of each argument, of its type but for the shape.
      return refusePromise("vmap", f(...(examples as unknown as Args)));
    });
    const lower = (y: Tensor, axis: BatchAxis): Tensor => batchOf(level, y, axis, size);
    const results =
      Array.isArray(outAxes) && Array.isArray(result)
        ? result.map((part, i) =>
            mapTensors(part, (y) => lower(y, axisAt("outAxes", outAxes, i, result.length))),
          )
        : mapTensors(result, (y) => lower(y, axisAt("outAxes", outAxes, 0, 1)));
    // The structure of the result with a batch axis on each tensor.
    return results as Unbatched<R>;
  };
}

/** The type of `T` without what it knows of shapes: they gain or lose the batch axis. */
export type Unbatched<T> = T extends Tensor
  ? Tensor
  : T extends readonly unknown[] | Readonly<Record<string, unknown>>
    ? { [K in keyof T]: Unbatched<T[K]> }
    : T;

function axisAt(
  option: string,
  axes: BatchAxis | readonly BatchAxis[],
  i: number,
  count: number,
): BatchAxis {
  if (axes === null || typeof axes === "number") return axes;
  const axis = axes.length === count ? axes[i] : undefined;
  if (axis === undefined)
    throw new AxisError(
      `vmap: ${option} names ${axes.length} axes: needed one (or null) for each of ${count} ${option === "inAxes" ? "arguments" : "results"}`,
      { op: "vmap" },
    );
  return axis;
}

function axisIn(x: Tensor, axis: number, i: number): number {
  const rank = x.layout.shape.length;
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  throw new AxisError(
    `vmap: argument ${i} of shape ${show(x.layout.shape)} has no axis ${axis} (name the axis of the batch in inAxes; null where there is none)`,
    { op: "vmap", shapes: [x.layout.shape] },
  );
}

/** How many examples there are, the same in all arguments. */
function batchSize(args: readonly unknown[], axes: readonly BatchAxis[]): number {
  const sizes = args.flatMap((arg, i) => {
    const axis = axes[i] as BatchAxis;
    if (axis === null) return [];
    return tensorsIn(arg).map((x) => x.layout.shape[axisIn(x, axis, i)] as number);
  });
  const [size] = sizes;
  if (size === undefined)
    throw new ShapeError(
      "vmap: no argument has a batch axis: needed at least one tensor whose entry in inAxes is not null",
      { op: "vmap" },
    );
  if (sizes.some((n) => n !== size))
    throw new ShapeError(
      `vmap: the arguments have batches of ${sizes.join(", ")} examples: needed as many in each (use null in inAxes for what all examples share)`,
      { op: "vmap" },
    );
  return size;
}

/** The tensor below that `y` stands for, with the batch axis at `axis`. */
function batchOf(level: BatchLevel, y: Tensor, axis: BatchAxis, size: number): Tensor {
  const { x, batched } = level.lower(y);
  if (axis === null) {
    if (!batched) return x;
    throw new AxisError(
      "vmap: a result differs from example to example, but outAxes gives it no axis (use a number)",
      { op: "vmap", shapes: [x.layout.shape] },
    );
  }
  const all: Tensor = batched
    ? x
    : dispatch(ops.broadcastTo, [x], { shape: [size, ...x.layout.shape] });
  const rank = all.layout.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    throw new AxisError(
      `vmap: a result of shape ${show(y.layout.shape)} can't have its batch at axis ${axis} (use ${-rank} to ${rank - 1} in outAxes)`,
      { op: "vmap", shapes: [y.layout.shape] },
    );
  return moveAxis(all, 0, axis < 0 ? axis + rank : axis);
}
