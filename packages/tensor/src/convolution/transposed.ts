import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { convInput } from "../ops/convolution.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type { ConvolvedBack, Shape } from "../types/index.ts";
import { checkBias, checkGroups, checkWeight } from "./convolve.ts";
import { asGiven, images, type PerAxis, perAxis } from "./spatial.ts";

/** How a transposed convolution slides. Lists have one entry per spatial axis. */
export interface ConvTransposeOptions {
  /** Distance in the result between what neighbouring elements of the input reach; 1 by default. */
  readonly stride?: PerAxis;
  /** What the convolution that this undoes would have padded: cut off on both sides; 0 by default. */
  readonly padding?: PerAxis;
  /** More elements at the end of each axis, fewer than stride or dilation; 0 by default. */
  readonly outputPadding?: PerAxis;
  /** Distance between neighbouring elements of the kernel; 1 by default. */
  readonly dilation?: PerAxis;
  /** Number of groups of channels, each with filters of its own; 1 by default. */
  readonly groups?: number;
}

const OPTIONS = ["stride", "padding", "outputPadding", "dilation", "groups"];

/** The list of one option. */
function option(
  op: string,
  options: ConvTransposeOptions,
  name: "stride" | "padding" | "outputPadding" | "dilation",
  rank: number,
): number[] {
  const least = name === "stride" || name === "dilation" ? 1 : 0;
  return perAxis({ op, name, least }, options[name] ?? least, rank);
}

function convolveBack(
  rank: 1 | 2 | 3,
  input: Tensor,
  weight: Tensor,
  bias: Tensor | null | undefined,
  options: ConvTransposeOptions = {},
): Tensor {
  const op = `convTranspose${rank}d`;
  checkOptions(op, options, OPTIONS);
  const given = images(op, input, rank);
  checkWeight(op, weight, rank, "in, out / groups");
  const { groups = 1 } = options;
  const [filters, channels, ...kernel] = weight.layout.shape as [number, number, ...number[]];
  checkGroups(op, groups, filters);
  if (given.x.layout.shape[1] !== filters)
    throw new ShapeError(
      `${op}: the input of shape ${show(input.layout.shape)} has ${given.x.layout.shape[1]} channels, but the weight of shape ${show(weight.layout.shape)} takes ${filters} (the weight is [in, out / groups, …])`,
      { op, shapes: [input.layout.shape, weight.layout.shape] },
    );
  const [stride, padding, more, dilation] = (
    ["stride", "padding", "outputPadding", "dilation"] as const
  ).map((name) => option(op, options, name, rank)) as [number[], number[], number[], number[]];
  const at = <T>(list: readonly T[], i: number): T => list[i] as T;
  if (more.some((n, i) => n >= Math.max(at(stride, i), at(dilation, i))))
    throw new ShapeError(
      `${op}: outputPadding ${show(more)} with stride ${show(stride)} and dilation ${show(dilation)}: needed less than the larger of the two`,
      { op, shapes: [input.layout.shape] },
    );
  const size = kernel.map(
    (k, i) =>
      (at(given.size, i) - 1) * at(stride, i) -
      2 * at(padding, i) +
      at(dilation, i) * (k - 1) +
      at(more, i) +
      1,
  );
  if (size.some((n) => n < 1))
    throw new ShapeError(
      `${op}: the result of an input of shape ${show(input.layout.shape)} would have size ${show(size)}: needed less padding, or a larger kernel`,
      { op, shapes: [input.layout.shape, weight.layout.shape] },
    );
  // A whole stride more at the end would be one more position of the convolution that this undoes.
  const high = padding.map((n, i) => n - (at(more, i) - (at(more, i) % at(stride, i))));
  const attrs = { stride, low: padding, high, dilation, groups, size };
  const result = asGiven(dispatch(convInput, [given.x, weight], attrs), given);
  if (bias === undefined || bias === null) return result;
  checkBias(op, bias, channels * groups);
  return result.add(bias.reshape([channels * groups, ...kernel.map(() => 1)]));
}

/**
 * The transpose of {@link conv1d} as a linear map: each element of the input adds a multiple of the
 * filters to the result, where the convolution would have read it (PyTorch's `conv_transpose1d`).
 * @param input - [N, C, L], or [C, L] for one sequence
 * @param weight - [C, O / groups, kL]
 * @param bias - [O], or null
 * @param options - stride (1 by default), padding (0), outputPadding (0), dilation (1), groups (1)
 * @returns [N, O, L′] with $L' = (L - 1)s - 2\,\text{pad} + d(k - 1) + \text{outputPadding} + 1$
 * @throws ShapeError when channels differ, or options do not fit
 * @example
 * ```ts
 * import { convTranspose1d, tensor } from "@nabla/tensor";
 * const filter = tensor([[[1, 10]]]);
 * convTranspose1d(tensor([[1, 2]]), filter, null, { stride: 2 }).toArray(); // => [[1, 10, 2, 20]]
 * ```
 */
export function convTranspose1d<X extends Shape>(
  input: Tensor<X>,
  weight: Tensor,
  bias?: Tensor | null,
  options?: ConvTransposeOptions,
): Tensor<ConvolvedBack<X, 1>> {
  return convolveBack(1, input, weight, bias, options);
}

/**
 * The transpose of {@link conv2d} as a linear map: each element of the input adds a multiple of the
 * filters to the result, where the convolution would have read it (PyTorch's `conv_transpose2d`).
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param weight - [C, O / groups, kH, kW]
 * @param bias - [O], or null
 * @param options - stride (1 by default), padding (0), outputPadding (0), dilation (1), groups (1)
 * @returns [N, O, H′, W′] with $H' = (H - 1)s - 2\,\text{pad} + d(k - 1) + \text{outputPadding} + 1$
 * @throws ShapeError when channels differ, or options do not fit
 * @example
 * ```ts
 * import { convTranspose2d, ones } from "@nabla/tensor";
 * convTranspose2d(ones([1, 8, 4, 4]), ones([8, 3, 2, 2]), null, { stride: 2 }).shape; // => [1, 3, 8, 8]
 * ```
 */
export function convTranspose2d<X extends Shape>(
  input: Tensor<X>,
  weight: Tensor,
  bias?: Tensor | null,
  options?: ConvTransposeOptions,
): Tensor<ConvolvedBack<X, 2>> {
  return convolveBack(2, input, weight, bias, options);
}

/**
 * The transpose of {@link conv3d}: {@link convTranspose2d} with a third spatial axis.
 * @param input - [N, C, D, H, W], or [C, D, H, W] for one volume
 * @param weight - [C, O / groups, kD, kH, kW]
 * @param bias - [O], or null
 * @param options - stride (1 by default), padding (0), outputPadding (0), dilation (1), groups (1)
 * @returns [N, O, D′, H′, W′]
 * @throws ShapeError when channels differ, or options do not fit
 * @example
 * ```ts
 * import { convTranspose3d, ones } from "@nabla/tensor";
 * convTranspose3d(ones([1, 2, 3, 3, 3]), ones([2, 1, 2, 2, 2])).shape; // => [1, 1, 4, 4, 4]
 * ```
 */
export function convTranspose3d<X extends Shape>(
  input: Tensor<X>,
  weight: Tensor,
  bias?: Tensor | null,
  options?: ConvTransposeOptions,
): Tensor<ConvolvedBack<X, 3>> {
  return convolveBack(3, input, weight, bias, options);
}
