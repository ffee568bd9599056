import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { gather } from "../ops/indexing.ts";
import { argmaxWindows, maxWindows } from "../ops/windows.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type { Pooled, Shape, SpatialAxes } from "../types/index.ts";
import { asGiven, type Images, images, type PerAxis, perAxis } from "./spatial.ts";
import { checkPoolPadding, type PoolOptions, poolSizes } from "./windows.ts";

/** How maximum pooling slides over its input. Lists have one entry per spatial axis. */
export interface MaxPoolOptions extends PoolOptions {
  /** Distance between neighbouring elements of a window; 1 by default. */
  readonly dilation?: PerAxis;
  /** Only the maxima are returned; for their positions see {@link WithIndices}. */
  readonly returnIndices?: false;
}

/** The option with which positions are returned too. */
export interface WithIndices {
  /**
   * Also return where the maxima are (int32): positions in the input's spatial axes, counted in
   * row-major order.
   */
  readonly returnIndices: true;
}

/** {@link MaxPoolOptions} with which positions are returned too. */
export interface MaxPoolIndicesOptions extends Omit<MaxPoolOptions, "returnIndices">, WithIndices {}

/** Windows along one axis: where each begins, and how many elements of the input it has. */
export interface AxisWindows {
  readonly starts: readonly number[];
  readonly counts: readonly number[];
}

/** Windows of `kernel` elements, cut to an axis of `n`. */
function cutWindows(
  n: number,
  count: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
): AxisWindows {
  const starts: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = i * stride - padding;
    const missing = start < 0 ? Math.ceil(-start / dilation) : 0;
    const first = start + missing * dilation;
    starts.push(first);
    counts.push(Math.min(kernel - missing, Math.ceil((n - first) / dilation)));
  }
  return { starts, counts };
}

/**
 * The largest element of each window, and where it is if `returnIndices`. Maxima whose places are known
 * are taken from there, so that these are not looked for again on the way back.
 */
export function maximaOf(
  op: string,
  given: Images,
  windows: readonly AxisWindows[],
  dilation: readonly number[],
  returnIndices: boolean | undefined,
): Tensor | [values: Tensor, indices: Tensor] {
  const { x, size } = given;
  if (windows.some(({ counts }) => counts.some((n) => n < 1)))
    throw new ShapeError(
      `${op}: a window has no element of the input of shape ${show(x.layout.shape)} (less padding?)`,
      { op, shapes: [x.layout.shape] },
    );
  const attrs = {
    starts: windows.map(({ starts }) => starts),
    counts: windows.map(({ counts }) => counts),
    dilation,
  };
  if (!returnIndices) return asGiven(dispatch(maxWindows, [x], attrs), given);
  const indices = dispatch(argmaxWindows, [x], attrs);
  const [count, channels] = x.layout.shape as [number, number];
  const { shape } = indices.layout;
  const lines = (t: Tensor, sizes: readonly number[]): Tensor =>
    t.reshape([count, channels, sizes.reduce((product, n) => product * n, 1)]);
  const taken = dispatch(gather, [lines(x, size), lines(indices, shape.slice(2))], { axis: 2 });
  return [asGiven(taken.reshape(shape), given), asGiven(indices, given)];
}

const OPTIONS = ["stride", "padding", "dilation", "ceilMode", "returnIndices"];

function maxPool(
  rank: 1 | 2 | 3,
  input: Tensor,
  kernelSize: PerAxis,
  options: MaxPoolOptions | MaxPoolIndicesOptions = {},
): Tensor | [Tensor, Tensor] {
  const op = `maxPool${rank}d`;
  checkOptions(op, options, OPTIONS);
  const given = images(op, input, rank);
  const kernel = perAxis({ op, name: "kernelSize", least: 1 }, kernelSize, rank);
  const stride = perAxis({ op, name: "stride", least: 1 }, options.stride ?? kernel, rank);
  const padding = perAxis({ op, name: "padding", least: 0 }, options.padding ?? 0, rank);
  const dilation = perAxis({ op, name: "dilation", least: 1 }, options.dilation ?? 1, rank);
  checkPoolPadding(op, padding, kernel);
  const sliding = { kernel, stride, padding, dilation, ceilMode: options.ceilMode ?? false };
  const counts = poolSizes(op, given, sliding);
  const at = (list: readonly number[], i: number): number => list[i] as number;
  const windows = counts.map((count, i) =>
    cutWindows(
      at(given.size, i),
      count,
      at(kernel, i),
      at(stride, i),
      at(padding, i),
      at(dilation, i),
    ),
  );
  return maximaOf(op, given, windows, dilation, options.returnIndices);
}

