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
  sin: row(reading("a", (g, { a }) => g.mul(a.cos()))),
  cos: row(reading("a", (g, { a }) => g.mul(a.sin()).neg())),
  tan: row(reading("o", (g, { out }) => g.mul(out.square().add(1)))),
  asin: row(reading("a", (g, { a }) => g.mul(a.square().neg().add(1).rsqrt()))),
  acos: row(reading("a", (g, { a }) => g.mul(a.square().neg().add(1).rsqrt()).neg())),
  atan: row(reading("a", (g, { a }) => g.div(a.square().add(1)))),
  sinh: row(reading("a", (g, { a }) => g.mul(a.cosh()))),
  cosh: row(reading("a", (g, { a }) => g.mul(a.sinh()))),
  tanh: row(reading("o", (g, { out }) => g.mul(out.square().neg().add(1)))),
  sigmoid: row(reading("o", (g, { out }) => g.mul(out.neg().add(1)).mul(out))),
  erf: row(reading("a", (g, { a }) => g.mul(a.square().neg().exp().mul(TWO_OVER_SQRT_PI)))),
  // 0 at 0, as in PyTorch; NaN passes the cotangent on.
  relu: row(reading("o", (g, { out }) => where(out.lessEqual(0), 0, g))),
  square: row(reading("a", (g, { a }) => g.mul(2).mul(a))),
  sqrt: row(reading("o", (g, { out }) => g.div(out.mul(2)))),
  rsqrt: row(reading("o", (g, { out }) => g.mul(out.mul(out.square()).mul(-0.5)))),
  reciprocal: row(reading("o", (g, { out }) => g.mul(out.square()).neg())),
  floor: row(linear((g) => zerosLike(g))),
  ceil: row(linear((g) => zerosLike(g))),
  round: row(linear((g) => zerosLike(g))),
  logicalNot: null,

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
    // (a - out) / b is the whole number that a / b was rounded down to.
    reading("abo", (g, { a, b, out }) => g.mul(a.sub(out).div(b).round()).neg()),
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
  equal: null,
  notEqual: null,
  less: null,
  lessEqual: null,
  greater: null,
  greaterEqual: null,
  logicalAnd: null,
  logicalOr: null,
  logicalXor: null,

  where: row(
    null,
    reading("a", (g, { a }) => where(a, g, 0)),
    reading("a", (g, { a }) => where(a, 0, g)),
  ),
  // The engine gives every cotangent the dtype of its input.
  cast: row(linear((g) => g)),
};
