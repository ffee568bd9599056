import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const maybe: 0 | null;
declare const entries: (number | null)[];
declare const batch: Tensor<["batch", 5]>;
const a = zeros([3, 2]);

// An index drops its axis, null keeps it
expectShape(a.slice(0)).toBe<[2]>();
expectShape(a.slice(-3, 1)).toBe<[]>();
expectShape(a.slice(n)).toBe<[2]>();
expectShape(a.slice(null, 1)).toBe<[3]>();
expectShape(a.slice()).toBe<[3, 2]>();
expectShape(batch.slice(7)).toBe<[5]>();

// Ranges
expectShape(a.slice([0, 2], null)).toBe<[2, 2]>();
expectShape(a.slice([1, 99], 0)).toBe<[2]>();
expectShape(a.slice([2, 1])).toBe<[0, 2]>();
expectShape(a.slice([1, null])).toBe<[2, 2]>();
expectShape(a.slice([null, 2])).toBe<[2, 2]>();
expectShape(a.slice([0, 2, 1])).toBe<[2, 2]>();
expectShape(batch.slice([null, null], [0, 2])).toBe<["batch", 2]>();
expectShape(batch.slice([0, 3])).toBe<[number, 5]>();
expectShape(a.slice([n, 3])).toBe<[number, 2]>();

// Negative and strided: the length is known only when the program runs
expectShape(a.slice([-2, null])).toBe<[number, 2]>();
expectShape(a.slice([0, -1])).toBe<[number, 2]>();
expectShape(a.slice([null, null, 2])).toBe<[number, 2]>();
expectShape(a.slice([null, null, -1])).toBe<[3, 2]>();
expectShape(a.slice(maybe)).toBe<[2] | [3, 2]>();
expectShape(a.slice(...entries)).toBe<any>();

//! slice: too many entries for shape [3, 2]
a.slice(0, 0, 0);
//! slice: index 3 is out of range for size 3 (shape [3, 2])
a.slice(3);
//! slice: index -3 is out of range for size 2 (shape [3, 2])
a.slice(null, -3);

// Positions: exact for numbers, unknown for lists and tensors
expectShape(a.at(0)).toBe<[2]>();
expectShape(a.at(null, -1)).toBe<[3]>();
expectShape(a.at(0, 1)).toBe<[]>();
expectShape(a.at([0, 2])).toBe<any>();
expectShape(a.at(null, zeros([7], { dtype: "int32" }))).toBe<any>();
expectShape(a.at([true, false, true])).toBe<any>();
expectShape(a.withAt([[0, 2]], 1)).toBe<[3, 2]>();
expectShape(a.withSlice([null, 0], 1)).toBe<[3, 2]>();
//! at: index 3 is out of range for size 3 (shape [3, 2])
a.at(3);
//! at: too many entries for shape [3, 2]
a.at(0, 0, 0);

// Whole rows by an index tensor
expectShape(a.indexSelect(0, zeros([7], { dtype: "int32" }))).toBe<[7, 2]>();
expectShape(a.indexSelect(0, zeros([], { dtype: "int32" }))).toBe<[1, 2]>();
expectShape(a.indexSelect(-1, zeros([n], { dtype: "int32" }))).toBe<[3, number]>();
expectShape(batch.indexSelect(n, zeros([7], { dtype: "int32" }))).toBe<[number, number]>();
//! indexSelect: axis 2 is out of range for shape [3, 2] (rank 2)
a.indexSelect(2, zeros([7], { dtype: "int32" }));
