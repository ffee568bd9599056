import { full, linspace, ones, rand, randn, tensor, zeros, zerosLike } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const rows: number[][];
declare const sizes: number[];

// Nested arrays
expectShape(tensor(3)).toBe<[]>();
expectShape(tensor(true)).toBe<[]>();
expectShape(tensor([1, 2, 3])).toBe<[3]>();
expectShape(
  tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]),
).toBe<[3, 2]>();
expectShape(tensor([[[1], [2]]])).toBe<[1, 2, 1]>();
expectShape(tensor([[true, false]])).toBe<[1, 2]>();
expectShape(tensor([])).toBe<[0]>();
expectShape(tensor([[], []])).toBe<[2, 0]>();
expectShape(tensor([n, n])).toBe<[2]>();
expectShape(tensor(rows)).toBe<[number, number]>();
expectShape(tensor([sizes, sizes])).toBe<[2, number]>();
expectShape(tensor([[1, 2]] as const)).toBe<[1, 2]>();
expectShape(tensor([1, 2], { dtype: "float64" })).toBe<[2]>();

//! tensor: ragged nested array: rows of different lengths at depth 1
tensor([[1, 2], [3]]);
//! tensor: ragged nested array: rows of different lengths at depth 2
tensor([[[1, 2]], [[3]]]);
//! tensor: ragged nested array: numbers and arrays mixed at depth 1
tensor([[1, 2], 3]);

// Typed arrays have a length only at run time
expectShape(tensor(new Float32Array(4))).toBe<[number]>();
expectShape(tensor(new Int32Array(4))).toBe<[number]>();

// Shapes as lists
expectShape(zeros([3, 2])).toBe<[3, 2]>();
expectShape(zeros([])).toBe<[]>();
expectShape(ones([n, 2])).toBe<[number, 2]>();
expectShape(zeros([3, 2], { dtype: "float64", requiresGrad: true })).toBe<[3, 2]>();
expectShape(full([2, 2], 7)).toBe<[2, 2]>();
expectShape(rand([5])).toBe<[5]>();
expectShape(randn(sizes)).toBe<any>();
expectShape(zerosLike(zeros([3, 2]))).toBe<[3, 2]>();
expectShape(linspace(0, 1, 5)).toBe<[5]>();
