import { f32, f64 } from "../assembler/floats.ts";
import { shuffle32, v128 } from "../assembler/simd.ts";
import { f32x4, f64x2 } from "../assembler/simd-floats.ts";
import type { Effect, Operand, Value } from "../assembler/value.ts";

type V = Value<"v128">;
type Address = Operand<"i32">;

/** What the generator of matrix products has to know about an element type. */
export interface Lanes {
  /** Bytes of an element. */
  readonly bytes: 4 | 8;
  /** Elements in a vector. */
  readonly count: 4 | 2;
  /** A vector of zeros. */
  readonly zero: V;
  /** x + y. */
  add(x: V, y: V): V;
  /** x · y + z, by two instructions. */
  mulAdd(x: V, y: V, z: V): V;
  /** x · y + z, by the one instruction of relaxed SIMD. */
  fusedMulAdd(x: V, y: V, z: V): V;
  /** The element in memory, in all lanes. */
  splat(address: Address, offset: number): V;
  /** Copies one element. */
  copy(to: Address, toOffset: number, from: Address): Effect;
  /** The columns of as many rows as there are lanes. */
  transpose(rows: readonly V[]): V[];
}

/** Four float32. */
export const float32: Lanes = {
  bytes: 4,
  count: 4,
  zero: f32x4.const(0),
  add: f32x4.add,
  mulAdd: (x, y, z) => f32x4.add(z, f32x4.mul(x, y)),
  fusedMulAdd: f32x4.relaxed_madd,
  splat: v128.load32_splat,
  copy: (to, toOffset, from) => f32.store(to, f32.load(from), toOffset),
  transpose: (rows) => {
    const [a, b, c, d] = rows as [V, V, V, V];
    // Pairs of two rows first: a0 b0 a1 b1 and so on; then pairs of pairs.
    const low = (x: V, y: V): V => shuffle32(x, y, [0, 4, 1, 5]);
    const high = (x: V, y: V): V => shuffle32(x, y, [2, 6, 3, 7]);
    const halves = (x: V, y: V): V[] => [
      shuffle32(x, y, [0, 1, 4, 5]),
      shuffle32(x, y, [2, 3, 6, 7]),
    ];
    return [...halves(low(a, b), low(c, d)), ...halves(high(a, b), high(c, d))];
  },
};

/** Two float64. */
export const float64: Lanes = {
  bytes: 8,
  count: 2,
  zero: f64x2.const(0),
  add: f64x2.add,
  mulAdd: (x, y, z) => f64x2.add(z, f64x2.mul(x, y)),
  fusedMulAdd: f64x2.relaxed_madd,
  splat: v128.load64_splat,
  copy: (to, toOffset, from) => f64.store(to, f64.load(from), toOffset),
  transpose: (rows) => {
    const [a, b] = rows as [V, V];
    return [shuffle32(a, b, [0, 1, 4, 5]), shuffle32(a, b, [2, 3, 6, 7])];
  },
};
