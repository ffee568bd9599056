/** Scalar functions that JavaScript lacks or gives otherwise than IEEE 754 and NumPy. */

/** Half to even, as IEEE 754 and NumPy round. */
export function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest < 0.5) return down === 0 && x < 0 ? -0 : down;
  if (rest > 0.5 || rest !== rest) return down + 1 === 0 ? -0 : down + 1;
  const even = down % 2 === 0 ? down : down + 1;
  return even === 0 && x < 0 ? -0 : even;
}

/** x^y with pow(1, y) = 1 and pow(-1, ±∞) = 1, where `Math.pow` says NaN. */
export function power(x: number, y: number): number {
  if (x === 1) return 1;
  if (x === -1 && (y === Infinity || y === -Infinity)) return 1;
  return x ** y;
}

/** x^y over int32, wrapping; 1 / x^|y| rounded towards zero where y is negative. */
export function integerPower(x: number, y: number): number {
  if (y < 0) return x === 1 ? 1 : x === -1 ? (y & 1 ? -1 : 1) : 0;
  let result = 1;
  let base = x;
  for (let bits = y; bits > 0; bits >>= 1) {
    if (bits & 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return result;
}

/** Remainder with the sign of the divisor, as Python, NumPy and PyTorch have it. */
export function modulo(x: number, y: number): number {
  if ((y === Infinity || y === -Infinity) && Number.isFinite(x))
    return x === 0 || x < 0 === y < 0 ? x : y;
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 === y < 0 ? rest : rest + y;
}

// Coefficients of the rational approximations of W. J. Cody, "Rational Chebyshev approximations for
// the error function", Math. Comp. 23 (1969): relative error below 2e-16 in each of three ranges.
const P = [
  3209.377589138469472562, 377.4852376853020208137, 113.8641541510501556495, 3.1611237438705656,
  0.185777706184603152673,
];
const Q = [
  2844.236833439170622273, 1282.616526077372275645, 244.0246379344441733056,
  23.60129095234412093499,
];
const PC = [
  1230.33935479799725272, 2051.07837782607146532, 1712.04761263407058314, 881.952221241769090411,
  298.635138197400131132, 66.1191906371416294775, 8.88314979438837594118, 0.56418849698867008918,
  2.15311535474403846343e-8,
];
const QC = [
  1230.33935480374942043, 3439.36767414372163696, 4362.6190901432471582, 3290.79923573345962678,
  1621.38957456669018874, 537.181101862009857509, 117.693950891312499305, 15.7449261107098347253,
];
const PT = [
  6.58749161529837803157e-4, 1.60837851487422766278e-2, 0.125781726111229246204,
  0.360344899949804439429, 0.305326634961232344035, 1.63153871373020978498e-2,
];
const QT = [
  2.33520497626869185443e-3, 6.05183413124413191178e-2, 0.527905102951428412248,
  1.87295284992346725209, 2.56852019228982242072,
];
const INV_SQRT_PI = 0.56418958354775628695;

const horner = (coefficients: readonly number[], x: number, leading: number): number => {
  let sum = leading;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] as number);
  return sum;
};

/** e^{-y²}, with y split so that the rounding of y² does not matter. */
function gaussian(y: number): number {
  const head = Math.trunc(y * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(y - head) * (y + head));
}

/** The error function 2/√π ∫₀ˣ e^{-t²} dt. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) {
    const z = y * y;
    return (x * horner(P, z, 0)) / horner(Q, z, 1);
  }
  if (x !== x) return x;
  if (y > 6) return x < 0 ? -1 : 1;
  let complement: number;
  if (y <= 4) complement = (gaussian(y) * horner(PC, y, 0)) / horner(QC, y, 1);
  else {
    const z = 1 / (y * y);
    complement = (gaussian(y) * (INV_SQRT_PI - (z * horner(PT, z, 0)) / horner(QT, z, 1))) / y;
  }
  return x < 0 ? complement - 1 : 1 - complement;
}
