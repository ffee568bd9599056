import { dispatch } from "./dispatch.ts";
import { ShapeError, show } from "./errors.ts";
import { normalizeAxis } from "./layout.ts";
import { NONE, operand, requireTensor } from "./methods/install.ts";
import { where as whereOp } from "./ops/elementwise.ts";
import { concat as concatOp } from "./ops/movement.ts";
import { Tensor } from "./tensor.ts";
import type {
  AnyShape,
  BroadcastArg,
  BroadcastOut,
  Concat,
  Guard,
  Ok,
  Shape,
  Stack,
} from "./types/index.ts";

/** The shapes of a list of tensors. */
export type ShapesOf<L extends readonly Tensor[]> = {
  -readonly [K in keyof L]: L[K] extends Tensor<infer S> ? S : AnyShape;
};

function requireTensors(op: string, tensors: readonly Tensor[]): Tensor {
  if (!Array.isArray(tensors) || tensors.length === 0 || !tensors.every((t) => t instanceof Tensor))
    throw new ShapeError(`${op}: needs a list of one or more tensors`, { op });
  return tensors[0] as Tensor;
}

/**
 * Tensors one after the other along an axis.
 * @param tensors - shapes equal outside `axis`
 * @param axis - the axis, 0 by default
 * @throws ShapeError when shapes differ elsewhere
 * @example
 * ```ts
 * import { concat, tensor } from "@nabla/tensor";
 * concat([tensor([1, 2]), tensor([3])]).toArray(); // => [1, 2, 3]
 * ```
 */
export function concat<const L extends readonly Tensor[], const X extends number = 0>(
  tensors: L & Guard<Concat<ShapesOf<L>, X>>,
  axis?: X,
): Tensor<Ok<Concat<ShapesOf<L>, X>>> {
  const first = requireTensors("concat", tensors);
  const at = normalizeAxis("concat", axis ?? 0, first.layout.shape);
  const list: readonly Tensor[] = tensors as readonly Tensor[];
  const sizes = list.map((t) => t.layout.shape[at] ?? 0);
  return dispatch(concatOp, [...list], { axis: at, sizes });
}

/**
 * Tensors of equal shape side by side along a new axis.
 * @param tensors - all of one shape
 * @param axis - where the new axis stands in the result, 0 by default
 * @throws ShapeError when shapes differ
 * @example
 * ```ts
 * import { stack, tensor } from "@nabla/tensor";
 * stack([tensor([1, 2]), tensor([3, 4])]).toArray(); // => [[1, 2], [3, 4]]
 * ```
 */
export function stack<const L extends readonly Tensor[], const X extends number = 0>(
  tensors: L & Guard<Stack<ShapesOf<L>, X>>,
  axis?: X,
): Tensor<Ok<Stack<ShapesOf<L>, X>>> {
  const list: readonly Tensor[] = tensors as readonly Tensor[];
  const { shape } = requireTensors("stack", list).layout;
  for (const { layout } of list)
    if (layout.shape.length !== shape.length || layout.shape.some((n, i) => n !== shape[i]))
      throw new ShapeError(
        `stack: shapes ${show(shape)} and ${show(layout.shape)} differ (all must be equal; concat joins along an axis)`,
        {
          op: "stack",
          shapes: [shape, layout.shape],
        },
      );
  const at = normalizeAxis("stack", axis ?? 0, [...shape, 1]);
  return dispatch(
    concatOp,
    list.map((t): Tensor => t.expandDims(at)),
    { axis: at, sizes: list.map(() => 1) },
  );
}

/**
 * Elements of `x` where the condition is true (other than zero), of `y` elsewhere.
 *
 * The gradient of each side is 0 where the other was taken.
 * @param condition - broadcast with `x` and `y`
 * @param x - tensor or number
 * @param y - tensor or number
 * @throws ShapeError when the shapes do not broadcast
 * @example
 * ```ts
 * import { tensor, where } from "@nabla/tensor";
 * const x = tensor([-1, 2]);
 * where(x.greater(0), x, 0).toArray(); // => [0, 2]
 * ```
 */
export function where<C extends Shape, A extends Shape = [], B extends Shape = []>(
  condition: Tensor<C>,
  x: number | BroadcastArg<C, A, "where", Tensor<A>>,
  y: number | BroadcastArg<BroadcastOut<C, A, "where">, B, "where", Tensor<B>>,
): Tensor<BroadcastOut<BroadcastOut<C, A, "where">, B, "where">> {
  requireTensor("where", "condition", condition);
  const typed: Tensor = x instanceof Tensor ? x : y instanceof Tensor ? y : condition.to("float32");
  return dispatch(
    whereOp,
    [condition, operand("where", typed, x), operand("where", typed, y)],
    NONE,
  );
}
