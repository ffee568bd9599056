// Distinct values, how often they occur, and where values belong among sorted ones.
import { arange, full, ones, typeNamed } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import type { DType } from "../dtype.ts";
import { DTypeError, ShapeError, show, written } from "../errors.ts";
import { where } from "../functions.ts";
import { checkShape, normalizeAxis, sameShape } from "../layout.ts";
import { listOf } from "../nonzero.ts";
import * as ops from "../ops/indexing.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { type Groups, groupLines, sortLines } from "../unique.ts";
import { install, operand, requireTensor } from "./install.ts";

/** What `unique` looks at and returns. */
export interface UniqueOptions {
  /** Compares slices along this axis, instead of elements. */
  readonly axis?: number;
  /** Returns also, for each element (or slice), which of the distinct ones it is. */
  readonly returnInverse?: boolean;
  /** Returns also how often each distinct one occurs. */
  readonly returnCounts?: boolean;
}

/** What `unique` returns: the distinct values, followed by what its options ask for. */
export type Unique<O extends UniqueOptions> = O extends { readonly returnInverse: true }
  ? O extends { readonly returnCounts: true }
    ? [values: Tensor, inverse: Tensor, counts: Tensor]
    : [values: Tensor, inverse: Tensor]
  : O extends { readonly returnCounts: true }
    ? [values: Tensor, counts: Tensor]
    : Tensor;

/** On which side of equal values `searchSorted` and `bucketize` stop. */
export interface SearchOptions {
  /** Behind the values that are equal, instead of before them; false by default. */
  readonly right?: boolean;
}

/** Counting and searching, as methods of {@link Tensor}. */
export interface CountingMethods<S extends Shape> {
  /**
   * The distinct values in ascending order, as PyTorch's `unique`: NaN comes last, and each one counts
   * for itself. Their number depends on values, so that a function which is traced or batched can't
   * call it. Gradients flow to the first occurrence of each value.
   * @param options - `axis` compares slices, `returnInverse` and `returnCounts` return more
   * @returns the values; with options a list of them, the inverse (int32, so that
   *   `values.at(inverse)` is this tensor) and the counts (int32)
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const [values, inverse, counts] = tensor([3, 1, 3]).unique({ returnInverse: true, returnCounts: true });
   * values.toArray(); // => [1, 3]
   * inverse.toArray(); // => [1, 0, 1]
   * counts.toArray(); // => [1, 2]
   * ```
   */
  unique<const O extends UniqueOptions = Record<never, never>>(options?: O): Unique<O>;
  /**
   * Where values belong in this tensor, which is sorted along its last axis (not checked): before which position they
   * would be inserted, as NumPy's and PyTorch's `searchsorted`. With `right` behind equal ones. NaN
   * belongs last.
   * @param values - of any shape if this tensor has one axis, else of its shape outside the last axis
   * @param options - `right`
   * @returns int32 of the shape of `values`, from 0 to the size of the last axis
   * @throws ShapeError when the shapes differ outside the last axis
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const sorted = tensor([1, 3, 3, 5]);
   * sorted.searchSorted(tensor([3, 4])).toArray(); // => [1, 3]
   * sorted.searchSorted(tensor([3, 4]), { right: true }).toArray(); // => [3, 3]
   * ```
   */
  searchSorted(values: Tensor | number, options?: SearchOptions): Tensor;
  /**
   * In which of the intervals between sorted boundaries each element lies, as PyTorch's `bucketize`: i
   * means $b_{i-1} < x \le b_i$, and with `right` $b_{i-1} \le x < b_i$. NaN belongs behind the last
   * boundary.
   * @param boundaries - ascending, one axis; this is not checked, and of others the result means nothing
   * @param options - `right`, false by default
   * @returns int32 from 0 to the number of boundaries
   * @throws ShapeError when `boundaries` has another number of axes
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0.5, 1, 7, NaN]).bucketize(tensor([1, 2])).toArray(); // => [0, 0, 2, 2]
   * ```
   */
  bucketize(boundaries: Tensor, options?: SearchOptions): Tensor<S>;
  /**
   * Is each element among the values? As NumPy's and PyTorch's `isin`. NaN is among none.
   * @param values - of any shape
   * @returns booleans of this shape
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).isIn(tensor([3, 1])).toArray(); // => [true, false, true]
   * ```
   */
  isIn(values: Tensor): Tensor<S>;
  /**
   * A new last axis with 1 at the position that each element names and 0 elsewhere, as PyTorch's
   * `one_hot`.
   * @param numClasses - the size of the new axis
   * @param options - `dtype`, int32 by default
   * @throws AxisError when an element is not from 0 to `numClasses` - 1
   * @throws DTypeError when the elements are not whole numbers
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([2, 0], { dtype: "int32" }).oneHot(3).toArray(); // => [[0, 0, 1], [1, 0, 0]]
   * ```
   */
  oneHot(numClasses: number, options?: { readonly dtype?: DType }): Tensor;
  /**
   * How often each whole number from 0 on occurs, or the sum of the weights where it does, as NumPy's and
   * PyTorch's `bincount`. The size of the result depends on values, so that a function which is traced or
   * batched can't call it.
   * @param weights - one for each element; their gradient flows back
   * @param options - `minLength` of the result, 0 by default
   * @returns int32, or the dtype of the weights; int32 of uint8 and bool, as with `sum`
   * @throws AxisError when an element is negative
   * @throws DTypeError when the elements are not whole numbers
   * @throws ShapeError when there is not one axis, or the weights have another shape
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 3, 1], { dtype: "int32" }).bincount().toArray(); // => [0, 2, 0, 1]
   * ```
   */
  bincount(weights?: Tensor | null, options?: { readonly minLength?: number }): Tensor<[number]>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends CountingMethods<S> {}
}

