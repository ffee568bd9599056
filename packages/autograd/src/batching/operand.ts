import type { Tensor } from "@nabla/tensor";
import { dispatch, type Op, type OpAttrs, type OpName, ops } from "@nabla/tensor/internal";

/** An operand of a batched op, as it is below the level. */
export interface Operand {
  /** With the batch axis in front where it is batched. */
  readonly x: Tensor;
  readonly batched: boolean;
}

/** An op whose operands hold one value per example. */
export interface Call<K extends OpName> {
  readonly op: Op<K>;
  readonly operands: readonly Operand[];
  readonly attrs: OpAttrs[K];
  /** Number of examples. */
  readonly size: number;
}

/** Computes an op for all examples at once; the batch axis of the result stands in front. */
export type BatchRule<K extends OpName> = (call: Call<K>) => Tensor;

/** Number of axes of one example. */
export const rankOf = ({ x, batched }: Operand): number =>
  x.layout.shape.length - (batched ? 1 : 0);

/** The shape of one example. */
export const shapeOf = ({ x, batched }: Operand): readonly number[] =>
  batched ? x.layout.shape.slice(1) : x.layout.shape;

/** The operand with a batch axis in front, stretched where it has none. */
export function stretched({ x, batched }: Operand, size: number): Tensor {
  if (batched) return x;
  return dispatch(ops.broadcastTo, [x], { shape: [size, ...x.layout.shape] });
}

/** The operand with `rank` axes behind the batch axis, so that it broadcasts as one example would. */
export function aligned(operand: Operand, rank: number): Tensor {
  const { x, batched } = operand;
  const missing = rank - rankOf(operand);
  if (!batched || missing <= 0) return x;
  const [size, ...rest] = x.layout.shape as [number, ...number[]];
  return reshape(x, [size, ...Array<number>(missing).fill(1), ...rest]);
}

/** `x` in another shape. */
export const reshape = (x: Tensor, shape: readonly number[]): Tensor =>
  dispatch(ops.reshape, [x], { shape });

/** `x` with the axis at `from` moved to `to`. */
export function moveAxis(x: Tensor, from: number, to: number): Tensor {
  const axes = x.layout.shape.map((_, i) => i);
  axes.splice(to, 0, ...axes.splice(from, 1));
  return dispatch(ops.permute, [x], { axes });
}
