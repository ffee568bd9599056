import type { TypedArray } from "../dtype.ts";
import { NablaError } from "../errors.ts";
import { eachChunk } from "./chunks.ts";
import { type Counter, type Key, multiplyHigh } from "./philox.ts";

/**
 * $\lfloor x \cdot \mathrm{range} / 2^{64} \rfloor$ for the 64-bit number x = `high`·2^32 + `low`
 * and an integer range from 1 to 2^32: an integer in [0, range).
 *
 * Each result belongs to ⌊2^64 / range⌋ or one more of the x, so its probability differs from
 * 1 / range by less than 2^-64, which is at most 2^-32 of it. No x is rejected (D. Lemire, "Fast
 * random integer generation in an interval", 2019, without the rejection), so consumption is fixed.
 */
export function bounded(high: number, low: number, range: number): number {
  if (range === 2 ** 32) return high >>> 0;
  const upper = multiplyHigh(low, range);
  const sum = (upper + Math.imul(high, range)) | 0;
  const carry = sum >>> 0 < upper >>> 0 ? 1 : 0;
  return (multiplyHigh(high, range) + carry) >>> 0;
}

/**
 * Writes `n` integers, each equally likely to be any in [low, high).
 *
 * @param key - key of the stream
 * @param counter - first block, from `Generator.reserve`
 * @param out - receives the values; an int32 array holds the whole range
 * @param offset - index of the first value in `out`
 * @param n - how many
 * @param low - smallest value, an integer ≥ −2^31
 * @param high - one more than the largest value, an integer ≤ 2^31
 * @throws NablaError when `low` or `high` is not an integer in the range, or `low` ≥ `high`
 */
export function fillIntegers(
  key: Key,
  counter: Counter,
  out: TypedArray,
  offset: number,
  n: number,
  low: number,
  high: number,
): void {
  checkBounds(low, high);
  const range = high - low;
  eachChunk(key, counter, n, 2, (words, first, count) => {
    const start = offset + first;
    for (let i = 0; i < count; i++) {
      out[start + i] = low + bounded(words[2 * i + 1] as number, words[2 * i] as number, range);
    }
  });
}

/**
 * Checks the bounds of a draw of integers.
 * @throws NablaError when they are not integers in the range of int32, or `low` ≥ `high`
 */
export function checkBounds(low: number, high: number): void {
  const whole = Number.isInteger(low) && Number.isInteger(high);
  if (whole && low >= -(2 ** 31) && high <= 2 ** 31 && low < high) return;
  throw new NablaError(
    `randint: low ${low}, high ${high}: both must be integers with -2147483648 ≤ low < high ≤ ` +
      "2147483648 (high itself is never drawn)",
    { op: "randint" },
  );
}
