import { DataError, ShapeError } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { learningCurve } from "../src/index.ts";
import { byClass, byTag, frame, numberOf, pathPoints, readSvg } from "./read-svg.ts";

const seriesPath = (svg: string, index = 0): string =>
  byTag(byClass(readSvg(svg), "series")[index] ?? readSvg(svg), "path")[0]?.getAttribute("d") ?? "";

describe("the SVG of a learning curve", () => {
  it("is XML whose title and description name what it shows", () => {
    const figure = learningCurve([{ name: "train", y: [2.5, 1, 0.25] }], {
      title: "Airfoil",
      xLabel: "batch",
      reference: { value: 0.2417, label: "least squares" },
    });
    const document = readSvg(figure.toSVG());
    expect(document.documentElement?.namespaceURI).toBe("http://www.w3.org/2000/svg");
    expect(byTag(document, "title")[0]?.textContent).toBe("Airfoil");
    expect(byTag(document, "desc")[0]?.textContent).toBe(
      "Line chart of loss against batch. train goes from 2.5 to 0.25. " +
        "A dashed line marks least squares at 0.2417.",
    );
  });

  it("escapes what users write, and drops characters that XML does not allow", () => {
    const name = `a <b> & "c" 'd'\u001b[31m\ud800`;
    const document = readSvg(learningCurve([{ name, y: [1, 2] }], { title: "</svg>" }).toSVG());
    const texts = byTag(document, "text").map((text) => text.textContent);
    expect(texts).toContain(`a <b> & "c" 'd' [31m `);
    expect(texts).toContain("</svg>");
  });

  it("puts points where the axes say", () => {
    const svg = learningCurve([{ name: "a", x: [0, 5, 10], y: [0, 1, 4] }]).toSVG();
    const { x, y, width, height } = frame(readSvg(svg));
    const points = pathPoints(seriesPath(svg));
    const expected = [
      [x, y + height],
      [x + width / 2, y + (height * 3) / 4],
      [x + width, y],
    ];
    // Coordinates are written to a hundredth of a pixel.
    points.flat().forEach((value, i) => {
      expect(Math.abs(value - (expected.flat()[i] ?? Number.NaN))).toBeLessThanOrEqual(0.011);
    });
    expect(points).toHaveLength(3);
  });

  it("gives every factor of ten the same height on a log scale", () => {
    const svg = learningCurve([{ name: "a", y: [100, 10, 1, 0.1] }], { yScale: "log" }).toSVG();
    const heights = pathPoints(seriesPath(svg)).map(([, y]) => y);
    const steps = heights.slice(1).map((y, i) => y - (heights[i] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? 0, 1);
    expect(steps[0]).toBeGreaterThan(50);
  });

  it("draws the reference as a dashed line at its value", () => {
    const reference = { value: 1, label: "floor" };
    const document = readSvg(learningCurve([{ name: "a", y: [4, 0] }], { reference }).toSVG());
    const { y, height } = frame(document);
    const [line] = byClass(document, "reference");
    expect(numberOf(line, "y1")).toBeCloseTo(y + height * 0.75, 1);
    expect(line?.getAttribute("stroke-dasharray")).toBe("6 4");
    expect(byTag(document, "text").map((t) => t.textContent)).toContain("floor (1)");
  });

  it("keeps the legend above the data, however many series there are", () => {
    const series = Array.from({ length: 12 }, (_, i) => ({ name: `optimizer ${i}`, y: [i, 1] }));
    const document = readSvg(learningCurve(series).toSVG());
    const { x, y, width } = frame(document);
    const labels = byTag(byClass(document, "legend")[0] ?? document, "text");
    expect(labels).toHaveLength(12);
    for (const label of labels) {
      expect(numberOf(label, "y")).toBeLessThan(y - 4);
      expect(numberOf(label, "x")).toBeGreaterThanOrEqual(x);
      expect(numberOf(label, "x")).toBeLessThan(x + width - 60);
    }
  });

  it("tells thirty series apart by colour and dashes", () => {
    const series = Array.from({ length: 30 }, (_, i) => ({ name: `${i}`, y: [i, 1] }));
    const document = readSvg(learningCurve(series, { height: 600 }).toSVG());
    const styles = byClass(document, "series").map((group) => {
      const [path] = byTag(group, "path");
      return `${path?.getAttribute("stroke")} ${path?.getAttribute("stroke-dasharray")}`;
    });
    expect(new Set(styles).size).toBe(30);
  });

  it("thins a hundred thousand points without losing a spike", () => {
    const y = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i) * 0.1);
    y[54_321] = 7;
    y[54_322] = -7;
    const svg = learningCurve([{ name: "a", y }]).toSVG();
    const heights = pathPoints(seriesPath(svg)).map(([, height]) => height);
    expect(heights.length).toBeLessThan(4 * 640);
    expect(svg.length).toBeLessThan(60_000);
    const range = Math.max(...heights) - Math.min(...heights);
    const { height } = frame(readSvg(svg));
    // The axis runs from −8 to 8, the spikes from −7 to 7.
    expect(range / height).toBeCloseTo(14 / 16, 3);
  });
});

