import type { TypedArray } from "../dtype.ts";
import { bounded } from "./integers.ts";
import { type Counter, type Key, philoxBlocks } from "./philox.ts";

/** Small, because a group of swaps shares a draw and most of the reserved blocks stay unused. */
const CHUNK_BLOCKS = 32;
const scratch = /*#__PURE__*/ new Int32Array(CHUNK_BLOCKS * 4);

/**
 * Writes a random permutation of 0 … n − 1 (Fisher and Yates; R. Durstenfeld, 1964).
 *
 * A draw below the product of several swaps' choices, taken apart by division, serves them all as
 * long as the product is at most 2^32. How swaps are grouped depends on `n` only.
 *
 * @param key - key of the stream
 * @param counter - first block, from `Generator.reserve`
 * @param out - receives the permutation
 * @param offset - index of its first value in `out`
 * @param n - its length
 */
export function fillPermutation(
  key: Key,
  counter: Counter,
  out: TypedArray,
  offset: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) out[offset + i] = i;
  let word = scratch.length;
  let block = counter;
  for (let left = n; left > 1; word += 2) {
    if (word === scratch.length) {
      philoxBlocks(key, block, scratch, Math.min(CHUNK_BLOCKS, Math.ceil(left / 2)));
      block += CHUNK_BLOCKS;
      word = 0;
    }
    // One draw serves the swaps with `left`, `left` − 1, …, `end` + 1 choices.
    let choices = left;
    let end = left - 1;
    for (; end > 1 && choices * end <= 2 ** 32; end--) choices *= end;
    let choice = bounded(scratch[word + 1] as number, scratch[word] as number, choices);
    for (; left > end; left--) {
      const rest = Math.floor(choice / left);
      swap(out, offset + choice - rest * left, offset + left - 1);
      choice = rest;
    }
  }
}

function swap(values: TypedArray, i: number, j: number): void {
  const value = values[i] as number;
  values[i] = values[j] as number;
  values[j] = value;
}
