import { dispatch } from "../dispatch.ts";
import { AxisError, show } from "../errors.ts";
import { normalizeAxes, normalizeAxis } from "../layout.ts";
import type { Op } from "../ops/op.ts";
import * as ops from "../ops/reductions.ts";
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

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> {
    /** Sum over an axis, several axes, or everything: $\sum_i x_i$. Integers and booleans sum to int32. */
    sum<
      A extends Shape,
      const X extends AxisArg = undefined,
      const O extends KeepDimsOption = NoOptions,
    >(
      this: Tensor<A>,
      axis?: X & Guard<AlongAxis<A, X, "sum">>,
      options?: O,
    ): Tensor<Ok<Reduce<A, X, O>>>;
    /** Product over an axis, several axes, or everything: $\prod_i x_i$. */
    prod<
      A extends Shape,
      const X extends AxisArg = undefined,
      const O extends KeepDimsOption = NoOptions,
    >(
      this: Tensor<A>,
      axis?: X & Guard<AlongAxis<A, X, "prod">>,
      options?: O,
    ): Tensor<Ok<Reduce<A, X, O>>>;
    /** Arithmetic mean over an axis, several axes, or everything: $\frac{1}{n}\sum_i x_i$. NaN over nothing. */
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
     * PyTorch's `amax`.
     * @throws ShapeError over no elements
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
     * PyTorch's `amin`.
     * @throws ShapeError over no elements
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
    /** Position of the first largest value (or NaN) along an axis, or among all elements, as int32. */
    argmax<
      A extends Shape,
      const X extends number | undefined = undefined,
      const O extends KeepDimsOption = NoOptions,
    >(
      this: Tensor<A>,
      axis?: X & Guard<AlongAxis<A, X, "argmax">>,
      options?: O,
    ): Tensor<Ok<Reduce<A, X, O>>>;
    /** Position of the first smallest value (or NaN) along an axis, or among all elements, as int32. */
    argmin<
      A extends Shape,
      const X extends number | undefined = undefined,
      const O extends KeepDimsOption = NoOptions,
    >(
      this: Tensor<A>,
      axis?: X & Guard<AlongAxis<A, X, "argmin">>,
      options?: O,
    ): Tensor<Ok<Reduce<A, X, O>>>;
    /** Is every element true (other than zero)? As bool; true over nothing. */
    all<
      A extends Shape,
      const X extends AxisArg = undefined,
      const O extends KeepDimsOption = NoOptions,
    >(
      this: Tensor<A>,
      axis?: X & Guard<AlongAxis<A, X, "all">>,
      options?: O,
    ): Tensor<Ok<Reduce<A, X, O>>>;
    /** Is any element true (other than zero)? As bool; false over nothing. */
    any<
      A extends Shape,
      const X extends AxisArg = undefined,
      const O extends KeepDimsOption = NoOptions,
    >(
      this: Tensor<A>,
      axis?: X & Guard<AlongAxis<A, X, "any">>,
      options?: O,
    ): Tensor<Ok<Reduce<A, X, O>>>;
    /** Running sums along an axis: $y_k = \sum_{i \le k} x_i$. */
    cumsum<A extends Shape, const X extends number>(
      this: Tensor<A>,
      axis: X & Guard<AlongAxis<A, X, "cumsum">>,
    ): Tensor<Ok<AlongAxis<A, X, "cumsum">>>;
    /** Running products along an axis: $y_k = \prod_{i \le k} x_i$. */
    cumprod<A extends Shape, const X extends number>(
      this: Tensor<A>,
      axis: X & Guard<AlongAxis<A, X, "cumprod">>,
    ): Tensor<Ok<AlongAxis<A, X, "cumprod">>>;
  }
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
  return { axes: normalizeAxes(op, axis, shape), keepDims: options?.keepDims ?? false };
}

function position<K extends "argmax" | "argmin">(
  op: Op<K>,
  x: Tensor,
  axis: number | undefined,
  options?: KeepDimsOption,
): Tensor {
  const keepDims = options?.keepDims ?? false;
  if (axis !== undefined)
    return dispatch(op, [x], { axis: normalizeAxis(op.name, axis, x.layout.shape), keepDims });
  const at = dispatch(op, [x.reshape([-1])], { axis: 0, keepDims: false });
  return keepDims ? at.reshape(x.layout.shape.map(() => 1)) : at;
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
  argmax(axis, options) {
    return position(ops.argmax, this, axis, options);
  },
  argmin(axis, options) {
    return position(ops.argmin, this, axis, options);
  },
  all(axis, options) {
    const attrs = attributes("all", this, axis, options);
    return dispatch(ops.sum, [this.equal(0)], attrs).equal(0);
  },
  any(axis, options) {
    const attrs = attributes("any", this, axis, options);
    return dispatch(ops.sum, [this.notEqual(0)], attrs).notEqual(0);
  },
  cumsum(axis) {
    return dispatch(ops.cumsum, [this], { axis: scanAxis("cumsum", this, axis) });
  },
  cumprod(axis) {
    return dispatch(ops.cumprod, [this], { axis: scanAxis("cumprod", this, axis) });
  },
});

function scanAxis(op: string, x: Tensor, axis: number): number {
  if (x.layout.shape.length === 0)
    throw new AxisError(`${op}: a tensor of shape ${show([])} has no axis to run along`, {
      op,
      shapes: [[]],
    });
  return normalizeAxis(op, axis, x.layout.shape);
}
