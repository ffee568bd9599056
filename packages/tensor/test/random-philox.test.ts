import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CounterWords,
  type Key,
  multiplyHigh,
  philoxBlocks,
  philoxRun,
} from "../src/random/philox.ts";

const hex = (words: Int32Array): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0")).join(" ");

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Philox 4x32-10 once more, with BigInt products instead of split ones. */
function reference(counter: bigint, [low, high]: Key): number[] {
  const mask = 0xffffffffn;
  let c = [0n, 32n, 64n, 96n].map((shift) => (counter >> shift) & mask);
  for (let round = 0n; round < 10n; round++) {
    const [c0 = 0n, c1 = 0n, c2 = 0n, c3 = 0n] = c;
    const k0 = (BigInt(low) + round * 0x9e3779b9n) & mask;
    const k1 = (BigInt(high) + round * 0xbb67ae85n) & mask;
    const product0 = c0 * 0xd2511f53n;
    const product1 = c2 * 0xcd9e8d57n;
    c = [
      (product1 >> 32n) ^ c1 ^ k0,
      product1 & mask,
      (product0 >> 32n) ^ c3 ^ k1,
      product0 & mask,
    ];
  }
  return c.map((x) => Number(x) | 0);
}

describe("Philox 4x32-10", () => {
  test.each<[CounterWords, Key, string]>([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ])("gives the known answer of Random123 for counter %j", (counter, key, answer) => {
    const words = new Int32Array(4);
    philoxRun(key, counter, words, 0, 1);
    expect(hex(words)).toBe(answer);
  });

  test("agrees with 128-bit integer arithmetic for any key and counter", () => {
    const counters = fc.maxSafeInteger().map(Math.abs);
    fc.assert(
      fc.property(word, word, counters, (low, high, counter) => {
        const words = new Int32Array(4);
        philoxBlocks([low, high], counter, words, 1);
        expect([...words]).toEqual(reference(BigInt(counter), [low, high]));
      }),
    );
  });

  test("carries into the second counter word in the middle of a run", () => {
    const start = 7 * 2 ** 32 - 2;
    const words = new Int32Array(16);
    philoxBlocks([1, 2], start, words, 4);
    const expected = [0, 1, 2, 3].flatMap((i) => reference(BigInt(start + i), [1, 2]));
    expect([...words]).toEqual(expected);
  });
});

test("multiplyHigh is the upper half of the 64-bit product", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(multiplyHigh(a, b) >>> 0).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
    }),
    {
      examples: [
        [0xffffffff, 0xffffffff],
        [0xffff0000, 0xffff],
        [0, 0xffffffff],
      ],
    },
  );
});
