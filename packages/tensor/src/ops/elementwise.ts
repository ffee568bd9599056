import type { Algebra } from "@nabla/wasm";
import { castTo, map } from "./map.ts";
import { defineOp, type Op } from "./op.ts";

/** Is the sign of x negative? That of −0 shows in 1 / −0 = −∞, but that of −∞ not in 1 / −∞ = −0. */
const negative = <E>(k: Algebra<E>, x: E): E =>
  k.or(k.lt(x, k.zero), k.lt(k.div(k.one, x), k.zero));

/** For formulas whose terms cancel or overflow where the result does not: in float64 always. */
const WIDE = true;

// One line per op: name, dtype rule, number of operands, formula.

export const neg: Op<"neg"> = map("neg", "arithmetic", 1, (k, x) => k.neg(x));
export const abs: Op<"abs"> = map("abs", "numeric", 1, (k, x) => k.abs(x));
export const sign: Op<"sign"> = map("sign", "numeric", 1, (k, x) => k.sign(x));
export const exp: Op<"exp"> = map("exp", "float", 1, (k, x) => k.exp(x));
export const expm1: Op<"expm1"> = map("expm1", "float", 1, (k, x) => k.expm1(x));
export const log: Op<"log"> = map("log", "float", 1, (k, x) => k.log(x));
export const log1p: Op<"log1p"> = map("log1p", "float", 1, (k, x) => k.log1p(x));
export const exp2: Op<"exp2"> = map("exp2", "float", 1, (k, x) => k.pow(k.num(2), x));
export const log2: Op<"log2"> = map("log2", "float", 1, (k, x) => k.log2(x));
export const log10: Op<"log10"> = map("log10", "float", 1, (k, x) => k.log10(x));
export const sin: Op<"sin"> = map("sin", "float", 1, (k, x) => k.sin(x));
export const cos: Op<"cos"> = map("cos", "float", 1, (k, x) => k.cos(x));
export const tan: Op<"tan"> = map("tan", "float", 1, (k, x) => k.tan(x));
export const asin: Op<"asin"> = map("asin", "float", 1, (k, x) => k.asin(x));
export const acos: Op<"acos"> = map("acos", "float", 1, (k, x) => k.acos(x));
export const atan: Op<"atan"> = map("atan", "float", 1, (k, x) => k.atan(x));
export const sinh: Op<"sinh"> = map("sinh", "float", 1, (k, x) => k.sinh(x));
export const cosh: Op<"cosh"> = map("cosh", "float", 1, (k, x) => k.cosh(x));
export const tanh: Op<"tanh"> = map("tanh", "float", 1, (k, x) => k.tanh(x));
export const asinh: Op<"asinh"> = map("asinh", "float", 1, (k, x) => k.asinh(x));
export const acosh: Op<"acosh"> = map("acosh", "float", 1, (k, x) => k.acosh(x));
export const atanh: Op<"atanh"> = map("atanh", "float", 1, (k, x) => k.atanh(x));
// exp(-x) would overflow for very negative x and lose the smallest results.
export const sigmoid: Op<"sigmoid"> = map("sigmoid", "float", 1, (k, x) => {
  const e = k.exp(k.neg(k.abs(x)));
  return k.div(k.select(k.lt(x, k.zero), e, k.one), k.add(k.one, e));
});
export const softplus: Op<"softplus"> = map("softplus", "float", 1, (k, x) =>
  k.add(k.max(x, k.zero), k.log1p(k.exp(k.neg(k.abs(x))))),
);
// sin πx from the distance to the nearest whole number n, which is exact; its sign is that of (-1)ⁿ.
export const sinc: Op<"sinc"> = map("sinc", "float", 1, (k, x) => {
  const n = k.round(x);
  const sine = k.sin(k.mul(k.num(Math.PI), k.sub(x, n)));
  const sign = k.sub(k.one, k.mul(k.num(2), k.mod(n, k.num(2))));
  const quotient = k.div(k.mul(sign, sine), k.mul(k.num(Math.PI), x));
  // + 0: no −0 at whole numbers.
  return k.select(k.eq(x, k.zero), k.one, k.add(quotient, k.zero));
});
export const erf: Op<"erf"> = map("erf", "float", 1, (k, x) => k.erf(x));
export const erfc: Op<"erfc"> = map("erfc", "float", 1, (k, x) => k.erfc(x));
export const erfinv: Op<"erfinv"> = map("erfinv", "float", 1, (k, x) => k.erfinv(x));
export const lgamma: Op<"lgamma"> = map("lgamma", "float", 1, (k, x) => k.lgamma(x));
export const digamma: Op<"digamma"> = map("digamma", "float", 1, (k, x) => k.digamma(x));
// max, not a selection: NaN stays NaN.
export const relu: Op<"relu"> = map("relu", "numeric", 1, (k, x) => k.max(x, k.zero));
export const square: Op<"square"> = map("square", "numeric", 1, (k, x) => k.mul(x, x));
export const sqrt: Op<"sqrt"> = map("sqrt", "float", 1, (k, x) => k.sqrt(x));
export const rsqrt: Op<"rsqrt"> = map("rsqrt", "float", 1, (k, x) => k.div(k.one, k.sqrt(x)));
export const reciprocal: Op<"reciprocal"> = map("reciprocal", "float", 1, (k, x) =>
  k.div(k.one, x),
);
export const floor: Op<"floor"> = map("floor", "numeric", 1, (k, x) => k.floor(x));
export const ceil: Op<"ceil"> = map("ceil", "numeric", 1, (k, x) => k.ceil(x));
export const round: Op<"round"> = map("round", "numeric", 1, (k, x) => k.round(x));
export const trunc: Op<"trunc"> = map("trunc", "numeric", 1, (k, x) => k.trunc(x));
export const signbit: Op<"signbit"> = map("signbit", "compare", 1, (k, x) => negative(k, x));
const nan: Op<"isNaN"> = map("isNaN", "compare", 1, (k, x) => k.not(k.eq(x, x)));
export const isInf: Op<"isInf"> = map("isInf", "compare", 1, (k, x) =>
  k.eq(k.abs(x), k.num(Infinity)),
);
const finite: Op<"isFinite"> = map("isFinite", "compare", 1, (k, x) =>
  k.lt(k.abs(x), k.num(Infinity)),
);
export const logicalNot: Op<"logicalNot"> = map("logicalNot", "logical", 1, (k, x) => k.not(x));
export const bitwiseNot: Op<"bitwiseNot"> = map("bitwiseNot", "integer", 1, (k, x) =>
  k.bitXor(x, k.num(-1)),
);

