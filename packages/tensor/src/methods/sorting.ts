import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { gather } from "../ops/indexing.ts";
import { argsort } from "../ops/sorting.ts";
import { checkOptions, keepsDims } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type {
  AlongAxis,
  DimOf,
  Guard,
  KeepDimsOption,
  NoOptions,
  Ok,
  Reduce,
  ResizeAxis,
  Shape,
} from "../types/index.ts";
import { along } from "./along.ts";
import { install } from "./install.ts";
import { range } from "./range.ts";

/** The options of `sort` and `argsort`. */
export interface SortOptions {
  /** From the largest to the smallest. */
  readonly descending?: boolean;
}

/** The options of `topK`. */
export interface TopKOptions {
  /** The largest values (the default), or the smallest. */
  readonly largest?: boolean;
}

/** Sorting, as methods of {@link Tensor}. NaN counts as the largest value, as in PyTorch. */
export interface SortingMethods {
  /**
   * Values in ascending order along an axis, and their positions (int32). Equal values keep their
   * order; NaN counts as the largest value, as in PyTorch.
   * @param axis - the axis, the last by default
   * @param options - `descending: true` sorts from the largest to the smallest
   * @returns values and positions; the gradient of a value goes to its position
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const [values, positions] = tensor([3, 1, 2]).sort();
   * values.toArray(); // => [1, 2, 3]
   * positions.toArray(); // => [1, 2, 0]
   * ```
   */
  sort<A extends Shape, const X extends number = -1>(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "sort">>,
    options?: SortOptions,
  ): [Tensor<Ok<AlongAxis<A, X, "sort">>>, Tensor<Ok<AlongAxis<A, X, "sort">>>];
  /**
   * Positions (int32) that put the values in ascending order along an axis. Equal values keep their
   * order; NaN counts as the largest value, as in PyTorch.
   * @param axis - the axis, the last by default
   * @param options - `descending: true` sorts from the largest to the smallest
   * @throws AxisError when the axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([3, 1, 2]).argsort(0, { descending: true }).toArray(); // => [0, 2, 1]
   * ```
   */
  argsort<A extends Shape, const X extends number = -1>(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "argsort">>,
    options?: SortOptions,
  ): Tensor<Ok<AlongAxis<A, X, "argsort">>>;
  /**
   * The k largest values along an axis, from the largest on, and their positions (int32); of equal
   * values the first ones. NaN counts as the largest value, as in PyTorch.
   * @param k - how many
   * @param axis - the axis, the last by default
   * @param options - `largest: false` takes the smallest values, from the smallest on
   * @returns values and positions; the gradient of a value goes to its position
   * @throws AxisError when the axis is out of range
   * @throws ShapeError when the axis has fewer than k elements
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const [values, positions] = tensor([5, 9, 7]).topK(2);
   * values.toArray(); // => [9, 7]
   * positions.toArray(); // => [1, 2]
   * ```
   */
  topK<A extends Shape, const K extends number, const X extends number = -1>(
    this: Tensor<A>,
    k: K,
    axis?: X & Guard<ResizeAxis<A, X, DimOf<K>, "topK">>,
    options?: TopKOptions,
  ): [
    Tensor<Ok<ResizeAxis<A, X, DimOf<K>, "topK">>>,
    Tensor<Ok<ResizeAxis<A, X, DimOf<K>, "topK">>>,
  ];
  /**
   * The k-th smallest value along an axis, counted from 1 as in PyTorch, and its position (int32).
   * @param k - 1 for the smallest, the size of the axis for the largest
   * @param axis - the axis, the last by default
   * @param options - `keepDims: true` keeps the axis, with size 1
   * @returns value and position; the gradient goes to the position
   * @throws AxisError when the axis is out of range
   * @throws ShapeError when the axis has fewer than k elements
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([5, 9, 7]).kthValue(2)[0].item(); // => 7
   * ```
   */
  kthValue<
    A extends Shape,
    const X extends number = -1,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    k: number,
    axis?: X & Guard<AlongAxis<A, X, "kthValue">>,
    options?: O,
  ): [Tensor<Ok<Reduce<A, X, O>>>, Tensor<Ok<Reduce<A, X, O>>>];
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends SortingMethods {}
}

/** How many elements an axis must have, and may be taken. */
function checkCount(op: string, k: number, x: Tensor, axis: number, least: number): void {
  const n = x.layout.shape[axis] as number;
  if (Number.isInteger(k) && k >= least && k <= n) return;
  throw new ShapeError(
    `${op}: k is ${k} along axis ${axis} of shape ${show(x.layout.shape)}: needed a whole number from ${least} to ${n}`,
    { op, shapes: [x.layout.shape] },
  );
}

function descends(op: string, options: { readonly descending?: boolean } = {}): boolean {
  checkOptions(op, options, ["descending"]);
  return options.descending ?? false;
}

const taken = (x: Tensor, positions: Tensor, axis: number): [Tensor, Tensor] => [
  dispatch(gather, [x, positions], { axis }),
  positions,
];

install({
  sort(axis, options) {
    const descending = descends("sort", options);
    return along("sort", this, (axis as number | undefined) ?? -1, (x, axis) =>
      taken(x, dispatch(argsort, [x], { axis, descending }), axis),
    );
  },
  argsort(axis, options) {
    const descending = descends("argsort", options);
    return along("argsort", this, (axis as number | undefined) ?? -1, (x, axis) =>
      dispatch(argsort, [x], { axis, descending }),
    );
  },
  topK(k, axis, options) {
    checkOptions("topK", options ?? {}, ["largest"]);
    const descending = options?.largest ?? true;
    return along("topK", this, (axis as number | undefined) ?? -1, (x, axis) => {
      checkCount("topK", k, x, axis, 0);
      const order = dispatch(argsort, [x], { axis, descending });
      return taken(x, range(order, axis, 0, k), axis);
    });
  },
  kthValue(k, axis, options) {
    const keepDims = keepsDims("kthValue", options);
    return along("kthValue", this, (axis as number | undefined) ?? -1, (x, axis) => {
      checkCount("kthValue", k, x, axis, 1);
      const order = dispatch(argsort, [x], { axis, descending: false });
      const [value, position] = taken(x, range(order, axis, k - 1, k), axis);
      if (keepDims) return [value, position];
      const kept = x.layout.shape.filter((_, i) => i !== axis);
      return [value.reshape(kept), position.reshape(kept)];
    });
  },
});
