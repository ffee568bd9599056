// What truth values select.
import { dispatch } from "../dispatch.ts";
import { DTypeError } from "../errors.ts";
import { where } from "../functions.ts";
import { broadcastShapes } from "../layout.ts";
import { coordinates, flatNonzero, listOf } from "../nonzero.ts";
import { indexSelect } from "../ops/indexing.ts";
import { broadcastTo as broadcastToOp } from "../ops/views.ts";
import { fitted, type Replacement } from "../placing.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { single } from "./gathering.ts";
import { install, requireTensor } from "./install.ts";

/** Elements by tensors of truth values, as methods of {@link Tensor}. */
export interface MaskMethods {
  /**
   * Copy with `value` where the mask is true, as PyTorch's `masked_fill`.
   * @param mask - booleans, broadcast with this tensor
   * @param value - a number, or a tensor without axes
   * @throws DTypeError when the mask is not of booleans, or this tensor's dtype can't hold the value
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([1, -2, 3]);
   * x.maskedFill(x.less(0), 0).toArray(); // => [1, 0, 3]
   * ```
   */
  maskedFill(mask: Tensor, value: Replacement): Tensor;
  /**
   * The elements at which the mask is true, in row-major order, as PyTorch's `masked_select`. Their
   * number depends on values, so that a function which is traced or batched can't call it.
   * @param mask - booleans, broadcast with this tensor
   * @returns a tensor with one axis
   * @throws DTypeError when the mask is not of booleans
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([[1, -2], [3, -4]]);
   * x.maskedSelect(x.greater(0)).toArray(); // => [1, 3]
   * ```
   */
  maskedSelect(mask: Tensor): Tensor<[number]>;
  /**
   * Indices of the elements other than 0, one row for each, in row-major order, as PyTorch's `nonzero`
   * and NumPy's `argwhere`. Their number depends on values, so that a function which is traced or
   * batched can't call it.
   * @returns int32 of shape [number of such elements, number of axes]
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[0, 5], [7, 0]]).nonzero().toArray(); // => [[0, 1], [1, 0]]
   * ```
   */
  nonzero(): Tensor<[number, number]>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends MaskMethods {}
}

install({
  maskedFill(mask, value) {
    checkMask("maskedFill", mask);
    broadcastShapes("maskedFill", this.layout.shape, mask.layout.shape);
    return where(mask, single("maskedFill", fitted("maskedFill", this, value)), this as Tensor);
  },
  maskedSelect(mask) {
    checkMask("maskedSelect", mask);
    const shape = broadcastShapes("maskedSelect", this.layout.shape, mask.layout.shape);
    const [x, chosen] = [this, mask].map((t) => dispatch(broadcastToOp, [t], { shape })) as [
      Tensor,
      Tensor,
    ];
    return dispatch(indexSelect, [x.reshape([-1]), listOf(flatNonzero(chosen))], { axis: 0 });
  },
  nonzero() {
    const { shape } = this.layout;
    const columns = coordinates(flatNonzero(this), shape);
    const rows = columns[0]?.length ?? flatNonzero(this).length;
    const values = new Int32Array(rows * columns.length);
    columns.forEach((column, axis) => {
      for (let i = 0; i < rows; i++) values[i * columns.length + axis] = column[i] as number;
    });
    return listOf(values, [rows, columns.length]);
  },
});

/** Refuses masks that are not of truth values: numbers could be meant as positions. */
export function checkMask(op: string, mask: Tensor): void {
  requireTensor(op, "mask", mask);
  if (mask.dtype !== "bool")
    throw new DTypeError(
      `${op}: the mask is ${mask.dtype}: needed booleans (compare it, as in mask.notEqual(0))`,
      { op, shapes: [mask.layout.shape] },
    );
}