install({
  unique<O extends UniqueOptions>(this: Tensor, options?: O) {
    const { axis, returnInverse = false, returnCounts = false } = options ?? {};
    const [x, at] =
      axis === undefined
        ? [this.reshape([-1]) as Tensor, 0]
        : [this, normalizeAxis("unique", axis, this.layout.shape)];
    const lines = x.layout.shape[at] as number;
    const { first, group, counts } = axis === undefined ? groupElements(x) : groupSlices(x, at);
    const values = dispatch(ops.indexSelect, [x, listOf(first)], { axis: at });
    const result = [values];
    if (returnInverse) result.push(listOf(group, axis === undefined ? this.layout.shape : [lines]));
    if (returnCounts) result.push(listOf(counts));
    // The options decide how many there are, as the type says.
    return (result.length === 1 ? values : result) as Unique<O>;
  },
  searchSorted(values, options) {
    return search("searchSorted", this, operand("searchSorted", this, values), options);
  },
  bucketize(boundaries, options) {
    requireTensor("bucketize", "list of boundaries", boundaries);
    const { shape } = boundaries.layout;
    if (shape.length !== 1)
      throw new ShapeError(
        `bucketize: the boundaries have shape ${show(shape)}: needed one axis (use searchSorted)`,
        { op: "bucketize", shapes: [this.layout.shape, shape] },
      );
    return search("bucketize", boundaries, this, options);
  },
  isIn(values) {
    requireTensor("isIn", "list of values", values);
    const list: Tensor = values.reshape([-1]);
    if (list.layout.size === 0) return full(this.layout.shape, false);
    const [sorted] = list.sort(0);
    const nearest = search("isIn", sorted, this).minimum(list.layout.size - 1);
    return sorted.take(nearest).equal(this as Tensor);
  },
  oneHot(numClasses, options = {}) {
    if (!Number.isInteger(numClasses) || numClasses < 0)
      throw new ShapeError(
        `oneHot: numClasses is ${written(numClasses)}: needed the number of classes, such as oneHot(10)`,
        { op: "oneHot", shapes: [this.layout.shape] },
      );
    checkShape("oneHot", [numClasses]);
    const type = typeNamed("oneHot", options.dtype ?? "int32");
    const axis = this.layout.shape.length;
    const attrs = { axis, size: numClasses, caller: "oneHot", fromEnd: false } as const;
    const chosen: Tensor = dispatch(ops.positions, [this], attrs);
    return chosen.expandDims(-1).equal(arange(numClasses)).to(type.dtype);
  },
  bincount(weights = null, options = {}) {
    if (this.layout.shape.length !== 1 || this.storage.type.floating)
      throw new (this.storage.type.floating ? DTypeError : ShapeError)(
        `bincount: got ${this.dtype} of shape ${show(this.layout.shape)}: needed a list of whole numbers (cast with to("int32"), or flatten())`,
        { op: "bincount", shapes: [this.layout.shape] },
      );
    const terms = weights ?? ones(this.layout.shape, { dtype: "int32" });
    requireTensor("bincount", "weights", terms);
    if (!sameShape(terms.layout.shape, this.layout.shape))
      throw new ShapeError(
        `bincount: weights of shape ${show(terms.layout.shape)} for ${this.layout.size} elements: needed one for each`,
        { op: "bincount", shapes: [this.layout.shape, terms.layout.shape] },
      );
    let size = options.minLength ?? 0;
    checkShape("bincount", [size]);
    for (const value of this.data) size = Math.max(size, value + 1);
    const attrs = { axis: 0, size, caller: "bincount", fromEnd: false } as const;
    const list = dispatch(ops.positions, [this], attrs);
    const small = terms.dtype === "uint8" || terms.dtype === "bool";
    const added: Tensor = small ? terms.to("int32") : terms;
    return dispatch(ops.indexAdd, [added, list], { axis: 0, size });
  },
});

