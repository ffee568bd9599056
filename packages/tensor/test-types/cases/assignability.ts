// Gradual, but never wrong: what may stand for what.

import { type Parameter, parameter } from "@nabla/nn";
import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const u: Tensor;
declare const either: boolean;
declare const batch: Tensor<["batch", 10]>;
declare const time: Tensor<["time", 10]>;
const a = zeros([3, 2]);

declare function literal(x: Tensor<[32, 10]>): void;
declare function named(x: Tensor<["batch", 10]>): void;
declare function unknownSize(x: Tensor<[number, 10]>): void;
declare function anything(x: Tensor): void;

literal(u);
literal(zeros([n, 10]));
literal(zeros([n, n]));
literal(parameter(zeros([32, 10])));
named(u);
named(zeros([n, 10]));
named(batch);
unknownSize(u);
unknownSize(zeros([3, 10]));
unknownSize(batch);
anything(a);
anything(batch);

//? Argument of type 'Tensor<[32, 11]>' is not assignable to parameter of type 'Tensor<[32, 10]>'
literal(zeros([32, 11]));
//? Argument of type 'Tensor<[32]>' is not assignable to parameter of type 'Tensor<[32, 10]>'
literal(zeros([32]));
//? Argument of type 'Tensor<["batch", 10]>' is not assignable to parameter of type 'Tensor<[32, 10]>'
literal(batch);
//? Argument of type 'Tensor<[32, 10]>' is not assignable to parameter of type 'Tensor<["batch", 10]>'
named(zeros([32, 10]));
//? Argument of type 'Tensor<["time", 10]>' is not assignable to parameter of type 'Tensor<["batch", 10]>'
named(time);
//? is not assignable to parameter of type 'Tensor<[number, 10]>'
unknownSize(zeros([3, 11]));
//? is not assignable to parameter of type 'Tensor<[32, 10]>'
literal(parameter(zeros([2])));
//? Type 'Tensor<[3, 2]>' is not assignable to type 'Tensor<[2, 2]>'
export const wrong: Tensor<[2, 2]> = a;

// Parameters, arrays, records, maps
const w: Parameter<[3, 2]> = parameter(a);
const asTensor: Tensor<[3, 2]> = w;
const loose: Parameter = w;
expectShape(w.matmul(zeros([2, 4]))).toBe<[3, 4]>();
const list: Parameter[] = [w, parameter(zeros([2])), loose];
const record: Record<string, Parameter> = { w, b: parameter(zeros([2])) };
const tensors: Tensor[] = [a, u, ...list, asTensor, ...Object.values(record)];
let total: Tensor = zeros([]);
for (const x of tensors) total = total.add(x.mul(x).sum());
const state = { w, b: parameter(zeros([2])) } satisfies Record<string, Parameter>;
expectShape(a.add(state.b)).toBe<[3, 2]>();
const map = new Map<string, Parameter>(Object.entries(state));
map.set("x", parameter(a));
function update<P extends Record<string, Parameter>>(parameters: P): P {
  return parameters;
}
expectShape(update(state).w.add(a)).toBe<[3, 2]>();

// Unions: unary methods work, for the rest join them through an annotation.
const union = either ? a : zeros([5, 2]);
expectShape(union.relu().exp()).toBe<[3, 2] | [5, 2]>();
const joined: Tensor<[number, 2]> = union;
expectShape(joined.add(1)).toBe<[number, 2]>();
const size = either ? 2 : 4;
expectShape(zeros([size, 3]).add(zeros([3]))).toBe<[2 | 4, 3]>();
