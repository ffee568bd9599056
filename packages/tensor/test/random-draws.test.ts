import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NablaError } from "../src/errors.ts";
import {
  type Counter,
  drawBlocks,
  fillBernoulli,
  fillIntegers,
  fillNormal,
  fillPermutation,
  fillUniform,
  type Key,
  type RandomKind,
} from "../src/random/index.ts";
import { bounded } from "../src/random/integers.ts";

type Fill = (key: Key, counter: Counter, out: Float64Array, offset: number, n: number) => void;

/** Adapts a fill to float64 memory, which holds the values of every dtype exactly. */
const through =
  (
    fill: (key: Key, counter: Counter, out: Float32Array, offset: number, n: number) => void,
  ): Fill =>
  (key, counter, out, offset, n) => {
    const single = Float32Array.from(out);
    fill(key, counter, single, offset, n);
    out.set(single);
  };

const kinds: readonly [name: string, kind: RandomKind, dtype: string, fill: Fill][] = [
  ["uniform float32", "uniform", "float32", through(fillUniform)],
  ["uniform float64", "uniform", "float64", fillUniform],
  ["normal float32", "normal", "float32", through(fillNormal)],
  ["normal float64", "normal", "float64", fillNormal],
  ["integers", "integers", "int32", (k, c, out, o, n) => fillIntegers(k, c, out, o, n, -7, 1e6)],
  ["bernoulli", "bernoulli", "bool", (k, c, out, o, n) => fillBernoulli(k, c, out, o, n, 0.4)],
];

function draw(fill: Fill, key: Key, counter: Counter, n: number): number[] {
  const out = new Float64Array(n);
  fill(key, counter, out, 0, n);
  return [...out];
}

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const keys: fc.Arbitrary<Key> = fc.tuple(word, word);
const counters = fc.integer({ min: 0, max: 2 ** 53 - 2 ** 12 });
// Beyond 1024 values a draw takes more than one chunk of words.
const counts = fc.integer({ min: 0, max: 2500 });

// Computed in Python with integers of any size (and, for the normals, the same float64 operations;
// 40-digit arithmetic differs from them by less than 3 ulp).
describe("first values", () => {
  test.each([
    {
      seed: 0,
      uniform32: [
        0.3990464210510254, 0.8805201649665833, 0.7357127666473389, 0.6054818034172058,
        0.9722411632537842, 0.362091064453125,
      ],
      uniform64: [
        0.8805201978886142, 0.6054818538799213, 0.36209111566940344, 0.037094080749417335,
      ],
      normal32: [
        -0.991137683391571, 0.9246625900268555, 0.6176089644432068, 0.48206859827041626,
        0.15363822877407074, -0.18082590401172638,
      ],
      normal64: [
        0.3976675384441823, 0.31039547880173823, -1.386844427102838, -0.32921320019214423,
        0.20578628896422507, -1.4966587865707792,
      ],
      below100: [88, 60, 36, 3, 31, 27],
      any: [1634321805, 453041112, -592314149, -1988165785],
      coins: [1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1],
      permutation: [4, 8, 2, 9, 0, 3, 7, 6, 5, 1],
    },
    {
      seed: 42,
      uniform32: [
        0.6129598617553711, 0.4685865044593811, 0.07323169708251953, 0.3408614993095398,
        0.9877186417579651, 0.32706332206726074,
      ],
      uniform64: [0.4685865183391049, 0.34086154938517876, 0.32706338120338474, 0.4543156017348883],
      normal32: [
        0.9701898097991943, -0.19401895999908447, 1.2356207370758057, -1.9239267110824585,
        0.07318150997161865, -0.13913749158382416,
      ],
      normal64: [
        0.6653748678073496, -1.0360238086554643, 1.4338891806537386, -0.42327818124445254,
        -0.1350079346283175, 0.9043863850666349,
      ],
      below100: [46, 34, 32, 45, 65, 77],
      any: [-134919877, -683494441, -742757123, -196212997],
      coins: [0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0],
      permutation: [4, 0, 9, 8, 7, 1, 2, 5, 3, 6],
    },
  ])("of seed $seed", (golden) => {
    const key: Key = [golden.seed, 0];
    expect(draw(through(fillUniform), key, 0, 6)).toEqual(golden.uniform32);
    expect(draw(fillUniform, key, 0, 4)).toEqual(golden.uniform64);
    expect(draw(through(fillNormal), key, 0, 6)).toEqual(golden.normal32);
    expect(draw(fillNormal, key, 0, 6)).toEqual(golden.normal64);
    const below100: Fill = (k, c, out, o, n) => fillIntegers(k, c, out, o, n, 0, 100);
    expect(draw(below100, key, 0, 6)).toEqual(golden.below100);
    const any: Fill = (k, c, out, o, n) => fillIntegers(k, c, out, o, n, -(2 ** 31), 2 ** 31);
    expect(draw(any, key, 0, 4)).toEqual(golden.any);
    const coins: Fill = (k, c, out, o, n) => fillBernoulli(k, c, out, o, n, 0.5);
    expect(draw(coins, key, 0, 12)).toEqual(golden.coins);
    expect(draw(fillPermutation, key, 0, 10)).toEqual(golden.permutation);
  });
});

