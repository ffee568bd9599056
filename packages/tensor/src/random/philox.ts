/** Key of a random stream: the low and the high 32 bits of its seed, as unsigned integers. */
export type Key = readonly [low: number, high: number];

/**
 * Index of a block of four random words in a stream: an integer from 0 to 2^53 − 1. It fills the low
 * 64 bits of Philox's 128-bit counter; the others stay 0.
 */
export type Counter = number;

/** Number of 32-bit words that one step of the counter yields. */
export const WORDS_PER_BLOCK = 4;

/**
 * The high 32 bits of the unsigned 64-bit product of two 32-bit integers, as an int32.
 *
 * JavaScript has no such instruction, so this is long multiplication in base 2^16; each intermediate
 * sum is below 2^32, hence exact in wrapping int32 arithmetic.
 */
export function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** The four words of Philox's counter, the least significant first. */
export type CounterWords = readonly [number, number, number, number];

/**
 * Writes the random words of `blocks` consecutive counters to the front of `words`, four each.
 *
 * Word `j` of block `counter + i` depends on nothing but the key, `counter + i` and `j`.
 */
export function philoxBlocks(key: Key, counter: Counter, words: Int32Array, blocks: number): void {
  for (let block = 0; block < blocks; ) {
    const low = (counter + block) % 2 ** 32;
    const high = Math.floor((counter + block) / 2 ** 32);
    const run = Math.min(blocks - block, 2 ** 32 - low);
    philoxRun(key, [low, high, 0, 0], words, block, run);
    block += run;
  }
}

/**
 * Writes the words of `blocks` counters from `start` on, which differ in their lowest word only, from
 * block `first` of `words` on.
 *
 * Philox 4x32 with 10 rounds: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3"
 * (SC 2011).
 */
export function philoxRun(
  key: Key,
  start: CounterWords,
  words: Int32Array,
  first: number,
  blocks: number,
): void {
  // Constants of the module would be read from memory in each round once a bundler makes them `var`.
  const multiplier0 = 0xd2511f53;
  const multiplier1 = 0xcd9e8d57;
  const keyStep0 = 0x9e3779b9 | 0;
  const keyStep1 = 0xbb67ae85 | 0;
  // Int32 like everything in the loop: as doubles they would cost a conversion per block.
  const [start0, start1, start2, start3] = [start[0] | 0, start[1] | 0, start[2] | 0, start[3] | 0];
  const [key0, key1] = [key[0] | 0, key[1] | 0];
  for (let block = 0; block < blocks; block++) {
    let c0 = (start0 + block) | 0;
    let c1 = start1;
    let c2 = start2;
    let c3 = start3;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const high0 = multiplyHigh(c0, multiplier0);
      const high1 = multiplyHigh(c2, multiplier1);
      const low0 = Math.imul(c0, multiplier0);
      const low1 = Math.imul(c2, multiplier1);
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 = (k0 + keyStep0) | 0;
      k1 = (k1 + keyStep1) | 0;
    }
    const at = (first + block) * WORDS_PER_BLOCK;
    words[at] = c0;
    words[at + 1] = c1;
    words[at + 2] = c2;
    words[at + 3] = c3;
  }
}
