import { concat, stack, type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const u: Tensor;
declare const many: Tensor<[3, 2]>[];
declare const batch: Tensor<["batch", 5]>;
const a = zeros([3, 2]);

expectShape(concat([a, a])).toBe<[6, 2]>();
expectShape(concat([a, zeros([3, 5]), zeros([3, 1])], 1)).toBe<[3, 8]>();
expectShape(concat([a, zeros([3, 5])], -1)).toBe<[3, 7]>();
expectShape(concat([a, zeros([n, 2])])).toBe<[number, 2]>();
expectShape(concat([zeros([3, n]), a])).toBe<[6, 2]>();
expectShape(concat([batch, batch], 1)).toBe<["batch", 10]>();
expectShape(concat([batch, batch])).toBe<[number, 5]>();
expectShape(concat(many)).toBe<[number, 2]>();
expectShape(concat([a, a], n)).toBe<any>();
//! concat: [3, 2] and [4, 4] differ outside axis 0
concat([a, zeros([4, 4])]);
//! concat: [3, 2] and [3, 2, 1] differ outside axis 0
concat([a, zeros([3, 2, 1])]);
//! concat: axis 2 is out of range for shape [3, 2] (rank 2)
concat([a, a], 2);

expectShape(stack([a, a, a])).toBe<[3, 3, 2]>();
expectShape(stack([a, a, a], -1)).toBe<[3, 2, 3]>();
expectShape(stack([a, zeros([n, 2])])).toBe<[2, 3, 2]>();
expectShape(stack(many)).toBe<[number, 3, 2]>();
expectShape(stack([batch, batch], 1)).toBe<["batch", 2, 5]>();
expectShape(stack([u, a])).toBe<any>();
//! stack: shapes [3, 2] and [4, 4] differ
stack([a, zeros([4, 4])]);
//! stack: axis 3 is out of range for a result of rank 3
stack([a, a], 3);