const groupElements = (x: Tensor): Groups => groupLines(x.data, x.argsort(0).data, 1);

function groupSlices(x: Tensor, axis: number): Groups {
  const lines = x.layout.shape[axis] as number;
  const { data } = x.transpose(0, axis);
  const width = lines === 0 ? 0 : data.length / lines;
  return groupLines(data, sortLines(data, lines, width), width);
}

/**
 * Binary search for all values at once, in steps that are powers of 2: as many as the sorted axis has
 * binary digits.
 */
function search(op: string, sorted: Tensor, values: Tensor, options: SearchOptions = {}): Tensor {
  const own = sorted.layout.shape;
  const wanted = values.layout.shape;
  const n = own[own.length - 1];
  const alike = own.length === 1 || sameShape(own.slice(0, -1), wanted.slice(0, -1));
  if (n === undefined || !alike || (own.length > 1 && own.length !== wanted.length))
    throw new ShapeError(
      `${op}: values of shape ${show(wanted)} in sorted ones of shape ${show(own)}: needed one sorted axis, or equal shapes outside the last one`,
      { op, shapes: [own, wanted] },
    );
  const read = (position: Tensor): Tensor =>
    own.length === 1 ? sorted.take(position) : sorted.gather(-1, position);
  let found: Tensor = full(wanted, 0, { dtype: "int32" });
  if (n === 0) return found;
  for (let step = 2 ** Math.floor(Math.log2(n)); step >= 1; step /= 2) {
    const next: Tensor = found.add(step);
    const precedes = isBefore(read(next.sub(1).minimum(n - 1)), values, options.right ?? false);
    found = where(next.lessEqual(n).logicalAnd(precedes), next, found);
  }
  return found;
}

/** Is `a` less than `b`, or equal where that counts? NaN is larger than all numbers, and equal to itself. */
function isBefore(a: Tensor, b: Tensor, orEqual: boolean): Tensor {
  const less: Tensor = orEqual ? a.lessEqual(b) : a.less(b);
  if (!b.storage.type.floating) return less;
  const isLast: Tensor = b.notEqual(b);
  return less.logicalOr(orEqual ? isLast : isLast.logicalAnd(a.equal(a)));
}
