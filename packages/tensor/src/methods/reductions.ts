import { dispatch } from "../dispatch.ts";
import { normalizeAxes } from "../layout.ts";
import * as ops from "../ops/reductions.ts";
import { keepsDims } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type {
  AlongAxis,
  AxisArg,
  Guard,
  KeepDimsOption,
  NoOptions,
  Ok,
  Reduce,
  Shape,
} from "../types/index.ts";
import { install } from "./install.ts";

/** Reductions, as methods of {@link Tensor}. */
export interface ReductionMethods {
  /**
   * Sum over an axis, several axes, or everything: $\sum_i x_i$. Integers and booleans sum to int32.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).sum(0).toArray(); // => [4, 6]
   * ```
   */
  sum<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "sum">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Product over an axis, several axes, or everything: $\prod_i x_i$.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).prod().item(); // => 24
   * ```
   */
  prod<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "prod">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Arithmetic mean over an axis, several axes, or everything: $\frac{1}{n}\sum_i x_i$. NaN over nothing.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).mean(1).toArray(); // => [1.5, 3.5]
   * ```
   */
  mean<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "mean">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Largest value; NaN where there is one. Equal largest values share the gradient equally, as in
   * PyTorch's `amax`. For the position: `argmax`; for the value there, which gets
   * the whole gradient, as in PyTorch's `max(dim)`: `x.takeAlongAxis(x.argmax(axis, { keepDims: true }), axis)`.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws ShapeError over no elements
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).max(0).toArray(); // => [3, 4]
   * ```
   */
  max<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "max">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Smallest value; NaN where there is one. Equal smallest values share the gradient equally, as in
   * PyTorch's `amin`. For the position: `argmin`; for the value there, which gets
   * the whole gradient, as in PyTorch's `min(dim)`: `x.takeAlongAxis(x.argmin(axis, { keepDims: true }), axis)`.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws ShapeError over no elements
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).min(1, { keepDims: true }).toArray(); // => [[1], [3]]
   * ```
   */
  min<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "min">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Is every element true (other than zero)? As bool; true over nothing.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 0]).all().toArray(); // => false
   * ```
   */
  all<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "all">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Is any element true (other than zero)? As bool; false over nothing.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 0]).any().toArray(); // => true
   * ```
   */
  any<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "any">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ReductionMethods {}
}

const ALL_AXES: readonly (readonly number[])[] = Array.from({ length: 8 }, (_, n) =>
  Array.from({ length: n }, (_, i) => i),
);

interface ReduceAttrs {
  axes: readonly number[];
  keepDims: boolean;
}

const ALL: readonly ReduceAttrs[] = ALL_AXES.map((axes) => ({ axes, keepDims: false }));

function attributes(op: string, x: Tensor, axis: AxisArg, options?: KeepDimsOption): ReduceAttrs {
  const { shape } = x.layout;
  // The usual case, everything, makes no objects.
  if (axis === undefined && options === undefined && shape.length < 8)
    return ALL[shape.length] as ReduceAttrs;
  return { axes: normalizeAxes(op, axis, shape), keepDims: keepsDims(op, options) };
}

install({
  sum(axis, options) {
    return dispatch(ops.sum, [this], attributes("sum", this, axis, options));
  },
  prod(axis, options) {
    return dispatch(ops.prod, [this], attributes("prod", this, axis, options));
  },
  mean(axis, options) {
    return dispatch(ops.mean, [this], attributes("mean", this, axis, options));
  },
  max(axis, options) {
    return dispatch(ops.max, [this], attributes("max", this, axis, options));
  },
  min(axis, options) {
    return dispatch(ops.min, [this], attributes("min", this, axis, options));
  },
  all(axis, options) {
    const attrs = attributes("all", this, axis, options);
    return dispatch(ops.sum, [this.equal(0)], attrs).equal(0);
  },
  any(axis, options) {
    const attrs = attributes("any", this, axis, options);
    return dispatch(ops.sum, [this.notEqual(0)], attrs).notEqual(0);
  },
});
