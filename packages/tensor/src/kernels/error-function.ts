import { polynomial } from "./polynomial.ts";

// Coefficients of the rational approximations in FreeBSD's msun (S. Moshier's and Sun's method of
// 1993), lowest power first: the error is below 2⁻⁵⁷ of the result in each range.

/** (erf(x) − x) / x in x², for |x| < 0.84375. */
const CENTRE = [
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2,
  -5.77027029648944159157e-3, -2.37630166566501626084e-5,
];
const CENTRE_BELOW = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3,
  1.32494738004321644526e-4, -3.9602282787753681232e-6,
];
/** erf(x) − ERF_ONE in x − 1, for 0.84375 ≤ x < 1.25. */
const ONE = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1,
  3.18346619901161753674e-1, -1.10894694282396677476e-1, 3.54783043256182359371e-2,
  -2.166375594868790843e-3,
];
const ONE_BELOW = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2,
  1.26171219808761642112e-1, 1.36370839120290507362e-2, 1.1984499846799107417e-2,
];
const ERF_ONE = 8.45062911510467529297e-1;
/** ln(x erfc(x)) + x² + 0.5625 in 1/x², for 1.25 ≤ x < 1/0.35. */
const TAIL = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1,
  -6.23753324503260060396e1, -1.62396669462573470355e2, -1.84605092906711035994e2,
  -8.12874355063065934246e1, -9.81432934416914548592,
];
const TAIL_BELOW = [
  1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2,
  6.45387271733267880336e2, 4.29008140027567833386e2, 1.08635005541779435134e2,
  6.57024977031928170135, -6.04244152148580987438e-2,
];
/** The same for x ≥ 1/0.35. */
const FAR = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1,
  -1.60636384855821916062e2, -6.37566443368389627722e2, -1.02509513161107724954e3,
  -4.83519191608651397019e2,
];
const FAR_BELOW = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3,
  3.19985821950859553908e3, 2.55305040643316442583e3, 4.74528541206955367215e2,
  -2.24409524465858183362e1,
];

const centre = (x: number): number => {
  const square = x * x;
  return polynomial(CENTRE, square) / polynomial(CENTRE_BELOW, square);
};

/** erf(x) − ERF_ONE near 1. */
const nearOne = (x: number): number => polynomial(ONE, x - 1) / polynomial(ONE_BELOW, x - 1);

/** erfc(x) for x ≥ 1.25. */
function tail(x: number): number {
  if (x > 28) return 0;
  const z = 1 / (x * x);
  const correction =
    x < 1 / 0.35
      ? polynomial(TAIL, z) / polynomial(TAIL_BELOW, z)
      : polynomial(FAR, z) / polynomial(FAR_BELOW, z);
  // x² would be rounded: the square of the float32 next to x is exact, the rest is small.
  const head = Math.fround(x);
  const power = Math.exp(-head * head - 0.5625);
  return (power + power * Math.expm1((head - x) * (head + x) + correction)) / x;
}

/** The error function 2/√π ∫₀ˣ e^{-t²} dt. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * centre(x);
  if (x !== x) return x;
  const value = size < 1.25 ? ERF_ONE + nearOne(size) : 1 - tail(size);
  return x < 0 ? -value : value;
}

/** 1 − erf(x), without the cancellation. */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x < 0.25 ? 1 - (x + x * centre(x)) : 0.5 - (x * centre(x) + (x - 0.5));
  if (x !== x) return x;
  if (size < 1.25) return x < 0 ? 1 + (ERF_ONE + nearOne(size)) : 1 - ERF_ONE - nearOne(size);
  return x < 0 ? 2 - tail(size) : tail(size);
}

const HALF_SQRT_PI = Math.sqrt(Math.PI) / 2;

/**
 * The inverse of the error function: a first guess (S. Winitzki, 2008, relative error 2e-3), then steps
 * of Halley's method, each of which triples the number of right digits.
 */
export function erfinv(y: number): number {
  const size = Math.abs(y);
  if (!(size < 1)) return size === 1 ? y * Infinity : Number.NaN;
  if (size < 1e-8) return y * HALF_SQRT_PI;
  const logarithm = Math.log1p(-y * y);
  const a = 4.3307467508 + logarithm / 2;
  let x = Math.sqrt(Math.sqrt(a * a - 6.8027212 * logarithm) - a);
  // Above one half 1 − y is exact and erfc keeps its digits.
  for (let i = 0; i < 3; i++) {
    const off = size < 0.5 ? erf(x) - size : 1 - size - erfc(x);
    const step = off * HALF_SQRT_PI * Math.exp(x * x);
    x -= step / (1 + x * step);
  }
  return y < 0 ? -x : x;
}
