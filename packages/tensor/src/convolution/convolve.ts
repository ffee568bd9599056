import { dispatch } from "../dispatch.ts";
import { DTypeError, isOptions, ShapeError, show, written } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import { conv } from "../ops/convolution.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type { Convolved, Shape } from "../types/index.ts";
import { AXES, asGiven, images, type PerAxis, perAxis, requireRoom } from "./spatial.ts";

/** How a convolution slides over its input. Lists have one entry per spatial axis. */
export interface ConvOptions {
  /** Distance between neighbouring positions of the kernel; 1 by default. */
  readonly stride?: PerAxis;
  /**
   * Zeros on both sides of each axis, 0 by default; `"valid"` is none, `"same"` as many as keep the
   * size (with stride 1; an odd number puts one more at the end).
   */
  readonly padding?: PerAxis | "same" | "valid";
  /** Distance between neighbouring elements of the kernel; 1 by default. */
  readonly dilation?: PerAxis;
  /** Number of groups of channels, each with filters of its own; 1 by default. */
  readonly groups?: number;
}

const OPTIONS = ["stride", "padding", "dilation", "groups"];

/** Checks how many groups there are; each takes part of the filters. */
export function checkGroups(op: string, groups: number, filters: number): void {
  if (!Number.isInteger(groups) || groups < 1 || filters % groups !== 0)
    throw new ShapeError(
      `${op}: groups is ${groups}: needed a whole number >= 1 that divides the ${filters} filters`,
      { op },
    );
}

/** Checks the axes of a weight. */
export function checkWeight(op: string, weight: Tensor, rank: number, what: string): void {
  requireTensor(op, "weight", weight);
  const { shape } = weight.layout;
  if (shape.length === rank + 2 && shape.slice(2).every((n) => n > 0)) return;
  const axes = (AXES[rank] as string[]).map((name) => `k${name}`).join(", ");
  throw new ShapeError(`${op}: the weight has shape ${show(shape)}: needed [${what}, ${axes}]`, {
    op,
    shapes: [shape],
  });
}

/** Checks that there is a bias for each channel of the result. */
export function checkBias(op: string, bias: Tensor, channels: number): void {
  if (isOptions(bias))
    throw new DTypeError(
      `${op}: the bias is ${written(bias)}: needed a tensor or null (options come fourth: ${op}(x, weight, null, ${written(bias)}))`,
      { op },
    );
  requireTensor(op, "bias", bias);
  const { shape } = bias.layout;
  if (shape.length !== 1 || shape[0] !== channels)
    throw new ShapeError(
      `${op}: the bias has shape ${show(shape)}: needed [${channels}], one number per channel of the result`,
      { op, shapes: [shape] },
    );
}

/** Zeros before and after each axis. */
function paddingOf(
  op: string,
  padding: PerAxis | "same" | "valid",
  reach: readonly number[],
  stride: readonly number[],
): { low: number[]; high: number[] } {
  const none = reach.map(() => 0);
  if (padding === "valid") return { low: none, high: none };
  if (padding === "same") {
    if (stride.some((n) => n !== 1))
      throw new ShapeError(
        `${op}: padding "same" with stride ${show(stride)}: needed stride 1 (give the padding as a number)`,
        { op },
      );
    const low = reach.map((n) => Math.floor((n - 1) / 2));
    return { low, high: reach.map((n, i) => n - 1 - (low[i] as number)) };
  }
  const both = perAxis({ op, name: "padding", least: 0 }, padding, reach.length);
  return { low: both, high: both };
}

function convolve(
  rank: 1 | 2 | 3,
  input: Tensor,
  weight: Tensor,
  bias: Tensor | null | undefined,
  options: ConvOptions = {},
): Tensor {
  const op = `conv${rank}d`;
  checkOptions(op, options, OPTIONS);
  const given = images(op, input, rank);
  checkWeight(op, weight, rank, "out, in / groups");
  const { groups = 1 } = options;
  const [filters, taken, ...kernel] = weight.layout.shape as [number, number, ...number[]];
  checkGroups(op, groups, filters);
  const { shape } = given.x.layout;
  if (shape[1] !== taken * groups)
    throw new ShapeError(
      `${op}: the input of shape ${show(input.layout.shape)} has ${shape[1]} channels, but the weight of shape ${show(weight.layout.shape)} takes ${taken * groups}${groups === 1 ? "" : ` in ${groups} groups`} (the weight is [out, in / groups, …])`,
      { op, shapes: [input.layout.shape, weight.layout.shape] },
    );
  const stride = perAxis({ op, name: "stride", least: 1 }, options.stride ?? 1, rank);
  const dilation = perAxis({ op, name: "dilation", least: 1 }, options.dilation ?? 1, rank);
  const reach = kernel.map((k, i) => (dilation[i] as number) * (k - 1) + 1);
  const { low, high } = paddingOf(op, options.padding ?? 0, reach, stride);
  const room = given.size.map((n, i) => n + (low[i] as number) + (high[i] as number));
  requireRoom(op, input.layout.shape, reach, room, "kernel");
  const operands = [given.x, weight];
  if (bias !== undefined && bias !== null) {
    checkBias(op, bias, filters);
    operands.push(bias);
  }
  return asGiven(dispatch(conv, operands, { stride, low, high, dilation, groups }), given);
}

