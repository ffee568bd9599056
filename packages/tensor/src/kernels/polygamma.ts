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

/** ψ(x) − ln x + 1/(2x) in 1/x², without the constant term: −B₂ₖ / (2k). */
const ASYMPTOTIC = [0, -1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32760, -1 / 12];

const afterOne = (t: number): number => {
  const distance = t - ROOT[0] - ROOT[1] - ROOT[2];
  return distance * SLOPE + (distance * polynomial(P, t)) / polynomial(Q, t);
};

function positive(x: number): number {
  if (x < 1) return afterOne(x) - 1 / x;
  if (x >= 10) return Math.log(x) - 0.5 / x + polynomial(ASYMPTOTIC, 1 / (x * x));
  // ψ(x + 1) = ψ(x) + 1/x
  let sum = 0;
  let at = x;
  while (at > 2) {
    at -= 1;
    sum += 1 / at;
  }
  return sum + afterOne(at - 1);
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

/** B₂ₖ / (2k)! for k = 1, 2, … */
const BERNOULLI = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
  43867 / 5109094217170944000,
  -174611 / 802857662698291200000,
  77683 / 14101100039391805440000,
  -236364091 / 1693824136731743669452800000,
];

/** Σ (q + k)^−s for q > 0, s > 1, by the Euler–Maclaurin formula. */
function hurwitz(s: number, q: number): number {
  // So many terms make the asymptotic rest exact; fewer suffice where they vanish sooner.
  const wanted = Math.max(0, Math.ceil(10 + 0.7 * s - q));
  const enough = Math.ceil(q * (10 ** (18 / s) - 1)) + 1;
  const terms = Math.min(wanted, enough);
  const w = q + terms;
  const last = w ** -s;
  let rest = 0;
  if (terms === wanted) {
    let factor = (last * s) / w;
    for (let k = 0; k < BERNOULLI.length; k++) {
      rest += factor * (BERNOULLI[k] as number);
      factor *= ((s + 2 * k + 1) / w) * ((s + 2 * k + 2) / w);
    }
    rest += last / 2 + (last * w) / (s - 1);
  }
  // The smallest first.
  for (let k = terms - 1; k >= 0; k--) rest += (q + k) ** -s;
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
