import { castTo, map } from "./map.ts";
import { defineOp, type Op } from "./op.ts";

// One line per op: name, dtype rule, number of operands, formula.

export const neg: Op<"neg"> = map("neg", "arithmetic", 1, (k, x) => k.neg(x));
export const abs: Op<"abs"> = map("abs", "numeric", 1, (k, x) => k.abs(x));
export const sign: Op<"sign"> = map("sign", "numeric", 1, (k, x) => k.sign(x));
export const exp: Op<"exp"> = map("exp", "float", 1, (k, x) => k.exp(x));
export const expm1: Op<"expm1"> = map("expm1", "float", 1, (k, x) => k.expm1(x));
export const log: Op<"log"> = map("log", "float", 1, (k, x) => k.log(x));
export const log1p: Op<"log1p"> = map("log1p", "float", 1, (k, x) => k.log1p(x));
export const sin: Op<"sin"> = map("sin", "float", 1, (k, x) => k.sin(x));
export const cos: Op<"cos"> = map("cos", "float", 1, (k, x) => k.cos(x));
export const tan: Op<"tan"> = map("tan", "float", 1, (k, x) => k.tan(x));
export const asin: Op<"asin"> = map("asin", "float", 1, (k, x) => k.asin(x));
export const acos: Op<"acos"> = map("acos", "float", 1, (k, x) => k.acos(x));
export const atan: Op<"atan"> = map("atan", "float", 1, (k, x) => k.atan(x));
export const sinh: Op<"sinh"> = map("sinh", "float", 1, (k, x) => k.sinh(x));
export const cosh: Op<"cosh"> = map("cosh", "float", 1, (k, x) => k.cosh(x));
export const tanh: Op<"tanh"> = map("tanh", "float", 1, (k, x) => k.tanh(x));
// exp(-x) overflows to ∞ for very negative x, and 1 / ∞ is the right 0.
export const sigmoid: Op<"sigmoid"> = map("sigmoid", "float", 1, (k, x) =>
  k.div(k.one, k.add(k.one, k.exp(k.neg(x)))),
);
export const erf: Op<"erf"> = map("erf", "float", 1, (k, x) => k.erf(x));
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
export const logicalNot: Op<"logicalNot"> = map("logicalNot", "logical", 1, (k, x) => k.not(x));

export const add: Op<"add"> = map("add", "numeric", 2, (k, x, y) => k.add(x, y));
export const sub: Op<"sub"> = map("sub", "arithmetic", 2, (k, x, y) => k.sub(x, y));
export const mul: Op<"mul"> = map("mul", "numeric", 2, (k, x, y) => k.mul(x, y));
export const div: Op<"div"> = map("div", "float", 2, (k, x, y) => k.div(x, y));
export const pow: Op<"pow"> = map("pow", "numeric", 2, (k, x, y) => k.pow(x, y));
export const mod: Op<"mod"> = map("mod", "arithmetic", 2, (k, x, y) => k.mod(x, y));
export const maximum: Op<"maximum"> = map("maximum", "numeric", 2, (k, x, y) => k.max(x, y));
export const minimum: Op<"minimum"> = map("minimum", "numeric", 2, (k, x, y) => k.min(x, y));
export const atan2: Op<"atan2"> = map("atan2", "float", 2, (k, y, x) => k.atan2(y, x));

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

export const where: Op<"where"> = map("where", "where", 3, (k, condition, x, y) =>
  k.select(condition, x, y),
);

export const cast: Op<"cast"> = defineOp("cast", "map", (inputs, { dtype }) =>
  castTo(dtype).unary(inputs),
);
