/*
 * Logarithm, sine and cosine from + − × ÷ and bit operations on float64 only: IEEE arithmetic makes
 * their results the same on every engine, which `Math.log` and `Math.cos` do not promise. The
 * coefficients are minimax (Remez) with errors below 2^-57 of the result.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** (ln((1 + s) / (1 − s)) − 2s) / s as a polynomial in z = s², for |s| ≤ 3 − 2√2. */
function logSeries(z: number): number {
  const tail = 0.18183389644967834 + z * (0.15318224840547084 + z * 0.14756582446565703);
  const middle = 0.28571428703232 + z * (0.22222202216169634 + z * tail);
  return z * (0.6666666666666698 + z * (0.39999999999614144 + z * middle));
}

/**
 * ln(2^`exponent` · `mantissa`) for a mantissa in [√½, √2).
 *
 * With f = mantissa − 1 and s = f / (2 + f) this is ln(1 + f) = ln((1 + s) / (1 − s)). The term 2s
 * is written f − f²/2 + s·f²/2, whose largest part is exact.
 */
export function logParts(exponent: number, mantissa: number): number {
  const f = mantissa - 1;
  const s = f / (2 + f);
  const halfSquare = 0.5 * f * f;
  const rest = s * (halfSquare + logSeries(s * s));
  return exponent * LN2_HIGH - (halfSquare - (rest + exponent * LN2_LOW) - f);
}

const float = /*#__PURE__*/ new Float64Array(1);
const halves = /*#__PURE__*/ new Int32Array(float.buffer);
/** Index of the half with sign and exponent: 1 on little-endian machines. */
const HIGH = /*#__PURE__*/ new Uint8Array(/*#__PURE__*/ new Uint32Array([1]).buffer)[0];
/** 2^i for i from 0 to 64. */
const POWERS = /*#__PURE__*/ Float64Array.from({ length: 65 }, (_, i) => 2 ** i);
/** Upper half of √½ and of 1. */
const ROOT_HALF = 0x3fe6a09e;
const ONE = 0x3ff00000;

/** ln(x) for x in (2^-64, 1]; within 1 ulp. */
export function log(x: number): number {
  float[0] = x;
  // Counting the exponent from √½ instead of 1 puts the mantissa into [√½, √2) without a branch.
  const bits = ((halves[HIGH as number] as number) + (ONE - ROOT_HALF)) | 0;
  const exponent = (bits >> 20) - 1023;
  // A product with a power of two is exact, and faster than writing half of a float64 back.
  return logParts(exponent, x * (POWERS[-exponent] as number));
}

/** sin(x) for |x| ≤ π/4; within 1 ulp. */
export function sinNearZero(x: number): number {
  const z = x * x;
  const tail = 2.7557313960842515e-6 + z * (-2.5050795349078975e-8 + z * 1.5898741418670392e-10);
  const series = 0.00833333333332378 + z * (-0.00019841269830708983 + z * tail);
  return x + x * z * (-0.16666666666666638 + z * series);
}

/** cos(x) for |x| ≤ π/4; within 1 ulp. */
export function cosNearZero(x: number): number {
  const z = x * x;
  const tail = -2.755731581304234e-7 + z * (2.087591055499054e-9 + z * -1.1368836416491303e-11);
  const series = -0.0013888888888883364 + z * (2.48015872948701e-5 + z * tail);
  const half = 0.5 * z;
  const leading = 1 - half;
  // (1 − leading) − half is what rounding 1 − z/2 lost.
  return leading + (1 - leading - half + z * z * (0.04166666666666666 + z * series));
}
