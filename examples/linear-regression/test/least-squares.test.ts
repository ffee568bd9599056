import { tensor } from "@nabla/tensor";
import { expect, test } from "vitest";
import { leastSquares } from "../src/least-squares.ts";
import { type Problem, textbookProblem } from "../src/problem.ts";

function problem(x: number[][], y: number[]): Problem {
  const options = { dtype: "float64" } as const;
  return {
    name: "",
    source: "",
    reason: undefined,
    features: [],
    target: "",
    x: tensor(x.flat(), options).reshape([y.length, x[0]!.length]),
    y: tensor(y, options).reshape([y.length, 1]),
    rows: y.length,
    unused: 0,
  };
}

test("finds the plane through points that lie in one", () => {
  const x = [
    [0, 0],
    [1, 0],
    [0, 1],
    [3, 5],
  ];
  const { weights, bias, loss } = leastSquares(
    problem(
      x,
      x.map(([a, b]) => 2 * a! - 3.4 * b! + 4.2),
    ),
  );
  // Exact but for rounding.
  expect(weights[0]).toBeCloseTo(2, 12);
  expect(weights[1]).toBeCloseTo(-3.4, 12);
  expect(bias).toBeCloseTo(4.2, 12);
  expect(loss).toBeCloseTo(0, 20);
});

test("finds the mean for a feature that never changes, and leaves that one out", () => {
  const { weights, bias, loss } = leastSquares(problem([[7], [7], [7]], [1, 2, 6]));
  expect(weights).toEqual([Number.NaN]);
  expect(bias).toBeCloseTo(3, 12);
  expect(loss).toBeCloseTo((4 + 1 + 9) / 2 / 3, 12);
});

test("leaves out a feature that is the sum of two others", () => {
  const x = [
    [1, 4],
    [2, 1],
    [5, 3],
    [4, 9],
    [6, 2],
  ].map(([a, b]) => [a!, b!, a! + b!]);
  const y = x.map(([a, b]) => a! - b!);
  const { weights, loss } = leastSquares(problem(x, y));
  expect(weights[2]).toBe(Number.NaN);
  expect(loss).toBeCloseTo(0, 20);
});

test.skipIf(!process.env.NABLA_SHARED)("finds the known optimum of the airfoil data", async () => {
  const { loss } = leastSquares(await textbookProblem(10));
  expect(loss).toBeCloseTo(0.241688, 6);
});
