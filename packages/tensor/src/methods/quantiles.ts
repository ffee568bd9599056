import { tensor } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { DTypeError, written } from "../errors.ts";
import { where } from "../functions.ts";
import { roundHalfEven } from "../kernels/functions.ts";
import { normalizeAxes, requireElements } from "../layout.ts";
import { gather } from "../ops/indexing.ts";
import { max } from "../ops/reductions.ts";
import { argsort } from "../ops/sorting.ts";
import { checkOptions, keepsDims } from "../options.ts";
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
import { range } from "./range.ts";

/** The options of `quantile`. */
export interface QuantileOptions extends KeepDimsOption {
  /** What is taken where a quantile lies between two values: a straight line by default. */
  readonly interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest";
}

/** Medians and quantiles, as methods of {@link Tensor}. */
export interface QuantileMethods {
  /**
   * Median: the value in the middle, of two middle ones the lower, as in PyTorch; NaN where there is
   * one. Equal middle values share the gradient equally. For NumPy's median, the mean of both, take
   * `quantile(0.5)`; for the position of the median, `kthValue`.
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `keepDims: true` keeps the reduced axes, with size 1
   * @throws ShapeError over no elements
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[5, 1, 3], [4, 2, 9]]).median(1).toArray(); // => [3, 4]
   * tensor([1, 2, 3, 4]).median().item(); // => 2
   * ```
   */
  median<
    A extends Shape,
    const X extends AxisArg = undefined,
    const O extends KeepDimsOption = NoOptions,
  >(
    this: Tensor<A>,
    axis?: X & Guard<AlongAxis<A, X, "median">>,
    options?: O,
  ): Tensor<Ok<Reduce<A, X, O>>>;
  /**
   * Quantiles: the value at the rank $q (n - 1)$ among n sorted ones; NaN where there is one.
   * @param q - a number from 0 to 1, or a list of them, for which the result gets a first axis
   * @param axis - an axis, a list of axes, or nothing for all; negative ones count from the end
   * @param options - `interpolation` between two values: `"linear"` (the default), `"lower"`,
   * `"higher"`, `"midpoint"` or `"nearest"` (to the even rank at a half); `keepDims: true` keeps the
   * reduced axes, with size 1
   * @throws ShapeError over no elements
   * @throws DTypeError when a q is not a number from 0 to 1
   * @throws AxisError when an axis is out of range
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3, 4]).quantile(0.5).item(); // => 2.5
   * tensor([1, 2, 3, 4, 5]).quantile([0, 0.25, 1]).toArray(); // => [1, 2, 5]
   * ```
   */
  quantile<
    A extends Shape,
    const Q extends number | readonly number[],
    const X extends AxisArg = undefined,
    const O extends QuantileOptions = NoOptions,
  >(
    this: Tensor<A>,
    q: Q,
    axis?: X & Guard<AlongAxis<A, X, "quantile">>,
    options?: O,
  ): Q extends number ? Tensor<Ok<Reduce<A, X, O>>> : Tensor;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends QuantileMethods {}
}

/** The elements of the reduced axes, in ascending order along a last axis. */
function sorted(op: string, x: Tensor, axes: readonly number[]): Tensor {
  const { shape } = x.layout;
  requireElements(op, shape, axes);
  const kept = shape.flatMap((_, i) => (axes.includes(i) ? [] : [i]));
  const count = axes.reduce((product, i) => product * (shape[i] as number), 1);
  const lines: Tensor = x
    .permute([...kept, ...axes])
    .reshape([...kept.map((i) => shape[i] as number), count]);
  const axis = kept.length;
  const order = dispatch(argsort, [lines], { axis, descending: false });
  return dispatch(gather, [lines, order], { axis });
}

/** The shape of a reduction of `axes`. */
const reducedShape = (x: Tensor, axes: readonly number[], keepDims: boolean): number[] =>
  x.layout.shape.flatMap((n, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [n]));

/** The two ranks between which each quantile lies, and how far it is from the lower one. */
interface Ranks {
  readonly below: number[];
  readonly above: number[];
  readonly weights: number[];
}

