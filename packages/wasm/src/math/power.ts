/** Powers of four float32, by logarithms in float64: the exponent magnifies their error. */
import { bits, double, type Lane, long, polynomial, single, unlikely } from "../lanes/lane.ts";
import { signBit } from "./bits.ts";

const { num, add, sub, mul, div } = double;

const SQRT_HALF_BITS = 0x3fe6a09e667f3bcdn;
const ONE_BITS = 0x3ff0000000000000n;
const MANTISSA = 0x000fffffffffffffn;
const TWO_52 = 2 ** 52;
const TWO_52_BITS = 0x4330000000000000n;

/** log₂ of two float64 that are positive and normal; relative error 2⁻⁴⁵ by Lawson's method. */
function log2(x: Lane): Lane {
  const shifted = long.add(x, long.num(ONE_BITS - SQRT_HALF_BITS));
  // An integer in the last bits of 2⁵² is one as a float, too.
  const exponent = bits.or(long.shiftRight(shifted, 52), long.num(TWO_52_BITS));
  const e = sub(exponent, num(TWO_52 + 1023));
  const m = long.add(bits.and(shifted, long.num(MANTISSA)), long.num(SQRT_HALF_BITS));
  const s = div(sub(m, num(1)), add(m, num(1)));
  const p = polynomial(
    double,
    mul(s, s),
    [
      0.2828959145654938, 0.31990600683363657, 0.4122092441871013, 0.5770779424584802,
      0.9617966941129713, 2.88539008177785,
    ],
  );
  return add(mul(s, p), e);
}

/** 2ˣ for |x| < 1000 of two float64; relative error 2⁻³⁴. */
function exp2(x: Lane): Lane {
  const rounder = num(1.5 * TWO_52);
  const sum = add(x, rounder);
  const r = sub(x, sub(sum, rounder));
  const p = polynomial(
    double,
    r,
    [
      1.5196156321990664e-5, 1.5466756336384417e-4, 1.3333935056377305e-3, 9.618038131983985e-3,
      5.550410365990338e-2, 2.402265106656167e-1, 6.93147180704533e-1, 1,
    ],
  );
  return long.add(p, long.shiftLeft(sum, 52));
}

/** |x|^y of two float64, which hold float32; `limits` corrects the logarithm where x has none. */
function ofHalf(x: Lane, y: Lane, limits: (x: Lane, log: Lane) => Lane): Lane {
  const exponent = mul(y, limits(x, log2(x)));
  // Beyond these the result, as a float32, is 0 or ∞.
  return exp2(double.atLeast(double.atMost(exponent, num(200)), num(-200)));
}

function magnitude(x: Lane, y: Lane, limits: (x: Lane, log: Lane) => Lane): Lane {
  return double.rounded(
    ofHalf(double.first(x), double.first(y), limits),
    ofHalf(double.last(x), double.last(y), limits),
  );
}

const INFINITE = Number.POSITIVE_INFINITY;

/** log₂ 0 = -∞ and log₂ ∞ = ∞. */
const withLimits = (x: Lane, log: Lane): Lane => {
  const atZero = bits.select(double.eq(x, num(0)), num(-INFINITE), log);
  return bits.select(double.eq(x, num(INFINITE)), x, atZero);
};

/** xʸ as C99 has it: 1 for x = 1 or y = 0 or (-1)^±∞, NaN for x < 0 unless y is an integer. */
function anyPower(x: Lane, y: Lane): Lane {
  const { num, abs, floor, eq, ne, lt, mul } = single;
  const a = abs(x);
  const one = num(1);
  const half = mul(y, num(0.5));
  const fractional = ne(floor(y), y);
  const odd = bits.without(ne(floor(half), half), fractional);
  const signed = bits.or(magnitude(a, y, withLimits), bits.and(odd, signBit(x)));
  const finite = lt(a, num(INFINITE));
  const imaginary = bits.and(bits.and(lt(x, num(0)), finite), fractional);
  const unknown = bits.or(imaginary, bits.or(ne(x, x), ne(y, y)));
  const result = bits.or(signed, unknown);
  const endless = bits.and(eq(a, one), eq(abs(y), num(INFINITE)));
  const isOne = bits.or(bits.or(eq(y, num(0)), eq(x, one)), endless);
  return bits.select(isOne, one, result);
}

export function pow(x: Lane, y: Lane): Lane {
  const { num, abs, lt } = single;
  const positive = bits.and(lt(num(0), x), lt(x, num(INFINITE)));
  const usual = bits.and(positive, lt(abs(y), num(INFINITE)));
  return unlikely(
    bits.not(usual),
    anyPower(x, y),
    magnitude(x, y, (_, log) => log),
  );
}

/** √(x² + y²), of which the squares need the range of float64. ∞ if one is, even beside NaN. */
export function hypot(x: Lane, y: Lane): Lane {
  const half = (part: (v: Lane) => Lane): Lane => {
    const [a, b] = [part(x), part(y)];
    return double.sqrt(add(mul(a, a), mul(b, b)));
  };
  const endless = single.num(INFINITE);
  const infinite = bits.or(single.eq(single.abs(x), endless), single.eq(single.abs(y), endless));
  return bits.select(infinite, endless, double.rounded(half(double.first), half(double.last)));
}
