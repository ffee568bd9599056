import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const sizes: number[];
declare const batch: Tensor<["batch", 5]>;
declare const images: Tensor<["batch", 1, 28, 28]>;
const a = zeros([3, 2]);

// Products
expectShape(a.reshape([2, 3])).toBe<[2, 3]>();
expectShape(a.reshape([6])).toBe<[6]>();
expectShape(a.reshape([3, 1, 2])).toBe<[3, 1, 2]>();
expectShape(zeros([]).reshape([1, 1])).toBe<[1, 1]>();
expectShape(zeros([512, 768]).reshape([512, 12, 64])).toBe<[512, 12, 64]>();

// -1
expectShape(a.reshape([-1])).toBe<[6]>();
expectShape(zeros([32, 1, 28, 28]).reshape([32, -1])).toBe<[32, 784]>();
expectShape(zeros([512, 768]).reshape([512, 12, -1])).toBe<[512, 12, 64]>();
expectShape(zeros([50257, 768]).reshape([-1])).toBe<[38597376]>();

// Unknown and named dimensions
expectShape(zeros([n, 28, 28]).reshape([n, 784])).toBe<[number, 784]>();
expectShape(zeros([n, 28, 28]).reshape([-1, 784])).toBe<[number, 784]>();
expectShape(images.reshape([-1, 784])).toBe<["batch", 784]>();
expectShape(images.reshape([images.shape[0], -1])).toBe<["batch", 784]>();
expectShape(batch.reshape([-1])).toBe<[number]>();
expectShape(a.reshape(sizes)).toBe<any>();

//! reshape: cannot view [3, 2] as [4, 2]: 6 elements vs 8
a.reshape([4, 2]);
//! reshape: cannot view [3, 2] as [4, -1]: 6 elements do not divide by 4
a.reshape([4, -1]);
//! reshape: cannot view [batch, 5] as [32, 5]: the named dimensions differ
batch.reshape([32, 5]);
//! reshape: cannot view [batch, 1, 28, 28] as [-1, 783]: 784 elements do not divide by 783
images.reshape([-1, 783]);

// flatten
expectShape(images.flatten(1)).toBe<["batch", 784]>();
expectShape(images.flatten(-2)).toBe<["batch", 1, 784]>();
expectShape(a.flatten()).toBe<[6]>();
expectShape(zeros([]).flatten()).toBe<[1]>();
expectShape(images.flatten(n)).toBe<any>();
//! flatten: axis 2 is out of range for shape [3, 2] (rank 2)
a.flatten(2);

// squeeze, expandDims
expectShape(zeros([3, 1]).squeeze(1)).toBe<[3]>();
expectShape(zeros([3, n]).squeeze(-1)).toBe<[3]>();
expectShape(zeros([1, 3, 1]).squeeze()).toBe<[3]>();
expectShape(zeros([1, n, 1]).squeeze()).toBe<any>();
expectShape(a.expandDims(0)).toBe<[1, 3, 2]>();
expectShape(a.expandDims(-1)).toBe<[3, 2, 1]>();
expectShape(zeros([]).expandDims(0)).toBe<[1]>();
//! squeeze: axis 0 of [3, 2] has size 3, not 1
a.squeeze(0);
//! squeeze: axis 2 is out of range for shape [3, 2] (rank 2)
a.squeeze(2);
//! squeeze: axis 0 of [batch, 5] has size batch, not 1
batch.squeeze(0);
//! expandDims: axis 4 is out of range for a result of rank 3
a.expandDims(4);

// What needs one element
expectShape(a.sum()).toBe<[]>();
a.sum().item();
zeros([1, 1]).item();
zeros([n]).item();
//! item: needs a tensor with one element, got [3, 2]
a.item();
//! backward: needs a tensor with one element, got [batch, 5]
batch.backward();
