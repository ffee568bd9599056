import { eachChunk } from "./chunks.ts";
import type { Counter, Key } from "./philox.ts";

/** A float32 in [0, 1) from the upper 24 bits of a word. */
export const uniform32 = (word: number): number => (word >>> 8) * 2 ** -24;

/** A float64 in [0, 1) from the upper 53 bits of the 64-bit number `high`·2^32 + `low`. */
export const uniform64 = (high: number, low: number): number =>
  ((high >>> 0) * 2 ** 21 + (low >>> 11)) * 2 ** -53;

/**
 * Writes `n` uniform values in [0, 1): multiples of 2^-24 for float32, of 2^-53 for float64.
 *
 * @param key - key of the stream
 * @param counter - first block, from `Generator.reserve`
 * @param out - receives the values; its type is their dtype
 * @param offset - index of the first value in `out`
 * @param n - how many
 */
export function fillUniform(
  key: Key,
  counter: Counter,
  out: Float32Array | Float64Array,
  offset: number,
  n: number,
): void {
  if (out instanceof Float32Array) {
    eachChunk(key, counter, n, 4, (words, first, count) => {
      convert32(words, out, offset + first, count);
    });
  } else {
    eachChunk(key, counter, n, 2, (words, first, count) => {
      convert64(words, out, offset + first, count);
    });
  }
}

function convert32(words: Int32Array, out: Float32Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) out[start + i] = uniform32(words[i] as number);
}

function convert64(words: Int32Array, out: Float64Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) {
    out[start + i] = uniform64(words[2 * i + 1] as number, words[2 * i] as number);
  }
}
