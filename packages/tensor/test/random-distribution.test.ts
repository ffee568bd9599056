import { describe, expect, test } from "vitest";
import {
  drawBlocks,
  fillBernoulli,
  fillIntegers,
  fillNormal,
  fillPermutation,
  fillUniform,
} from "../src/random/index.ts";

/*
 * Seeds are fixed, so these tests always give the same result. Limits are at 4 standard deviations
 * of the statistic for truly random values (p < 1e-4), computed from n beside each.
 */
const n = 1_000_000;
const sigmas = 4;

const mean = (values: Float64Array, f: (x: number) => number): number =>
  values.reduce((sum, x) => sum + f(x), 0) / values.length;

/** Mean of f(xᵢ)·f(xᵢ₊ₗ). */
function lagged(values: Float64Array, lag: number, f: (x: number) => number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) {
    sum += f(values[i] as number) * f(values[i - lag] as number);
  }
  return sum / (values.length - lag);
}

/** Kolmogorov's √n·D: above 1.95 with probability 0.001. */
function kolmogorov(values: Float64Array, cdf: (x: number) => number): number {
  let most = 0;
  for (const [i, x] of values.toSorted().entries()) {
    const p = cdf(x);
    most = Math.max(most, p - i / values.length, (i + 1) / values.length - p);
  }
  return most * Math.sqrt(values.length);
}

/** By its Taylor series; rounding errors are below 1e-12 for |x| < 6. */
function normalCdf(x: number): number {
  if (Math.abs(x) > 6) return x > 0 ? 1 : 0;
  let sum = 0;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-17; i += 2) {
    sum += term;
    term *= (x * x) / i;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Pearson's χ² of counts that should be equal, in standard deviations above its mean. */
function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (chi2 - freedom) / Math.sqrt(2 * freedom);
}

function histogram(values: Iterable<number>, bins: number, bin: (x: number) => number): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const index = bin(value);
    counts[index] = (counts[index] as number) + 1;
  }
  return counts;
}

const draws = {
  float32: (fill: typeof fillUniform, seed: number): Float64Array => {
    const out = new Float32Array(n);
    fill([seed, 0], 0, out, 0, n);
    return Float64Array.from(out);
  },
  float64: (fill: typeof fillUniform, seed: number): Float64Array => {
    const out = new Float64Array(n);
    fill([seed, 0], 0, out, 0, n);
    return out;
  },
};

describe.each(["float32", "float64"] as const)("a million %s uniforms", (dtype) => {
  const values = draws[dtype](fillUniform, 1);

  test("lie in [0, 1) and are evenly spread", () => {
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(kolmogorov(values, (x) => x)).toBeLessThan(1.95);
    expect(unevenness(histogram(values, 256, (x) => Math.floor(x * 256)))).toBeLessThan(sigmas);
  });

  test("use all their bits", () => {
    const bits = dtype === "float32" ? 24 : 53;
    const last = histogram(values, 2, (x) => (x * 2 ** bits) % 2);
    expect(last[0] as number).toBeGreaterThan(0);
    expect(Math.abs((last[1] as number) - n / 2)).toBeLessThan((sigmas * Math.sqrt(n)) / 2);
    expect(values.every((x) => Number.isInteger(x * 2 ** bits))).toBe(true);
  });

  test.each([1, 2, 3, 4])("do not correlate at distance %i", (lag) => {
    const limit = sigmas / 12 / Math.sqrt(n);
    expect(Math.abs(lagged(values, lag, (x) => x - 0.5))).toBeLessThan(limit);
  });
});

