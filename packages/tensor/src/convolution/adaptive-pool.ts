import { tensor } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { where } from "../functions.ts";
import { indexSelect } from "../ops/indexing.ts";
import { sumWindows } from "../ops/windows.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type { Pooled, Shape, Sizes1, Sizes2, Sizes3 } from "../types/index.ts";
import { type AxisWindows, maximaOf, type WithIndices } from "./max-pool.ts";
import { perPosition } from "./per-position.ts";
import { asGiven, type Images, images, type PerAxis, perAxis } from "./spatial.ts";

/** What adaptive maximum pooling returns. */
export interface AdaptiveMaxPoolOptions {
  /** Only the maxima are returned; for their positions see {@link WithIndices}. */
  readonly returnIndices?: false;
}

/** A result size that is not given is that of the input. */
export type OutputSize = number | readonly (number | null)[];

/** `count` windows that cover an axis of `n` evenly: window i from ⌊i n / count⌋ to ⌈(i + 1) n / count⌉. */
function evenWindows(n: number, count: number): AxisWindows {
  const starts = Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));
  const counts = starts.map((start, i) => Math.ceil(((i + 1) * n) / count) - start);
  return { starts, counts };
}

/** The images and the windows of each axis. */
function prepare(
  op: string,
  input: Tensor,
  outputSize: OutputSize,
  rank: number,
): { given: Images; all: AxisWindows[] } {
  const given = images(op, input, rank);
  if (given.size.some((n) => n === 0))
    throw new ShapeError(
      `${op}: the input of shape ${show(input.layout.shape)} has no elements along a spatial axis`,
      { op, shapes: [input.layout.shape] },
    );
  const sizes: PerAxis = Array.isArray(outputSize)
    ? outputSize.map((n: number | null, i) => n ?? given.size[i] ?? 1)
    : (outputSize as number);
  const counts = perAxis({ op, name: "outputSize", least: 1 }, sizes, rank);
  return { given, all: given.size.map((n, i) => evenWindows(n, counts[i] as number)) };
}

const equal = ({ counts }: AxisWindows, n: number): boolean =>
  counts.length * (counts[0] as number) === n;

/** The sums of windows of different lengths along one axis, each filled up to the longest. */
function unevenSums(x: Tensor, axis: number, { starts, counts }: AxisWindows): Tensor {
  const longest = Math.max(...counts);
  const places = starts.flatMap((start, i) =>
    Array.from({ length: longest }, (_, j) => start + Math.min(j, (counts[i] as number) - 1)),
  );
  const taken = dispatch(indexSelect, [x, tensor(places, { dtype: "int32" })], { axis });
  const { shape } = x.layout;
  const parted = taken.reshape([
    ...shape.slice(0, axis),
    counts.length,
    longest,
    ...shape.slice(axis + 1),
  ]);
  const inside = counts.map((n) => Array.from({ length: longest }, (_, j) => j < n));
  const mask: Tensor = tensor(inside).reshape([
    counts.length,
    longest,
    ...shape.slice(axis + 1).map(() => 1),
  ]);
  return where(mask, parted, 0).sum(axis + 1);
}

function adaptiveAvgPool(rank: 1 | 2 | 3, input: Tensor, outputSize: OutputSize): Tensor {
  const op = `adaptiveAvgPool${rank}d`;
  const { given, all } = prepare(op, input, outputSize, rank);
  let sum = given.x;
  if (all.every((one, i) => equal(one, given.size[i] as number))) {
    const sizes = all.map(({ counts }) => counts[0] as number);
    sum = dispatch(sumWindows, [sum], { sizes, steps: sizes });
  } else
    all.forEach((one, i) => {
      sum = unevenSums(sum, i + 2, one);
    });
  return asGiven(
    perPosition(
      sum,
      all.map(({ counts }) => counts),
    ),
    given,
  );
}

function adaptiveMaxPool(
  rank: 1 | 2 | 3,
  input: Tensor,
  outputSize: OutputSize,
  options: AdaptiveMaxPoolOptions | WithIndices = {},
): Tensor | [Tensor, Tensor] {
  const op = `adaptiveMaxPool${rank}d`;
  checkOptions(op, options, ["returnIndices"]);
  const { given, all } = prepare(op, input, outputSize, rank);
  const one = all.map(() => 1);
  return maximaOf(op, given, all, one, options.returnIndices);
}

/**
 * Means of windows that cover a sequence evenly: window i from $\lfloor iL/L' \rfloor$ to
 * $\lceil (i+1)L/L' \rceil$.
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param outputSize - the length L′ of the result
 * @returns [N, C, L′]
 * @throws ShapeError when the sizes do not fit
 * @example
 * ```ts
 * import { adaptiveAvgPool1d, tensor } from "@nabla/tensor";
 * adaptiveAvgPool1d(tensor([[1, 2, 6]]), 2).toArray(); // => [[1.5, 4]]
 * ```
 */
export function adaptiveAvgPool1d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
): Tensor<Pooled<X, Sizes1<K>>> {
  return adaptiveAvgPool(1, input, outputSize);
}

/**
 * Means of windows that cover an image evenly, along each axis as in {@link adaptiveAvgPool1d}; size 1 is
 * the mean of each channel.
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param outputSize - size of the result: a number, or one per axis, null where it stays
 * @returns [N, C, H′, W′]
 * @throws ShapeError when the sizes do not fit
 * @example
 * ```ts
 * import { adaptiveAvgPool2d, ones } from "@nabla/tensor";
 * adaptiveAvgPool2d(ones([8, 16, 7, 5]), 1).shape; // => [8, 16, 1, 1]
 * ```
 */
