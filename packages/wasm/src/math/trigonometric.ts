/**
 * Sine, cosine and tangent of four float32. Coefficients: S. L. Moshier, Cephes Mathematical Library
 * (single precision), 1989.
 */
import { bits, double, int, type Lane, polynomial, single, unlikely } from "../lanes/lane.ts";
import { signBit, withSignOf } from "./bits.ts";
import { reduceLarge } from "./large-angles.ts";

const { num, add, sub, mul, div, abs, lt } = single;

/** π/2 in two parts: the first has 25 bits, so that products with up to 28 bits are exact in float64. */
const HALF_PI_HIGH = 1.5707963109016418;
const HALF_PI_LOW = 1.5893254773528197e-8;
/** In float64, see `nearestInteger` of float32. */
const ROUNDER = 1.5 * 2 ** 52;
/** Up to here the two parts are enough: 2²⁸ multiples of π/2. */
const LARGE = 4e8;

/** x = q·π/2 + r with |r| ≤ π/4: q as an integer (modulo 2³²). */
export interface Angle {
  readonly q: Lane;
  readonly r: Lane;
}

/** Reduced in float64, of two values. */
function reduceHalf(x: Lane): { readonly q: Lane; readonly r: Lane } {
  const q = double.add(double.mul(x, double.num(2 / Math.PI)), double.num(ROUNDER));
  const n = double.sub(q, double.num(ROUNDER));
  const high = double.sub(x, double.mul(n, double.num(HALF_PI_HIGH)));
  return { q, r: double.sub(high, double.mul(n, double.num(HALF_PI_LOW))) };
}

function reduce(x: Lane): Angle {
  const [first, last] = [reduceHalf(double.first(x)), reduceHalf(double.last(x))];
  return { q: double.lowWords(first.q, last.q), r: double.rounded(first.r, last.r) };
}

/** A function of the angle: the sum of multiples of π/2 is exact for all finite x. */
function ofAngle(x: Lane, f: (angle: Angle) => Lane): Lane {
  const large = lt(num(LARGE), abs(x));
  const usual = f(reduce(x));
  return unlikely(large, bits.select(large, f(reduceLarge(x)), usual), usual);
}

/** sin r for |r| ≤ π/4. */
function sinNearZero(r: Lane): Lane {
  const z = mul(r, r);
  const p = polynomial(single, z, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]);
  // Of -0 the sum is 0.
  return withSignOf(r, add(mul(mul(p, z), r), r));
}

/** cos r for |r| ≤ π/4. */
function cosNearZero(r: Lane): Lane {
  const z = mul(r, r);
  const p = polynomial(
    single,
    z,
    [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2],
  );
  return add(sub(mul(mul(p, z), z), mul(num(0.5), z)), num(1));
}

/** All bits of the lanes in which q is odd. */
const odd = (q: Lane): Lane => int.shiftRight(int.shiftLeft(q, 31), 31);
/** The second bit of q as a sign. */
const half = (q: Lane): Lane => signBit(int.shiftLeft(q, 30));

export const sin = (x: Lane): Lane =>
  ofAngle(x, ({ q, r }) =>
    // r is 0 only where x is, whose sign is the result's.
    bits.xor(bits.select(odd(q), cosNearZero(r), sinNearZero(r)), half(q)),
  );

export const cos = (x: Lane): Lane =>
  ofAngle(x, ({ q, r }) =>
    bits.xor(bits.select(odd(q), sinNearZero(r), cosNearZero(r)), half(int.add(q, int.num(1)))),
  );

export const tan = (x: Lane): Lane =>
  ofAngle(x, ({ q, r }) => {
    const z = mul(r, r);
    const p = polynomial(
      single,
      z,
      [
        9.38540185543e-3, 3.11992232697e-3, 2.44301354525e-2, 5.34112807005e-2, 1.33387994085e-1,
        3.33331568548e-1,
      ],
    );
    const t = add(mul(mul(p, z), r), r);
    return div(bits.select(odd(q), num(-1), t), bits.select(odd(q), t, num(1)));
  });
