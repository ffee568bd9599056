// Elements and slices by tensors of positions along an axis, and what puts them there.
import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { broadcastShapes, normalizeAxis, sameShape } from "../layout.ts";
import * as ops from "../ops/indexing.ts";
import type { OpAttrs } from "../ops/op.ts";
import { broadcastTo as broadcastToOp, slice as sliceOp } from "../ops/views.ts";
import {
  fitted,
  positionsAlong,
  type Replacement,
  replaceElements,
  replaceSlice,
  replaceSlices,
  stretched,
  unslice,
} from "../placing.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install, operand, requireTensor } from "./install.ts";

/** Elements by tensors of positions along an axis, as methods of {@link Tensor}. */
export interface GatheringMethods<S extends Shape> {
  /**
   * Elements at positions along an axis, one position for each element of the result, as PyTorch's
   * `gather`: $y_{ijk} = x_{i\,\mathrm{index}_{ijk}\,k}$ for axis 1 of three.
   * @param axis - the axis
   * @param index - positions (int32; negative ones count from the end), of the rank of this tensor; no
   *   larger than it outside `axis`
   * @returns a tensor of the shape of `index`
   * @throws AxisError when a position is out of range
   * @throws ShapeError when the index has another rank, or is larger outside `axis`
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const index = tensor([[2, 0], [1, 1]], { dtype: "int32" });
   * tensor([[1, 2, 3], [4, 5, 6]]).gather(1, index).toArray(); // => [[3, 1], [5, 5]]
   * ```
   */
  gather<I extends Shape>(axis: number, index: Tensor<I>): Tensor<I>;
  /**
   * Elements at positions along an axis, all other axes broadcast, as NumPy's `take_along_axis` and
   * PyTorch's `take_along_dim`. It undoes `argmax` (with `keepDims`) and `argsort`.
   * @param index - positions (int32; negative ones count from the end), of the rank of this tensor
   * @param axis - the axis, or nothing for the flattened tensor
   * @throws AxisError when a position is out of range
   * @throws ShapeError when the ranks differ, or the other axes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([[1, 3, 2], [6, 5, 4]]);
   * x.takeAlongAxis(x.argmax(1, { keepDims: true }), 1).toArray(); // => [[3], [6]]
   * ```
   */
  takeAlongAxis(index: Tensor, axis?: number): Tensor;
  /**
   * Elements of the flattened tensor at positions, as PyTorch's `take`.
   * @param index - positions (int32; negative ones count from the end), of any shape
   * @returns a tensor of the shape of `index`
   * @throws AxisError when a position is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const index = tensor([3, 0], { dtype: "int32" });
   * tensor([[1, 2], [3, 4]]).take(index).toArray(); // => [4, 1]
   * ```
   */
  take<I extends Shape>(index: Tensor<I>): Tensor<I>;
  /**
   * Copy with the elements of `source` added at positions along an axis, as PyTorch's `scatter_add`:
   * $y_{i\,\mathrm{index}_{ijk}\,k} \mathrel{+}= \mathrm{source}_{ijk}$ for axis 1 of three.
   * @param axis - the axis
   * @param index - positions (int32; negative ones count from the end), of the rank of this tensor
   * @param source - at least as large as `index`, which says how much of it is taken; or a number
   * @throws AxisError when a position is out of range
   * @throws ShapeError when the index is larger than `source`, or than this tensor outside `axis`
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * const index = tensor([0, 2, 0], { dtype: "int32" });
   * zeros([3]).scatterAdd(0, index, tensor([1, 2, 3])).toArray(); // => [4, 0, 2]
   * ```
   */
  scatterAdd(axis: number, index: Tensor, source: Replacement): Tensor<S>;
  /**
   * Copy with elements overwritten at positions along an axis, as PyTorch's `scatter` and NumPy's
   * `put_along_axis`. Where several go to one place, the last one in row-major order stays.
   * @param axis - the axis
   * @param index - positions (int32; negative ones count from the end), of the rank of this tensor
   * @param source - at least as large as `index`, which says how much of it is taken; or a number
   * @throws AxisError when a position is out of range
   * @throws DTypeError when this tensor's dtype can't hold the values
   * @throws ShapeError when the index is larger than `source`, or than this tensor outside `axis`
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * const index = tensor([0, 2, 0], { dtype: "int32" });
   * zeros([3]).scatter(0, index, tensor([1, 2, 3])).toArray(); // => [3, 0, 2]
   * ```
   */
  scatter(axis: number, index: Tensor, source: Replacement): Tensor<S>;
  /**
   * Copy with the slices of `source` added at a list of positions along an axis, as PyTorch's
   * `index_add`.
   * @param axis - the axis
   * @param index - positions (int32; negative ones count from the end), one axis
   * @param source - this tensor's shape with as many slices along `axis` as there are positions, or
   *   what broadcasts to it
   * @throws AxisError when a position is out of range
   * @throws ShapeError when `source` does not fit
   * @example
   * ```ts
   * import { ones, tensor } from "@nabla/tensor";
   * const index = tensor([0, 0], { dtype: "int32" });
   * ones([2, 2]).indexAdd(0, index, tensor([[1, 2], [3, 4]])).toArray(); // => [[5, 7], [1, 1]]
   * ```
   */
  indexAdd(axis: number, index: Tensor, source: Replacement): Tensor<S>;
  /**
   * Copy with slices overwritten at a list of positions along an axis, as PyTorch's `index_copy`. Of
   * several for one position the last one stays.
   * @param axis - the axis
   * @param index - positions (int32; negative ones count from the end), one axis
   * @param source - this tensor's shape with as many slices along `axis` as there are positions, or
   *   what broadcasts to it
   * @throws AxisError when a position is out of range
   * @throws DTypeError when this tensor's dtype can't hold the values
   * @throws ShapeError when `source` does not fit
   * @example
   * ```ts
   * import { ones, tensor } from "@nabla/tensor";
   * const index = tensor([1], { dtype: "int32" });
   * ones([2, 2]).indexCopy(0, index, tensor([[3, 4]])).toArray(); // => [[1, 1], [3, 4]]
   * ```
   */
  indexCopy(axis: number, index: Tensor, source: Replacement): Tensor<S>;
  /**
   * Copy with one value at a list of positions along an axis, as PyTorch's `index_fill`.
   * @param axis - the axis
   * @param index - positions (int32; negative ones count from the end), one axis
   * @param value - a number, or a tensor without axes
   * @throws AxisError when a position is out of range
   * @throws DTypeError when this tensor's dtype can't hold the value
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * const index = tensor([0, -1], { dtype: "int32" });
   * zeros([3]).indexFill(0, index, 7).toArray(); // => [7, 0, 7]
   * ```
   */
  indexFill(axis: number, index: Tensor, value: Replacement): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends GatheringMethods<S> {}
}

