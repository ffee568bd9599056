import { type Padding, type PadOptions, padded } from "../convolution/padding.ts";
import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import { windows } from "../ops/windows.ts";
import type { Tensor } from "../tensor.ts";
import type { AlongAxis, Guard, Resized, Shape } from "../types/index.ts";
import { install } from "./install.ts";

/** What is around the elements of a tensor, and windows over them, as methods of {@link Tensor}. */
export interface WindowMethods {
  /**
   * The tensor with elements around it.
   *
   * `padding` is a number for all ends, a list of `[before, after]` with one pair per axis (NumPy's
   * `pad`), or a flat list that begins with the last axis, `[left, right, top, bottom]` (PyTorch's
   * `functional.pad`). Numbers below 0 take elements away. The modes are PyTorch's; `"reflect"` can add
   * fewer elements than the axis has, `"circular"` as many.
   * @param padding - how many elements
   * @param options - mode and value
   * @throws ShapeError when the padding does not fit the shape
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([[1, 2, 3]]);
   * x.pad([[0, 1], [2, 0]]).toArray(); // => [[0, 0, 1, 2, 3], [0, 0, 0, 0, 0]]
   * x.pad([2, 0, 0, 1]).toArray(); // => [[0, 0, 1, 2, 3], [0, 0, 0, 0, 0]]
   * x.pad([2, 2], { mode: "reflect" }).toArray(); // => [[3, 2, 1, 2, 3, 2, 1]]
   * ```
   */
  pad<A extends Shape>(this: Tensor<A>, padding: Padding, options?: PadOptions): Tensor<Resized<A>>;
  /**
   * View of all windows of `size` neighbours along an axis, `step` apart; the places within a window
   * are a new last axis (PyTorch's `Tensor.unfold`).
   * @param axis - the axis
   * @param size - elements of a window
   * @param step - distance between neighbouring windows, 1 by default
   * @throws AxisError when the axis is out of range
   * @throws ShapeError when no window fits
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3, 4]).unfold(0, 3).toArray(); // => [[1, 2, 3], [2, 3, 4]]
   * ```
   */
  unfold<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "unfold">>,
    size: number,
    step?: number,
  ): Tensor;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends WindowMethods {}
}

install({
  pad(padding, options) {
    return padded(this, padding, options);
  },
  unfold(axis, size, step = 1) {
    const { shape } = this.layout;
    if (shape.length === 0) return (this.reshape([1]) as Tensor).unfold(axis, size, step).flatten();
    const at = normalizeAxis("unfold", axis as number, shape);
    if (!Number.isInteger(size) || size < 1 || size > (shape[at] as number))
      throw new ShapeError(
        `unfold: windows of ${size} along axis ${at} of shape ${show(shape)}: needed a whole number from 1 to ${shape[at]}`,
        { op: "unfold", shapes: [shape] },
      );
    if (!Number.isInteger(step) || step < 1)
      throw new ShapeError(`unfold: the step is ${step}: needed a whole number >= 1`, {
        op: "unfold",
        shapes: [shape],
      });
    return dispatch(windows, [this], { axes: [at], sizes: [size], steps: [step], dilations: [1] });
  },
});
