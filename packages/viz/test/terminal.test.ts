import { stripVTControlCharacters } from "node:util";
import { DataError } from "@nabla/tensor";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { learningCurve, trajectories } from "../src/index.ts";

const escapes = "\u001b[";
const curve = learningCurve([{ name: "loss", x: [0, 1, 2], y: [2, 1, 0] }], {
  title: "tiny",
  reference: { value: 0.5, label: "best" },
});

describe("a terminal plot", () => {
  it("shows a small curve like this", () => {
    expect(`\n${curve.toTerminal({ width: 34, height: 12 })}\n`).toMatchInlineSnapshot(`
      "
                     tiny
        ● loss   ╌╌ best (0.5)
       loss
       2 ┤⠉⠒⠢⢄⣀
         │     ⠉⠑⠢⠤⣀
       1 ┤          ⠉⠑⠒⠤●⡀
         │               ⠈⠑⠒⠤⢄⡀
         │⠒⠂ ⠒⠂ ⠒⠂ ⠒⠂ ⠒⠂ ⠒⠂ ⠒⠂⠈⠛⠒⠤⢖⣂ ⠒⠂
       0 ┤                          ⠉⠒⠢●
         └┬─────────────┬──────────────┬
          0             1              2
                       step
      "
    `);
  });

  it("shows small trajectories like this", () => {
    const points: [number, number][] = [
      [-2, -1],
      [-1, 0.5],
      [0, 0],
    ];
    const figure = trajectories((a, b) => a * a + 4 * b * b, [{ name: "p", points }], {
      levels: [1, 2, 4],
    });
    expect(`\n${figure.toTerminal({ width: 40, height: 16 })}\n`).toMatchInlineSnapshot(`
      "
        ● p   ○ start   ★ end
       x₂
            │       ..·˙˙
        0.5 ┤     ..˙       ⡔●⠢⢄⡀...···˙˙˙˙˙˙·
            │    .˙       ⢠⠊  .·⠈⠉⠒⠤⣀
        0.0 ┤   .˙       ⡔⠁  .˙      ⠉⠑⠢⢄★
            │   ..     ⢠⠊    ..
            │    ..   ⡠⠁      ·...
       −0.5 ┤     ˙.⢀⠔⠁          ˙˙···.......·
            │      ⡠⠊··..
            │    ⢀⠔⠁    ˙˙··....
       −1.0 ┤   ○⠊             ˙˙˙˙···········
            │
            └───┬────────────┬───────────┬────
               −2           −1           0
                            x₁
      "
    `);
  });

  it("draws paths over contour lines, not under them", () => {
    const points: [number, number][] = [
      [0, 0],
      [0, 10],
    ];
    const figure = trajectories((_, b) => b, [{ name: "p", points }], { levels: [3, 4, 5, 6, 7] });
    const column = figure
      .toTerminal()
      .split("\n")
      .slice(4, 20)
      .map((row) => row[42] ?? "");
    expect(column.join("")).toMatch(/^★?[\u2801-\u28ff]+○?/);
    expect(column.join("")).not.toMatch(/[˙·.]/);
  });

  it("fills the rows it was given, and no line is wider than asked", () => {
    for (const [width, height] of [
      [80, 24],
      [30, 12],
      [120, 40],
    ] as const) {
      const rows = curve.toTerminal({ width, height }).split("\n");
      expect(rows).toHaveLength(height);
      for (const row of rows) expect([...row].length).toBeLessThanOrEqual(width);
    }
    expect(curve.toTerminal().split("\n")).toHaveLength(24);
  });

  it("marks every series, even one with fewer points than marks", () => {
    const series = [
      { name: "a", y: Array.from({ length: 50 }, (_, i) => i) },
      { name: "b", y: [40, 30] },
      { name: "c", y: [10] },
    ];
    const [, ...body] = learningCurve(series).toTerminal().split("\n");
    for (const mark of ["●", "■", "▲"]) expect(body.join("\n")).toContain(mark);
  });

  it("cannot be made to move the cursor by a name", () => {
    const figure = learningCurve([{ name: "evil\u001b[2Jname\n", y: [1, 2] }], { title: "\u0007" });
    expect(figure.toTerminal()).not.toContain(escapes);
    expect(figure.toTerminal().split("\n")).toHaveLength(24);
  });

  it.each([
    [29, 24],
    [80, 11],
    [80.5, 24],
    [Number.NaN, 24],
  ])("refuses %d x %d characters", (width, height) => {
    expect(() => curve.toTerminal({ width, height })).toThrow(DataError);
  });
});

describe("colours", () => {
  beforeEach(() => {
    vi.stubEnv("NO_COLOR", "");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("appear only when asked for", () => {
    expect(curve.toTerminal()).not.toContain(escapes);
    expect(curve.toTerminal({ color: true })).toContain(`${escapes}38;5;32m`);
  });

  it("change nothing but colours", () => {
    const colored = curve.toTerminal({ color: true });
    expect(stripVTControlCharacters(colored)).toBe(curve.toTerminal());
  });

  it("stay away where NO_COLOR is set", () => {
    vi.stubEnv("NO_COLOR", "1");
    expect(curve.toTerminal({ color: true })).toBe(curve.toTerminal());
  });
});
