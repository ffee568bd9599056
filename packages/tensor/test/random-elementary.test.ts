import { describe, expect, test } from "vitest";
import { cosNearZero, log, sinNearZero } from "../src/random/elementary.ts";
import {
  angleBeyond,
  cosQuarter,
  nearestQuarter,
  radius,
  sinQuarter,
} from "../src/random/normal.ts";

const bits = new DataView(new ArrayBuffer(16));

/** How many float64 lie between two numbers of equal sign. */
function ulps(a: number, b: number): number {
  bits.setFloat64(0, a);
  bits.setFloat64(8, b);
  return Number(bits.getBigInt64(0) - bits.getBigInt64(8));
}

/** The largest distance between two functions on points spread over (low, high). */
function worst(
  f: (x: number) => number,
  g: (x: number) => number,
  low: number,
  high: number,
  count = 50_000,
): number {
  const step = (high - low) / count;
  let most = 0;
  for (let i = 0; i < count; i++) {
    const x = low + (i + 0.5) * step;
    most = Math.max(most, Math.abs(ulps(f(x), g(x))));
  }
  return most;
}

// Either side is within 1 ulp of the truth, so they are within 2 of each other.
describe("elementary functions are within 2 ulp of the engine's", () => {
  test("log, from the smallest uniform to 1", () => {
    for (let exponent = -54; exponent < 0; exponent++) {
      const low = 2 ** exponent;
      expect(worst(log, Math.log, low, 2 * low, 2000)).toBeLessThanOrEqual(2);
    }
    expect(worst(log, Math.log, 0.7, 1)).toBeLessThanOrEqual(2);
    expect(worst(log, Math.log, 1 - 2 ** -20, 1)).toBeLessThanOrEqual(2);
    expect(log(1)).toBe(0);
  });

  test("sine and cosine up to an eighth of a turn", () => {
    const eighth = Math.PI / 4;
    expect(worst(sinNearZero, Math.sin, -eighth, 0)).toBeLessThanOrEqual(2);
    expect(worst(sinNearZero, Math.sin, 0, eighth)).toBeLessThanOrEqual(2);
    expect(worst(cosNearZero, Math.cos, -eighth, eighth)).toBeLessThanOrEqual(2);
    expect([sinNearZero(0), cosNearZero(0)]).toEqual([0, 1]);
  });
});

describe("Box and Muller's parts", () => {
  test("a turn is a number of quarters and an angle of at most an eighth", () => {
    for (let i = 0; i < 1000; i++) {
      const turn = (i + 0.5) / 1000 - 0.5;
      const quarter = nearestQuarter(turn);
      const angle = angleBeyond(turn, quarter);
      expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 4);
      expect(quarter * (Math.PI / 2) + angle).toBeCloseTo(2 * Math.PI * turn, 14);
    }
  });

  test("sine and cosine of whole quarters are exact", () => {
    expect([-2, -1, 0, 1, 2].map((q) => cosQuarter(q) + 0)).toEqual([-1, 0, 1, 0, -1]);
    expect([-2, -1, 0, 1, 2].map((q) => sinQuarter(q) + 0)).toEqual([0, -1, 0, 1, 0]);
  });

  test("the farthest points are as far as documented", () => {
    expect(radius(2 ** -33)).toBeCloseTo(6.764, 3);
    expect(radius(2 ** -53)).toBeCloseTo(8.572, 3);
  });
});
