// How literals get lost and kept on the way into a shape.

import { Linear, ReLU, Sequential } from "@nabla/nn";
import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

const loose = [3, 2];
expectShape(zeros(loose)).toBe<any>();
const tight = [3, 2] as const;
expectShape(zeros(tight)).toBe<[3, 2]>();
let k = 3;
k++;
expectShape(zeros([k, 2])).toBe<[number, 2]>();
const K = 3;
expectShape(zeros([K, 2])).toBe<[3, 2]>();

// A configuration object has `number`s, which agree with everything; `as const` keeps its literals.
const config = { inputs: 784, hidden: 32 };
const model = new Sequential(
  new Linear(config.inputs, config.hidden),
  new ReLU(),
  new Linear(32, 10),
);
expectShape(model.call(zeros([4, 784]))).toBe<[4, 10]>();
const exact = { inputs: 784 } as const;
expectShape(new Linear(exact.inputs, 2).call(zeros([4, 784]))).toBe<[4, 2]>();
//! Linear(784, 2): expects [..., 784], got [4, 783]
new Linear(exact.inputs, 2).call(zeros([4, 783]));

// A variable that is rebound keeps its first shape; plain `Tensor` lets go of it.
let x = zeros([3, 2]);
//? is not assignable to type 'Tensor<[3, 2]>'
x = x.T;
let y: Tensor = zeros([3, 2]);
y = y.T;
expectShape(y).toBe<any>();
