import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Tensor } from "../src/index.ts";

const MANY = 10_000_000;

/** Numbers of all sizes that add up to exactly 1: partial sums are far larger than the total. */
const cancelling = (n: number): Float64Array => {
  const values = Float64Array.from({ length: n }, (_, i) => 0.1 + (i % 97));
  for (let i = n / 2; i < n - 1; i++) values[i] = -(values[i - n / 2] as number);
  values[n - 1] = 1 - (values[n / 2 - 1] as number);
  return values;
};

/** What both kinds of loops gave, by the length of the runs. */
const sums = new Map<number, number[][]>();

describe.each([
  ["generated code", false, MANY],
  ["plain loops", true, 100_000],
])("sums by %s", (_, forbidden, n) => {
  let tensor: typeof import("../src/index.ts")["tensor"];
  let full: typeof import("../src/index.ts")["full"];

  beforeAll(async () => {
    vi.resetModules();
    const internal = await import("../src/internal.ts");
    internal.forbidGeneratedCode(forbidden);
    ({ tensor, full } = await import("../src/index.ts"));
  });
  afterAll(() => vi.resetModules());

  it("of float32 ones are exact, their mean too", () => {
    // A copy: a tensor that repeats one element is added up by a product.
    const ones = tensor(new Float32Array(n).fill(1));
    expect(ones.sum().item()).toBe(n);
    expect(ones.mean().item()).toBe(1);
    expect(ones.cumSum(0).slice(-1).item()).toBe(n);
  });
  it("of float32 values have a mean within 1e-6", () => {
    const values = tensor(Float32Array.from({ length: n }, (__, i) => 0.1 + (i % 10)));
    const mean = values.mean().item();
    expect(Math.abs(mean - 4.6) / 4.6).toBeLessThan(1e-6);
  });
  it("of float64 values are off by no more than those of a block", () => {
    const x = tensor(new Float64Array(n).fill(0.1));
    const exact = n * 0.1;
    // One at a time the sum of 10⁷ would be off by 1.6e-10 of itself.
    expect(Math.abs(x.sum().item() - exact) / exact).toBeLessThan(1e-14);
    expect(Math.abs(x.mean().item() - 0.1) / 0.1).toBeLessThan(1e-14);
    const squares = 0.1 * 0.1;
    const error = x.square().mean().item() - squares;
    expect(Math.abs(error) / squares).toBeLessThan(1e-14);
  });
  it("of terms that cancel keep the small rest", () => {
    const values = cancelling(Math.min(n, 1_000_000));
    const x: Tensor = tensor(values);
    const largest = values.length * 25;
    expect(Math.abs(x.sum().item() - 1) / largest).toBeLessThan(1e-15);
  });
  it("are infinite or NaN where they should be, in any block", () => {
    const ends = (...special: number[]): number => {
      const values = new Float64Array(1000).fill(1);
      special.forEach((v, i) => {
        values[i * 600] = v;
      });
      return tensor(values).sum().item();
    };
    expect(ends(Infinity)).toBe(Infinity);
    expect(ends(1, -Infinity)).toBe(-Infinity);
    expect(ends(Infinity, -Infinity)).toBeNaN();
    expect(ends(1, NaN)).toBeNaN();
    expect(ends(1.5e308, 1.5e308)).toBe(Infinity);
  });
  it("of runs of any length are those of the same blocks", () => {
    for (const run of [1, 3, 100, 127, 128, 129, 300]) {
      const values = Float64Array.from(
        { length: 2 * run * 40 },
        (__, i) => Math.sin(i) * 10 ** (i % 9),
      );
      // Every second run of each row: what is reduced does not merge into one axis.
      const x = tensor(values).reshape([2, 20, 2, run]).slice(null, null, 0);
      sums.set(run, [...(sums.get(run) ?? []), [...x.sum([1, 2]).data, x.sum().item()]]);
    }
    if (forbidden) for (const [first, second] of sums.values()) expect(second).toEqual(first);
  });
  it("of one repeated element are its multiple", () => {
    expect(full([1000], 0.1, { dtype: "float64" }).sum().item()).toBeCloseTo(100, 12);
  });
});
