import type { Tensor } from "@nabla/tensor";
import { type ConvolutionAttrs, dispatch, type OpAttrs } from "@nabla/tensor/internal";
import {
  type BatchRule,
  type Call,
  moveAxis,
  type Operand,
  reshape,
  stretched,
} from "../operand.ts";
import { alongAxes, none, withAttributes } from "./kinds.ts";

type Product = "conv" | "convInput" | "convWeight";

/** The examples as more of what the first axis counts: images, or filters. */
function alongFirst(operand: Operand, size: number): Tensor {
  const x = stretched(operand, size);
  const [, count, ...rest] = x.layout.shape as [number, number, ...number[]];
  return reshape(x, [size * count, ...rest]);
}

/** The examples as more channels of each image. */
function asChannels(operand: Operand, size: number): Tensor {
  const x = moveAxis(stretched(operand, size), 0, 1);
  const [count, , channels, ...rest] = x.layout.shape as [number, number, number, ...number[]];
  return reshape(x, [count, size * channels, ...rest]);
}

function fromFirst(x: Tensor, size: number): Tensor {
  const [count, ...rest] = x.layout.shape as [number, ...number[]];
  return reshape(x, [size, count / size, ...rest]);
}

function fromChannels(x: Tensor, size: number): Tensor {
  const [count, channels, ...rest] = x.layout.shape as [number, number, ...number[]];
  return moveAxis(reshape(x, [count, size, channels / size, ...rest]), 1, 0);
}

/** Each example's channels are groups that do not meet those of the others. */
const inGroups = <K extends Product>({ attrs, size }: Call<K>): OpAttrs[K] => ({
  ...attrs,
  groups: attrs.groups * size,
});

/** A product of images and filters: where the filters are not batched, examples are more images. */
function imagesByFilters<K extends "conv" | "convInput">(call: Call<K>): Tensor {
  const { op, operands, attrs, size } = call;
  if (size === 0) return none(call);
  const [images, ...rest] = operands as [Operand, ...Operand[]];
  if (rest.every(({ batched }) => !batched)) {
    const filters = rest.map(({ x }) => x);
    return fromFirst(dispatch(op, [alongFirst(images, size), ...filters], attrs), size);
  }
  const filters = rest.map((operand) => alongFirst(operand, size));
  return fromChannels(dispatch(op, [asChannels(images, size), ...filters], inGroups(call)), size);
}

/** How convolutions and windows work on all examples at once. */
export const convolution: { readonly [K in keyof ConvolutionAttrs]: BatchRule<K> } = {
  conv: imagesByFilters,
  convInput: imagesByFilters,
  convWeight: (call) => {
    if (call.size === 0) return none(call);
    const images = call.operands.map((operand) => asChannels(operand, call.size));
    return fromFirst(dispatch(call.op, images, inGroups(call)), call.size);
  },
  windows: withAttributes(alongAxes),
  overlapAdd: withAttributes(alongAxes),
  // The windowed axes are counted from the end.
  sumWindows: withAttributes((attrs) => attrs),
  maxWindows: withAttributes((attrs) => attrs),
  argmaxWindows: withAttributes((attrs) => attrs),
};
