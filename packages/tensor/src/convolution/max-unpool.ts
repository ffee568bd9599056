import { zeros } from "../creation.ts";
import { DTypeError, ShapeError, show } from "../errors.ts";
import { sameShape } from "../layout.ts";
import { requireTensor } from "../methods/install.ts";
import type { Tensor } from "../tensor.ts";
import type { Pooled, Shape, SpatialAxes } from "../types/index.ts";
import { asGiven, images, type PerAxis, perAxis } from "./spatial.ts";

/** Which pooling is undone. Lists have one entry per spatial axis. */
export interface MaxUnpoolOptions {
  /** Distance between neighbouring windows; by default the size of a window, so that they lie side by side. */
  readonly stride?: PerAxis;
  /** How far windows began before the input; 0 by default. */
  readonly padding?: PerAxis;
  /**
   * Sizes of the spatial axes of the result, or its whole shape: less than a stride from
   * $(n - 1)s - 2\,\text{pad} + k$, which is the default: pooling may leave elements at the end out.
   */
  readonly outputSize?: PerAxis;
}

/** The sizes before pooling. */
function sizesOf(
  op: string,
  pooled: readonly number[],
  kernelSize: PerAxis,
  options: MaxUnpoolOptions,
): number[] {
  const rank = pooled.length;
  const at = (list: readonly number[], i: number): number => list[i] as number;
  const kernel = perAxis({ op, name: "kernelSize", least: 1 }, kernelSize, rank);
  const stride = perAxis({ op, name: "stride", least: 1 }, options.stride ?? kernel, rank);
  const padding = perAxis({ op, name: "padding", least: 0 }, options.padding ?? 0, rank);
  const usual = pooled.map((n, i) => (n - 1) * at(stride, i) - 2 * at(padding, i) + at(kernel, i));
  if (options.outputSize === undefined) return usual.map((n) => Math.max(0, n));
  const { outputSize } = options;
  // A whole shape, such as that of the tensor that was pooled, ends in the sizes of its spatial axes.
  const spatial =
    typeof outputSize !== "number" && outputSize.length > rank
      ? outputSize.slice(-rank)
      : outputSize;
  const sizes = perAxis({ op, name: "outputSize", least: 1 }, spatial, rank);
  if (sizes.some((n, i) => Math.abs(n - at(usual, i)) >= at(stride, i)))
    throw new ShapeError(
      `${op}: outputSize ${show(sizes)} for windows that come from ${show(usual)}: needed less than a stride of ${show(stride)} away`,
      { op },
    );
  return sizes;
}

function maxUnpool(
  rank: 1 | 2 | 3,
  input: Tensor,
  indices: Tensor,
  kernelSize: PerAxis,
  options: MaxUnpoolOptions = {},
): Tensor {
  const op = `maxUnpool${rank}d`;
  const given = images(op, input, rank);
  requireTensor(op, "indices", indices);
  if (indices.dtype !== "int32" || !sameShape(indices.layout.shape, input.layout.shape))
    throw new DTypeError(
      `${op}: the indices are ${indices.dtype} of shape ${show(indices.layout.shape)}: needed int32 of the input's shape ${show(input.layout.shape)}, as maxPool${rank}d gives them with returnIndices`,
      { op, shapes: [input.layout.shape, indices.layout.shape] },
    );
  const sizes = sizesOf(op, given.size, kernelSize, options);
  const [count, channels] = given.x.layout.shape as [number, number];
  const product = (list: readonly number[]): number => list.reduce((p, n) => p * n, 1);
  const line = [count, channels, product(given.size)];
  const empty: Tensor = zeros([count, channels, product(sizes)], { dtype: input.dtype });
  const filled: Tensor = empty.scatter(2, indices.reshape(line), given.x.reshape(line));
  return asGiven(filled.reshape([count, channels, ...sizes]), given);
}

/**
 * Puts the maxima of windows back where {@link maxPool1d} found them, among zeros.
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param indices - where they were, of the same shape, as `maxPool1d` gives with `returnIndices`
 * @param kernelSize - length of a window
 * @param options - stride (the size of a window by default), padding (0), outputSize (as that option says)
 * @returns [N, C, L′]
 * @throws ShapeError when the sizes do not fit
 * @throws DTypeError when the indices are no positions
 * @throws AxisError when a position lies outside of the result
 * @example
 * ```ts
 * import { maxPool1d, maxUnpool1d, tensor } from "@nabla/tensor";
 * const [values, indices] = maxPool1d(tensor([[1, 3, 2, 0]]), 2, { returnIndices: true });
 * maxUnpool1d(values, indices, 2).toArray(); // => [[0, 3, 2, 0]]
 * ```
 */
export function maxUnpool1d<X extends Shape>(
  input: Tensor<X>,
  indices: Tensor,
  kernelSize: PerAxis,
  options?: MaxUnpoolOptions,
): Tensor<Pooled<X, SpatialAxes[1]>> {
  return maxUnpool(1, input, indices, kernelSize, options);
}

/**
 * Puts the maxima of windows back where {@link maxPool2d} found them, among zeros.
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param indices - where they were, of the same shape, as `maxPool2d` gives with `returnIndices`
 * @param kernelSize - size of a window
 * @param options - stride (the size of a window by default), padding (0), outputSize (as that option says)
 * @returns [N, C, H′, W′]
 * @throws ShapeError when the sizes do not fit
 * @throws DTypeError when the indices are no positions
 * @throws AxisError when a position lies outside of the result
 * @example
 * ```ts
 * import { maxPool2d, maxUnpool2d, tensor } from "@nabla/tensor";
 * const [values, indices] = maxPool2d(tensor([[[1, 2], [4, 3]]]), 2, { returnIndices: true });
 * maxUnpool2d(values, indices, 2).toArray(); // => [[[0, 0], [4, 0]]]
 * ```
 */
export function maxUnpool2d<X extends Shape>(
  input: Tensor<X>,
  indices: Tensor,
  kernelSize: PerAxis,
  options?: MaxUnpoolOptions,
): Tensor<Pooled<X, SpatialAxes[2]>> {
  return maxUnpool(2, input, indices, kernelSize, options);
}

/**
 * Puts the maxima of windows back where {@link maxPool3d} found them, among zeros.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param indices - where they were, of the same shape, as `maxPool3d` gives with `returnIndices`
 * @param kernelSize - size of a window
 * @param options - stride (the size of a window by default), padding (0), outputSize (as that option says)
 * @returns [N, C, D′, H′, W′]
 * @throws ShapeError when the sizes do not fit
 * @throws DTypeError when the indices are no positions
 * @throws AxisError when a position lies outside of the result
 * @example
 * ```ts
 * import { maxPool3d, maxUnpool3d, ones } from "@nabla/tensor";
 * const [values, indices] = maxPool3d(ones([1, 4, 4, 4]), 2, { returnIndices: true });
 * maxUnpool3d(values, indices, 2).shape; // => [1, 4, 4, 4]
 * ```
 */
export function maxUnpool3d<X extends Shape>(
  input: Tensor<X>,
  indices: Tensor,
  kernelSize: PerAxis,
  options?: MaxUnpoolOptions,
): Tensor<Pooled<X, SpatialAxes[3]>> {
  return maxUnpool(3, input, indices, kernelSize, options);
}