export const add: Op<"add"> = map("add", "numeric", 2, (k, x, y) => k.add(x, y));
export const sub: Op<"sub"> = map("sub", "arithmetic", 2, (k, x, y) => k.sub(x, y));
export const mul: Op<"mul"> = map("mul", "numeric", 2, (k, x, y) => k.mul(x, y));
export const div: Op<"div"> = map("div", "float", 2, (k, x, y) => k.div(x, y));
export const pow: Op<"pow"> = map("pow", "numeric", 2, (k, x, y) => k.pow(x, y));
export const mod: Op<"mod"> = map("mod", "arithmetic", 2, (k, x, y) => k.mod(x, y));
export const fmod: Op<"fmod"> = map("fmod", "arithmetic", 2, (k, x, y) => k.rem(x, y));
export const floorDivide: Op<"floorDivide"> = map("floorDivide", "arithmetic", 2, (k, x, y) =>
  k.floorDivide(x, y),
);
export const maximum: Op<"maximum"> = map("maximum", "numeric", 2, (k, x, y) => k.max(x, y));
export const minimum: Op<"minimum"> = map("minimum", "numeric", 2, (k, x, y) => k.min(x, y));
export const atan2: Op<"atan2"> = map("atan2", "float", 2, (k, y, x) => k.atan2(y, x));
export const hypot: Op<"hypot"> = map("hypot", "float", 2, (k, x, y) => k.hypot(x, y));
export const copysign: Op<"copysign"> = map("copysign", "float", 2, (k, x, y) =>
  k.select(negative(k, y), k.neg(k.abs(x)), k.abs(x)),
);
// Where both are equal (also infinite, when their difference is none) the sum is 2 eˣ.
export const logAddExp: Op<"logAddExp"> = map(
  "logAddExp",
  "float",
  2,
  (k, x, y) =>
    k.select(
      k.eq(x, y),
      k.add(x, k.num(Math.LN2)),
      k.add(k.max(x, y), k.log1p(k.exp(k.neg(k.abs(k.sub(x, y)))))),
    ),
  WIDE,
);
export const xlogy: Op<"xlogy"> = map("xlogy", "float", 2, (k, x, y) =>
  k.select(k.and(k.eq(x, k.zero), k.eq(y, y)), k.zero, k.mul(x, k.log(y))),
);
export const zeta: Op<"zeta"> = map("zeta", "float", 2, (k, s, q) => k.zeta(s, q));

