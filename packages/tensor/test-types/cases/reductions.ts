import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const first: 0 | 1;
declare const keep: boolean;
declare const axes: number[];
declare const loose: { keepDims?: boolean };
declare const batch: Tensor<["batch", 5]>;
const a = zeros([3, 2]);
const b = zeros([2, 3, 4]);

// All axes, one axis, several
expectShape(a.sum()).toBe<[]>();
expectShape(a.sum(null)).toBe<[]>();
expectShape(a.sum(undefined)).toBe<[]>();
expectShape(a.sum(0)).toBe<[2]>();
expectShape(a.mean(-1)).toBe<[3]>();
expectShape(a.max([0, 1])).toBe<[]>();
expectShape(b.min([0, -1])).toBe<[3]>();
expectShape(b.sum([2])).toBe<[2, 3]>();
expectShape(b.prod([])).toBe<[2, 3, 4]>();
expectShape(batch.mean(0)).toBe<[5]>();
expectShape(batch.mean(1)).toBe<["batch"]>();
expectShape(a.argmax(1)).toBe<[3]>();

// keepDims
expectShape(a.sum(null, { keepDims: true })).toBe<[1, 1]>();
expectShape(a.mean(-1, { keepDims: true })).toBe<[3, 1]>();
expectShape(a.mean(-1, { keepDims: false })).toBe<[3]>();
expectShape(b.sum([0, -1], { keepDims: true })).toBe<[1, 3, 1]>();
expectShape(a.argmin(0, { keepDims: true })).toBe<[1, 2]>();

// Known only when the program runs: nothing is claimed that may be wrong
expectShape(a.sum(n)).toBe<[number]>();
expectShape(a.sum(n, { keepDims: true })).toBe<[number, number]>();
expectShape(a.sum(first)).toBe<[2] | [3]>();
expectShape(b.sum([first, n])).toBe<any>();
expectShape(b.sum([first, first], { keepDims: true })).toBe<[number, number, number]>();
expectShape(b.sum(axes)).toBe<any>();
expectShape(b.sum(axes, { keepDims: true })).toBe<[number, number, number]>();
expectShape(a.sum(0, { keepDims: keep })).toBe<any>();
expectShape(a.sum(0, loose)).toBe<any>();
expectShape(a.sum(null, { keepDims: keep })).toBe<any>();

//! sum: axis 2 is out of range for shape [3, 2] (rank 2)
a.sum(2);
//! mean: axis -3 is out of range for shape [3, 2] (rank 2)
a.mean(-3, { keepDims: true });
//! max: axis -3 is out of range for shape [3, 2] (rank 2)
a.max([0, -3]);
//! sum: axes [0, -2] name an axis twice (shape [3, 2])
a.sum([0, -2]);
//! argmax: axis 1 is out of range for shape [batch] (rank 1)
batch.sum(1).argmax(1);
//! sum: axis 0 is out of range for shape [] (rank 0)
zeros([]).sum(0);
//? 'keepDim' does not exist in type
a.sum(0, { keepDim: true });

// Along an axis, the shape stays
expectShape(b.cumSum(1)).toBe<[2, 3, 4]>();
expectShape(b.flip([0, 2])).toBe<[2, 3, 4]>();
//! cumSum: axis 3 is out of range for shape [2, 3, 4] (rank 3)
b.cumSum(3);
//! flip: axes [0, -3] name an axis twice (shape [2, 3, 4])
b.flip([0, -3]);
//! flip: axis -4 is out of range for shape [2, 3, 4] (rank 3)
b.flip([0, -4]);

// Statistics reduce as sum does
expectShape(b.variance()).toBe<[]>();
expectShape(b.variance(1, { correction: 0 })).toBe<[2, 4]>();
expectShape(b.std([0, -1], { keepDims: true })).toBe<[1, 3, 1]>();
expectShape(b.logSumExp(-1)).toBe<[2, 3]>();
expectShape(batch.norm(2, 1)).toBe<["batch"]>();
expectShape(b.norm()).toBe<[]>();
expectShape(b.nanMean(0).add(b.nanSum(0))).toBe<[3, 4]>();
expectShape(b.countNonzero(2)).toBe<[2, 3]>();
expectShape(b.softmax(-1)).toBe<[2, 3, 4]>();
expectShape(batch.logSoftmax(1)).toBe<["batch", 5]>();
//! variance: axis 3 is out of range for shape [2, 3, 4] (rank 3)
b.variance(3);
//! norm: axis 2 is out of range for shape [3, 2] (rank 2)
a.norm(1, 2);
//! softmax: axis -3 is out of range for shape [3, 2] (rank 2)
a.softmax(-3);
//? 'ddof' does not exist in type
a.std(0, { ddof: 0 });

// Sorting keeps the shape, selections change one axis
const [values, positions] = b.sort();
expectShape(values).toBe<[2, 3, 4]>();
expectShape(positions).toBe<[2, 3, 4]>();
expectShape(b.argsort(0, { descending: true })).toBe<[2, 3, 4]>();
expectShape(b.topK(2)[0]).toBe<[2, 3, 2]>();
expectShape(b.topK(n, 1)[1]).toBe<[2, number, 4]>();
expectShape(b.topK(1, n)[0]).toBe<[number, number, number]>();
expectShape(b.kthValue(1, 0)[0]).toBe<[3, 4]>();
expectShape(b.cumMax(0)[1]).toBe<[2, 3, 4]>();
expectShape(b.logCumSumExp(1)).toBe<[2, 3, 4]>();
expectShape(b.median(1)).toBe<[2, 4]>();
expectShape(b.quantile(0.5, [0, 1], { keepDims: true })).toBe<[1, 1, 4]>();
expectShape(b.quantile([0.5, 0.7], 0)).toBe<any>();
//! sort: axis 3 is out of range for shape [2, 3, 4] (rank 3)
b.sort(3);
//! topK: axis 2 is out of range for shape [3, 2] (rank 2)
a.topK(1, 2);

// Triangles, products of vectors, and parts
expectShape(b.tril(1)).toBe<[2, 3, 4]>();
expectShape(b.trace()).toBe<[2]>();
expectShape(a.roll(1, 0)).toBe<[3, 2]>();
expectShape(zeros([3]).outer(zeros([4]))).toBe<[3, 4]>();
expectShape(zeros([3]).dot(zeros([3]))).toBe<[]>();
expectShape(b.split(2, 1)[0] ?? b.slice(null, [0, n])).toBe<[2, number, 4]>();
expectShape(b.unbind()[0] ?? zeros([3, 4])).toBe<[3, 4]>();
expectShape(b.repeat(2, 1)).toBe<[2, number, 4]>();
expectShape(b.repeat(2)).toBe<[number]>();
expectShape(b.diff(1, 0)).toBe<[number, 3, 4]>();
expectShape(b.flatten(1)).toBe<[2, 12]>();
expectShape(b.flatten(0, 1)).toBe<any>();
//! dot: vectors of 3 and 4 elements
zeros([3]).dot(zeros([4]));
//! outer: shapes [3, 2] and [2]: needed two vectors
a.outer(zeros([2]));
//! split: axis 3 is out of range for shape [2, 3, 4] (rank 3)
b.split(2, 3);
