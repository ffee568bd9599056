import { type Counter, type Key, philoxBlocks, WORDS_PER_BLOCK } from "./philox.ts";

/** 4 KB of random words: they stay in the first-level cache between being made and being used. */
export const CHUNK_BLOCKS = 256;
const scratch = /*#__PURE__*/ new Int32Array(CHUNK_BLOCKS * WORDS_PER_BLOCK);

/**
 * Makes the random words for `n` values chunk by chunk and hands each chunk to `use`, which turns
 * them into the values `first` to `first + count`. The words are valid only during the call.
 */
export function eachChunk(
  key: Key,
  counter: Counter,
  n: number,
  valuesPerBlock: number,
  use: (words: Int32Array, first: number, count: number) => void,
): void {
  const chunk = CHUNK_BLOCKS * valuesPerBlock;
  for (let first = 0; first < n; first += chunk) {
    const count = Math.min(chunk, n - first);
    philoxBlocks(key, counter + first / valuesPerBlock, scratch, Math.ceil(count / valuesPerBlock));
    use(scratch, first, count);
  }
}
