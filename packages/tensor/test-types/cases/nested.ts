// Values as nested arrays are as deep as the tensor has axes.

import { type NestedValues, type Tensor, zeros } from "@nabla/tensor";

declare const unknown: Tensor;
declare const batch: Tensor<["batch", number]>;

export const one: number = zeros([]).toArray();
export const list: number[] = zeros([3]).toArray();
export const rows: number[][] = batch.toArray();
export const deep: number[][][][][] = zeros([1, 1, 1, 1, 1]).toArray();
export const corner: number = batch.toArray()[0]?.[1] ?? 0;
export const mask: boolean[][] = batch.greater(0).toArray<boolean>();
export const anything: NestedValues = unknown.toArray();
export const deeper: NestedValues = zeros([1, 1, 1, 1, 1, 1]).toArray();

//? Type 'number[][]' is not assignable to type 'number[]'
export const flat: number[] = batch.toArray();
//? is not assignable to type 'number[]'
export const unsure: number[] = unknown.toArray();
