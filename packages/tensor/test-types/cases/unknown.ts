// Where a rank is unknown everything is accepted, in both operand orders, and nothing is claimed.
import { concat, stack, type Tensor, where, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const u: Tensor;
declare const safe: Tensor<number[]>;
declare const deep: Tensor<[1, 2, 3, 4, 5, 6, 7, 8]>;
const a = zeros([3, 2]);

expectShape(u.add(a)).toBe<any>();
expectShape(a.add(u)).toBe<any>();
expectShape(u.add(1)).toBe<any>();
expectShape(a.matmul(u)).toBe<any>();
expectShape(u.matmul(a)).toBe<any>();
expectShape(where(u, a, u)).toBe<any>();
expectShape(u.sum()).toBe<[]>();
expectShape(u.sum(3)).toBe<any>();
expectShape(u.sum([0, 1])).toBe<any>();
expectShape(u.sum(0, { keepDims: true })).toBe<any>();
expectShape(u.sum(null, { keepDims: true })).toBe<any>();
expectShape(u.cumSum(5)).toBe<any>();
expectShape(u.T).toBe<any>();
expectShape(u.transpose(0, 4)).toBe<any>();
expectShape(u.permute([0, 1])).toBe<any>();
expectShape(u.reshape([3, 4])).toBe<[3, 4]>();
expectShape(u.reshape([3, -1])).toBe<[3, number]>();
expectShape(u.flatten(1)).toBe<any>();
expectShape(u.broadcastTo([3, 4])).toBe<[3, 4]>();
expectShape(u.squeeze()).toBe<any>();
expectShape(u.squeeze(3)).toBe<any>();
expectShape(u.expandDims(3)).toBe<any>();
expectShape(concat([u, a])).toBe<any>();
expectShape(concat([a, u])).toBe<any>();
expectShape(stack([u, a])).toBe<any>();
expectShape(stack([a, u])).toBe<any>();
expectShape(u.slice(0, 0, [0, 1])).toBe<any>();
expectShape(u.indexSelect(3, u)).toBe<any>();
expectShape(a.indexSelect(0, u)).toBe<[number, 2]>();
u.backward();
u.item();

// `Tensor<number[]>` is the safe unknown: it takes anything and gives nothing away.
const taken: Tensor<number[]> = a;
expectShape(taken.matmul(a)).toBe<any>();
expectShape(safe.sum(1)).toBe<any>();
expectShape(safe.reshape([3, 2])).toBe<[3, 2]>();

// Beyond seven axes nothing is claimed either.
expectShape(deep.sum(3)).toBe<any>();
expectShape(deep.transpose(0, 7)).toBe<any>();
expectShape(deep.squeeze(0)).toBe<any>();
expectShape(deep.expandDims(0)).toBe<any>();
expectShape(deep.add(deep)).toBe<[1, 2, 3, 4, 5, 6, 7, 8]>();
expectShape(deep.reshape([-1])).toBe<[40320]>();
