import { expect, test } from "vitest";
import { loadPenguins } from "../src/index.ts";

const penguins = loadPenguins({ dtype: "float64" });

test("There are 333 penguins with three features and a target.", () => {
  expect(penguins.rows).toBe(333);
  expect(penguins.x.shape).toEqual([333, 3]);
  expect(penguins.y.shape).toEqual([333, 1]);
  expect(penguins.columns).toEqual([...penguins.features, penguins.target]);
  expect(penguins.license).toBe("CC0 1.0");
  expect(penguins.citation).toMatch(/Gorman.*Horst/);
});

test("The first and the last penguin are those of the source.", () => {
  const [x, y] = [penguins.x.toArray() as number[][], penguins.y.toArray() as number[][]];
  expect([x[0], y[0]]).toEqual([[39.1, 18.7, 181], [3750]]);
  expect([x[332], y[332]]).toEqual([[49.9, 16.1, 213], [5400]]);
});

test("The means are those that palmerpenguins gives for complete rows.", () => {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = penguins.x.toArray() as number[][];
  const means = [0, 1, 2].map((j) => mean(x.map((row) => row[j] as number)).toFixed(5));
  expect(means).toEqual(["43.99279", "17.16486", "200.96697"]);
  expect(mean(Array.from(penguins.y.data)).toFixed(4)).toBe("4207.0571");
});

test("Species, island and sex are labels with the counts of the source.", () => {
  const counts = Object.entries(penguins.labels).map(([name, { classes, codes }]) => {
    const values = Array.from(codes.data);
    expect(codes.dtype).toBe("int32");
    return [name, classes.map((label, code) => [label, values.filter((v) => v === code).length])];
  });
  expect(counts).toEqual([
    [
      "species",
      [
        ["Adelie", 146],
        ["Chinstrap", 68],
        ["Gentoo", 119],
      ],
    ],
    [
      "island",
      [
        ["Biscoe", 163],
        ["Dream", 123],
        ["Torgersen", 47],
      ],
    ],
    [
      "sex",
      [
        ["female", 165],
        ["male", 168],
      ],
    ],
  ]);
});

test("float32 is the default.", () => {
  expect(loadPenguins().x.dtype).toBe("float32");
});
