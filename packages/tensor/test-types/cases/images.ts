import {
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
  avgPool1d,
  conv1d,
  conv2d,
  conv3d,
  convTranspose2d,
  maxPool2d,
  type Tensor,
  zeros,
} from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const unknown: Tensor;
declare const batch: Tensor<["batch", 3, 32, 32]>;
const x = zeros([8, 3, 32, 32]);
const w = zeros([16, 3, 5, 5]);

// Batch and channels are known; spatial sizes are left to the program
expectShape(conv2d(x, w)).toBe<[8, 16, number, number]>();
expectShape(conv2d(batch, w, null, { padding: "same" })).toBe<["batch", 16, number, number]>();
expectShape(conv2d(zeros([3, 9, 9]), w)).toBe<[16, number, number]>();
expectShape(conv1d(zeros([2, 3, 9]), zeros([4, 3, 2]))).toBe<[2, 4, number]>();
expectShape(conv3d(zeros([3, 9, 9, 9]), zeros([4, 3, 2, 2, 2]))).toBe<
  [4, number, number, number]
>();
expectShape(convTranspose2d(x, zeros([3, 4, 2, 2]))).toBe<[8, number, number, number]>();
expectShape(conv2d(unknown, w)).toBe<any>();
expectShape(conv2d(x, unknown)).toBe<[8, number, number, number]>();

// Pooling keeps batch and channels
expectShape(maxPool2d(x, 2)).toBe<[8, 3, number, number]>();
expectShape(maxPool2d(batch, 2, { stride: 1 })).toBe<["batch", 3, number, number]>();
expectShape(avgPool1d(zeros([3, 9]), 2)).toBe<[3, number]>();
expectShape(maxPool2d(unknown, 2)).toBe<any>();
const [values, indices] = maxPool2d(x, 2, { returnIndices: true });
expectShape(values).toBe<[8, 3, number, number]>();
expectShape(indices).toBe<[8, 3, number, number]>();
const options = { stride: 1, ceilMode: true };
expectShape(maxPool2d(x, 2, options)).toBe<[8, 3, number, number]>();
// What a program without types passes on
declare const parsed: any;
expectShape(maxPool2d(x, 2, parsed)).toBe<[8, 3, number, number]>();

// Adaptive pooling has the size that is asked for
expectShape(adaptiveAvgPool2d(x, 1)).toBe<[8, 3, 1, 1]>();
expectShape(adaptiveAvgPool2d(x, [2, null])).toBe<[8, 3, number, number]>();
expectShape(adaptiveMaxPool2d(batch, [2, 4])).toBe<["batch", 3, 2, 4]>();

expectShape(x.pad(1)).toBe<[number, number, number, number]>();
//! unfold: axis 4 is out of range for shape [8, 3, 32, 32] (rank 4)
x.unfold(4, 2);
//? Type '"full"' has no properties in common with type 'ConvOptions'
conv2d(x, w, null, "full");
