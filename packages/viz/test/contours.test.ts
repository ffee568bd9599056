import { describe, expect, it } from "vitest";
import { contourLines, geometricLevels, sampleGrid } from "../src/contours.ts";

describe("geometric levels", () => {
  it("have a constant ratio above the lowest value", () => {
    const values = Array.from({ length: 1000 }, (_, i) => 5 + i);
    const levels = geometricLevels(values, 6);
    const heights = levels.map((level) => level - 5);
    const ratio = (heights[1] ?? 0) / (heights[0] ?? 1);
    expect(levels).toHaveLength(6);
    expect(ratio).toBeGreaterThan(2);
    heights.slice(1).forEach((height, i) => {
      expect(height / (heights[i] ?? 1)).toBeCloseTo(ratio, 8);
    });
    // Half a percent of the samples lies below the first level, and as many above the last.
    expect(heights[0]).toBeCloseTo(5, 8);
    expect(heights[5]).toBeCloseTo(995, 8);
  });

  it("ignore values that are not finite", () => {
    const values = [1, 2, 4, 8];
    const wild = [...values, Number.NaN, Infinity, -Infinity];
    expect(geometricLevels(wild, 3)).toEqual(geometricLevels(values, 3));
  });

  it("do not exist for a constant or for nothing", () => {
    expect(geometricLevels([3, 3, 3], 5)).toEqual([]);
    expect(geometricLevels([], 5)).toEqual([]);
    expect(geometricLevels([1, 2, 3], 0)).toEqual([]);
  });
});

describe("contour lines", () => {
  it("end at the edge of the grid instead of running along it", () => {
    const grid = sampleGrid((x) => x, [0, 1], [0, 1], 11, 11);
    const [contour] = contourLines(grid, [0.45]);
    expect(contour?.lines).toHaveLength(1);
    const points = contour?.lines[0] ?? [];
    expect(points).toHaveLength(11);
    for (const [x] of points) expect(x).toBeCloseTo(0.45, 12);
    expect(points.map(([, y]) => y).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 11 }, (_, i) => i / 10),
    );
  });

  it("are absent at levels that the function does not reach", () => {
    const grid = sampleGrid((x) => x, [0, 1], [0, 1], 5, 5);
    expect(contourLines(grid, [-1, 2]).map(({ lines }) => lines)).toEqual([[], []]);
  });

  it("close around a minimum", () => {
    const grid = sampleGrid((x, y) => x * x + y * y, [-1, 1], [-1, 1], 21, 21);
    const lines = contourLines(grid, [0.3])[0]?.lines ?? [];
    expect(lines).toHaveLength(1);
    expect(lines[0]?.[0]).toEqual(lines[0]?.at(-1));
  });
});
