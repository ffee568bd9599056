import { dispatch } from "../dispatch.ts";
import { AxisError, ShapeError, show } from "../errors.ts";
import {
  broadcastShapes,
  checkShape,
  noAxis,
  normalizeAxes,
  normalizeAxis,
  sameShape,
} from "../layout.ts";
import * as ops from "../ops/views.ts";
import { cutOut } from "../slicing.ts";
import type { Tensor } from "../tensor.ts";
import type {
  AlongAxis,
  AnyShape,
  AxisArg,
  BroadcastTo,
  ExpandDims,
  Flatten,
  Guard,
  Ok,
  Permute,
  Reshape,
  Reverse,
  Shape,
  Slice,
  SliceEntry,
  Squeeze,
  Transpose,
} from "../types/index.ts";
import { install, NONE } from "./install.ts";

/** Views: other shapes of the same values, as methods of {@link Tensor}. */
export interface ViewMethods<S extends Shape> {
  /**
   * The same elements in row-major order under another shape; one size may be −1, for what is left.
   * A view where possible, else a copy.
   * @param shape - the new sizes
   * @throws ShapeError when the numbers of elements differ
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).reshape([-1]).toArray(); // => [1, 2, 3, 4]
   * ```
   */
  reshape<A extends Shape, const T extends readonly number[]>(
    this: Tensor<A>,
    shape: T & Guard<Reshape<A, T>>,
  ): Tensor<Ok<Reshape<A, T>>>;
  /**
   * Merges the axes from `startAxis` to `endAxis`, both included, into one.
   * @param startAxis - the first of the merged axes, 0 by default
   * @param endAxis - the last of them, the last axis by default
   * @throws AxisError when an axis is out of range, or they are in the wrong order
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).flatten().shape; // => [4]
   * zeros([2, 3, 4]).flatten(0, 1).shape; // => [6, 4]
   * ```
   */
  flatten<A extends Shape, const N extends number = 0, const E extends number = -1>(
    this: Tensor<A>,
    startAxis?: N & Guard<Flatten<A, N>>,
    endAxis?: E,
  ): Tensor<E extends -1 ? Ok<Flatten<A, N>> : AnyShape>;
  /**
   * View with all axes in reverse order: the transpose of a matrix.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).T.toArray(); // => [[1, 3], [2, 4]]
   * ```
   */
  get T(): Tensor<Reverse<S>>;
  /**
   * View with two axes exchanged, the last two by default.
   * @param a - one axis
   * @param b - the other
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { zeros } from "@nabla/tensor";
   * zeros([2, 3, 4]).transpose().shape; // => [2, 4, 3]
   * ```
   */
  transpose<A extends Shape, const X extends number = -2, const Y extends number = -1>(
    this: Tensor<A>,
    a?: X & Guard<AlongAxis<A, X, "transpose">>,
    b?: Y & Guard<AlongAxis<A, Y, "transpose">>,
  ): Tensor<Ok<Transpose<A, X, Y>>>;
  /**
   * View with the axes in the order given.
   * @param axes - each axis once, in the new order
   * @throws AxisError when an axis is missing, repeated or out of range
   * @example
   * ```ts
   * import { zeros } from "@nabla/tensor";
   * zeros([2, 3, 4]).permute([2, 0, 1]).shape; // => [4, 2, 3]
   * ```
   */
  permute<A extends Shape, const P extends readonly number[]>(
    this: Tensor<A>,
    axes: P & Guard<Permute<A, P>>,
  ): Tensor<Ok<Permute<A, P>>>;
  /**
   * View with sizes of 1 stretched, and axes added in front, without copying.
   * @param shape - the stretched sizes
   * @throws ShapeError when the tensor does not broadcast to `shape`
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).broadcastTo([2, 2]).toArray(); // => [[1, 2], [1, 2]]
   * ```
   */
  broadcastTo<A extends Shape, const T extends readonly number[]>(
    this: Tensor<A>,
    shape: T & Guard<BroadcastTo<A, T>>,
  ): Tensor<Ok<BroadcastTo<A, T>>>;
  /**
   * View with a new axis of size 1 at `axis`, or with several.
   * @param axis - where the new axis stands in the result, or a list of such places
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).expandDims(1).toArray(); // => [[1], [2]]
   * tensor([1, 2]).expandDims([0, -1]).shape; // => [1, 2, 1]
   * ```
   */
  expandDims<A extends Shape, const X extends number | readonly number[]>(
    this: Tensor<A>,
    axis: X & Guard<ExpandDims<A, X>>,
  ): Tensor<Ok<ExpandDims<A, X>>>;
  /**
   * View without an axis of size 1, without several, or without all of them.
   * @param axis - the axis, a list of axes, or nothing for all of size 1
   * @throws ShapeError when the axis has another size
   * @example
   * ```ts
   * import { zeros } from "@nabla/tensor";
   * zeros([2, 1, 3]).squeeze(1).shape; // => [2, 3]
   * ```
   */
  squeeze<A extends Shape, const X extends number | readonly number[] | undefined = undefined>(
    this: Tensor<A>,
    axis?: X & Guard<Squeeze<A, X>>,
  ): Tensor<Ok<Squeeze<A, X>>>;
  /**
   * View of a part: of each axis an index (the axis goes), `null` (all of it), `[start, end]` or
   * `[start, end, step]`. Negative numbers count from the end; ranges are cut to the axis, as in
   * Python; a negative step goes backwards.
   *
   * Entries are one per axis, unlike the start and end of JavaScript's `slice`: `x.slice(1, 3)` is
   * `x[1, 3]` of NumPy, and `x.slice([1, 3])` is `x[1:3]`.
   * @param entries - one per axis, from the first; missing ones take all
   * @throws AxisError when an index is out of range or a step is 0
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).slice(null, [null, null, -1]).toArray(); // => [[2, 1], [4, 3]]
   * tensor([5, 6, 7, 8]).slice([1, 3]).toArray(); // => [6, 7]
   * ```
   */
  slice<A extends Shape, const L extends readonly SliceEntry[]>(
    this: Tensor<A>,
    ...entries: L & Guard<Slice<A, L>>
  ): Tensor<Ok<Slice<A, L>>>;
  /**
   * View in reverse order along the axes given, or along all.
   * @param axis - an axis, a list of axes, or nothing for all
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).flip().toArray(); // => [3, 2, 1]
   * ```
   */
  flip<A extends Shape, const X extends AxisArg = undefined>(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "flip">>,
  ): Tensor<Ok<AlongAxis<A, X, "flip">>>;
  /**
   * View of the diagonal of two axes, the last two by default, as a new last axis; `offset` above
   * (positive) or below the main one.
   * @param offset - which diagonal: 0 is the main one
   * @param axis1 - the axis of the rows
   * @param axis2 - the axis of the columns
   * @throws ShapeError with fewer than two axes
   * @throws AxisError when an axis is out of range, or both are one
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * tensor([[1, 2], [3, 4]]).diagonal().toArray(); // => [1, 4]
   * zeros([2, 3, 4]).diagonal(1, 0, 2).shape; // => [3, 2]
   * ```
   */
  diagonal(offset?: number, axis1?: number, axis2?: number): Tensor;
  /**
   * View of the same values without history: no gradient flows back through it.
   * @example
   * ```ts
   * import { ones } from "@nabla/tensor";
   * ones([2], { requiresGrad: true }).detach().requiresGrad; // => false
   * ```
   */
  detach(): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ViewMethods<S> {}
}

