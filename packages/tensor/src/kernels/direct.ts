import type { Algebra } from "@nabla/wasm";
import { erf, erfc, erfinv } from "./error-function.ts";
import {
  floorDivide,
  integerFloorDivide,
  integerPower,
  modulo,
  power,
  roundHalfEven,
  shiftLeft,
  shiftRight,
} from "./functions.ts";
import { lgamma } from "./log-gamma.ts";
import { digamma, zeta } from "./polygamma.ts";

const truth = (x: number): boolean => x !== 0;

/**
 * The algebra over plain numbers (1 and 0 for true and false): a formula applied to it computes at
 * once. Used where a content-security policy forbids generated code.
 */
export const direct: Algebra<number> = {
  num: (value) => value,
  one: 1,
  zero: 0,
  neg: (x) => -x,
  abs: Math.abs,
  sign: (x) => Math.sign(x) + 0,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  erf,
  erfc,
  erfinv,
  lgamma,
  digamma,
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundHalfEven,
  trunc: Math.trunc,
  not: (x) => +!truth(x),
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  pow: power,
  mod: modulo,
  rem: (x, y) => x % y,
  floorDivide,
  max: Math.max,
  min: Math.min,
  atan2: Math.atan2,
  hypot: Math.hypot,
  zeta,
  lt: (x, y) => +(x < y),
  le: (x, y) => +(x <= y),
  eq: (x, y) => +(x === y),
  and: (x, y) => +(truth(x) && truth(y)),
  or: (x, y) => +(truth(x) || truth(y)),
  xor: (x, y) => +(truth(x) !== truth(y)),
  bitAnd: (x, y) => x & y,
  bitOr: (x, y) => x | y,
  bitXor: (x, y) => x ^ y,
  shiftLeft,
  shiftRight,
  select: (condition, x, y) => (truth(condition) ? x : y),
};

/** The same over int32: products and powers wrap. */
export const directInteger: Algebra<number> = {
  ...direct,
  mul: Math.imul,
  pow: integerPower,
  floorDivide: integerFloorDivide,
};
