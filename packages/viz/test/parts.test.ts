import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipLine, inside } from "../src/clip.ts";
import { decimate, simplify, thin } from "../src/decimate.ts";
import type { Point } from "../src/plot.ts";
import { logDomain, roundDomain, shortNumber, ticks } from "../src/scales.ts";
import { textWidth, truncate, wrap } from "../src/text.ts";

const labels = (domain: [number, number], kind: "linear" | "log" = "linear", count = 6): string[] =>
  ticks({ label: "", kind, domain }, count).map(({ label }) => label);

describe("ticks", () => {
  it("are round numbers with no more digits than they need", () => {
    expect(labels([0, 2.5])).toEqual(["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]);
    expect(labels([-1, 1], "linear", 2)).toEqual(["−1", "0", "1"]);
    expect(labels([0, 100_000], "linear", 2)).toEqual(["0", "50,000", "100,000"]);
  });

  it("are powers of ten where plain numbers would be long", () => {
    expect(labels([0, 3e-7], "linear", 3)).toEqual(["0", "10⁻⁷", "2×10⁻⁷", "3×10⁻⁷"]);
    expect(labels([0, 4e9], "linear", 2)).toEqual(["0", "2×10⁹", "4×10⁹"]);
  });

  it("on a log axis are as fine as the room allows", () => {
    expect(labels([0.2, 3], "log")).toEqual(["0.2", "0.5", "1", "2"]);
    expect(labels([1e-4, 10], "log")).toEqual(["10⁻⁴", "0.001", "0.01", "0.1", "1", "10"]);
    expect(labels([1e-12, 1], "log", 5)).toEqual(["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]);
    expect(labels([0.21, 0.29], "log", 4)).toEqual(["0.22", "0.24", "0.26", "0.28"]);
  });
});

describe("domains", () => {
  it("hold all values", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const [low, high] = roundDomain(values);
        expect(high).toBeGreaterThan(low);
        for (const v of values) expect(v >= low && v <= high).toBe(true);
      }),
    );
  });

  it("of a log axis stay positive", () => {
    expect(logDomain([1])).toEqual([0.5, 2]);
    const [low, high] = logDomain([1e-300, 1e300]);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(Infinity);
  });
});

describe("clipping", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 5 };
  const point = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));

  it("keeps what lies inside as it is", () => {
    const line: Point[] = [
      [1, 1],
      [9, 4],
      [5, 5],
    ];
    expect(clipLine(line, box)).toEqual([line]);
  });

  it("cuts at the edges, and splits a line that leaves and returns", () => {
    const line: Point[] = [
      [5, 2],
      [15, 2],
      [15, 4],
      [5, 4],
    ];
    expect(clipLine(line, box)).toEqual([
      [
        [5, 2],
        [10, 2],
      ],
      [
        [10, 4],
        [5, 4],
      ],
    ]);
  });

  it("never leaves the box", () => {
    const wide = { left: -1e-9, top: -1e-9, right: 10 + 1e-9, bottom: 5 + 1e-9 };
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 6 }), (line) => {
        for (const p of clipLine(line, box).flat()) expect(inside(p, wide)).toBe(true);
      }),
    );
  });

  it("drops a step of which rounding hides where it passes", () => {
    const far: Point = [-1e200, -3e200];
    expect(clipLine([far, [1e200, 3e200]], box)).toEqual([]);
    expect(
      clipLine(
        [
          [-1.7e308, 1],
          [1.7e308, 1],
        ],
        box,
      ),
    ).toEqual([]);
    expect(
      clipLine(
        [
          [5, 2],
          [1e200, 2],
        ],
        box,
      ),
    ).toEqual([
      [
        [5, 2],
        [10, 2],
      ],
    ]);
  });
});

describe("thinning", () => {
  it("keeps first, lowest, highest and last point of a pixel column, in order", () => {
    const column: Point[] = [4, 2, 9, 3, 1, 5, 6].map((y, i) => [0.1 * i, y]);
    const next: Point = [1.5, 0];
    expect(decimate([...column, next]).map(([, y]) => y)).toEqual([4, 9, 1, 6, 0]);
  });

  it("drops steps shorter than the distance but keeps both ends", () => {
    const points: Point[] = [0, 0.2, 0.4, 1.1, 1.2].map((x) => [x, 0]);
    expect(thin(points, 1).map(([x]) => x)).toEqual([0, 1.1, 1.2]);
  });
});

describe("simplifying", () => {
  it("keeps bends and drops points on straights, and never strays by more than the tolerance", () => {
    const corner: Point[] = [0, 1, 2, 3, 4, 5].map((i) => [Math.min(i, 3), Math.max(0, i - 3)]);
    expect(simplify(corner, 0.1)).toEqual([
      [0, 0],
      [3, 0],
      [3, 2],
    ]);
    const circle: Point[] = Array.from({ length: 361 }, (_, i) => {
      const angle = (i % 360) * (Math.PI / 180);
      return [100 * Math.cos(angle), 100 * Math.sin(angle)];
    });
    const kept = simplify(circle, 0.1);
    expect(kept.length).toBeLessThan(120);
    expect(kept[0]).toEqual(kept.at(-1));
    kept.slice(1).forEach(([x, y], i) => {
      const [x0, y0] = kept[i] ?? [0, 0];
      expect(100 - Math.hypot(x + x0, y + y0) / 2).toBeLessThan(0.11);
    });
  });
});

describe("text", () => {
  it("is cut with an ellipsis", () => {
    expect(truncate("gradient descent", 9)).toBe("gradient…");
    expect(truncate("short", 9)).toBe("short");
  });

  it("is measured on the wide side of Helvetica", () => {
    // Advance widths of Helvetica in thousandths of the size: l 222, o 556, s 500.
    expect(textWidth("loss", 10)).toBeGreaterThanOrEqual((0.222 + 0.556 + 2 * 0.5) * 10);
    expect(textWidth("损失", 10)).toBe(20);
  });

  it("wraps items into rows", () => {
    expect(wrap([4, 4, 4], 1, 9)).toEqual([
      { row: 0, offset: 0 },
      { row: 0, offset: 5 },
      { row: 1, offset: 0 },
    ]);
  });
});

describe("short numbers", () => {
  it("have four digits at most", () => {
    expect([0.24173, 0, -3, 123456, 1.5e-9, 1e-300].map(shortNumber)).toEqual([
      "0.2417",
      "0",
      "−3",
      "1.235×10⁵",
      "1.5×10⁻⁹",
      "10⁻³⁰⁰",
    ]);
  });
});
