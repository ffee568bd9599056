/** Operands and the result, as one point of a function. */
export type Point = readonly [operands: readonly number[], result: number];

/** What a function must give at special values: sentences with their points. */
export type Rules = { readonly [sentence: string]: readonly Point[] };

const INF = Infinity;
const PI = Math.PI;
const POSITIVE = [0.5, 1, 3, 1e30, INF];
const NEGATIVE = POSITIVE.map((x) => -x);
const FINITE = [0.25, 1, 2.5, 7];
const BELOW = FINITE.map((x) => -x);
const ZEROS = [0, -0];
const ALL = [NaN, ...POSITIVE, ...NEGATIVE, ...ZEROS];

const to = (result: number, ...operands: number[]): Point => [operands, result];
/** The same value comes back. */
const fixed = (...values: number[]): Point[] => values.map((x) => to(x, x));
const all = (values: readonly number[], result: number): Point[] =>
  values.map((x) => to(result, x));
/** Every pair of a value from each list. */
const pairs = (
  xs: readonly number[],
  ys: readonly number[],
  result: number | ((x: number, y: number) => number),
): Point[] =>
  xs.flatMap((x) =>
    ys.map((y): Point => to(typeof result === "number" ? result : result(x, y), x, y)),
  );
const nan = { "NaN for NaN": all([NaN], NaN) };
const eitherNaN = {
  "NaN where either operand is": [...pairs([NaN], ALL, NaN), ...pairs(ALL, [NaN], NaN)],
};
const odd = {
  ...nan,
  "keeps the sign of zero": fixed(0, -0),
};
const rounding = {
  ...odd,
  "leaves whole numbers and infinities": fixed(1, -3, 1e20, INF, -INF),
};
const limits = (below: number, above: number): Rules => ({
  "has its limits at infinities": [to(below, -INF), to(above, INF)],
});

/**
 * The special cases of the array API standard (2023.12 and later) for real numbers; for functions that
 * it lacks those of C's annex F, NumPy or PyTorch.
 */
