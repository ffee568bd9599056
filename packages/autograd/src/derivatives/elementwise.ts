import { type Tensor, where, zerosLike } from "@nabla/tensor";
import type { ElementwiseAttrs } from "@nabla/tensor/internal";
import { linear, type Row, reading, row } from "./rule.ts";

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** `g` where this side of `maximum` or `minimum` wins, half of it where both sides are equal. */
const winnings = (g: Tensor, loses: Tensor, equal: Tensor): Tensor =>
  where(loses, 0, where(equal, g.mul(0.5), g));

/**
 * How each elementwise op differentiates: one line per op, one rule per input. `g` is the cotangent of
 * the output, `a` and `b` are the inputs, `out` is the output; the letters before a rule say which of
 * them it reads. Broadcasting is undone by the engine.
 */
export const elementwise: {
  readonly [K in keyof ElementwiseAttrs]: Row<K> | null;
} = {
  neg: row(linear((g) => g.neg())),
  abs: row(reading("a", (g, { a }) => g.mul(a.sign()))),
  sign: row(linear((g) => zerosLike(g))),
  exp: row(reading("o", (g, { out }) => g.mul(out))),
  expm1: row(reading("o", (g, { out }) => g.mul(out.add(1)))),
  log: row(reading("a", (g, { a }) => g.div(a))),
  log1p: row(reading("a", (g, { a }) => g.div(a.add(1)))),
  exp2: row(reading("o", (g, { out }) => g.mul(out.mul(Math.LN2)))),
  log2: row(reading("a", (g, { a }) => g.div(a.mul(Math.LN2)))),
  log10: row(reading("a", (g, { a }) => g.div(a.mul(Math.LN10)))),
  sin: row(reading("a", (g, { a }) => g.mul(a.cos()))),
  cos: row(reading("a", (g, { a }) => g.mul(a.sin()).neg())),
  tan: row(reading("o", (g, { out }) => g.mul(out.square().add(1)))),
  asin: row(reading("a", (g, { a }) => g.mul(a.square().neg().add(1).rsqrt()))),
  acos: row(reading("a", (g, { a }) => g.mul(a.square().neg().add(1).rsqrt()).neg())),
  atan: row(reading("a", (g, { a }) => g.div(a.square().add(1)))),
  sinh: row(reading("a", (g, { a }) => g.mul(a.cosh()))),
  cosh: row(reading("a", (g, { a }) => g.mul(a.sinh()))),
  tanh: row(reading("o", (g, { out }) => g.mul(out.square().neg().add(1)))),
  asinh: row(reading("a", (g, { a }) => g.mul(a.square().add(1).rsqrt()))),
  acosh: row(reading("a", (g, { a }) => g.mul(a.square().sub(1).rsqrt()))),
  atanh: row(reading("a", (g, { a }) => g.div(a.square().neg().add(1)))),
  sigmoid: row(reading("o", (g, { out }) => g.mul(out.neg().add(1)).mul(out))),
  softplus: row(reading("a", (g, { a }) => g.mul(a.sigmoid()))),
  // (cos πx − sinc x) / x, and beside 0 the first term of its series.
  sinc: row(
    reading("ao", (g, { a, out }) => {
      const slope = a
        .mul(Math.PI)
        .cos()
        .sub(out)
        .div(where(a.equal(0), 1, a));
      return g.mul(where(a.equal(0), a.mul(-(Math.PI ** 2) / 3), slope));
    }),
  ),
  erf: row(reading("a", (g, { a }) => g.mul(a.square().neg().exp().mul(TWO_OVER_SQRT_PI)))),
  erfc: row(reading("a", (g, { a }) => g.mul(a.square().neg().exp().mul(-TWO_OVER_SQRT_PI)))),
  erfinv: row(reading("o", (g, { out }) => g.mul(out.square().exp().div(TWO_OVER_SQRT_PI)))),
  lgamma: row(reading("a", (g, { a }) => g.mul(a.digamma()))),
  digamma: row(reading("a", (g, { a }) => g.mul(a.polygamma(1)))),
  // 0 at 0, as in PyTorch; NaN passes the cotangent on.
  relu: row(reading("o", (g, { out }) => where(out.lessEqual(0), 0, g))),
  square: row(reading("a", (g, { a }) => g.mul(2).mul(a))),
  sqrt: row(reading("o", (g, { out }) => g.div(out.mul(2)))),
  rsqrt: row(reading("o", (g, { out }) => g.mul(out.mul(out.square()).mul(-0.5)))),
  reciprocal: row(reading("o", (g, { out }) => g.mul(out.square()).neg())),
  floor: row(linear((g) => zerosLike(g))),
  ceil: row(linear((g) => zerosLike(g))),
  round: row(linear((g) => zerosLike(g))),
  trunc: row(linear((g) => zerosLike(g))),
  signbit: null,
  isNaN: null,
  isInf: null,
  isFinite: null,
  logicalNot: null,
  bitwiseNot: null,

  add: row(
    linear((g) => g),
    linear((g) => g),
  ),
  sub: row(
    linear((g) => g),
    linear((g) => g.neg()),
  ),
  mul: row(
    reading("b", (g, { b }) => g.mul(b)),
    reading("a", (g, { a }) => g.mul(a)),
  ),
  div: row(
    reading("b", (g, { b }) => g.div(b)),
    reading("bo", (g, { b, out }) => g.mul(out).div(b).neg()),
  ),
  pow: row(
    // b aᵇ⁻¹, and 0 where b is 0, even at a = 0.
    reading("ab", (g, { a, b }) => {
      // The exponent of what is not taken is made harmless, for the sake of the derivatives of this.
      const lower = where(b.equal(0), 1, b.sub(1));
      return where(b.equal(0), 0, g.mul(b.mul(a.pow(lower))));
    }),
    // aᵇ ln a, and 0 in the limit a = 0, b ≥ 0.
    reading("abo", (g, { a, b, out }) =>
      where(a.equal(0).logicalAnd(b.greaterEqual(0)), 0, g.mul(out.mul(a.log()))),
    ),
  ),
  mod: row(
    linear((g) => g),
    reading("ab", (g, { a, b }) => g.mul(a.floorDivide(b)).neg()),
  ),
  fmod: row(
    linear((g) => g),
    reading("abo", (g, { a, b, out }) => g.mul(a.sub(out).div(b).round()).neg()),
  ),
  floorDivide: row(
    linear((g) => zerosLike(g)),
    linear((g) => zerosLike(g)),
  ),
  maximum: row(
    reading("ab", (g, { a, b }) => winnings(g, a.less(b), a.equal(b))),
    reading("ab", (g, { a, b }) => winnings(g, b.less(a), a.equal(b))),
  ),
  minimum: row(
    reading("ab", (g, { a, b }) => winnings(g, a.greater(b), a.equal(b))),
    reading("ab", (g, { a, b }) => winnings(g, b.greater(a), a.equal(b))),
  ),
  // The angle of the point (b, a).
  atan2: row(
    reading("ab", (g, { a, b }) => g.mul(b.div(a.square().add(b.square())))),
    reading("ab", (g, { a, b }) => g.mul(a.div(a.square().add(b.square()))).neg()),
  ),
  // NaN where both are 0, as in PyTorch.
  hypot: row(
    reading("ao", (g, { a, out }) => g.mul(a.div(out))),
    reading("bo", (g, { b, out }) => g.mul(b.div(out))),
  ),
  // 0 where a is 0, as in PyTorch.
  copysign: row(
    reading("ao", (g, { a, out }) => g.mul(a.sign().mul(out.sign()))),
    linear((g) => zerosLike(g)),
  ),
  logAddExp: row(
    reading("ab", (g, { a, b }) => g.mul(a.sub(b).sigmoid())),
    reading("ab", (g, { a, b }) => g.mul(b.sub(a).sigmoid())),
  ),
  xlogy: row(
    // ln b, and 0 where both are 0.
    reading("ab", (g, { a, b }) => {
      const limit = a.equal(0).logicalAnd(b.lessEqual(0));
      return where(limit, 0, g.mul(where(limit, 1, b).log()));
    }),
    reading("ab", (g, { a, b }) => g.mul(a.div(b))),
  ),
  zeta: row(
    null,
    reading("ab", (g, { a, b }) => g.mul(a.neg().mul(a.add(1).zeta(b)))),
  ),
  equal: null,
  notEqual: null,
  less: null,
  lessEqual: null,
  greater: null,
  greaterEqual: null,
  logicalAnd: null,
  logicalOr: null,
  logicalXor: null,
  bitwiseAnd: null,
  bitwiseOr: null,
  bitwiseXor: null,
  shiftLeft: null,
  shiftRight: null,

  where: row(
    null,
    reading("a", (g, { a }) => where(a, g, 0)),
    reading("a", (g, { a }) => where(a, 0, g)),
  ),
  // 1 between the bounds and on them; a bound takes the gradient of what lies outside. Where they cross
  // the upper one wins.
  clamp: row(
    reading("abc", (g, { a, b, c }) => where(a.greaterEqual(b).logicalAnd(a.lessEqual(c)), g, 0)),
    // A missing bound is infinite, and meets no other.
    reading("abc", (g, { a, b, c }) =>
      where(a.less(b).logicalAnd(b.less(c).logicalOr(c.equal(Infinity))), g, 0),
    ),
    reading("abc", (g, { a, b, c }) => where(a.greater(c).logicalOr(c.less(b)), g, 0)),
  ),
  lerp: row(
    reading("c", (g, { c }) => g.mul(c.neg().add(1))),
    reading("c", (g, { c }) => g.mul(c)),
    reading("ab", (g, { a, b }) => g.mul(b.sub(a))),
  ),
  // The engine gives every cotangent the dtype of its input.
  cast: row(linear((g) => g)),
};
