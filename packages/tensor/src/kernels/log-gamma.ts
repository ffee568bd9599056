import { fromNearest, polynomial } from "./polynomial.ts";

// Coefficients of FreeBSD's msun (Sun, 1993), lowest power first: lnΓ beside its zeros 1 and 2, around
// its minimum, and Stirling's series; absolute error below 2⁻⁵⁸ in each range.

/** (lnΓ(2 − y) + y/2) / y in y, for 0 ≤ y ≤ 0.27. */
const BELOW_TWO = [
  7.72156649015328655494e-2, 3.22467033424113591611e-1, 6.73523010531292681824e-2,
  2.05808084325167332806e-2, 7.38555086081402883957e-3, 2.89051383673415629091e-3,
  1.19270763183362067845e-3, 5.10069792153511336608e-4, 2.20862790713908385557e-4,
  1.08011567247583939954e-4, 2.52144565451257326939e-5, 4.4864094961891516015e-5,
];
/** The place and value of the minimum between 1 and 2; the value as a sum of two numbers. */
const MINIMUM_AT = 1.46163214496836224576;
const MINIMUM = -1.21486290535849611461e-1;
const MINIMUM_REST = 3.63867699703950536541e-18;
/** (lnΓ(MINIMUM_AT + y) − minimum) / y² in y, for −0.23 ≤ y ≤ 0.27. */
const AROUND_MINIMUM = [
  4.83836122723810047042e-1, -1.47587722994593911752e-1, 6.46249402391333854778e-2,
  -3.27885410759859649565e-2, 1.79706750811820387126e-2, -1.0314224129834143745e-2,
  6.10053870246291332635e-3, -3.6845201678113825676e-3, 2.2596478090061247225e-3,
  -1.40346469989232843813e-3, 8.81081882437654011382e-4, -5.38595305356740546715e-4,
  3.15632070903625950361e-4, -3.12754168375120860518e-4, 3.35529192635519073543e-4,
];
/** (lnΓ(1 + y) + y/2) / y in y, for 0 ≤ y ≤ 0.23. */
const ABOVE_ONE = [
  -7.72156649015328655494e-2, 6.32827064025093366517e-1, 1.45492250137234768737,
  9.77717527963372745603e-1, 2.28963728064692451092e-1, 1.33810918536787660377e-2,
];
const ABOVE_ONE_BELOW = [
  1, 2.45597793713041134822, 2.12848976379893395361, 7.69285150456672783825e-1,
  1.04222645593369134254e-1, 3.2170924228242391181e-3,
];
/** (lnΓ(2 + y) − y/2) / y in y, for 0 ≤ y ≤ 1. */
const ABOVE_TWO = [
  -7.72156649015328655494e-2, 2.14982415960608852501e-1, 3.25778796408930981787e-1,
  1.46350472652464452805e-1, 2.6642270303363860956e-2, 1.84028451407337715652e-3,
  3.19475326584100867617e-5,
];
const ABOVE_TWO_BELOW = [
  1, 1.39200533467621045958, 7.21935547567138069525e-1, 1.71933865632803078993e-1,
  1.86459191715652901344e-2, 7.77942496381893596434e-4, 7.32668430744625636189e-6,
];
/** lnΓ(x) − (x − ½)(ln x − 1), a constant and odd powers of 1/x, for x ≥ 8. */
const STIRLING_CONSTANT = 4.18938533204672725052e-1;
const STIRLING = [
  8.33333333333329678849e-2, -2.7777777772877553647e-3, 7.936505586430195585e-4,
  -5.95187557450339963135e-4, 8.36339918996282139126e-4, -1.63092934096575273989e-3,
];

/** lnΓ(1 + y) for 0 ≤ y ≤ 1; `other` is 1 − y where that is known more exactly. */
function beforeTwo(y: number, other: number): number {
  if (other <= 0.27) return other * polynomial(BELOW_TWO, other) - other / 2;
  const z = y - (MINIMUM_AT - 1);
  if (z >= -0.23) return MINIMUM + (z * z * polynomial(AROUND_MINIMUM, z) + MINIMUM_REST);
  return (y * polynomial(ABOVE_ONE, y)) / polynomial(ABOVE_ONE_BELOW, y) - y / 2;
}

/** lnΓ(x) for 2 ≤ x < 8, by Γ(x + 1) = x Γ(x). */
function beforeEight(x: number): number {
  const whole = Math.floor(x);
  const y = x - whole;
  const value = y / 2 + (y * polynomial(ABOVE_TWO, y)) / polynomial(ABOVE_TWO_BELOW, y);
  let product = 1;
  for (let i = 2; i < whole; i++) product *= y + i;
  return product === 1 ? value : value + Math.log(product);
}

function positive(x: number): number {
  if (x < 0.9) return beforeTwo(x, 1 - x) - Math.log(x);
  if (x < 2) return beforeTwo(x - 1, 2 - x);
  if (x < 8) return beforeEight(x);
  // Beyond, the correction is lost in rounding, and x - ½ too.
  if (x > 2 ** 58) return x * (Math.log(x) - 1);
  const z = 1 / x;
  return (x - 0.5) * (Math.log(x) - 1) + (STIRLING_CONSTANT + z * polynomial(STIRLING, z * z));
}

/** The logarithm of |Γ(x)|; ∞ at the poles 0, −1, −2, … */
export function lgamma(x: number): number {
  if (x === Infinity || x === -Infinity) return Infinity;
  // + 0: no −0 at 1.
  if (x > 0) return positive(x) + 0;
  // Γ(x) Γ(−x) = −π / (x sin πx)
  const sine = Math.sin(Math.PI * fromNearest(x));
  if (sine === 0) return Infinity;
  return Math.log(Math.PI / Math.abs(x * sine)) - positive(-x);
}
