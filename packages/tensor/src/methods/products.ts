// Products of two tensors other than the elementwise and the matrix product.
import { ShapeError, show } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Check, Dot, Ok, Outer, Shape } from "../types/index.ts";
import { install, requireTensor } from "./install.ts";

/** Products of vectors and of blocks, as methods of {@link Tensor}. */
export interface ProductMethods {
  /**
   * Outer product of two vectors: $y_{ij} = a_i b_j$.
   * @param other - the other vector
   * @throws ShapeError when one of them is not a vector
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).outer(tensor([3, 4, 5])).toArray(); // => [[3, 4, 5], [6, 8, 10]]
   * ```
   */
  outer<A extends Shape, B extends Shape>(
    this: Tensor<A>,
    other: Check<Outer<A, B>, Tensor<B>>,
  ): Tensor<Ok<Outer<A, B>>>;
  /**
   * Dot product of two vectors: $\sum_i a_i b_i$. For more axes: `matmul`, `tensordot`, `einsum`.
   * @param other - a vector of the same size
   * @throws ShapeError when one of them is not a vector, or the sizes differ
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).dot(tensor([4, 5, 6])).item(); // => 32
   * ```
   */
  dot<A extends Shape, B extends Shape>(
    this: Tensor<A>,
    other: Check<Dot<A, B>, Tensor<B>>,
  ): Tensor<Ok<Dot<A, B>>>;
  /**
   * Kronecker product: the other tensor, once for each element of this one and multiplied by it, side
   * by side as the elements are: $y_{iP+k,\,jQ+l} = a_{ij} b_{kl}$ for b of shape [P, Q].
   * @param other - the blocks; the shorter shape gets leading axes of size 1
   * @example
   * ```ts
   * import { eye, tensor } from "@nabla/tensor";
   * eye(2).kron(tensor([[1, 2]])).toArray(); // => [[1, 2, 0, 0], [0, 0, 1, 2]]
   * ```
   */
  kron(other: Tensor): Tensor;
  /**
   * Cross product of vectors with three elements along an axis:
   * $(a_2 b_3 - a_3 b_2,\; a_3 b_1 - a_1 b_3,\; a_1 b_2 - a_2 b_1)$.
   * @param other - broadcast with this one
   * @param axis - the axis of three elements, counted in this tensor; the last by default
   * @throws ShapeError when the axis has not three elements, or the shapes do not broadcast
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 0, 0]).cross(tensor([0, 1, 0])).toArray(); // => [0, 0, 1]
   * ```
   */
  cross<A extends Shape, B extends Shape>(
    this: Tensor<A>,
    other: BroadcastArg<A, B, "cross", Tensor<B>>,
    axis?: number,
  ): Tensor<BroadcastOut<A, B, "cross">>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ProductMethods {}
}

function requireVectors(op: string, x: Tensor, y: Tensor): void {
  requireTensor(op, "operand", y);
  const [a, b] = [x.layout.shape, y.layout.shape];
  if (a.length === 1 && b.length === 1 && (op !== "dot" || a[0] === b[0])) return;
  const why =
    a.length === 1 && b.length === 1
      ? `vectors of ${a[0]} and ${b[0]} elements`
      : `shapes ${show(a)} and ${show(b)}: needed two vectors`;
  throw new ShapeError(`${op}: ${why}`, { op, shapes: [a, b] });
}

/** A list of sizes with as many ones in front as it takes to have `rank` of them. */
const padded = (shape: readonly number[], rank: number): number[] => [
  ...new Array<number>(rank - shape.length).fill(1),
  ...shape,
];

install({
  outer(other) {
    const right = other as Tensor;
    requireVectors("outer", this, right);
    const column: Tensor = (this as Tensor).expandDims(1);
    return column.mul(right);
  },
  dot(other) {
    const right = other as Tensor;
    requireVectors("dot", this, right);
    return this.matmul(right);
  },
  kron(other) {
    requireTensor("kron", "operand", other);
    const rank = Math.max(this.ndim, other.ndim);
    const [a, b] = [padded(this.layout.shape, rank), padded(other.layout.shape, rank)];
    const blocks: Tensor = this.reshape(a.flatMap((n) => [n, 1]));
    const inner: Tensor = other.reshape(b.flatMap((n) => [1, n]));
    const product: Tensor = blocks.mul(inner);
    return product.reshape(a.map((n, i) => n * (b[i] as number)));
  },
  cross(other, axis = -1) {
    const right = other as Tensor;
    requireTensor("cross", "operand", right);
    const [a, b] = [this.layout.shape, right.layout.shape];
    const fromEnd = normalizeAxis("cross", axis, a) - a.length;
    if (a.at(fromEnd) !== 3 || b.at(fromEnd) !== 3)
      throw new ShapeError(
        `cross: shapes ${show(a)} and ${show(b)}: needed 3 elements along axis ${axis} of each`,
        { op: "cross", shapes: [a, b] },
      );
    const turn = (x: Tensor, by: number): Tensor => x.roll(by, fromEnd);
    const plus: Tensor = turn(this, -1).mul(turn(right, -2));
    return plus.sub(turn(this, -2).mul(turn(right, -1)));
  },
});