export const equal: Op<"equal"> = map("equal", "compare", 2, (k, x, y) => k.eq(x, y));
export const notEqual: Op<"notEqual"> = map("notEqual", "compare", 2, (k, x, y) =>
  k.not(k.eq(x, y)),
);
export const less: Op<"less"> = map("less", "compare", 2, (k, x, y) => k.lt(x, y));
export const lessEqual: Op<"lessEqual"> = map("lessEqual", "compare", 2, (k, x, y) => k.le(x, y));
export const greater: Op<"greater"> = map("greater", "compare", 2, (k, x, y) => k.lt(y, x));
export const greaterEqual: Op<"greaterEqual"> = map("greaterEqual", "compare", 2, (k, x, y) =>
  k.le(y, x),
);
export const logicalAnd: Op<"logicalAnd"> = map("logicalAnd", "logical", 2, (k, x, y) =>
  k.and(x, y),
);
export const logicalOr: Op<"logicalOr"> = map("logicalOr", "logical", 2, (k, x, y) => k.or(x, y));
export const logicalXor: Op<"logicalXor"> = map("logicalXor", "logical", 2, (k, x, y) =>
  k.xor(x, y),
);

export const bitwiseAnd: Op<"bitwiseAnd"> = map("bitwiseAnd", "bits", 2, (k, x, y) =>
  k.bitAnd(x, y),
);
export const bitwiseOr: Op<"bitwiseOr"> = map("bitwiseOr", "bits", 2, (k, x, y) => k.bitOr(x, y));
export const bitwiseXor: Op<"bitwiseXor"> = map("bitwiseXor", "bits", 2, (k, x, y) =>
  k.bitXor(x, y),
);
export const shiftLeft: Op<"shiftLeft"> = map("shiftLeft", "integer", 2, (k, x, y) =>
  k.shiftLeft(x, y),
);
export const shiftRight: Op<"shiftRight"> = map("shiftRight", "integer", 2, (k, x, y) =>
  k.shiftRight(x, y),
);

export const clamp: Op<"clamp"> = map("clamp", "arithmetic", 3, (k, x, low, high) =>
  k.min(k.max(x, low), high),
);
// From the nearer end, so that both ends are met exactly.
export const lerp: Op<"lerp"> = map(
  "lerp",
  "float",
  3,
  (k, x, y, t) =>
    k.select(
      k.lt(t, k.num(0.5)),
      k.add(x, k.mul(t, k.sub(y, x))),
      k.sub(y, k.mul(k.sub(k.one, t), k.sub(y, x))),
    ),
  WIDE,
);
export const where: Op<"where"> = map("where", "where", 3, (k, condition, x, y) =>
  k.select(condition, x, y),
);

export const cast: Op<"cast"> = defineOp("cast", "map", (inputs, { dtype }) =>
  castTo(dtype).unary(inputs),
);

// Names that JavaScript has taken.
export { finite as isFinite, nan as isNaN };
