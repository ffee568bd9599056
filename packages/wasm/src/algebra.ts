/**
 * The scalar algebra in which all elementwise arithmetic of nabla is written.
 *
 * A formula such as `(k, x) => k.div(k.one, k.add(k.one, k.exp(k.neg(x))))` is a function of an
 * algebra `k`. Given {@link expressions} as the algebra it builds a small graph, from which the eager
 * JavaScript loops and the SIMD code are generated: no op's arithmetic is written twice.
 */

const arity = {
  neg: 1,
  abs: 1,
  sign: 1,
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  log2: 1,
  log10: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  asin: 1,
  acos: 1,
  atan: 1,
  sinh: 1,
  cosh: 1,
  tanh: 1,
  asinh: 1,
  acosh: 1,
  atanh: 1,
  erf: 1,
  erfc: 1,
  erfinv: 1,
  lgamma: 1,
  digamma: 1,
  sqrt: 1,
  floor: 1,
  ceil: 1,
  round: 1,
  trunc: 1,
  not: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  pow: 2,
  mod: 2,
  rem: 2,
  floorDivide: 2,
  max: 2,
  min: 2,
  atan2: 2,
  hypot: 2,
  zeta: 2,
  lt: 2,
  le: 2,
  eq: 2,
  and: 2,
  or: 2,
  xor: 2,
  bitAnd: 2,
  bitOr: 2,
  bitXor: 2,
  shiftLeft: 2,
  shiftRight: 2,
  select: 3,
} as const;

/** Name of a primitive of the scalar algebra. */
export type Primitive = keyof typeof arity;

/**
 * Number of operands of each primitive of the algebra.
 *
 * Where names are not enough: `sign` of either zero is 0; `round` sends halves to the even number; `mod`
 * has the sign of the divisor and `rem` that of the dividend; `max` and `min` are NaN where an operand
 * is; `zeta` is Hurwitz's; shifts by negative numbers or by the width of int32 leave nothing but the
 * sign, and like the other operations on bits they take integers.
 */
export const ARITY: { readonly [P in Primitive]: 1 | 2 | 3 } = arity;

type Method<E, N extends number> = N extends 1
  ? (x: E) => E
  : N extends 2
    ? (x: E, y: E) => E
    : (condition: E, whenTrue: E, whenFalse: E) => E;

/** The operations of the algebra over values of type `E`. */
export type Algebra<E> = {
  readonly [P in Primitive]: Method<E, (typeof arity)[P]>;
} & {
  /** A constant. */
  num(value: number): E;
  /** The constant 1. */
  readonly one: E;
  /** The constant 0. */
  readonly zero: E;
};

/** A node of an expression graph: a primitive, a constant (`num`) or a formula's argument (`input`). */
export interface Expression {
  /** What the node computes. */
  readonly op: Primitive | "num" | "input";
  /** Operands, in the primitive's order. */
  readonly args: readonly Expression[];
  /** The constant of a `num`, the position of an `input`, otherwise 0. */
  readonly value: number;
}

const leaf = (op: "num" | "input", value: number): Expression => ({ op, args: [], value });

/** The argument at `position` of a formula. */
export function input(position: number): Expression {
  return leaf("input", position);
}

/** The algebra that builds expression graphs: using a value twice shares its node. */
export const expressions: Algebra<Expression> = {
  ...(Object.fromEntries(
    Object.keys(ARITY).map((op) => [
      op,
      (...args: Expression[]): Expression => ({ op: op as Primitive, args, value: 0 }),
    ]),
    // The record is built from the keys of ARITY, so it has exactly the primitives.
  ) as unknown as { readonly [P in Primitive]: Method<Expression, (typeof arity)[P]> }),
  num: (value: number): Expression => leaf("num", value),
  one: leaf("num", 1),
  zero: leaf("num", 0),
};
