// `x.shape`: numbers that remember which dimension they are.
import { type Size, type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const u: Tensor;
declare const images: Tensor<["batch", 1, 28, 28]>;
const a = zeros([3, 2]);

const [b, c] = images.shape;
export const asNumber: number = b;
export const asSize: Size<"batch"> = b;
export const isOne: boolean = c === 1;
export const rank: number = u.shape.length;
export const two: 2 = a.shape.length;
for (const d of a.shape) d satisfies number;
export const product: number = a.shape[0] * a.shape[1];

// Fed back into a shape
expectShape(zeros([b, 5])).toBe<["batch", 5]>();
expectShape(zeros([a.shape[0], 5])).toBe<[3, 5]>();
expectShape(zeros([...a.shape, 1])).toBe<[3, 2, 1]>();
expectShape(zeros(a.shape)).toBe<[3, 2]>();
expectShape(zeros(images.shape).sum([1, 2])).toBe<["batch", 28]>();
expectShape(zeros(u.shape)).toBe<any>();
const [first] = u.shape;
if (first !== undefined) expectShape(zeros([first, 5])).toBe<[number, 5]>();

function rows(x: Tensor<[number, 2]>): number {
  const [r] = x.shape;
  return r;
}
rows(a);
rows(zeros([n, n]));
function batchSize(x: Tensor<["batch", 2]>): Size<"batch"> {
  return x.shape[0];
}
expectShape(zeros([batchSize(zeros([n, 2])), 4])).toBe<["batch", 4]>();

//? is not assignable to type 'Size<"batch">'
export const notBatch: Size<"batch"> = a.shape[0];
