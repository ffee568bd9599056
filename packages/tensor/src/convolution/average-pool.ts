import { dispatch } from "../dispatch.ts";
import { ShapeError } from "../errors.ts";
import { pad } from "../ops/movement.ts";
import { sumWindows } from "../ops/windows.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type { Pooled, Shape, SpatialAxes } from "../types/index.ts";
import { perPosition } from "./per-position.ts";
import { asGiven, type Images, images, type PerAxis, perAxis } from "./spatial.ts";
import { checkPoolPadding, type PoolOptions, type PoolWindows, poolSizes } from "./windows.ts";

/** How average pooling slides over its input. Lists have one entry per spatial axis. */
export interface AvgPoolOptions extends PoolOptions {
  /** Do the zeros of the padding count as elements of a window? True by default. */
  readonly countIncludePad?: boolean;
  /** What sums are divided by, instead of the number of elements. */
  readonly divisorOverride?: number;
}

/** The sum of each window, of the input with zeros around it. */
function sums(given: Images, { kernel, stride, padding }: PoolWindows, counts: number[]): Tensor {
  const low = [0, 0, ...padding];
  const high = given.size.map((n, i) => {
    const [k, step, before] = [kernel[i], stride[i], padding[i]] as [number, number, number];
    return Math.max(0, ((counts[i] as number) - 1) * step + k - n - before);
  });
  const around = { low, high: [0, 0, ...high], interior: low.map(() => 0) };
  const bare = low.every((n) => n === 0) && high.every((n) => n === 0);
  const x = bare ? given.x : dispatch(pad, [given.x], around);
  return dispatch(sumWindows, [x], { sizes: kernel, steps: stride });
}

/** How many elements each window of an axis has; the zeros of the padding are such where they count. */
function elements(
  n: number,
  count: number,
  kernel: number,
  stride: number,
  padding: number,
  includePad: boolean,
): number[] {
  return Array.from({ length: count }, (_, i) => {
    const start = i * stride - padding;
    const end = Math.min(start + kernel, n + padding);
    return includePad ? end - start : Math.min(end, n) - Math.max(start, 0);
  });
}

const OPTIONS = ["stride", "padding", "ceilMode", "countIncludePad", "divisorOverride"];

function avgPool(
  rank: 1 | 2 | 3,
  input: Tensor,
  kernelSize: PerAxis,
  options: AvgPoolOptions = {},
): Tensor {
  const op = `avgPool${rank}d`;
  checkOptions(op, options, OPTIONS);
  const given = images(op, input, rank);
  const kernel = perAxis({ op, name: "kernelSize", least: 1 }, kernelSize, rank);
  const stride = perAxis({ op, name: "stride", least: 1 }, options.stride ?? kernel, rank);
  const padding = perAxis({ op, name: "padding", least: 0 }, options.padding ?? 0, rank);
  checkPoolPadding(op, padding, kernel);
  const { ceilMode = false, countIncludePad = true, divisorOverride } = options;
  const sliding = { kernel, stride, padding, dilation: kernel.map(() => 1), ceilMode };
  const counts = poolSizes(op, given, sliding);
  const sum = sums(given, sliding, counts);
  if (divisorOverride !== undefined) {
    if (divisorOverride === 0 || !Number.isFinite(divisorOverride))
      throw new ShapeError(`${op}: divisorOverride is ${divisorOverride}: needed a number, not 0`, {
        op,
      });
    return asGiven(sum.div(divisorOverride), given);
  }
  const at = (list: readonly number[], i: number): number => list[i] as number;
  const sizes = counts.map((count, i) =>
    elements(
      at(given.size, i),
      count,
      at(kernel, i),
      at(stride, i),
      at(padding, i),
      countIncludePad,
    ),
  );
  return asGiven(perPosition(sum, sizes), given);
}

/**
 * The mean of each window of a sequence.
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param kernelSize - length of a window
 * @param options - stride (the size of a window by default), padding (0), ceilMode (false),
 * countIncludePad (true), divisorOverride (the number of elements)
 * @returns [N, C, L′] with $L' = \lfloor (L + 2\,\text{pad} - k)/s \rfloor + 1$
 * @throws ShapeError when no window fits, or the padding is more than half a window
 * @example
 * ```ts
 * import { avgPool1d, tensor } from "@nabla/tensor";
 * avgPool1d(tensor([[1, 3, 2, 0]]), 2).toArray(); // => [[2, 1]]
 * ```
 */
export function avgPool1d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options?: AvgPoolOptions,
): Tensor<Pooled<X, SpatialAxes[1]>> {
  return avgPool(1, input, kernelSize, options);
}

/**
 * The mean of each window of an image.
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param kernelSize - size of a window
 * @param options - stride (the size of a window by default), padding (0), ceilMode (false),
 * countIncludePad (true), divisorOverride (the number of elements)
 * @returns [N, C, H′, W′] with $H' = \lfloor (H + 2\,\text{pad} - k)/s \rfloor + 1$
 * @throws ShapeError when no window fits, or the padding is more than half a window
 * @example
 * ```ts
 * import { avgPool2d, tensor } from "@nabla/tensor";
 * const image = tensor([[[1, 2, 0, 1], [5, 4, 4, 3]]]);
 * avgPool2d(image, 2).toArray(); // => [[[3, 2]]]
 * ```
 */
export function avgPool2d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options?: AvgPoolOptions,
): Tensor<Pooled<X, SpatialAxes[2]>> {
  return avgPool(2, input, kernelSize, options);
}

/**
 * The mean of each window of a volume: {@link avgPool2d} with a third spatial axis.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param kernelSize - size of a window
 * @param options - stride (the size of a window by default), padding (0), ceilMode (false),
 * countIncludePad (true), divisorOverride (the number of elements)
 * @returns [N, C, D′, H′, W′]
 * @throws ShapeError when no window fits, or the padding is more than half a window
 * @example
 * ```ts
 * import { avgPool3d, ones } from "@nabla/tensor";
 * avgPool3d(ones([1, 2, 4, 4, 4]), 2).shape; // => [1, 2, 2, 2, 2]
 * ```
 */
export function avgPool3d<X extends Shape>(
  input: Tensor<X>,
  kernelSize: PerAxis,
  options?: AvgPoolOptions,
): Tensor<Pooled<X, SpatialAxes[3]>> {
  return avgPool(3, input, kernelSize, options);
}
