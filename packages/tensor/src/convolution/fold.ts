import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import { positionsOf } from "../ops/convolution.ts";
import { pad } from "../ops/movement.ts";
import { slice } from "../ops/views.ts";
import { overlapAdd, windows } from "../ops/windows.ts";
import type { Tensor } from "../tensor.ts";
import { asGiven, images, type PerAxis, perAxis, requireRoom } from "./spatial.ts";

/** How blocks lie in an image. Lists have one entry per spatial axis. */
export interface FoldOptions {
  /** Distance between neighbouring blocks; 1 by default. */
  readonly stride?: PerAxis;
  /** Zeros on both sides of each axis; 0 by default. */
  readonly padding?: PerAxis;
  /** Distance between neighbouring elements of a block; 1 by default. */
  readonly dilation?: PerAxis;
}

/** Blocks of an image of two axes. */
interface Blocks {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

const SPATIAL = [2, 3];
const product = (list: readonly number[]): number => list.reduce((p, n) => p * n, 1);

function blocksOf(op: string, kernelSize: PerAxis, options: FoldOptions): Blocks {
  return {
    kernel: perAxis({ op, name: "kernelSize", least: 1 }, kernelSize, 2),
    stride: perAxis({ op, name: "stride", least: 1 }, options.stride ?? 1, 2),
    padding: perAxis({ op, name: "padding", least: 0 }, options.padding ?? 0, 2),
    dilation: perAxis({ op, name: "dilation", least: 1 }, options.dilation ?? 1, 2),
  };
}

const attributes = ({ kernel, stride, dilation }: Blocks) => ({
  axes: SPATIAL,
  sizes: kernel,
  steps: stride,
  dilations: dilation,
});

/** Padded sizes of the spatial axes, and how many blocks fit along each. */
function countBlocks(
  op: string,
  shape: readonly number[],
  size: readonly number[],
  blocks: Blocks,
): [room: number[], counts: number[]] {
  const at = (list: readonly number[], i: number): number => list[i] as number;
  const room = size.map((n, i) => n + 2 * at(blocks.padding, i));
  const reach = blocks.kernel.map((k, i) => at(blocks.dilation, i) * (k - 1) + 1);
  requireRoom(op, shape, reach, room, "block");
  const counts = room.map((n, i) =>
    positionsOf(n, at(blocks.kernel, i), at(blocks.stride, i), at(blocks.dilation, i)),
  );
  return [room, counts];
}

/**
 * All blocks of an image as columns, from left to right and top to bottom (im2col, PyTorch's
 * `functional.unfold`).
 * @param input - [N, C, H, W], or [C, H, W] for one image
 * @param kernelSize - size of a block
 * @param options - stride (1 by default), padding (0), dilation (1)
 * @returns [N, C · kH · kW, number of blocks]
 * @throws ShapeError when no block fits
 * @example
 * ```ts
 * import { tensor, unfold } from "@nabla/tensor";
 * unfold(tensor([[[1, 2, 3], [4, 5, 6]]]), 2).toArray(); // => [[1, 2], [2, 3], [4, 5], [5, 6]]
 * ```
 */
export function unfold(input: Tensor, kernelSize: PerAxis, options: FoldOptions = {}): Tensor {
  const given = images("unfold", input, 2);
  const blocks = blocksOf("unfold", kernelSize, options);
  const [, counts] = countBlocks("unfold", input.layout.shape, given.size, blocks);
  const around = [0, 0, ...blocks.padding];
  const attrs = { low: around, high: around, interior: around.map(() => 0) };
  const x = around.some((n) => n > 0) ? dispatch(pad, [given.x], attrs) : given.x;
  const all = dispatch(windows, [x], attributes(blocks));
  const [count, channels] = x.layout.shape as [number, number];
  const columns = all
    .permute([0, 1, 4, 5, 2, 3])
    .reshape([count, channels * product(blocks.kernel), product(counts)]);
  return asGiven(columns, given);
}

/**
 * Puts blocks back into an image and adds them up where they overlap (col2im, PyTorch's
 * `functional.fold`): the adjoint of {@link unfold}.
 * @param input - [N, C · kH · kW, number of blocks], or without the first axis
 * @param outputSize - [H, W] of the image
 * @param kernelSize - size of a block
 * @param options - stride, padding, dilation, as for `unfold`
 * @returns [N, C, H, W]
 * @throws ShapeError when the blocks are not those of such an image
 * @example
 * ```ts
 * import { fold, tensor } from "@nabla/tensor";
 * const columns = tensor([[1, 2], [2, 3], [4, 5], [5, 6]]);
 * fold(columns, [2, 3], 2).toArray(); // => [[[1, 4, 3], [4, 10, 6]]]
 * ```
 */
export function fold(
  input: Tensor,
  outputSize: PerAxis,
  kernelSize: PerAxis,
  options: FoldOptions = {},
): Tensor {
  requireTensor("fold", "input", input);
  const { shape } = input.layout;
  const size = perAxis({ op: "fold", name: "outputSize", least: 1 }, outputSize, 2);
  const blocks = blocksOf("fold", kernelSize, options);
  const [room, counts] = countBlocks("fold", size, size, blocks);
  const [rows, columns] = shape.slice(-2) as [number, number];
  const places = product(blocks.kernel);
  if (shape.length < 2 || shape.length > 3 || rows % places !== 0 || columns !== product(counts))
    throw new ShapeError(
      `fold: the input has shape ${show(shape)}: needed [N, C · ${places}, ${product(counts)}], the columns of a ${show(size)} image`,
      { op: "fold", shapes: [shape] },
    );
  const count = shape.length === 3 ? (shape[0] as number) : 1;
  const channels = rows / places;
  const all: Tensor = input
    .reshape([count, channels, ...blocks.kernel, ...counts])
    .permute([0, 1, 4, 5, 2, 3]);
  const sum = dispatch(overlapAdd, [all], { ...attributes(blocks), lengths: room });
  const image = dispatch(slice, [sum], {
    starts: [0, 0, ...blocks.padding],
    sizes: [count, channels, ...size],
    steps: [1, 1, 1, 1],
  });
  return shape.length === 3 ? image : image.squeeze(0);
}
