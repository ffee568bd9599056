import { DataError } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { type Trajectory, trajectories } from "../src/index.ts";
import { byClass, byTag, frame, pathPoints, readSvg } from "./read-svg.ts";

const f = (x1: number, x2: number): number => 0.1 * x1 ** 2 + 2 * x2 ** 2;

function descent(lr: number, steps: number): [number, number][] {
  const points: [number, number][] = [[-5, -2]];
  for (let step = 0; step < steps; step++) {
    const [x1, x2] = points[step] ?? [0, 0];
    points.push([x1 - lr * 0.2 * x1, x2 - lr * 4 * x2]);
  }
  return points;
}

const marks = (svg: string, index = 0): { x: number; y: number }[] => {
  const group = byClass(readSvg(svg), "path")[index];
  if (!group) throw new Error("the figure has no such path");
  return byTag(group, "path").flatMap((path) => {
    const place = /translate\((\S+) (\S+)\)/.exec(path.getAttribute("transform") ?? "");
    return place ? [{ x: Number(place[1]), y: Number(place[2]) }] : [];
  });
};

describe("the SVG of trajectories", () => {
  it("has a dot per step, and marks on the start and the end", () => {
    const svg = trajectories(f, [{ name: "descent", points: descent(0.4, 6) }]).toSVG();
    const found = marks(svg);
    expect(found).toHaveLength(7 + 2);
    expect(found[7]).toEqual(found[0]);
    expect(found[8]).toEqual(found[6]);
  });

  it("puts points where the axes say", () => {
    const paths = [{ name: "p", points: [[0, 0] as const, [2, 1] as const] }];
    const domains = { xDomain: [-2, 6], yDomain: [-1, 3] } as const;
    const svg = trajectories(f, paths, domains).toSVG();
    const { x, y, width, height } = frame(readSvg(svg));
    const [first, second] = marks(svg);
    expect(first?.x).toBeCloseTo(x + width / 4, 1);
    expect(first?.y).toBeCloseTo(y + (height * 3) / 4, 1);
    expect(second?.x).toBeCloseTo(x + width / 2, 1);
    expect(second?.y).toBeCloseTo(y + height / 2, 1);
  });

  it("draws the contour lines where the function has the level", () => {
    const circle = (x1: number, x2: number): number => x1 ** 2 + x2 ** 2;
    const options = { xDomain: [-2, 2], yDomain: [-2, 2], levels: [1] } as const;
    const document = readSvg(
      trajectories(circle, [{ name: "p", points: [[0, 0]] }], options).toSVG(),
    );
    const { x, y, width, height } = frame(document);
    const [contours] = byClass(document, "contours");
    const paths = byTag(contours ?? document, "path");
    expect(paths).toHaveLength(1);
    const points = pathPoints((paths[0]?.getAttribute("d") ?? "").replaceAll("Z", ""));
    expect(points.length).toBeGreaterThan(30);
    for (const [px, py] of points) {
      const radius = Math.hypot(((px - x) / width) * 4 - 2, ((py - y) / height) * 4 - 2);
      // Linear interpolation between nodes h = 4/149 apart is off by at most h²/8 · f″/|f′| = 1e-4,
      // and coordinates are rounded to 0.01 of the 72 pixels that make a unit: 1e-4.
      expect(Math.abs(radius - 1)).toBeLessThan(2.1e-4);
    }
  });

  it("names paths, start and end in a legend outside the plot", () => {
    const paths = ["sgd", "momentum"].map((name) => ({ name, points: descent(0.4, 3) }));
    const document = readSvg(trajectories(f, paths).toSVG());
    const labels = byTag(byClass(document, "legend")[0] ?? document, "text");
    expect(labels.map((text) => text.textContent)).toEqual(["sgd", "momentum", "start", "end"]);
    for (const label of labels) {
      expect(Number(label.getAttribute("y"))).toBeLessThan(frame(document).y - 4);
    }
  });
});

