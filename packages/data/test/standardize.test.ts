import { DataError, DTypeError, type Tensor, tensor } from "@nabla/tensor";
import { expect, test } from "vitest";
import { standardize } from "../src/index.ts";

const x = tensor(
  [
    [1, 10],
    [2, 30],
    [6, 20],
  ],
  { dtype: "float64" },
);

/** float64 rounds each of the few operations to 1.1e-16. */
const DIGITS = 14;

test("Each feature gets mean 0 and population standard deviation 1.", () => {
  const { values, mean, std } = standardize(x);
  expect(mean.toArray()).toEqual([3, 20]);
  const [first, second] = std.toArray() as [number, number];
  expect(first).toBeCloseTo(Math.sqrt(14 / 3), DIGITS);
  expect(second).toBeCloseTo(Math.sqrt(200 / 3), DIGITS);
  const rows = values.toArray() as number[][];
  for (const j of [0, 1]) {
    const column = rows.map((row) => row[j] as number);
    expect(column.reduce((a, b) => a + b, 0)).toBeCloseTo(0, DIGITS);
    expect(column.reduce((a, b) => a + b * b, 0) / 3).toBeCloseTo(1, DIGITS);
  }
});

test("Other data are standardised by the same figures, and back.", () => {
  const { values, apply, invert } = standardize(x);
  expect(apply(x).toArray()).toEqual(values.toArray());
  const [row] = apply(tensor([[3, 20 + Math.sqrt(200 / 3)]], { dtype: "float64" })).toArray() as [
    [number, number],
  ];
  expect(row[0]).toBe(0);
  expect(row[1]).toBeCloseTo(1, DIGITS);
  const back = (invert(values).toArray() as number[][]).flat();
  for (const [i, value] of x.data.entries()) expect(back[i]).toBeCloseTo(value, DIGITS - 1);
});

test("A constant feature becomes 0, also where its mean is rounded.", () => {
  const rows = Array.from({ length: 10 }, (_, i) => [0.1, i]);
  for (const dtype of ["float32", "float64"] as const) {
    const { values, std } = standardize(tensor(rows as [number, number][], { dtype }));
    expect((std.toArray() as number[])[0]).toBe(1);
    const column = (values.toArray() as number[][]).map(([first]) => first as number);
    for (const value of column) expect(Math.abs(value)).toBeLessThan(1e-7);
  }
});

test("A deviation too small for the dtype counts as none.", () => {
  const tiny = tensor(Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1e-45)).reshape([10, 1]);
  const { values, std } = standardize(tiny as Tensor<[10, 1]>);
  expect(std.toArray()).toEqual([1]);
  expect(Array.from(values.data).every(Number.isFinite)).toBe(true);
});

test("One row becomes 0.", () => {
  expect(standardize(tensor([[5, 7]])).values.toArray()).toEqual([[0, 0]]);
});

test("Axes after the first are features, whatever their number.", () => {
  const images = tensor([
    [
      [0, 1],
      [2, 3],
    ],
    [
      [4, 1],
      [2, 5],
    ],
  ]);
  const { values, mean } = standardize(images);
  expect(mean.shape).toEqual([2, 2]);
  expect(values.toArray()).toEqual([
    [
      [-1, 0],
      [0, -1],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ]);
  const { mean: single } = standardize(tensor([1, 2, 3]));
  expect(single.shape).toEqual([]);
  expect(single.item()).toBe(2);
});

test("float32 data keep their dtype; mean and deviation are computed in float64.", () => {
  const large = tensor(Float32Array.from({ length: 100_000 }, () => 0.1 + Math.fround(1e6)));
  const { mean, values } = standardize(large);
  expect(values.dtype).toBe("float32");
  // Adding 1e5 numbers of 1e6 in float32 would be off by hundreds.
  expect(mean.item()).toBe(Math.fround(1e6 + 0.1));
});

test("Data without rows, with NaN or infinity, or of whole numbers are refused.", () => {
  expect(() => standardize(tensor(new Float32Array(0)))).toThrow(DataError);
  expect(() => standardize(tensor(1))).toThrow("standardize: shape []: needs at least one row");
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(() =>
      standardize(
        tensor([
          [1, 2],
          [3, bad],
        ] as [[1, 2], [3, number]]),
      ),
    ).toThrow("standardize: feature 1 holds NaN or infinity");
  }
  expect(() => standardize(tensor([1, 2], { dtype: "int32" }))).toThrow(DTypeError);
});

test("A large offset, such as that of timestamps, leaves float32 values their differences.", () => {
  expect(standardize(tensor([[16777216], [16777218]])).values.toArray()).toEqual([[-1], [1]]);
});

test("Finite values that are too large to be squared are not called infinite.", () => {
  const huge = tensor([[1e200], [-1e200]], { dtype: "float64" });
  expect(() => standardize(huge)).toThrow("too large to be squared");
});
