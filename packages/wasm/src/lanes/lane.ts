/**
 * Arithmetic on 128 bits as a graph: four float32, two float64 or four int32 side by side.
 *
 * The functions of the SIMD mathematics (`math/`) build such graphs, as formulas do over the scalar
 * algebra; `emit.ts` turns them into code. Graphs are values without a place: using one twice, or
 * building the same one twice, costs one computation.
 */

import { shuffle32, v128 } from "../assembler/simd.ts";
import { f32x4, f64x2 } from "../assembler/simd-floats.ts";
import { i32x4, i64x2 } from "../assembler/simd-integers.ts";
import type { Value } from "../assembler/value.ts";

type Vector = Value<"v128">;

/** A 128-bit value, by how it is computed. */
export interface Lane {
  /** What it does, constants included: nodes with equal names and operands are the same value. */
  readonly name: string;
  /** Operands. */
  readonly args: readonly Lane[];
  /** Its code, given that of its operands; null for a branch. */
  readonly code: ((...args: Vector[]) => Vector) | null;
}

const node = (name: string, code: (...args: Vector[]) => Vector, ...args: Lane[]): Lane => ({
  name,
  args,
  code,
});

/** A value that is there already: a local, or a load that is cheap to repeat. */
export const given = (name: string, value: Vector): Lane => node(name, () => value);

/** Name of the branches of {@link unlikely}. */
export const UNLIKELY = "unlikely";

/**
 * `usual`, or where a lane of the mask `condition` is set, `exceptional`, which is computed only if any
 * lane is.
 */
export function unlikely(condition: Lane, exceptional: Lane, usual: Lane): Lane {
  return { name: UNLIKELY, args: [condition, exceptional, usual], code: null };
}

/** Arithmetic on floats of one size. Comparisons give masks: all bits of a lane, or none. */
export interface Floats {
  /** A constant in all lanes. */
  num(value: number): Lane;
  /** x + y */
  add(x: Lane, y: Lane): Lane;
  /** x - y */
  sub(x: Lane, y: Lane): Lane;
  /** x · y */
  mul(x: Lane, y: Lane): Lane;
  /** x / y */
  div(x: Lane, y: Lane): Lane;
  /** The square root, rounded correctly. */
  sqrt(x: Lane): Lane;
  /** |x| */
  abs(x: Lane): Lane;
  /** -x, also of NaN and 0. */
  neg(x: Lane): Lane;
  /** To the next integer below. */
  floor(x: Lane): Lane;
  /** To the next integer above. */
  ceil(x: Lane): Lane;
  /** To the next integer towards 0. */
  trunc(x: Lane): Lane;
  /** To the nearest integer, half to even. */
  nearest(x: Lane): Lane;
  /** As `Math.max`: NaN if one is NaN, and 0 above -0. */
  max(x: Lane, y: Lane): Lane;
  /** As `Math.min`. */
  min(x: Lane, y: Lane): Lane;
  /** `limit` where it is below `x`, so that NaN stays: one instruction, which `min` is not. */
  atMost(x: Lane, limit: Lane): Lane;
  /** `limit` where it is above `x`. */
  atLeast(x: Lane, limit: Lane): Lane;
  /** Mask of x < y. */
  lt(x: Lane, y: Lane): Lane;
  /** Mask of x ≤ y. */
  le(x: Lane, y: Lane): Lane;
  /** Mask of x = y. */
  eq(x: Lane, y: Lane): Lane;
  /** Mask of x ≠ y, which NaN is to everything. */
  ne(x: Lane, y: Lane): Lane;
}

type Instructions = typeof f32x4 | typeof f64x2;

function floats(type: "f32x4" | "f64x2", of: Instructions): Floats {
  const unary =
    (op: "sqrt" | "abs" | "neg" | "floor" | "ceil" | "trunc" | "nearest") =>
    (x: Lane): Lane =>
      node(`${type}.${op}`, of[op], x);
  const binary =
    (
      op:
        | "add"
        | "sub"
        | "mul"
        | "div"
        | "max"
        | "min"
        | "pmin"
        | "pmax"
        | "lt"
        | "le"
        | "eq"
        | "ne",
    ) =>
    (x: Lane, y: Lane): Lane =>
      node(`${type}.${op}`, of[op], x, y);
  return {
    num: (value) =>
      node(`const ${type} ${Object.is(value, -0) ? "-0" : value}`, () => of.const(value)),
    add: binary("add"),
    sub: binary("sub"),
    mul: binary("mul"),
    div: binary("div"),
    sqrt: unary("sqrt"),
    abs: unary("abs"),
    neg: unary("neg"),
    floor: unary("floor"),
    ceil: unary("ceil"),
    trunc: unary("trunc"),
    nearest: unary("nearest"),
    max: binary("max"),
    min: binary("min"),
    atMost: binary("pmin"),
    atLeast: binary("pmax"),
    lt: binary("lt"),
    le: binary("le"),
    eq: binary("eq"),
    ne: binary("ne"),
  };
}