/**
 * The largest element of each window of a sequence. Windows that reach into the padding see only what is
 * there; of equal elements the first one counts, and gets the gradient.
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param kernelSize - length of a window
 * @param options - stride (the size of a window by default), padding (0), dilation (1), ceilMode (false),
 * returnIndices (false)
 * @returns [N, C, L′] with $L' = \lfloor (L + 2\,\text{pad} - d(k-1) - 1)/s \rfloor + 1$; with
 * `returnIndices` a pair
 * @throws ShapeError when no window fits, or the padding is more than half a window
 * @example
 * ```ts
 * import { maxPool1d, tensor } from "@nabla/tensor";
 * maxPool1d(tensor([[1, 3, 2, 0]]), 2).toArray(); // => [[3, 2]]
 * ```
 */
export function maxPool1d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options?: MaxPoolOptions,
): Tensor<Pooled<X, SpatialAxes[1]>>;
/**
 * The largest element of each window, and where it is.
 * @param input - as without `returnIndices`
 * @param kernelSize - size of a window
 * @param options - `returnIndices: true`, and the others
 * @returns maxima and positions (int32), of one shape
 */
export function maxPool1d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options: MaxPoolIndicesOptions,
): [values: Tensor<Pooled<X, SpatialAxes[1]>>, indices: Tensor<Pooled<X, SpatialAxes[1]>>];
export function maxPool1d(
  input: Tensor,
  kernelSize: PerAxis,
  options?: MaxPoolOptions | MaxPoolIndicesOptions,
): Tensor | [Tensor, Tensor] {
  return maxPool(1, input, kernelSize, options);
}

/**
 * The largest element of each window of an image. Windows that reach into the padding see only what is
 * there; of equal elements the first one counts, and gets the gradient.
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param kernelSize - size of a window
 * @param options - stride (the size of a window by default), padding (0), dilation (1), ceilMode (false),
 * returnIndices (false)
 * @returns [N, C, H′, W′] with $H' = \lfloor (H + 2\,\text{pad} - d(k-1) - 1)/s \rfloor + 1$; with
 * `returnIndices` a pair
 * @throws ShapeError when no window fits, or the padding is more than half a window
 * @example
 * ```ts
 * import { maxPool2d, tensor } from "@nabla/tensor";
 * const image = tensor([[[1, 2, 0, 1], [5, 3, 4, 2]]]);
 * maxPool2d(image, 2).toArray(); // => [[[5, 4]]]
 * const [, indices] = maxPool2d(image, 2, { returnIndices: true });
 * indices.toArray(); // => [[[4, 6]]]
 * ```
 */
export function maxPool2d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options?: MaxPoolOptions,
): Tensor<Pooled<X, SpatialAxes[2]>>;
/**
 * The largest element of each window, and where it is.
 * @param input - as without `returnIndices`
 * @param kernelSize - size of a window
 * @param options - `returnIndices: true`, and the others
 * @returns maxima and positions (int32), of one shape
 */
export function maxPool2d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options: MaxPoolIndicesOptions,
): [values: Tensor<Pooled<X, SpatialAxes[2]>>, indices: Tensor<Pooled<X, SpatialAxes[2]>>];
export function maxPool2d(
  input: Tensor,
  kernelSize: PerAxis,
  options?: MaxPoolOptions | MaxPoolIndicesOptions,
): Tensor | [Tensor, Tensor] {
  return maxPool(2, input, kernelSize, options);
}

/**
 * The largest element of each window of a volume: {@link maxPool2d} with a third spatial axis.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param kernelSize - size of a window
 * @param options - stride (the size of a window by default), padding (0), dilation (1), ceilMode (false),
 * returnIndices (false)
 * @returns [N, C, D′, H′, W′]; with `returnIndices` a pair
 * @throws ShapeError when no window fits, or the padding is more than half a window
 * @example
 * ```ts
 * import { maxPool3d, ones } from "@nabla/tensor";
 * maxPool3d(ones([1, 2, 4, 4, 4]), 2).shape; // => [1, 2, 2, 2, 2]
 * ```
 */
export function maxPool3d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options?: MaxPoolOptions,
): Tensor<Pooled<X, SpatialAxes[3]>>;
/**
 * The largest element of each window, and where it is.
 * @param input - as without `returnIndices`
 * @param kernelSize - size of a window
 * @param options - `returnIndices: true`, and the others
 * @returns maxima and positions (int32), of one shape
 */
export function maxPool3d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options: MaxPoolIndicesOptions,
): [values: Tensor<Pooled<X, SpatialAxes[3]>>, indices: Tensor<Pooled<X, SpatialAxes[3]>>];
export function maxPool3d(
  input: Tensor,
  kernelSize: PerAxis,
  options?: MaxPoolOptions | MaxPoolIndicesOptions,
): Tensor | [Tensor, Tensor] {
  return maxPool(3, input, kernelSize, options);
}