describe.each(kinds)("%s", (_, kind, dtype, fill) => {
  test("a shorter draw is the beginning of a longer one", () => {
    fc.assert(
      fc.property(keys, counters, counts, counts, (key, counter, a, b) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(draw(fill, key, counter, short)).toEqual(
          draw(fill, key, counter, long).slice(0, short),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("two draws that follow each other block by block are one", () => {
    fc.assert(
      fc.property(keys, counters, counts, counts, (key, counter, a, b) => {
        const first = a - (a % 4);
        const next = counter + drawBlocks(kind, dtype, first);
        expect([...draw(fill, key, counter, first), ...draw(fill, key, next, b)]).toEqual(
          draw(fill, key, counter, first + b),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("writes only where it should", () => {
    fc.assert(
      fc.property(keys, counts, fc.integer({ min: 0, max: 5 }), (key, n, offset) => {
        const out = new Float64Array(offset + n + 5).fill(-99);
        fill(key, 0, out, offset, n);
        expect([...out.slice(0, offset), ...out.slice(offset + n)]).toEqual(
          Array.from({ length: offset + 5 }, () => -99),
        );
        expect([...out.slice(offset, offset + n)]).toEqual(draw(fill, key, 0, n));
      }),
      { numRuns: 30 },
    );
  });

  test("differs between neighbouring seeds and counters", () => {
    const values = [
      draw(fill, [1, 0], 0, 64),
      draw(fill, [2, 0], 0, 64),
      draw(fill, [1, 1], 0, 64),
    ];
    values.push(draw(fill, [1, 0], 64, 64));
    expect(new Set(values.map(String)).size).toBe(4);
  });
});

describe("bounded", () => {
  test("is the upper half of a 64-bit number times the range", () => {
    const ranges = fc.oneof(fc.integer({ min: 1, max: 2 ** 32 }), fc.constant(2 ** 32));
    fc.assert(
      fc.property(word, word, ranges, (high, low, range) => {
        const x = (BigInt(high) << 32n) | BigInt(low);
        expect(bounded(high | 0, low | 0, range)).toBe(Number((x * BigInt(range)) >> 64n));
      }),
      {
        numRuns: 1000,
        examples: [
          [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32],
          [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1],
          // The product of the low word carries into the result here.
          [0x55555555, 0x55555556, 3],
        ],
      },
    );
  });
});

describe("a permutation", () => {
  test("has every index once, and is the same for the same key and counter", () => {
    fc.assert(
      fc.property(keys, counters, counts, (key, counter, n) => {
        const values = draw(fillPermutation, key, counter, n);
        expect(Int32Array.from(values).sort()).toEqual(Int32Array.from({ length: n }, (_, i) => i));
        expect(draw(fillPermutation, key, counter, n)).toEqual(values);
      }),
      { numRuns: 30 },
    );
  });

  test("of so many that one swap needs a draw of its own has every index once", () => {
    const n = 70_000;
    expect(new Set(draw(fillPermutation, [3, 4], 10, n)).size).toBe(n);
  });

  test("of one or no element is the identity", () => {
    expect(draw(fillPermutation, [1, 2], 0, 1)).toEqual([0]);
    expect(draw(fillPermutation, [1, 2], 0, 0)).toEqual([]);
  });
});

describe("drawBlocks", () => {
  test.each<[RandomKind, string, number, number]>([
    ["uniform", "float32", 9, 3],
    ["uniform", "float64", 9, 5],
    ["normal", "float32", 8, 2],
    ["normal", "float64", 8, 4],
    ["integers", "int32", 3, 2],
    ["bernoulli", "bool", 5, 2],
    ["bernoulli", "float64", 5, 2],
    ["permutation", "int32", 5, 3],
    ["uniform", "float32", 0, 0],
  ])("of %s %s, %i values, is %i", (kind, dtype, n, blocks) => {
    expect(drawBlocks(kind, dtype, n)).toBe(blocks);
  });

  test("refuses what is not a number of values", () => {
    expect(() => drawBlocks("normal", "float32", -1)).toThrow(
      "normal: -1 values: the number of values must be an integer ≥ 0",
    );
    expect(() => drawBlocks("normal", "float32", 1.5)).toThrow(NablaError);
  });
});

describe("arguments", () => {
  const out = new Int32Array(1);

  test.each([
    [1, 1],
    [2, 1],
    [0.5, 3],
    [0, Infinity],
    [NaN, 3],
    [-(2 ** 31) - 1, 0],
    [0, 2 ** 31 + 1],
  ])("integers from %d to %d are refused", (low, high) => {
    expect(() => fillIntegers([0, 0], 0, out, 0, 1, low, high)).toThrow(
      `randint: low ${low}, high ${high}: both must be integers`,
    );
  });

  test.each([-0.1, 1.1, NaN])("a probability of %d is refused", (p) => {
    expect(() => fillBernoulli([0, 0], 0, out, 0, 1, p)).toThrow(
      `bernoulli: p is ${p}: a probability must be in [0, 1]`,
    );
  });
});
