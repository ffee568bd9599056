import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const u: Tensor;
declare const batch: Tensor<["batch", 5]>;
const a = zeros([3, 2]);

// 1-d to n-d
expectShape(zeros([3]).matmul(zeros([3]))).toBe<[]>();
expectShape(zeros([3]).matmul(a)).toBe<[2]>();
expectShape(a.matmul(zeros([2]))).toBe<[3]>();
expectShape(a.matmul(zeros([2, 4]))).toBe<[3, 4]>();
expectShape(zeros([3]).matmul(zeros([8, 3, 2]))).toBe<[8, 2]>();
expectShape(zeros([8, 3, 2]).matmul(zeros([2]))).toBe<[8, 3]>();
expectShape(zeros([8, 4, 16, 32]).matmul(zeros([32, 7]))).toBe<[8, 4, 16, 7]>();
expectShape(zeros([8, 1, 16, 32]).matmul(zeros([4, 32, 7]))).toBe<[8, 4, 16, 7]>();

// Unknown and named dimensions
expectShape(batch.matmul(zeros([5, 1]))).toBe<["batch", 1]>();
expectShape(zeros([n, n]).matmul(zeros([5, 1]))).toBe<[number, 1]>();
expectShape(a.matmul(zeros([n, n]))).toBe<[3, number]>();

//! matmul: [3, 2] x [4, 5]: inner dimensions 2 and 4 differ
a.matmul(zeros([4, 5]));
//! matmul: [3, 2] x [3]: inner dimensions 2 and 3 differ
a.matmul(zeros([3]));
//! matmul: [4] x [3, 2]: inner dimensions 4 and 3 differ
zeros([4]).matmul(a);
//! matmul: [4] x [3]: inner dimensions 4 and 3 differ
zeros([4]).matmul(zeros([3]));
//! matmul: [batch, 5] x [batch, 5]: inner dimensions 5 and batch differ
batch.matmul(batch);
//! matmul batch dims: shapes [8] and [7] do not broadcast: 8 vs 7
zeros([8, 3, 2]).matmul(zeros([7, 2, 5]));
//! matmul: right operand is a scalar
a.matmul(zeros([]));
//! matmul: left operand is a scalar
zeros([]).matmul(a);
//? Argument of type 'number' is not assignable
u.matmul(3);
