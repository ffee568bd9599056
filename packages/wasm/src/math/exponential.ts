/**
 * Exponential functions of four float32. Coefficients of the polynomials: S. L. Moshier, Cephes
 * Mathematical Library (single precision), 1989.
 */
import { bits, int, type Lane, polynomial, single, unlikely } from "../lanes/lane.ts";
import { nearestInteger, powerOfTwo, timesPowerOfTwo, withSignOf } from "./bits.ts";

const { num, add, sub, mul, div, abs, lt, atMost, atLeast } = single;

const ONE = num(1);
/** ln 2 in two parts, of which the first has so few bits that its small multiples are exact. */
export const LN2_HIGH = 0.693359375;
export const LN2_LOW = -2.1219444005469058e-4;

/** x = n·ln 2 + r with an integer n and |r| ≤ ln 2 / 2. */
function reduce(x: Lane): {
  readonly n: { readonly float: Lane; readonly int: Lane };
  readonly r: Lane;
} {
  const n = nearestInteger(mul(x, num(Math.LOG2E)));
  const r = sub(sub(x, mul(n.float, num(LN2_HIGH))), mul(n.float, num(LN2_LOW)));
  return { n, r };
}

/** (eʳ - 1 - r) for |r| ≤ ln 2 / 2. */
function expRest(r: Lane): Lane {
  const p = polynomial(
    single,
    r,
    [
      1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
      5.0000001201e-1,
    ],
  );
  return mul(p, mul(r, r));
}

/** eˣ·2ˢ for x of which the result may be anything from 0 to ∞. */
function wideExp(x: Lane, s: number): Lane {
  // Beyond these the result is 0 and ∞ anyway, and n stays in its range.
  const { n, y } = expParts(atLeast(atMost(x, num(90)), num(-105)));
  return timesPowerOfTwo(y, s === 0 ? n : int.add(n, int.num(s)));
}

/** eˣ = y·2ⁿ. */
function expParts(x: Lane): { readonly y: Lane; readonly n: Lane } {
  const { n, r } = reduce(x);
  return { y: add(add(expRest(r), r), ONE), n: n.int };
}

/** eˣ for x from -87 to 88. */
function normalExp(x: Lane): Lane {
  const { y, n } = expParts(x);
  return mul(y, powerOfTwo(n));
}

/** eˣ */
export function exp(x: Lane): Lane {
  return unlikely(lt(num(87), abs(x)), wideExp(x, 0), normalExp(x));
}

/** eˣ - 1 = 2ⁿ·((eʳ - 1) + (1 - 2⁻ⁿ)), in which nothing cancels. */
export function expm1(x: Lane): Lane {
  // e⁻¹⁸ is less than half of the last bit of 1.
  const { n, r } = reduce(atLeast(atMost(x, num(90)), num(-18)));
  const p = add(expRest(r), r);
  const y = add(p, sub(ONE, timesPowerOfTwo(ONE, int.sub(int.num(0), n.int))));
  return withSignOf(x, timesPowerOfTwo(y, n.int));
}

/** 2ˣ */
export function exp2(x: Lane): Lane {
  const limited = atLeast(atMost(x, num(130)), num(-152));
  const n = nearestInteger(limited);
  const r = sub(limited, n.float);
  const p = polynomial(
    single,
    r,
    [
      1.5353361883195e-4, 1.33988703612e-3, 9.6184373578e-3, 5.55033289962e-2, 2.40226461946e-1,
      6.9314718056e-1,
    ],
  );
  return timesPowerOfTwo(add(mul(p, r), ONE), n.int);
}

/** (eˣ - e⁻ˣ) / 2, by a polynomial near 0. */
export function sinh(x: Lane): Lane {
  const a = abs(x);
  const z = mul(x, x);
  const p = polynomial(single, z, [2.03721912945e-4, 8.33028376239e-3, 1.66667160211e-1]);
  const small = add(mul(mul(p, z), x), x);
  const half = wideExp(a, -1);
  const large = withSignOf(x, sub(half, div(num(0.25), half)));
  return bits.select(lt(a, ONE), small, large);
}

/** (eˣ + e⁻ˣ) / 2 */
export function cosh(x: Lane): Lane {
  const half = wideExp(abs(x), -1);
  return add(half, div(num(0.25), half));
}

/** 1 - 2 / (e²ˣ + 1), by a polynomial near 0. */
export function tanh(x: Lane): Lane {
  const a = abs(x);
  const z = mul(x, x);
  const p = polynomial(
    single,
    z,
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  const small = add(mul(mul(p, z), x), x);
  const large = sub(ONE, div(num(2), add(normalExp(atMost(add(a, a), num(40))), ONE)));
  return withSignOf(x, bits.select(lt(a, num(0.625)), small, large));
}
