/**
 * Logarithms of four float32. Coefficients: S. L. Moshier, Cephes Mathematical Library (single
 * precision), 1989; the reduction to [√½, √2) by integers as in FreeBSD's msun (e_logf.c).
 */
import { bits, int, type Lane, polynomial, single, unlikely } from "../lanes/lane.ts";
import { powerOfTwo, withSignOf } from "./bits.ts";
import { LN2_HIGH, LN2_LOW } from "./exponential.ts";

const { num, add, sub, mul, lt, le, eq } = single;

const ONE = num(1);
const SQRT_HALF_BITS = 0x3f3504f3;
const ONE_BITS = 0x3f800000;
const MANTISSA = 0x007fffff;
const SMALLEST_NORMAL = num(2 ** -126);

interface Reduced {
  /** Exponent, an integer. */
  readonly e: Lane;
  /** Mantissa less 1. */
  readonly f: Lane;
}

/** x = 2ᵉ·(1 + f) with √½ ≤ 1 + f < √2, for normal x > 0. */
function reduceNormal(x: Lane): Reduced {
  const shifted = int.add(x, int.num(ONE_BITS - SQRT_HALF_BITS));
  const e = int.sub(int.shiftRight(shifted, 23), int.num(127));
  const m = int.add(bits.and(shifted, int.num(MANTISSA)), int.num(SQRT_HALF_BITS));
  return { e, f: sub(m, ONE) };
}

/** The same for all x > 0. */
function reduceAny(x: Lane): Reduced {
  const small = lt(x, SMALLEST_NORMAL);
  const { e, f } = reduceNormal(bits.select(small, mul(x, num(2 ** 23)), x));
  return { e: int.sub(e, bits.and(small, int.num(23))), f };
}

/** log(1 + f) - f + f²/2 for √½ ≤ 1 + f < √2. */
function logRest(f: Lane, z: Lane): Lane {
  const p = polynomial(
    single,
    f,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
      -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  return mul(mul(p, f), z);
}

/** `y`, but of x: -∞ for 0, NaN below, and x itself for ∞ and NaN. */
function withLimits(x: Lane, y: Lane): Lane {
  const positive = bits.select(lt(x, num(Number.POSITIVE_INFINITY)), y, x);
  const real = bits.or(positive, lt(x, num(0)));
  return bits.select(eq(x, num(0)), num(Number.NEGATIVE_INFINITY), real);
}

/** A logarithm by what it is of e and f, with a short way for normal x > 0. */
function logarithm(x: Lane, combine: (reduced: Reduced) => Lane): Lane {
  const normal = bits.and(le(SMALLEST_NORMAL, x), lt(x, num(Number.POSITIVE_INFINITY)));
  const exceptional = withLimits(x, combine(reduceAny(x)));
  return unlikely(bits.not(normal), exceptional, combine(reduceNormal(x)));
}

/** e·ln 2 + log(1 + f). */
function natural({ e, f }: Reduced): Lane {
  const n = int.toFloat(e);
  const z = mul(f, f);
  const low = sub(add(logRest(f, z), mul(n, num(LN2_LOW))), mul(num(0.5), z));
  return add(add(f, low), mul(n, num(LN2_HIGH)));
}

/** The natural logarithm. */
export const log = (x: Lane): Lane => logarithm(x, natural);

/** log(u + c), where u = 1 + x as rounded and c is what the rounding took away. */
export function log1p(x: Lane): Lane {
  const u = add(ONE, x);
  const back = sub(u, ONE);
  const c = add(sub(ONE, sub(u, back)), sub(x, back));
  const { e, f } = reduceNormal(u);
  // From 2³⁰ on c no longer matters.
  const scale = powerOfTwo(int.max(int.sub(int.num(0), e), int.num(-30)));
  const y = natural({ e, f: add(f, mul(c, scale)) });
  return withSignOf(x, withLimits(u, y));
}

/** log(1 + f) - f for √½ ≤ 1 + f < √2. */
function logLess(f: Lane): Lane {
  const z = mul(f, f);
  return sub(logRest(f, z), mul(num(0.5), z));
}

/** The logarithm to base 2: exact for powers of 2. */
export function log2(x: Lane): Lane {
  const excess = num(Math.LOG2E - 1);
  return logarithm(x, ({ e, f }) => {
    const rest = logLess(f);
    const terms = [mul(rest, excess), mul(f, excess), rest, f, int.toFloat(e)];
    return terms.reduce(add);
  });
}

/** log₁₀ 2 and log₁₀ e in two parts each, the first exact in products with few bits. */
const LOG10_2 = [3.0078125e-1, 2.48745663981195213739e-4] as const;
const LOG10_E = [4.3359375e-1, 7.00731903251827651129e-4] as const;

/** The logarithm to base 10. */
export function log10(x: Lane): Lane {
  return logarithm(x, ({ e, f }) => {
    const n = int.toFloat(e);
    const rest = logLess(f);
    const terms = [
      mul(add(f, rest), num(LOG10_E[1])),
      mul(rest, num(LOG10_E[0])),
      mul(f, num(LOG10_E[0])),
      mul(n, num(LOG10_2[1])),
      mul(n, num(LOG10_2[0])),
    ];
    return terms.reduce(add);
  });
}
