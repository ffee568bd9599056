import type { TypedArray } from "../dtype.ts";
import { NablaError } from "../errors.ts";
import { eachChunk } from "./chunks.ts";
import type { Counter, Key } from "./philox.ts";

/**
 * Writes `n` values that are 1 with probability `p` and 0 otherwise.
 *
 * The probability is exact up to 2^-32: a value is 1 where a random word is below p·2^32, so 0 never
 * and 1 always.
 *
 * @param key - key of the stream
 * @param counter - first block, from `Generator.reserve`
 * @param out - receives the values
 * @param offset - index of the first value in `out`
 * @param n - how many
 * @param p - probability of a 1, in [0, 1]
 * @throws NablaError when `p` is not in [0, 1]
 */
export function fillBernoulli(
  key: Key,
  counter: Counter,
  out: TypedArray,
  offset: number,
  n: number,
  p: number,
): void {
  checkProbability(p);
  const limit = p * 2 ** 32;
  eachChunk(key, counter, n, 4, (words, first, count) => {
    const start = offset + first;
    for (let i = 0; i < count; i++) out[start + i] = (words[i] as number) >>> 0 < limit ? 1 : 0;
  });
}

/**
 * Checks a probability.
 * @throws NablaError when `p` is not in [0, 1]
 */
export function checkProbability(p: number): void {
  if (p >= 0 && p <= 1) return;
  throw new NablaError(`bernoulli: p is ${p}: a probability must be in [0, 1]`, {
    op: "bernoulli",
  });
}
