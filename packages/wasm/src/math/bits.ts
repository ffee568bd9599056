/** Signs, and powers of two, by the bits of IEEE 754's float32. */
import { bits, int, type Lane, single } from "../lanes/lane.ts";

const SIGN: Lane = int.num(0x80000000);
const EXPONENT_BITS = 23;
const BIAS = 127;

/** The sign bit of `x`, alone. */
export const signBit = (x: Lane): Lane => bits.and(x, SIGN);

/** `x` ≥ 0 with the sign of `y`. */
export const withSignOf = (y: Lane, x: Lane): Lane => bits.or(x, signBit(y));

/** 2ⁿ for an integer n from -126 to 127. */
export const powerOfTwo = (n: Lane): Lane =>
  int.shiftLeft(int.add(n, int.num(BIAS)), EXPONENT_BITS);

/**
 * x·2ⁿ for x near 1 and an integer n from -252 to 254, rounded once: in two steps, as 2ⁿ itself may be
 * out of range.
 */
export function timesPowerOfTwo(x: Lane, n: Lane): Lane {
  const half = int.shiftRight(n, 1);
  return single.mul(single.mul(x, powerOfTwo(half)), powerOfTwo(int.sub(n, half)));
}

/** Adding it leaves no bits below 1: the sum's last bits are those of the nearest integer. */
const ROUNDER = 1.5 * 2 ** EXPONENT_BITS;

/** The integer nearest to |x| < 2²², as a float and as an integer. */
export function nearestInteger(x: Lane): { readonly float: Lane; readonly int: Lane } {
  const sum = single.add(x, single.num(ROUNDER));
  return {
    float: single.sub(sum, single.num(ROUNDER)),
    int: int.sub(sum, single.num(ROUNDER)),
  };
}