function ranksOf(list: readonly number[], n: number, { interpolation }: QuantileOptions): Ranks {
  const ranks = list.map((q) => {
    const rank = q * (n - 1);
    if (interpolation === "lower") return Math.floor(rank);
    if (interpolation === "higher") return Math.ceil(rank);
    return interpolation === "nearest" ? roundHalfEven(rank) : rank;
  });
  const below = ranks.map(Math.floor);
  const distance = (rank: number, i: number): number => rank - (below[i] as number);
  const half = (w: number): number => (interpolation === "midpoint" && w > 0 ? 0.5 : w);
  return { below, above: ranks.map(Math.ceil), weights: ranks.map(distance).map(half) };
}

/** Quantiles of sorted lines, along a last axis. */
function interpolated(lines: Tensor, { below, above, weights }: Ranks): Tensor {
  const at = (ranks: number[]): Tensor => lines.indexSelect(-1, tensor(Int32Array.from(ranks)));
  const low: Tensor = at(below);
  if (weights.every((w) => w === 0)) return low;
  const w = tensor(weights, { dtype: lines.dtype });
  const high = at(above);
  const rise: Tensor = high.sub(low);
  // From the nearer end, so that a rank near a value gives that value, and infinities stay.
  const fromLow = low.add(rise.mul(w));
  const fromHigh = high.sub(rise.mul(w.neg().add(1)));
  return where(w.equal(0), low, where(w.less(0.5), fromLow, fromHigh));
}

const KINDS = ["linear", "lower", "higher", "midpoint", "nearest"];

function checkQuantiles(list: readonly number[], options: QuantileOptions): void {
  checkOptions("quantile", options, ["keepDims", "interpolation"]);
  const { interpolation } = options;
  for (const q of list)
    if (typeof q !== "number" || !(q >= 0 && q <= 1))
      throw new DTypeError(`quantile: q is ${written(q)}: needed a number from 0 to 1`, {
        op: "quantile",
      });
  if (interpolation !== undefined && !KINDS.includes(interpolation))
    throw new DTypeError(
      `quantile: there is no interpolation ${JSON.stringify(interpolation)}: use ${KINDS.join(", ")}`,
      { op: "quantile" },
    );
}

install({
  median(axis, options) {
    const axes = normalizeAxes("median", axis, this.layout.shape);
    const keepDims = keepsDims("median", options);
    const order = sorted("median", this.detach(), axes);
    const n = order.layout.shape.at(-1) as number;
    const last = order.layout.shape.length - 1;
    const middle = Math.floor((n - 1) / 2);
    const value: Tensor = range(order, last, middle, middle + 1);
    if (!this.storage.type.floating) return value.reshape(reducedShape(this, axes, keepDims));
    // The largest of all that are not larger: NaN wins, and equal values share the gradient.
    const beside: Tensor = value.reshape(reducedShape(this, axes, true));
    const notLarger: Tensor = where(this.greater(beside), -Infinity, this);
    return dispatch(max, [notLarger], { axes, keepDims });
  },
  quantile(q, axis, options) {
    const list = typeof q === "number" ? [q] : [...(q as readonly number[])];
    checkQuantiles(list, options ?? {});
    const axes = normalizeAxes("quantile", axis, this.layout.shape);
    const x: Tensor = this.storage.type.floating ? this : this.to("float32");
    const lines = sorted("quantile", x, axes);
    const last = lines.layout.shape.length - 1;
    const n = lines.layout.shape[last] as number;
    const found = interpolated(lines, ranksOf(list, n, options ?? {}));
    // NaN comes last.
    const largest: Tensor = range(lines, last, n - 1, n);
    const values: Tensor = where(largest.notEqual(largest), largest, found);
    const shape = reducedShape(this, axes, options?.keepDims ?? false);
    if (typeof q === "number") return values.reshape(shape);
    const front = [last, ...Array.from({ length: last }, (_, i) => i)];
    return values.permute(front).reshape([list.length, ...shape]);
  },
});