install({
  gather(axis, index) {
    const { x, at, list } = aligned("gather", this, axis, index);
    const part = corner(x, list.layout.shape.with(at, x.layout.shape[at] as number));
    return dispatch(ops.gather, [part, list], { axis: at }).reshape(index.layout.shape);
  },
  takeAlongAxis(index, axis) {
    requireTensor("takeAlongAxis", "index", index);
    if (axis === undefined) return (this as Tensor).take(index.reshape([-1]));
    const [a, b] = [this.layout.shape, index.layout.shape];
    const at = normalizeAxis("takeAlongAxis", axis, a);
    if (a.length !== b.length) throw otherRank("takeAlongAxis", a, b);
    const outside = broadcastShapes("takeAlongAxis", a.with(at, 1), b.with(at, 1));
    const widened = (x: Tensor): Tensor => {
      const shape = outside.with(at, x.layout.shape[at] as number);
      return sameShape(shape, x.layout.shape) ? x : dispatch(broadcastToOp, [x], { shape });
    };
    return dispatch(ops.gather, [widened(this), widened(index)], { axis: at });
  },
  take(index) {
    requireTensor("take", "index", index);
    const flat: Tensor = this.reshape([-1]);
    const list = positionsAlong("take", index.reshape([-1]), 0, flat.layout.size);
    return dispatch(ops.indexSelect, [flat, list], { axis: 0 }).reshape(index.layout.shape);
  },
  scatterAdd(axis, index, source) {
    const { x, at, list } = aligned("scatterAdd", this, axis, index);
    const { shape } = x.layout;
    const part = sourceFor("scatterAdd", operand("scatterAdd", this, source), list);
    const size = shape[at] as number;
    const added = dispatch(ops.scatterAdd, [part, list], { axis: at, size });
    const reach = added.layout.shape;
    const whole = sameShape(reach, shape) ? added : unslice(added, cornerOf(reach), shape);
    return this.add(whole.reshape(this.layout.shape));
  },
  scatter(axis, index, source) {
    const { x, at, list } = aligned("scatter", this, axis, index);
    const { shape } = x.layout;
    const part = sourceFor("scatter", fitted("scatter", this, source), list);
    const positions = positionsAlong("scatter", list, at, shape[at] as number);
    const reach = list.layout.shape.with(at, shape[at] as number);
    const written = replaceElements(corner(x, reach), at, positions, part);
    const whole = sameShape(reach, shape) ? written : replaceSlice(x, written, cornerOf(reach));
    return whole.reshape(this.layout.shape);
  },
  indexAdd(axis, index, source) {
    const { x, at, list } = listed("indexAdd", this, axis, index);
    const { shape } = x.layout;
    const terms = operand("indexAdd", this, source);
    const part = stretched("indexAdd", terms, shape.with(at, list.layout.size));
    const added = dispatch(ops.indexAdd, [part, list], { axis: at, size: shape[at] as number });
    return this.add(added.reshape(this.layout.shape));
  },
  indexCopy(axis, index, source) {
    const { x, at, list } = listed("indexCopy", this, axis, index);
    const values = fitted("indexCopy", this, source);
    const part = stretched("indexCopy", values, x.layout.shape.with(at, list.layout.size));
    return replaceSlices(x, at, list, part).reshape(this.layout.shape);
  },
  indexFill(axis, index, value) {
    const one = single("indexFill", fitted("indexFill", this, value));
    return this.indexCopy(axis, index, one);
  },
});

