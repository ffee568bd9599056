import { typeNamed } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { type DType, TYPES } from "../dtype.ts";
import { ShapeError, show } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import { assign as assignOp, checkNoGradientLost } from "../ops/assign.ts";
import { matmul as matmulOp } from "../ops/contractions.ts";
import { contiguous as contiguousOp } from "../ops/copy.ts";
import { cast } from "../ops/elementwise.ts";
import { indexSelect as indexSelectOp } from "../ops/indexing.ts";
import type { Tensor } from "../tensor.ts";
import type {
  BroadcastInto,
  Check,
  Guard,
  IndexSelect,
  MatMul,
  Ok,
  Shape,
} from "../types/index.ts";
import { install, NONE, operand, requireTensor } from "./install.ts";

/** Matrix products and what moves or copies values, as methods of {@link Tensor}. */
export interface MovementMethods<S extends Shape> {
  /**
   * Matrix product: $C_{ij} = \sum_k A_{ik} B_{kj}$ over the last two axes, leading axes
   * broadcast. A vector on the left is a row, on the right a column, as in NumPy.
   * @param other - the right operand
   * @throws ShapeError when the inner sizes differ
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).matmul(tensor([1, 1])).toArray(); // => [3, 7]
   * ```
   */
  matmul<A extends Shape, B extends Shape>(
    this: Tensor<A>,
    other: Check<MatMul<A, B>, Tensor<B>>,
  ): Tensor<Ok<MatMul<A, B>>>;
  /**
   * Slices along `axis` at the positions of `index` (int32, one axis; negative ones count from the
   * end), as PyTorch's `index_select`.
   * @param axis - the axis
   * @param index - positions, int32, one axis
   * @throws AxisError when a position is out of range
   * @example
   * ```ts
   * import { arange, tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).indexSelect(0, arange(2).flip()).toArray(); // => [[3, 4], [1, 2]]
   * ```
   */
  indexSelect<A extends Shape, const X extends number, I extends Shape>(
    this: Tensor<A>,
    axis: X & Guard<IndexSelect<A, X, I>>,
    index: Tensor<I>,
  ): Tensor<Ok<IndexSelect<A, X, I>>>;
  /**
   * The same values in another dtype. Integers take floats without their fraction, modulo their range,
   * and 0 for NaN and infinities; booleans are true for what differs from 0, NaN included.
   * @param dtype - the new type of the elements
   * @throws DTypeError when there is no such dtype
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1.7, -1.7]).to("int32").toArray(); // => [1, -1]
   * ```
   */
  to(dtype: DType): Tensor<S>;
  /**
   * The same values in row-major order: the tensor itself where they already are.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).T.contiguous().strides; // => [2, 1]
   * ```
   */
  contiguous(): Tensor<S>;
  /**
   * The same values in storage of their own; gradients flow back through it.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).clone().toArray(); // => [1, 2]
   * ```
   */
  clone(): Tensor<S>;
  /**
   * Overwrites the values of this leaf (a parameter, a running statistic) and returns it. Every view
   * sees it; the value is broadcast and cast. Outside `noGrad` neither side may want a gradient.
   * @param value - a tensor that broadcasts to this shape, or a number
   * @throws GradientError when this is the result of an op, or a gradient would be lost
   * @throws ShapeError when the value does not fit
   * @example
   * ```ts
   * import { zeros } from "@nabla/tensor";
   * zeros([2]).assign(7).toArray(); // => [7, 7]
   * ```
   */
  assign<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    value: number | BroadcastInto<A, B, "assign", Tensor<B>>,
  ): Tensor<A>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends MovementMethods<S> {}
}

const PLAIN = { transposeA: false, transposeB: false };

/**
 * The product of a batch with one matrix, as one product of all rows: the matrix is read once, and its
 * gradient is one product too, not a sum of as many as there are matrices in the batch.
 */
function productOfRows(a: Tensor, b: Tensor): Tensor {
  const lead = a.layout.shape.slice(0, -1);
  const rows = lead.reduce((count, n) => count * n, 1);
  const [inner, columns] = b.layout.shape as readonly [number, number];
  const product: Tensor = dispatch(matmulOp, [a.reshape([rows, inner]), b], PLAIN);
  return product.reshape([...lead, columns]);
}

install({
  matmul(other) {
    const right = operand("matmul", this, other);
    const a = this.layout.shape;
    const b = right.layout.shape;
    if (a.length > 2 && b.length === 2 && a[a.length - 1] === b[0])
      return productOfRows(this, right);
    if (a.length >= 2 && b.length >= 2) return dispatch(matmulOp, [this, right], PLAIN);
    if (a.length === 0 || b.length === 0)
      throw new ShapeError(
        `matmul: ${a.length === 0 ? "left" : "right"} operand is a scalar: ${show(a)} x ${show(b)} (multiply by it with mul)`,
        { op: "matmul", shapes: [a, b] },
      );
    const [inner, outer] = [a[a.length - 1], b[Math.max(0, b.length - 2)]];
    if (inner !== outer)
      throw new ShapeError(
        `matmul: ${show(a)} x ${show(b)}: inner dimensions ${inner} and ${outer} differ`,
        { op: "matmul", shapes: [a, b] },
      );
    // A vector joins in as a matrix with one row or column, which the result loses again.
    const row: Tensor = a.length === 1 ? (this as Tensor).expandDims(0) : this;
    const column: Tensor = b.length === 1 ? right.expandDims(1) : right;
    const product: Tensor = row.matmul(column);
    const { shape } = product.layout;
    const kept = shape.filter(
      (_, i) =>
        !(a.length === 1 && i === shape.length - 2) && !(b.length === 1 && i === shape.length - 1),
    );
    return product.reshape(kept);
  },
  indexSelect(axis, index) {
    requireTensor("indexSelect", "index", index);
    // Tensors without axes count as lists of one, as in PyTorch.
    const list: Tensor = index.layout.shape.length === 0 ? index.reshape([1]) : index;
    if (this.layout.shape.length === 0)
      return (this.reshape([1]) as Tensor).indexSelect(axis as number, list).reshape([]);
    return dispatch(indexSelectOp, [this, list], {
      axis: normalizeAxis("indexSelect", axis as number, this.layout.shape),
    });
  },
  to(dtype) {
    if (typeNamed("to", dtype) === TYPES[this.dtype]) return this;
    return dispatch(cast, [this], { dtype });
  },
  contiguous() {
    return this.layout.contiguous ? this : dispatch(contiguousOp, [this], NONE);
  },
  clone() {
    return dispatch(contiguousOp, [this], NONE);
  },
  assign(value) {
    const source = operand("assign", this, value as Tensor | number);
    checkNoGradientLost(this, source);
    return dispatch(assignOp, [this, source], NONE);
  },
});