/** Four float32. */
export const single: Floats = floats("f32x4", f32x4);

/** Two float64. */
export const double: Floats & {
  /** The first two of four float32, exactly. */
  first(x: Lane): Lane;
  /** The last two of four float32, exactly. */
  last(x: Lane): Lane;
  /** Four float32 from their `first` and `last`, rounded. */
  rounded(first: Lane, last: Lane): Lane;
  /** Four 32-bit integers from the low words of two times two float64. */
  lowWords(first: Lane, last: Lane): Lane;
} = {
  ...floats("f64x2", f64x2),
  first: (x) => node("promote first", f64x2.promote_low_f32x4, x),
  last: (x) => node("promote last", (v) => f64x2.promote_low_f32x4(v), swapped(x)),
  rounded: (first, last) => joined([0, 1, 4, 5], demoted(first), demoted(last)),
  lowWords: (first, last) => joined([0, 2, 4, 6], first, last),
};

const demoted = (x: Lane): Lane => node("demote", f32x4.demote_f64x2_zero, x);
const joined = (lanes: readonly [number, number, number, number], x: Lane, y: Lane): Lane =>
  node(`shuffle ${lanes}`, (a, b) => shuffle32(a, b, lanes), x, y);
/** The last two lanes first. A shuffle of one value with itself is one instruction. */
const swapped = (x: Lane): Lane => joined([2, 3, 2, 3], x, x);

/** Four 32-bit integers. */
export const int: {
  /** A constant in all lanes. */
  num(value: number): Lane;
  /** x + y, wrapping. */
  add(x: Lane, y: Lane): Lane;
  /** x - y, wrapping. */
  sub(x: Lane, y: Lane): Lane;
  /** The greater one, of signed integers. */
  max(x: Lane, y: Lane): Lane;
  /** Shifts zeros in. */
  shiftLeft(x: Lane, bits: number): Lane;
  /** Keeps the sign. */
  shiftRight(x: Lane, bits: number): Lane;
  /** As float32. */
  toFloat(x: Lane): Lane;
} = {
  num: (value) => node(`const i32x4 ${value | 0}`, () => i32x4.const(value | 0)),
  add: (x, y) => node("i32x4.add", i32x4.add, x, y),
  sub: (x, y) => node("i32x4.sub", i32x4.sub, x, y),
  max: (x, y) => node("i32x4.max", i32x4.max_s, x, y),
  shiftLeft: (x, bits) => node(`i32x4.shl ${bits}`, (v) => i32x4.shl(v, bits), x),
  shiftRight: (x, bits) => node(`i32x4.shr ${bits}`, (v) => i32x4.shr_s(v, bits), x),
  toFloat: (x) => node("to float", f32x4.convert_i32x4_s, x),
};

/** Two 64-bit integers. */
export const long: {
  /** A constant in both lanes. */
  num(value: bigint): Lane;
  /** x + y, wrapping. */
  add(x: Lane, y: Lane): Lane;
  /** Shifts zeros in. */
  shiftLeft(x: Lane, bits: number): Lane;
  /** Fills with zeros. */
  shiftRight(x: Lane, bits: number): Lane;
} = {
  num: (value) => node(`const i64x2 ${value}`, () => i64x2.const(value)),
  add: (x, y) => node("i64x2.add", i64x2.add, x, y),
  shiftLeft: (x, bits) => node(`i64x2.shl ${bits}`, (v) => i64x2.shl(v, bits), x),
  shiftRight: (x, bits) => node(`i64x2.shr ${bits}`, (v) => i64x2.shr_u(v, bits), x),
};

/** Operations on bits, whatever they stand for. */
export const bits: {
  /** The bits that both have. */
  and(x: Lane, y: Lane): Lane;
  /** The bits that one has. */
  or(x: Lane, y: Lane): Lane;
  /** The bits that exactly one has. */
  xor(x: Lane, y: Lane): Lane;
  /** The other bits. */
  not(x: Lane): Lane;
  /** The bits of `x` that `y` does not have. */
  without(x: Lane, y: Lane): Lane;
  /** `whenTrue` where the mask is set, else `whenFalse`. */
  select(mask: Lane, whenTrue: Lane, whenFalse: Lane): Lane;
} = {
  and: (x, y) => node("and", v128.and, x, y),
  or: (x, y) => node("or", v128.or, x, y),
  xor: (x, y) => node("xor", v128.xor, x, y),
  not: (x) => node("not", v128.not, x),
  without: (x, y) => node("andnot", v128.andnot, x, y),
  select: (mask, whenTrue, whenFalse) =>
    node("select", (m, a, b) => v128.bitselect(a, b, m), mask, whenTrue, whenFalse),
};

/** Σ cᵢ·xⁿ⁻ⁱ by Horner's rule: coefficients from the highest power down. */
export function polynomial(of: Floats, x: Lane, coefficients: readonly number[]): Lane {
  const [highest, ...rest] = coefficients.map(of.num);
  return rest.reduce((sum, c) => of.add(of.mul(sum, x), c), highest as Lane);
}
