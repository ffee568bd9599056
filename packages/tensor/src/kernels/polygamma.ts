import { fromNearest, polynomial } from "./polynomial.ts";

// ψ(1 + t) = (t − root) (0.9955… + P(t) / Q(t)) for 0 ≤ t ≤ 1: coefficients of Boost.Math (J. Maddock,
// 2006), error below 2⁻⁵⁷ of the result. The root is a sum of three numbers, so that the difference
// from it is exact to the last digit.
const SLOPE = 0.99558162689208984375;
const P = [
  0.25479851061131551, -0.32555031186804491, -0.65031853770896507, -0.28919126444774784,
  -0.045251321448739056, -0.0020713321167745952,
];
const Q = [
  1, 2.0767117023730469, 1.4606242909763515, 0.43593529692665969, 0.054151797245674225,
  0.0021284987017821144, -0.55789841321675513e-6,
];
const ROOT = [
  (1569415565 - 2 ** 30) / 2 ** 30,
  381566830 / 2 ** 60,
  0.9016312093258695918615325266959189453125e-19,
] as const;

/** ψ(2.5 + t) in t, for |t| ≤ ½: Chebyshev's interpolation, error below 2⁻⁵⁹. */
const MIDDLE = [
  0.7031566406452432, 0.49035775610023485, -0.11810202582086309, 0.03731764146954176,
  -0.013073166646180193, 0.004821409821419739, -0.0018305640355441625, 0.0007073881640957325,
  -0.00027643930999581804, 0.00010882586435206692, -4.3052048513574485e-5, 1.708891125596372e-5,
  -6.803232576993842e-6, 2.7109965480846823e-6, -1.0640705254157975e-6, 4.2481223325063033e-7,
  -2.0687583795242883e-7, 8.267815845287522e-8,
];
/** B₂ₖ for k = 1, 2, … */
const BERNOULLI = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
  854513 / 138,
  -236364091 / 2730,
];
/** ln x − 1/(2x) − ψ(x) in 1/x². */
const ASYMPTOTIC = [0, ...BERNOULLI.map((b, i) => b / (2 * i + 2))];

const afterOne = (t: number): number => {
  const distance = t - ROOT[0] - ROOT[1] - ROOT[2];
  return distance * SLOPE + (distance * polynomial(P, t)) / polynomial(Q, t);
};

function positive(x: number): number {
  if (x < 1) return afterOne(x) - 1 / x;
  if (x < 2) return afterOne(x - 1);
  if (x >= 8) return Math.log(x) - (0.5 / x + polynomial(ASYMPTOTIC, 1 / (x * x)));
  // ψ(x + 1) = ψ(x) + 1/x
  let sum = 0;
  let at = x;
  while (at >= 3) {
    at -= 1;
    sum += 1 / at;
  }
  return sum + polynomial(MIDDLE, at - 2.5);
}

/** π cot πx, exact also where x is large or the cotangent small. */
function cotangent(x: number): number {
  const rest = fromNearest(x);
  if (Math.abs(rest) <= 0.25) return Math.PI / Math.tan(Math.PI * rest);
  return Math.PI * Math.tan(Math.PI * (rest < 0 ? -0.5 - rest : 0.5 - rest));
}

/** ψ, the derivative of lnΓ; −∞ at 0, ∞ at −0, NaN at the other poles −1, −2, … */
export function digamma(x: number): number {
  if (x > 0) return positive(x);
  if (x === 0) return -1 / x;
  if (x === Math.floor(x)) return Number.NaN;
  return positive(-x) - 1 / x - cotangent(x);
}

/** (q + k)^−s, with what the rounding of q + k takes away: s times that would be missing. */
function term(q: number, k: number, s: number): number {
  const sum = q + k;
  const part = sum - q;
  const lost = q - (sum - part) + (k - part);
  const power = sum ** -s;
  return lost === 0 ? power : power - (power * (s * lost)) / sum;
}

/** Σ (q + k)^−s for q > 0, s > 1, by the Euler–Maclaurin formula. */
function hurwitz(s: number, q: number): number {
  // So many terms make the asymptotic rest exact; fewer suffice where they vanish sooner.
  const wanted = Math.max(0, Math.ceil(10 + 0.7 * s - q));
  const enough = Math.ceil(q * (10 ** (18 / s) - 1)) + 1;
  const terms = Math.min(wanted, enough);
  const w = q + terms;
  let rest = 0;
  if (terms === wanted) {
    // Each factor is s (s + 1) … (s + 2k − 2) / ((2k)! w²ᵏ⁻¹).
    let factor = s / (2 * w);
    let series = 0;
    for (let k = 0; k < BERNOULLI.length; k++) {
      series += factor * (BERNOULLI[k] as number);
      factor *= ((s + 2 * k + 1) / w / (2 * k + 3)) * ((s + 2 * k + 2) / w / (2 * k + 4));
    }
    rest = term(q, terms, s) * (w / (s - 1) + (0.5 + series));
  }
  // The smallest first.
  for (let k = terms - 1; k >= 0; k--) rest += term(q, k, s);
  return rest;
}

/**
 * Hurwitz's zeta function Σ (q + k)^−s, k = 0, 1, …: ∞ at the poles s = 1 and q = 0, −1, −2, …; NaN for
 * s < 1, and for negative q where s is not whole.
 */
export function zeta(s: number, q: number): number {
  if (!(s >= 1) || q !== q) return Number.NaN;
  if (s === 1) return Infinity;
  if (q > 0) return q === Infinity ? 0 : s === Infinity ? infinitePower(q) : hurwitz(s, q);
  if (q === Math.floor(q)) return Infinity;
  if (s !== Math.floor(s)) return Number.NaN;
  // The sum over all whole k, less its terms before q.
  const sign = s % 2 === 0 ? 1 : -1;
  const rest = fromNearest(q);
  const near = Math.abs(rest);
  const all = hurwitz(s, near) + sign * hurwitz(s, 1 - near);
  return (rest < 0 ? sign * all : all) - sign * hurwitz(s, 1 - q);
}

const infinitePower = (q: number): number => (q > 1 ? 0 : q === 1 ? 1 : Infinity);