describe("paths that leave", () => {
  it("clips a diverging path and keeps the scale of the others", () => {
    const paths = [
      { name: "lr 0.6", points: descent(0.6, 60) },
      { name: "lr 0.4", points: descent(0.4, 20) },
    ];
    const figure = trajectories(f, paths);
    expect(figure.notes).toEqual(["lr 0.6: 57 of 61 points lie outside the plot."]);
    const svg = figure.toSVG();
    const { x, y, width, height } = frame(readSvg(svg));
    const [group] = byClass(readSvg(svg), "path");
    const points = pathPoints(byTag(group ?? readSvg(svg), "path")[0]?.getAttribute("d") ?? "");
    for (const [px, py] of points) {
      expect(px).toBeGreaterThanOrEqual(x - 0.01);
      expect(px).toBeLessThanOrEqual(x + width + 0.01);
      expect(py).toBeGreaterThanOrEqual(y - 0.01);
      expect(py).toBeLessThanOrEqual(y + height + 0.01);
    }
  });

  it("survives a path that overflows to infinity and NaN", () => {
    const figure = trajectories(f, [{ name: "wild", points: descent(5, 1000) }]);
    expect(figure.notes[0]).toMatch(
      /^wild: \d+ of 1001 points are NaN or infinite and left out\.$/,
    );
    expect(/NaN,|Infinity|e\+/.test(figure.toSVG())).toBe(false);
    // Start and first step are dots, and the start has a ring; the end is missing and has no star.
    expect(marks(figure.toSVG())).toHaveLength(3);
    expect(figure.toTerminal()).toContain("wild");
  });

  it("leaves the part of the plane blank where the function has no value", () => {
    const logarithm = (x1: number, x2: number): number => Math.log(x1) ** 2 + x2 ** 2;
    const options = { xDomain: [-1, 3], yDomain: [-1, 1] } as const;
    const document = readSvg(
      trajectories(logarithm, [{ name: "p", points: [[2, 0.5]] }], options).toSVG(),
    );
    const { x, width } = frame(document);
    const [contours] = byClass(document, "contours");
    const data = byTag(contours ?? document, "path").map((path) => path.getAttribute("d") ?? "");
    const xs = pathPoints(data.join("").replaceAll("Z", "")).map(([px]) => px);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(x + width / 4 - 0.01);
    expect(Math.max(...xs)).toBeCloseTo(x + width, 1);
  });

  it("says so when no contour line can be drawn", () => {
    const figure = trajectories(() => 1, [{ name: "p", points: [[0, 0]] }]);
    expect(figure.notes).toEqual(["No contour line of the function crosses the plot."]);
    expect(figure.toSVG().includes("NaN")).toBe(false);
  });
});

describe("mistakes in trajectories", () => {
  const path: Trajectory = { name: "p", points: [[0, 0]] };
  const refused: [string, () => unknown, string][] = [
    ["no paths", () => trajectories(f, []), "trajectories: no paths: at least one is needed"],
    [
      "an empty path",
      () => trajectories(f, [{ name: "p", points: [] }]),
      'trajectories: path "p" is empty: there is nothing to draw',
    ],
    [
      "a path without a finite point",
      () => trajectories(f, [{ name: "p", points: [[Number.NaN, 0]] }]),
      'trajectories: path "p" has no finite point: there is nothing to draw',
    ],
    [
      "a domain that falls",
      () => trajectories(f, [path], { xDomain: [1, -1] }),
      "trajectories: xDomain is [1, -1]: two finite numbers in rising order are needed",
    ],
    [
      "a fraction of a level",
      () => trajectories(f, [path], { levels: 2.5 }),
      "trajectories: levels is 2.5: a whole number or finite values are needed",
    ],
    [
      "a level of NaN",
      () => trajectories(f, [path], { levels: [1, Number.NaN] }),
      "trajectories: levels is 1, NaN: a whole number or finite values are needed",
    ],
  ];
  it.each(refused)("refuses %s", (_, call, message) => {
    expect(call).toThrow(new DataError(message, { op: "trajectories" }));
  });
});