export function adaptiveAvgPool2d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
): Tensor<Pooled<X, Sizes2<K>>> {
  return adaptiveAvgPool(2, input, outputSize);
}

/**
 * Means of windows that cover a volume evenly: {@link adaptiveAvgPool2d} with a third spatial axis.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param outputSize - size of the result: a number, or one per axis, null where it stays
 * @returns [N, C, D′, H′, W′]
 * @throws ShapeError when the sizes do not fit
 * @example
 * ```ts
 * import { adaptiveAvgPool3d, ones } from "@nabla/tensor";
 * adaptiveAvgPool3d(ones([1, 2, 4, 4, 4]), [1, 2, 4]).shape; // => [1, 2, 1, 2, 4]
 * ```
 */
export function adaptiveAvgPool3d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
): Tensor<Pooled<X, Sizes3<K>>> {
  return adaptiveAvgPool(3, input, outputSize);
}

/**
 * The largest elements of windows that cover a sequence evenly, as in {@link adaptiveAvgPool1d}.
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param outputSize - the length L′ of the result
 * @param options - returnIndices (false by default)
 * @returns [N, C, L′]; with `returnIndices` a pair of maxima and positions
 * @throws ShapeError when the sizes do not fit
 * @example
 * ```ts
 * import { adaptiveMaxPool1d, tensor } from "@nabla/tensor";
 * adaptiveMaxPool1d(tensor([[1, 2, 6]]), 2).toArray(); // => [[2, 6]]
 * ```
 */
export function adaptiveMaxPool1d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
  options?: AdaptiveMaxPoolOptions,
): Tensor<Pooled<X, Sizes1<K>>>;
/**
 * The largest element of each window, and where it is.
 * @param input - as without `returnIndices`
 * @param outputSize - size of the result
 * @param options - `returnIndices: true`
 * @returns maxima and positions (int32), of one shape
 */
export function adaptiveMaxPool1d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
  options: WithIndices,
): [values: Tensor<Pooled<X, Sizes1<K>>>, indices: Tensor<Pooled<X, Sizes1<K>>>];
export function adaptiveMaxPool1d(
  input: Tensor,
  outputSize: OutputSize,
  options?: AdaptiveMaxPoolOptions | WithIndices,
): Tensor | [Tensor, Tensor] {
  return adaptiveMaxPool(1, input, outputSize, options);
}

/**
 * The largest elements of windows that cover an image evenly, as in {@link adaptiveAvgPool2d}.
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param outputSize - size of the result: a number, or one per axis, null where it stays
 * @param options - returnIndices (false by default)
 * @returns [N, C, H′, W′]; with `returnIndices` a pair of maxima and positions
 * @throws ShapeError when the sizes do not fit
 * @example
 * ```ts
 * import { adaptiveMaxPool2d, tensor } from "@nabla/tensor";
 * adaptiveMaxPool2d(tensor([[[1, 2], [4, 3]]]), 1).toArray(); // => [[[4]]]
 * ```
 */
export function adaptiveMaxPool2d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
  options?: AdaptiveMaxPoolOptions,
): Tensor<Pooled<X, Sizes2<K>>>;
/**
 * The largest element of each window, and where it is.
 * @param input - as without `returnIndices`
 * @param outputSize - size of the result
 * @param options - `returnIndices: true`
 * @returns maxima and positions (int32), of one shape
 */
export function adaptiveMaxPool2d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
  options: WithIndices,
): [values: Tensor<Pooled<X, Sizes2<K>>>, indices: Tensor<Pooled<X, Sizes2<K>>>];
export function adaptiveMaxPool2d(
  input: Tensor,
  outputSize: OutputSize,
  options?: AdaptiveMaxPoolOptions | WithIndices,
): Tensor | [Tensor, Tensor] {
  return adaptiveMaxPool(2, input, outputSize, options);
}

/**
 * The largest elements of windows that cover a volume evenly, as in {@link adaptiveAvgPool3d}.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param outputSize - size of the result: a number, or one per axis, null where it stays
 * @param options - returnIndices (false by default)
 * @returns [N, C, D′, H′, W′]; with `returnIndices` a pair of maxima and positions
 * @throws ShapeError when the sizes do not fit
 * @example
 * ```ts
 * import { adaptiveMaxPool3d, ones } from "@nabla/tensor";
 * adaptiveMaxPool3d(ones([1, 2, 4, 4, 4]), [1, 2, 4]).shape; // => [1, 2, 1, 2, 4]
 * ```
 */
export function adaptiveMaxPool3d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
  options?: AdaptiveMaxPoolOptions,
): Tensor<Pooled<X, Sizes3<K>>>;
/**
 * The largest element of each window, and where it is.
 * @param input - as without `returnIndices`
 * @param outputSize - size of the result
 * @param options - `returnIndices: true`
 * @returns maxima and positions (int32), of one shape
 */
export function adaptiveMaxPool3d<X extends Shape, const K extends OutputSize>(
  input: Tensor<X>,
  outputSize: K,
  options: WithIndices,
): [values: Tensor<Pooled<X, Sizes3<K>>>, indices: Tensor<Pooled<X, Sizes3<K>>>];
export function adaptiveMaxPool3d(
  input: Tensor,
  outputSize: OutputSize,
  options?: AdaptiveMaxPoolOptions | WithIndices,
): Tensor | [Tensor, Tensor] {
  return adaptiveMaxPool(3, input, outputSize, options);
}