describe.each(["float32", "float64"] as const)("a million %s normals", (dtype) => {
  const values = draws[dtype](fillNormal, 2);

  test("have mean 0, variance 1, skewness 0 and kurtosis 3", () => {
    const root = Math.sqrt(n);
    expect(Math.abs(mean(values, (x) => x))).toBeLessThan(sigmas / root);
    expect(Math.abs(mean(values, (x) => x * x) - 1)).toBeLessThan((sigmas * Math.sqrt(2)) / root);
    expect(Math.abs(mean(values, (x) => x ** 3))).toBeLessThan((sigmas * Math.sqrt(15)) / root);
    // Var x⁴ = 105 − 9.
    expect(Math.abs(mean(values, (x) => x ** 4) - 3)).toBeLessThan((sigmas * Math.sqrt(96)) / root);
  });

  test("follow the normal distribution (Kolmogorov and Smirnov)", () => {
    expect(kolmogorov(values, normalCdf)).toBeLessThan(1.95);
  });

  test.each([
    [1, 0.15865525393145707],
    [2, 0.022750131948179195],
    [3, 0.0013498980316300933],
    [4, 3.167124183311986e-5],
    [4.5, 3.3976731247300535e-6],
  ])("have the right weight beyond ±%d", (limit, probability) => {
    const spread = sigmas * Math.sqrt(n * probability * (1 - probability));
    const above = values.filter((x) => x > limit).length;
    const below = values.filter((x) => x < -limit).length;
    expect(Math.abs(above - n * probability)).toBeLessThan(spread);
    expect(Math.abs(below - n * probability)).toBeLessThan(spread);
  });

  test.each([1, 2, 3, 4])("do not correlate at distance %i, nor do their squares", (lag) => {
    const root = Math.sqrt(n);
    expect(Math.abs(lagged(values, lag, (x) => x))).toBeLessThan(sigmas / root);
    expect(Math.abs(lagged(values, lag, (x) => x * x - 1))).toBeLessThan((sigmas * 2) / root);
  });
});

test("streams of neighbouring seeds do not correlate", () => {
  const [a, b] = [draws.float32(fillUniform, 5), draws.float32(fillUniform, 6)];
  const product = a.reduce((sum, x, i) => sum + (x - 0.5) * ((b[i] as number) - 0.5), 0) / n;
  expect(Math.abs(product)).toBeLessThan(sigmas / 12 / Math.sqrt(n));
});

describe("a million integers", () => {
  const out = new Int32Array(n);

  test.each([
    [0, 6],
    [-3, 4],
    [100, 1100],
  ])("from %i to %i are equally frequent", (low, high) => {
    fillIntegers([3, 0], 0, out, 0, n, low, high);
    const counts = histogram(out, high - low, (x) => x - low);
    expect(counts).toHaveLength(high - low);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(unevenness(counts)).toBeLessThan(sigmas);
  });

  test.each([
    [-(2 ** 31), 2 ** 31],
    [-(2 ** 31), 2 ** 31 - 1],
    [-(2 ** 30), 2 ** 31],
  ])("from %i to %i fill the range evenly", (low, high) => {
    fillIntegers([4, 0], 0, out, 0, n, low, high);
    const bins = histogram(out, 300, (x) => Math.floor(((x - low) / (high - low)) * 300));
    expect(bins).toHaveLength(300);
    expect(unevenness(bins)).toBeLessThan(sigmas);
  });
});

test.each([0, 0.01, 0.3, 0.5, 0.999, 1])("a probability of %d is the share of ones", (p) => {
  const out = new Uint8Array(n);
  fillBernoulli([5, 0], 0, out, 0, n, p);
  const ones = out.reduce((sum, x) => sum + x, 0);
  expect(Math.abs(ones - n * p)).toBeLessThanOrEqual(sigmas * Math.sqrt(n * p * (1 - p)));
});

describe("permutations", () => {
  test("of four are equally frequent", () => {
    const out = new Int32Array(4);
    const counts = new Map<string, number>();
    const step = drawBlocks("permutation", "int32", 4);
    for (let i = 0; i < 48_000; i++) {
      fillPermutation([6, 0], i * step, out, 0, 4);
      counts.set(out.join(), (counts.get(out.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(unevenness([...counts.values()])).toBeLessThan(sigmas);
  });

  test("of thirty put each element anywhere equally often", () => {
    const out = new Int32Array(30);
    const counts = Array.from({ length: 900 }, () => 0);
    const step = drawBlocks("permutation", "int32", 30);
    for (let i = 0; i < 30_000; i++) {
      fillPermutation([7, 0], i * step, out, 0, 30);
      for (const [place, x] of out.entries()) {
        counts[place * 30 + x] = (counts[place * 30 + x] as number) + 1;
      }
    }
    // Rows and columns have fixed sums, so χ² has 29² instead of 899 degrees of freedom: a bit stricter.
    expect(unevenness(counts)).toBeLessThan(sigmas);
  });
});
