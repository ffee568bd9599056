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

/**
 * ⌊x / y⌋, from the remainder, because x / y may be rounded up to the next whole number. Divided by
 * 0, or infinite, it is that of x / y; by ±∞ of the other sign −1, as in Python, NumPy and PyTorch.
 */
export function floorDivide(x: number, y: number): number {
  const quotient = x / y;
  if (y === 0 || !Number.isFinite(x)) return Math.floor(quotient);
  if (y === Infinity || y === -Infinity) return x !== 0 && x < 0 !== y < 0 ? -1 : quotient;
  const rest = x % y;
  let whole = (x - rest) / y;
  if (rest !== 0 && rest < 0 !== y < 0) whole -= 1;
  // The sign of the zero is that of the quotient, which may be too small for another number.
  return whole === 0 ? Math.sign(quotient) * 0 : Math.round(whole);
}

/** ⌊x / y⌋ of int32, exact in float64; what it gives for y = 0 is stored as 0, as in NumPy. */
export function integerFloorDivide(x: number, y: number): number {
  return Math.floor(x / y);
}

// JavaScript counts shifts modulo 32; NumPy and PyTorch shift everything out.

/** x · 2ʸ, wrapping as int32; 0 where y is negative or 32 or more. */
export function shiftLeft(x: number, y: number): number {
  return y >>> 0 > 31 ? 0 : x << y;
}

/** ⌊x / 2ʸ⌋; the sign (−1 or 0) where y is negative or 32 or more. */
export function shiftRight(x: number, y: number): number {
  return x >> (y >>> 0 > 31 ? 31 : y);
}
