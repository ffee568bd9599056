// Positions of extreme values, and running sums and products.

import { dispatch } from "../dispatch.ts";
import { gather } from "../ops/indexing.ts";
import type { Op } from "../ops/op.ts";
import { argmax, argmin } from "../ops/reductions.ts";
import * as scans from "../ops/scans.ts";
import { keepsDims } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type {
  AlongAxis,
  Guard,
  KeepDimsOption,
  NoOptions,
  Ok,
  Reduce,
  Shape,
} from "../types/index.ts";
import { along } from "./along.ts";
import { install } from "./install.ts";

/** Positions of extremes, and running sums and products, as methods of {@link Tensor}. */
export interface PositionAndScanMethods {
  /**
   * Position of the first largest value (or NaN) along an axis, or among all elements, as int32.
   * @param axis - the axis, or nothing for the flattened tensor; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axis, with size 1
   * @throws AxisError when an axis is out of range
   * @throws ShapeError over no elements
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([3, 9, 9]).argmax().item(); // => 1
   * ```
   */
  argmax<
    A extends Shape,
    const X extends number | undefined = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "argmax">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Position of the first smallest value (or NaN) along an axis, or among all elements, as int32.
   * @param axis - the axis, or nothing for the flattened tensor; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axis, with size 1
   * @throws AxisError when an axis is out of range
   * @throws ShapeError over no elements
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).argmin(1).toArray(); // => [0, 0]
   * ```
   */
  argmin<
    A extends Shape,
    const X extends number | undefined = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "argmin">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Running sums along an axis: $y_k = \sum_{i \le k} x_i$.
   * @param axis - the axis to run along
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).cumSum(1).toArray(); // => [[1, 3], [3, 7]]
   * ```
   */
  cumSum<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "cumSum">>,
  ): Tensor<Ok<AlongAxis<A, X, "cumSum">>>;
  /**
   * Running products along an axis: $y_k = \prod_{i \le k} x_i$.
   * @param axis - the axis to run along
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).cumProd(0).toArray(); // => [[1, 2], [3, 8]]
   * ```
   */
  cumProd<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "cumProd">>,
  ): Tensor<Ok<AlongAxis<A, X, "cumProd">>>;
  /**
   * Running logarithms of sums of exponentials along an axis, exact at any size:
   * $y_k = \log \sum_{i \le k} e^{x_i}$.
   * @param axis - the axis to run along
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([-1e4, 0, 1e4]).logCumSumExp(0).toArray(); // => [-10000, 0, 10000]
   * ```
   */
  logCumSumExp<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "logCumSumExp">>,
  ): Tensor<Ok<AlongAxis<A, X, "logCumSumExp">>>;
  /**
   * Largest values so far along an axis, and their positions (int32), of equal ones the last, as
   * PyTorch's `cummax`: $y_k = \max_{i \le k} x_i$. From the first NaN on, NaN.
   * @param axis - the axis to run along
   * @returns values and positions; the gradient of a value goes to its position
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const [values, positions] = tensor([1, 3, 2]).cumMax(0);
   * values.toArray(); // => [1, 3, 3]
   * positions.toArray(); // => [0, 1, 1]
   * ```
   */
  cumMax<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "cumMax">>,
  ): [Tensor<Ok<AlongAxis<A, X, "cumMax">>>, Tensor<Ok<AlongAxis<A, X, "cumMax">>>];
  /**
   * Smallest values so far along an axis, and their positions (int32), of equal ones the last, as
   * PyTorch's `cummin`: $y_k = \min_{i \le k} x_i$. From the first NaN on, NaN.
   * @param axis - the axis to run along
   * @returns values and positions; the gradient of a value goes to its position
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([2, 3, 1]).cumMin(0)[0].toArray(); // => [2, 2, 1]
   * ```
   */
  cumMin<A extends Shape, const X extends number>(
    this: Tensor<A>,
    axis: X & Guard<AlongAxis<A, X, "cumMin">>,
  ): [Tensor<Ok<AlongAxis<A, X, "cumMin">>>, Tensor<Ok<AlongAxis<A, X, "cumMin">>>];
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends PositionAndScanMethods {}
}

function position<K extends "argmax" | "argmin">(
  op: Op<K>,
  x: Tensor,
  axis: number | undefined,
  options?: KeepDimsOption,
): Tensor {
  const keepDims = keepsDims(op.name, options);
  if (axis !== undefined)
    return along(op.name, x, axis, (x, axis) => dispatch(op, [x], { axis, keepDims }));
  const at = dispatch(op, [x.reshape([-1])], { axis: 0, keepDims: false });
  return keepDims ? at.reshape(x.layout.shape.map(() => 1)) : at;
}

install({
  argmax(axis, options) {
    return position(argmax, this, axis, options);
  },
  argmin(axis, options) {
    return position(argmin, this, axis, options);
  },
  cumSum(axis) {
    return along("cumSum", this, axis, (x, axis) => dispatch(scans.cumsum, [x], { axis }));
  },
  cumProd(axis) {
    return along("cumProd", this, axis, (x, axis) => dispatch(scans.cumprod, [x], { axis }));
  },
  logCumSumExp(axis) {
    return along("logCumSumExp", this, axis, (x, axis) =>
      dispatch(scans.logcumsumexp, [x], { axis }),
    );
  },
  cumMax(axis) {
    return along("cumMax", this, axis, (x, axis) => extremes(scans.argcummax, x, axis));
  },
  cumMin(axis) {
    return along("cumMin", this, axis, (x, axis) => extremes(scans.argcummin, x, axis));
  },
});

function extremes<K extends "argcummax" | "argcummin">(
  op: Op<K>,
  x: Tensor,
  axis: number,
): [Tensor, Tensor] {
  const positions = dispatch(op, [x], { axis });
  return [dispatch(gather, [x, positions], { axis }), positions];
}
