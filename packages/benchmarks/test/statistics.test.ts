import { expect, test } from "vitest";
import { quantile, ratioSpread, spread } from "../src/statistics.ts";

test("quantiles interpolate between the two nearest values, whatever their order", () => {
  expect(spread([4, 1, 3, 2])).toEqual({ p25: 1.75, median: 2.5, p75: 3.25 });
  expect(quantile([7], 0.75)).toBe(7);
});

test("ratios pair the turns of a round, so that a slow minute cancels out", () => {
  // The machine is ten times slower in the second round; the ratio is 2 all the same.
  expect(ratioSpread([2, 20, 2], [1, 10, 1])).toEqual({ p25: 2, median: 2, p75: 2 });
});

test("unpaired rounds are refused", () => {
  expect(() => ratioSpread([1, 2], [1])).toThrow("2 against 1 rounds");
});

test("an empty sample has no quantile", () => {
  expect(() => quantile([], 0.5)).toThrow("empty sample");
});