export const specialValues: { readonly [name: string]: Rules } = {
  abs: { ...nan, "drops the sign": [to(0, -0), to(INF, -INF), to(2, -2)] },
  neg: { "turns the sign, also of zero": [to(-0, 0), to(0, -0), to(-INF, INF)] },
  sign: { ...nan, "is 0 for both zeros": all(ZEROS, 0), "is ±1 at ±∞": [to(1, INF), to(-1, -INF)] },
  signbit: {
    "sees the sign of zeros and infinities": [
      to(1, -0),
      to(0, 0),
      to(1, -INF),
      to(0, INF),
      to(1, -2),
    ],
  },
  floor: { ...rounding, "goes down": [to(-1, -0.5), to(0, 0.5), to(2, 2.5)] },
  ceil: { ...rounding, "goes up; −0 from below": [to(-0, -0.5), to(1, 0.5), to(3, 2.5)] },
  trunc: { ...rounding, "goes to zero, with the sign": [to(-0, -0.5), to(0, 0.5), to(2, 2.5)] },
  round: {
    ...rounding,
    "sends ties to the even neighbour": [
      to(0, 0.5),
      to(-0, -0.5),
      to(2, 1.5),
      to(2, 2.5),
      to(-2, -2.5),
    ],
  },
  sqrt: { ...odd, "NaN below zero": all([-1, -INF], NaN), "∞ at ∞": [to(INF, INF)] },
  rsqrt: { "±∞ at zeros, 0 at ∞": [to(INF, 0), to(-INF, -0), to(0, INF), to(NaN, -1)] },
  reciprocal: {
    "turns zeros and infinities": [to(INF, 0), to(-INF, -0), to(0, INF), to(-0, -INF)],
  },
  square: { ...nan, "is positive": [to(0, -0), to(INF, -INF)] },
  relu: { ...nan, "0 below": [to(0, -INF), to(INF, INF), to(0, -1)] },
  exp: { ...nan, "1 at zeros": all(ZEROS, 1), ...limits(0, INF) },
  exp2: { ...nan, "1 at zeros": all(ZEROS, 1), ...limits(0, INF) },
  expm1: { ...odd, ...limits(-1, INF) },
  log: {
    ...nan,
    "−∞ at zeros": all(ZEROS, -INF),
    "0 at 1": [to(0, 1)],
    "NaN below": all([-1, -INF], NaN),
    "∞ at ∞": [to(INF, INF)],
  },
  log2: {
    ...nan,
    "−∞ at zeros": all(ZEROS, -INF),
    "0 at 1": [to(0, 1)],
    "NaN below": all([-1, -INF], NaN),
    "∞ at ∞": [to(INF, INF)],
  },
  log10: {
    ...nan,
    "−∞ at zeros": all(ZEROS, -INF),
    "0 at 1": [to(0, 1)],
    "NaN below": all([-1, -INF], NaN),
    "∞ at ∞": [to(INF, INF)],
  },
  log1p: {
    ...odd,
    "−∞ at −1": [to(-INF, -1)],
    "NaN below": all([-2, -INF], NaN),
    "∞ at ∞": [to(INF, INF)],
  },
  sin: { ...odd, "NaN at infinities": all([INF, -INF], NaN) },
  cos: { ...nan, "1 at zeros": all(ZEROS, 1), "NaN at infinities": all([INF, -INF], NaN) },
  tan: { ...odd, "NaN at infinities": all([INF, -INF], NaN) },
  asin: {
    ...odd,
    "NaN outside [−1, 1]": all([2, -2, INF, -INF], NaN),
    "±π/2 at ±1": [to(PI / 2, 1), to(-PI / 2, -1)],
  },
  acos: {
    ...nan,
    "NaN outside [−1, 1]": all([2, -2, INF, -INF], NaN),
    "0 at 1": [to(0, 1), to(PI, -1)],
  },
  atan: { ...odd, ...limits(-PI / 2, PI / 2) },
  sinh: { ...odd, ...limits(-INF, INF) },
  cosh: { ...nan, "1 at zeros": all(ZEROS, 1), ...limits(INF, INF) },
  tanh: { ...odd, ...limits(-1, 1) },
  asinh: { ...odd, ...limits(-INF, INF) },
  acosh: {
    ...nan,
    "NaN below 1": all([0.5, 0, -0, -1, -INF], NaN),
    "0 at 1, ∞ at ∞": [to(0, 1), to(INF, INF)],
  },
  atanh: {
    ...odd,
    "±∞ at ±1": [to(INF, 1), to(-INF, -1)],
    "NaN outside [−1, 1]": all([2, -2, INF, -INF], NaN),
  },
  sigmoid: { ...nan, "½ at zeros": all(ZEROS, 0.5), ...limits(0, 1) },
  softplus: { ...nan, ...limits(0, INF) },
  logSigmoid: { ...nan, ...limits(-INF, -0) },
  sinc: { "1 at zeros, 0 at whole numbers": [...all(ZEROS, 1), ...all([1, -2, 5], 0)] },
  erf: { ...odd, ...limits(-1, 1) },
  erfc: { ...nan, "1 at zeros": all(ZEROS, 1), ...limits(2, 0) },
  erfinv: {
    ...odd,
    "±∞ at ±1": [to(INF, 1), to(-INF, -1)],
    "NaN beyond": all([2, -2, INF, -INF], NaN),
  },
  lgamma: {
    ...nan,
    "∞ at its poles": all([0, -0, -1, -2, -1e20], INF),
    "∞ at both infinities": all([INF, -INF], INF),
    "0 at 1 and 2": all([1, 2], 0),
  },
  digamma: {
    ...nan,
    "∓∞ at zeros": [to(-INF, 0), to(INF, -0)],
    "NaN at the other poles and at −∞": all([-1, -2, -INF], NaN),
    "∞ at ∞": [to(INF, INF)],
  },
  isNaN: { "true for NaN alone": [to(1, NaN), ...all(ALL.slice(1), 0)] },
  isInf: { "true for both infinities": [...all([INF, -INF], 1), ...all([NaN, 0, -0, 1e30], 0)] },
  isFinite: {
    "false for infinities and NaN": [...all([INF, -INF, NaN], 0), ...all([0, -0, 1e30], 1)],
  },

  add: {
    ...eitherNaN,
    "NaN for ∞ − ∞": [to(NaN, INF, -INF), to(NaN, -INF, INF)],
    "infinite where one is": [
      ...pairs([INF], [...FINITE, ...BELOW, ...ZEROS, INF], INF),
      ...pairs(BELOW, [-INF], -INF),
    ],
    "−0 only for two": [to(-0, -0, -0), to(0, -0, 0), to(0, 0, -0), to(0, 3, -3)],
  },
  sub: {
    ...eitherNaN,
    "NaN for ∞ − ∞": [to(NaN, INF, INF), to(NaN, -INF, -INF)],
    "signed zeros": [to(0, 0, 0), to(-0, -0, 0), to(0, 0, -0), to(0, -0, -0)],
  },
  mul: {
    ...eitherNaN,
    "NaN for ∞ times 0": [...pairs([INF, -INF], ZEROS, NaN), ...pairs(ZEROS, [INF, -INF], NaN)],
    "signs multiply": [
      to(-0, 0, -1),
      to(0, -0, -1),
      to(-INF, INF, -2),
      to(INF, -INF, -2),
      to(-0, -0, 2),
    ],
  },
  div: {
    ...eitherNaN,
    "NaN for ∞ / ∞ and 0 / 0": [
      ...pairs([INF, -INF], [INF, -INF], NaN),
      ...pairs(ZEROS, ZEROS, NaN),
    ],
    "signs divide": [
      to(-INF, 1, -0),
      to(INF, 1, 0),
      to(-0, -1, INF),
      to(-0, 0, -3),
      to(INF, -INF, -2),
      to(-0, 1, -INF),
    ],
  },
  maximum: { ...eitherNaN, "the larger": [to(INF, INF, -INF), to(-1, -INF, -1)] },
  minimum: { ...eitherNaN, "the smaller": [to(-INF, INF, -INF), to(-INF, -INF, -1)] },
  atan2: {
    ...eitherNaN,
    "±π/2 on the axis of ordinates": [
      ...pairs(FINITE, ZEROS, PI / 2),
      ...pairs(BELOW, ZEROS, -PI / 2),
    ],
    "0 and π on the other, with the sign of the zero": [
      ...pairs([0], [...FINITE, 0, INF], 0),
      ...pairs([-0], [...FINITE, 0, INF], -0),
      ...pairs([0], [...BELOW, -0, -INF], PI),
      ...pairs([-0], [...BELOW, -0, -INF], -PI),
    ],
    "0 and π at infinite abscissas": [
      ...pairs(FINITE, [INF], 0),
      ...pairs(FINITE, [-INF], PI),
      ...pairs(BELOW, [INF], -0),
      ...pairs(BELOW, [-INF], -PI),
    ],
    "±π/2 at infinite ordinates": [
      ...pairs([INF], [...FINITE, ...BELOW, ...ZEROS], PI / 2),
      ...pairs([-INF], FINITE, -PI / 2),
    ],
    "diagonals at infinity": [
      to(PI / 4, INF, INF),
      to((3 * PI) / 4, INF, -INF),
      to(-PI / 4, -INF, INF),
      to((-3 * PI) / 4, -INF, -INF),
    ],
  },
  hypot: {
    "∞ where one is, even beside NaN": [
      ...pairs([INF, -INF], ALL, INF),
      ...pairs(ALL, [INF, -INF], INF),
    ],
    "NaN beside finite numbers": [to(NaN, NaN, 1), to(NaN, 1, NaN), to(NaN, NaN, NaN)],
    "the magnitude beside zero": [to(2, -2, 0), to(2, -0, 2), to(0, -0, -0)],
  },
  copysign: {
    "takes the sign also from zeros and infinities": [
      to(-2, 2, -0),
      to(2, -2, 0),
      to(-2, 2, -INF),
      to(-0, 0, -1),
      to(0, -0, 1),
      to(-INF, INF, -3),
    ],
    "keeps NaN": [to(NaN, NaN, 1), to(NaN, NaN, -1)],
  },
  logAddExp: {
    ...eitherNaN,
    "infinite where one is ∞": [
      to(INF, INF, 1),
      to(INF, 1, INF),
      to(INF, INF, -INF),
      to(INF, INF, INF),
    ],
    "the other beside −∞": [to(1, -INF, 1), to(1, 1, -INF), to(-INF, -INF, -INF)],
  },
  xlogy: {
    "0 times anything but NaN is 0": pairs(ZEROS, [0, 1, -1, INF, -INF], 0),
    "NaN where the second is": [to(NaN, 0, NaN), to(NaN, 1, NaN), to(NaN, NaN, 1)],
    "else the product": [to(-INF, 2, 0), to(INF, 2, INF), to(NaN, 1, -1)],
  },
  zeta: {
    "∞ at its poles, 0 at ∞": [
      to(INF, 1, 2),
      to(INF, 2, 0),
      to(INF, 2, -3),
      to(0, 2, INF),
      to(NaN, 0.5, 2),
    ],
  },
  pow: {
    "1 for exponent 0, even of NaN": pairs(ALL, ZEROS, 1),
    "1 for base 1, even with NaN": pairs([1], ALL, 1),
    "NaN else": [...pairs([NaN], [1, -2, INF, -INF], NaN), ...pairs([0, 2, -INF], [NaN], NaN)],
    "to infinite exponents": [
      ...pairs([2, -2, INF, -INF], [INF], INF),
      ...pairs([2, -2, INF, -INF], [-INF], 0),
      ...pairs([0.5, -0.5, 0, -0], [INF], 0),
      ...pairs([0.5, -0.5, 0, -0], [-INF], INF),
      ...pairs([-1], [INF, -INF], 1),
    ],
    "of ∞": [...pairs([INF], [0.5, 2, 3], INF), ...pairs([INF], [-0.5, -2, -3], 0)],
    "of −∞, by the oddness of the exponent": [
      ...pairs([-INF], [1, 3, 5], -INF),
      ...pairs([-INF], [2, 4, 0.5, 2.5], INF),
      ...pairs([-INF], [-1, -3], -0),
      ...pairs([-INF], [-2, -0.5], 0),
    ],
    "of zeros": [
      ...pairs([0], [0.5, 1, 2], 0),
      ...pairs([0], [-0.5, -1, -2], INF),
      ...pairs([-0], [1, 3], -0),
      ...pairs([-0], [2, 0.5], 0),
      ...pairs([-0], [-1, -3], -INF),
      ...pairs([-0], [-2, -0.5], INF),
    ],
    "NaN for roots of negative numbers": pairs(BELOW, [0.5, -1.5], NaN),
  },
  mod: {
    ...eitherNaN,
    "NaN for ∞ mod anything and anything mod 0": [
      ...pairs([INF, -INF], [...FINITE, ...ZEROS, INF], NaN),
      ...pairs([...FINITE, ...ZEROS], ZEROS, NaN),
    ],
    "zero with the sign of the divisor": [
      ...pairs(ZEROS, FINITE, 0),
      ...pairs(ZEROS, BELOW, -0),
      to(0, 4, 2),
      to(-0, 4, -2),
      to(0, -4, 2),
    ],
    "of ∞: the dividend, or ∞ where signs differ": [
      ...pairs(FINITE, [INF], (x) => x),
      ...pairs(BELOW, [-INF], (x) => x),
      ...pairs(FINITE, [-INF], -INF),
      ...pairs(BELOW, [INF], INF),
    ],
    "the sign of the divisor": [to(1, -5, 3), to(-1, 5, -3), to(2, 5, 3), to(-2, -5, -3)],
  },
  fmod: {
    ...eitherNaN,
    "NaN for ∞ and by 0": [...pairs([INF, -INF], FINITE, NaN), ...pairs(FINITE, ZEROS, NaN)],
    "the dividend by ∞": [...pairs([...FINITE, ...BELOW, ...ZEROS], [INF, -INF], (x) => x)],
    "the sign of the dividend": [to(-2, -5, 3), to(2, 5, -3), to(-0, -4, 2)],
  },
  floorDivide: {
    ...eitherNaN,
    "NaN for ∞ / ∞ and 0 / 0": [
      ...pairs([INF, -INF], [INF, -INF], NaN),
      ...pairs(ZEROS, ZEROS, NaN),
    ],
    "signed zeros": [to(0, 0, 3), to(-0, -0, 3), to(-0, 0, -3), to(0, -0, -3)],
    "infinite by zeros": [to(INF, 2, 0), to(-INF, 2, -0), to(-INF, -2, 0), to(INF, -2, -0)],
    "of infinities: the quotient": [
      to(INF, INF, 2),
      to(-INF, INF, -2),
      to(-INF, -INF, 2),
      to(INF, -INF, -2),
    ],
    "by infinities: the quotient's zero": [
      to(0, 2, INF),
      to(-0, 2, -INF),
      to(-0, -2, INF),
      to(0, -2, -INF),
    ],
    "else rounds down": [to(-2, -5, 3), to(1, 5, 3), to(-2, 5, -3), to(-1, -1, 3), to(0, 1, 3)],
  },
  equal: {
    "NaN equals nothing, zeros each other": [
      ...pairs([NaN], ALL, 0),
      to(1, 0, -0),
      to(1, INF, INF),
      to(0, INF, -INF),
    ],
  },
  notEqual: { "NaN differs from all": [...pairs([NaN], ALL, 1), to(0, 0, -0)] },
  less: {
    "false beside NaN; zeros are equal": [...pairs([NaN], ALL, 0), to(0, -0, 0), to(1, -INF, INF)],
  },
  lessEqual: { "false beside NaN; zeros are equal": [...pairs([NaN], ALL, 0), to(1, 0, -0)] },
  greater: { "false beside NaN; zeros are equal": [...pairs([NaN], ALL, 0), to(0, 0, -0)] },
  greaterEqual: { "false beside NaN; zeros are equal": [...pairs([NaN], ALL, 0), to(1, -0, 0)] },
  logicalNot: {
    "NaN and infinities are true, zeros false": [to(0, NaN), to(0, INF), to(1, 0), to(1, -0)],
  },
  logicalAnd: { "NaN is true, −0 false": [to(1, NaN, INF), to(0, NaN, -0)] },
  logicalOr: { "NaN is true, −0 false": [to(1, -0, NaN), to(0, 0, -0)] },
  logicalXor: { "NaN is true, −0 false": [to(1, -0, NaN), to(0, 0, -0), to(0, NaN, 1)] },
  clamp: {
    "NaN wherever it stands": [to(NaN, NaN, 0, 1), to(NaN, 0, NaN, 1), to(NaN, 0, 0, NaN)],
    "bounds may be infinite, and the upper one wins": [
      to(5, 5, -INF, INF),
      to(1, -INF, 1, INF),
      to(-1, 0, 1, -1),
    ],
  },
  lerp: {
    "meets both ends exactly": [to(1e30, 1e30, 1, 0), to(1, 1e30, 1, 1), to(NaN, 0, 1, NaN)],
  },
};
