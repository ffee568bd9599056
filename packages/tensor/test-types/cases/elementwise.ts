import { type Tensor, where, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const batch: Tensor<["batch", 5]>;
declare const time: Tensor<["time", 5]>;
const a = zeros([3, 2]);

// Equal shapes, numbers, one element
expectShape(a.mul(a)).toBe<[3, 2]>();
expectShape(a.add(1)).toBe<[3, 2]>();
expectShape(a.div(zeros([]))).toBe<[3, 2]>();
expectShape(zeros([]).sub(a)).toBe<[3, 2]>();
expectShape(a.exp().log().tanh().relu().sigmoid().sqrt().square().neg()).toBe<[3, 2]>();
expectShape(a.pow(2)).toBe<[3, 2]>();

// A bias, on either side
expectShape(a.sub(zeros([2]))).toBe<[3, 2]>();
expectShape(zeros([2]).add(a)).toBe<[3, 2]>();
expectShape(a.maximum(zeros([1, 2]))).toBe<[3, 2]>();

// Both sides stretch
expectShape(zeros([3, 1]).add(zeros([4]))).toBe<[3, 4]>();
expectShape(zeros([8, 1, 6, 1]).mul(zeros([7, 1, 5]))).toBe<[8, 7, 6, 5]>();
expectShape(where(a.greater(0), a, zeros([2]))).toBe<[3, 2]>();

// Methods that keep the shape, and bounds for each element
expectShape(a.lgamma().polygamma(1).clamp(0).clamp(null, 1).nanToNum().isNaN()).toBe<[3, 2]>();
expectShape(a.round(2).signbit().bitwiseNot()).toBe<[3, 2]>();
expectShape(a.lerp(zeros([4, 1, 2]), 0.5)).toBe<[4, 3, 2]>();
expectShape(a.isClose(zeros([3, 1]), { atol: 1e-3 })).toBe<[3, 2]>();
expectShape(zeros([3]).shiftLeft(zeros([2, 1]))).toBe<[2, 3]>();
a.clamp(zeros([2])).toArray();

// Unknown and named dimensions
expectShape(zeros([n, 2]).add(zeros([1, 2]))).toBe<[number, 2]>();
expectShape(zeros([1, 2]).add(zeros([n, 2]))).toBe<[number, 2]>();
expectShape(batch.add(zeros([5]))).toBe<["batch", 5]>();
expectShape(zeros([5]).add(batch)).toBe<["batch", 5]>();
expectShape(batch.mul(batch)).toBe<["batch", 5]>();
expectShape(batch.add(zeros([1, 5]))).toBe<["batch", 5]>();

//! add: shapes [3, 2] and [4] do not broadcast: 2 vs 4
a.add(zeros([4]));
//! mul: shapes [3, 2] and [2, 2] do not broadcast: 3 vs 2
a.mul(zeros([2, 2]));
//! sub: shapes [batch, 5] and [time, 5] do not broadcast: batch vs time
batch.sub(time);
//! div: shapes [batch, 5] and [32, 5] do not broadcast: batch vs 32
batch.div(zeros([32, 5]));
//! maximum: shapes [?, 2] and [3] do not broadcast: 2 vs 3
zeros([n, 2]).maximum(zeros([3]));
//! floorDivide: shapes [3, 2] and [4] do not broadcast: 2 vs 4
a.floorDivide(zeros([4]));
//? Argument of type 'string' is not assignable
a.add("x");

//! where: shapes [3, 2] and [4] do not broadcast: 2 vs 4
where(a.greater(0), zeros([4]), 0);
//! where: shapes [3, 2] and [2, 2] do not broadcast: 3 vs 2
where(a.greater(0), 0, zeros([2, 2]));

// assign takes what broadcasts to the tensor, and never grows it
expectShape(a.assign(zeros([2]))).toBe<[3, 2]>();
expectShape(a.assign(0)).toBe<[3, 2]>();
expectShape(zeros([n, 2]).assign(a)).toBe<[number, 2]>();
//! assign: shape [3, 2] has more axes than [2]
zeros([2]).assign(a);
//! assign: shape [3, 2] does not broadcast to [3, 1]: 2 vs 1
zeros([3, 1]).assign(a);

// broadcastTo
expectShape(a.broadcastTo([4, 3, 2])).toBe<[4, 3, 2]>();
expectShape(zeros([3, 1]).broadcastTo([3, n])).toBe<[3, number]>();
expectShape(zeros([n, 2]).broadcastTo([4, 2])).toBe<[4, 2]>();
expectShape(batch.broadcastTo([2, batch.shape[0], 5])).toBe<[2, "batch", 5]>();
//! broadcastTo: shape [3, 2] does not broadcast to [4, 2]: 3 vs 4
a.broadcastTo([4, 2]);
//! broadcastTo: shape [3, 2] does not broadcast to [1, 2]: 3 vs 1
a.broadcastTo([1, 2]);
//! broadcastTo: shape [3, 2] has more axes than [2]
a.broadcastTo([2]);