install({
  reshape(shape) {
    if (!Array.isArray(shape)) checkShape("reshape", shape);
    const { layout } = this;
    return dispatch(ops.reshape, [this], {
      shape: ops.resolveShape(layout.shape, [...shape], layout.size),
    });
  },
  flatten(startAxis, endAxis) {
    const { shape } = this.layout;
    if (shape.length === 0) return this.reshape([1]);
    const start = normalizeAxis("flatten", startAxis ?? 0, shape);
    const end = normalizeAxis("flatten", endAxis ?? -1, shape);
    if (end < start)
      throw new AxisError(
        `flatten: axes ${startAxis} to ${endAxis} of ${show(shape)} are in the wrong order: needed the first and the last axis to merge`,
        { op: "flatten", shapes: [shape] },
      );
    const merged = shape.slice(start, end + 1).reduce((product, n) => product * n, 1);
    return dispatch(ops.reshape, [this], {
      shape: [...shape.slice(0, start), merged, ...shape.slice(end + 1)],
    });
  },
  get T() {
    return dispatch(ops.permute, [this], { axes: REVERSED[this.layout.shape.length] as number[] });
  },
  transpose(a, b) {
    const { shape } = this.layout;
    if (shape.length === 0 && [a, b].every((axis) => axis === 0 || axis === -1))
      return dispatch(ops.permute, [this], { axes: [] });
    const x = normalizeAxis("transpose", (a as number | undefined) ?? -2, shape);
    const y = normalizeAxis("transpose", b ?? -1, shape);
    const axes = shape.map((_, i) => (i === x ? y : i === y ? x : i));
    return dispatch(ops.permute, [this], { axes });
  },
  permute(axes) {
    const { shape } = this.layout;
    const list = axes as readonly number[];
    if (!Array.isArray(list))
      throw noAxis("permute", list, "a list of all axes, such as [1, 0]", shape);
    const order = list.map((axis) => normalizeAxis("permute", axis, shape));
    if (order.length !== shape.length || new Set(order).size !== order.length)
      throw new AxisError(
        `permute: ${show(list)} must list each of the ${shape.length} axes of ${show(shape)} once`,
        { op: "permute", shapes: [shape] },
      );
    return dispatch(ops.permute, [this], { axes: order });
  },
  broadcastTo(shape) {
    const { shape: from } = this.layout;
    const to = [...(shape as readonly number[])];
    checkShape("broadcastTo", to);
    if (!sameShape(broadcastShapes("broadcastTo", to, from), to))
      throw new ShapeError(`broadcastTo: shape ${show(from)} does not broadcast to ${show(to)}`, {
        op: "broadcastTo",
        shapes: [from, to],
      });
    return dispatch(ops.broadcastTo, [this], { shape: to });
  },
  expandDims(axis) {
    const { shape } = this.layout;
    const axes = axis as number | readonly number[];
    if (typeof axes !== "number" && !Array.isArray(axes))
      throw noAxis(
        "expandDims",
        axes,
        "a number or a list of numbers: where the new axes stand",
        shape,
      );
    const count = typeof axes === "number" ? 1 : axes.length;
    // The axes are those of the result.
    const result = [...shape, ...Array<number>(count).fill(1)];
    const added = normalizeAxes("expandDims", axes, result);
    const sizes = shape[Symbol.iterator]();
    return dispatch(ops.reshape, [this], {
      shape: result.map((_, i) => (added.includes(i) ? 1 : (sizes.next().value as number))),
    });
  },
  squeeze(axis) {
    const { shape } = this.layout;
    if (axis === undefined)
      return dispatch(ops.reshape, [this], { shape: shape.filter((n) => n !== 1) });
    const gone = normalizeAxes("squeeze", axis as number | readonly number[], shape);
    for (const at of gone)
      if (shape[at] !== 1)
        throw new ShapeError(`squeeze: axis ${at} of ${show(shape)} has size ${shape[at]}, not 1`, {
          op: "squeeze",
          shapes: [shape],
        });
    return dispatch(ops.reshape, [this], { shape: shape.filter((_, i) => !gone.includes(i)) });
  },
  slice(...entries) {
    return cutOut("slice", this, entries);
  },
  flip(axis) {
    return dispatch(ops.flip, [this], { axes: normalizeAxes("flip", axis, this.layout.shape) });
  },
  diagonal(offset = 0, axis1 = -2, axis2 = -1) {
    const { shape } = this.layout;
    if (shape.length < 2 || !Number.isInteger(offset))
      throw new ShapeError(
        `diagonal: needs at least two axes and a whole offset, got shape ${show(shape)} and ${offset}`,
        { op: "diagonal", shapes: [shape] },
      );
    const rows = normalizeAxis("diagonal", axis1, shape);
    const columns = normalizeAxis("diagonal", axis2, shape);
    if (rows === columns)
      throw new AxisError(`diagonal: ${axis1} and ${axis2} are one axis: needed two`, {
        op: "diagonal",
        shapes: [shape],
      });
    const others = shape.flatMap((_, i) => (i === rows || i === columns ? [] : [i]));
    const last = others.length === rows && rows === columns - 1;
    const x = last ? this : dispatch(ops.permute, [this], { axes: [...others, rows, columns] });
    return dispatch(ops.diagonal, [x], { offset });
  },
  detach() {
    return dispatch(ops.detach, [this], NONE);
  },
});

const REVERSED = Array.from({ length: 33 }, (_, n) =>
  Array.from({ length: n }, (_, i) => n - 1 - i),
);