/** A tensor and positions along one of its axes, both with at least one axis. */
interface Aligned {
  readonly x: Tensor;
  readonly at: number;
  readonly list: Tensor;
}

const withAxis = (t: Tensor): Tensor => (t.layout.shape.length === 0 ? t.reshape([1]) : t);

/** Checks what `gather` and `scatter` are given; tensors without axes count as lists of one, as in PyTorch. */
function aligned(op: string, tensor: Tensor, axis: number, index: Tensor): Aligned {
  requireTensor(op, "index", index);
  const [x, list] = [withAxis(tensor), withAxis(index)];
  const [a, b] = [x.layout.shape, list.layout.shape];
  const at = normalizeAxis(op, axis, a);
  if (a.length !== b.length) throw otherRank(op, a, b);
  const i = b.findIndex((n, i) => i !== at && n > (a[i] as number));
  if (i >= 0)
    throw new ShapeError(
      `${op}: the index of shape ${show(b)} is larger than the tensor of shape ${show(a)} along axis ${i}: ${b[i]} vs ${a[i]}`,
      { op, shapes: [a, b] },
    );
  return { x, at, list };
}

const otherRank = (op: string, a: readonly number[], b: readonly number[]): ShapeError =>
  new ShapeError(
    `${op}: the index of shape ${show(b)} has ${b.length} axes, the tensor of shape ${show(a)} has ${a.length}: needed the same number (use expandDims, or at(...) to index by lists)`,
    { op, shapes: [a, b] },
  );

/** The slice of `sizes` from the first element on. */
const cornerOf = (sizes: readonly number[]): OpAttrs["slice"] => ({
  starts: sizes.map(() => 0),
  sizes,
  steps: sizes.map(() => 1),
});

const corner = (x: Tensor, sizes: readonly number[]): Tensor =>
  sameShape(x.layout.shape, sizes) ? x : dispatch(sliceOp, [x], cornerOf(sizes));

/** As much of the source as the index asks for. */
function sourceFor(op: string, source: Tensor, index: Tensor): Tensor {
  const [a, b] = [source.layout.shape, index.layout.shape];
  if (a.length === 0) return dispatch(broadcastToOp, [source], { shape: b });
  if (a.length !== b.length || b.some((n, i) => n > (a[i] as number)))
    throw new ShapeError(
      `${op}: the source of shape ${show(a)} is smaller than the index of shape ${show(b)}: needed a value for each position`,
      { op, shapes: [a, b] },
    );
  return corner(source, b);
}

/** Checks what methods with a list of positions are given. */
function listed(op: string, tensor: Tensor, axis: number, index: Tensor): Aligned {
  requireTensor(op, "index", index);
  const x = withAxis(tensor);
  const at = normalizeAxis(op, axis, x.layout.shape);
  const { shape } = index.layout;
  if (shape.length > 1)
    throw new ShapeError(
      `${op}: the index has shape ${show(shape)}: needed a list of positions, with one axis`,
      { op, shapes: [x.layout.shape, shape] },
    );
  const size = x.layout.shape[at] as number;
  return { x, at, list: positionsAlong(op, index.reshape([-1]), at, size) };
}

/** Refuses values with axes. */
export function single(op: string, value: Tensor): Tensor {
  const { shape } = value.layout;
  if (shape.length === 0) return value;
  throw new ShapeError(
    `${op}: the value has shape ${show(shape)}: needed a number or a tensor without axes`,
    { op, shapes: [shape] },
  );
}