/**
 * Slides filters along sequences: $y_{n,o,p} = b_o + \sum_{c,t} w_{o,c,t}\, x_{n,c,sp+dt-\text{pad}}$
 * (a cross-correlation, as in PyTorch).
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param weight - [O, C / groups, kL]
 * @param bias - [O], or null
 * @param options - stride (1 by default), padding (0), dilation (1), groups (1)
 * @returns [N, O, L′] with $L' = \lfloor (L + 2\,\text{pad} - d(k-1) - 1)/s \rfloor + 1$
 * @throws ShapeError when channels differ, or the kernel is larger than the padded input
 * @example
 * ```ts
 * import { conv1d, tensor } from "@nabla/tensor";
 * const difference = tensor([[[-1, 1]]]);
 * conv1d(tensor([[1, 4, 9, 16]]), difference).toArray(); // => [[3, 5, 7]]
 * ```
 */
export function conv1d<X extends Shape, W extends Shape>(
  input: Tensor<X>,
  weight: Tensor<W>,
  bias?: Tensor | null,
  options?: ConvOptions,
): Tensor<Convolved<X, W, 1>> {
  return convolve(1, input, weight, bias, options);
}

/**
 * Slides filters over images:
 * $y_{n,o,p} = b_o + \sum_{c,t} w_{o,c,t}\, x_{n,c,\,s \odot p + d \odot t - \text{pad}}$ with positions p
 * and places t of two axes (a cross-correlation, as in PyTorch).
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param weight - [O, C / groups, kH, kW]
 * @param bias - [O], or null
 * @param options - stride (1 by default), padding (0), dilation (1), groups (1)
 * @returns [N, O, H′, W′] with $H' = \lfloor (H + 2\,\text{pad} - d(k-1) - 1)/s \rfloor + 1$
 * @throws ShapeError when channels differ, or the kernel is larger than the padded input
 * @example
 * ```ts
 * import { conv2d, ones, tensor } from "@nabla/tensor";
 * const sums = ones([1, 1, 2, 2]);
 * conv2d(tensor([[[1, 2, 3], [4, 5, 6]]]), sums).toArray(); // => [[[12, 16]]]
 * conv2d(ones([8, 3, 32, 32]), ones([16, 3, 3, 3]), null, { padding: "same" }).shape; // => [8, 16, 32, 32]
 * ```
 */
export function conv2d<X extends Shape, W extends Shape>(
  input: Tensor<X>,
  weight: Tensor<W>,
  bias?: Tensor | null,
  options?: ConvOptions,
): Tensor<Convolved<X, W, 2>> {
  return convolve(2, input, weight, bias, options);
}

/**
 * Slides filters through volumes: {@link conv2d} with a third spatial axis.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param weight - [O, C / groups, kD, kH, kW]
 * @param bias - [O], or null
 * @param options - stride (1 by default), padding (0), dilation (1), groups (1)
 * @returns [N, O, D′, H′, W′]
 * @throws ShapeError when channels differ, or the kernel is larger than the padded input
 * @example
 * ```ts
 * import { conv3d, ones } from "@nabla/tensor";
 * conv3d(ones([1, 2, 4, 4, 4]), ones([3, 2, 3, 3, 3])).shape; // => [1, 3, 2, 2, 2]
 * ```
 */
export function conv3d<X extends Shape, W extends Shape>(
  input: Tensor<X>,
  weight: Tensor<W>,
  bias?: Tensor | null,
  options?: ConvOptions,
): Tensor<Convolved<X, W, 3>> {
  return convolve(3, input, weight, bias, options);
}
