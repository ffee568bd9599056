import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const first: 0 | 1;
declare const order: number[];
declare const batch: Tensor<["batch", 5]>;
const a = zeros([3, 2]);
const b = zeros([2, 3, 4]);

expectShape(a.T).toBe<[2, 3]>();
expectShape(b.T).toBe<[4, 3, 2]>();
expectShape(batch.T).toBe<[5, "batch"]>();
expectShape(b.transpose()).toBe<[2, 4, 3]>();
expectShape(b.transpose(0, -1)).toBe<[4, 3, 2]>();
expectShape(b.transpose(1, 1)).toBe<[2, 3, 4]>();
expectShape(b.permute([2, 0, 1])).toBe<[4, 2, 3]>();
expectShape(b.permute([-1, 0, 1])).toBe<[4, 2, 3]>();
expectShape(zeros([]).permute([])).toBe<[]>();

// Known only when the program runs
expectShape(a.transpose(0, n)).toBe<[number, number]>();
expectShape(a.transpose(first, 0)).toBe<[3, 2] | [2, 3]>();
expectShape(b.permute([n, 0, 1])).toBe<[number, number, number]>();
expectShape(b.permute(order)).toBe<[number, number, number]>();

//! transpose: axis 5 is out of range for shape [3, 2] (rank 2)
a.transpose(0, 5);
//! transpose: axis -3 is out of range for shape [3, 2] (rank 2)
a.transpose(-3, 0);
//! permute: [0, 0] repeats an axis (shape [3, 2])
a.permute([0, 0]);
//! permute: [1, -1] repeats an axis (shape [3, 2])
a.permute([1, -1]);
//! permute: axis 2 is out of range for shape [3, 2] (rank 2)
a.permute([0, 2]);
//! permute: [0] must list each of the 2 axes of [3, 2] once
a.permute([0]);