describe("unusual values in a learning curve", () => {
  it("leaves a gap at NaN and infinity, and says so", () => {
    const y = [3, 2, Number.NaN, 1, Number.POSITIVE_INFINITY, 0.5, 0.4];
    const figure = learningCurve([{ name: "train", y }]);
    expect(figure.notes).toEqual([
      "train: 2 of 7 values are NaN or infinite (the first at 3) and leave gaps.",
    ]);
    const [group] = byClass(readSvg(figure.toSVG()), "series");
    const [line, dot] = byTag(group ?? readSvg(figure.toSVG()), "path");
    expect(line?.getAttribute("d")?.match(/M/g)).toHaveLength(2);
    expect(dot?.getAttribute("transform")).toMatch(/^translate/);
    expect(figure.toTerminal()).toContain(figure.notes[0]);
  });

  it("draws one point and constants in the middle of an axis that has a height", () => {
    for (const y of [[5], [5, 5, 5], [0], [-2, -2]]) {
      const document = readSvg(learningCurve([{ name: "a", y }]).toSVG());
      expect(document.documentElement?.toString()).not.toContain("NaN");
      const labels = byTag(document, "text").map((text) => text.textContent);
      expect(labels.some((label) => Number(label?.replace("−", "-")) > (y[0] ?? 0))).toBe(true);
    }
  });

  it("counts steps in whole numbers", () => {
    const document = readSvg(learningCurve([{ name: "a", y: [3, 2, 1] }], { yLabel: "y" }).toSVG());
    const { y, height } = frame(document);
    const below = byTag(document, "text").filter((text) => numberOf(text, "y") > y + height + 10);
    expect(below.map((text) => text.textContent)).toEqual(["1", "2", "3", "step"]);
  });

  it("takes any iterable of numbers", () => {
    function* losses(): Generator<number> {
      yield 2;
      yield 1;
    }
    const fromGenerator = learningCurve([{ name: "a", y: losses() }]).toSVG();
    expect(fromGenerator).toBe(learningCurve([{ name: "a", x: [1, 2], y: [2, 1] }]).toSVG());
  });
});

describe("mistakes in a learning curve", () => {
  const refused: [string, () => unknown, string][] = [
    ["no series", () => learningCurve([]), "learningCurve: no series: at least one is needed"],
    [
      "an empty series",
      () => learningCurve([{ name: "a", y: [] }]),
      'learningCurve: series "a" is empty: there is nothing to draw',
    ],
    [
      "a series of NaN",
      () => learningCurve([{ name: "a", y: [Number.NaN] }]),
      'learningCurve: series "a" has no finite value: there is nothing to draw',
    ],
    [
      "a step that is not finite",
      () => learningCurve([{ name: "a", x: [1, Number.NaN], y: [1, 2] }]),
      'learningCurve: series "a" has x[1] = NaN: steps must be finite',
    ],
    [
      "zero on a log scale",
      () => learningCurve([{ name: "a", y: [1, 0] }], { yScale: "log" }),
      'learningCurve: series "a" has y[1] = 0: a log scale needs positive values (use yScale: "linear")',
    ],
    [
      "a negative reference on a log scale",
      () =>
        learningCurve([{ name: "a", y: [1] }], {
          yScale: "log",
          reference: { value: -1, label: "r" },
        }),
      'learningCurve: reference "r" is -1: it must be positive and finite on a log scale',
    ],
    [
      "a range that overflows",
      () => learningCurve([{ name: "a", y: [-1.7e308, 1.7e308] }]),
      "learningCurve: y from -1.7e+308 to 1.7e+308: the range is too wide for an axis",
    ],
    [
      "a tiny figure",
      () => learningCurve([{ name: "a", y: [1] }], { width: 10 }),
      "learningCurve: 10 x 400 pixels: a figure needs at least 240 x 180",
    ],
  ];
  it.each(refused)("refuses %s", (_, call, message) => {
    expect(call).toThrow(new DataError(message, { op: "learningCurve" }));
  });

  it("refuses x and y of different lengths, and gives both", () => {
    let caught: unknown;
    try {
      learningCurve([{ name: "a", x: [1, 2, 3], y: [1, 2] }]);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ShapeError);
    expect(caught).toMatchObject({ op: "learningCurve", shapes: [[3], [2]] });
  });

  it("refuses a height that the legend uses up", () => {
    const series = Array.from({ length: 30 }, (_, i) => ({ name: `a long name ${i}`, y: [1] }));
    expect(() => learningCurve(series, { height: 200 }).toSVG()).toThrow(/raise height/);
  });
});
