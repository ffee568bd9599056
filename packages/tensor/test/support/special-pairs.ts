import {
  ALL,
  BELOW,
  eitherNaN,
  FINITE,
  INF,
  PI,
  pairs,
  type Rules,
  to,
  ZEROS,
} from "./special-points.ts";

/** The special cases of functions of two and three operands. */
export const specialPairs: { readonly [name: string]: Rules } = {
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
    "by infinities: the quotient's zero, or -1 where signs differ": [
      to(0, 2, INF),
      to(-1, 2, -INF),
      to(-1, -2, INF),
      to(0, -2, -INF),
      to(-0, 0, -INF),
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
