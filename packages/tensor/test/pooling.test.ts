import { describe, expect, it } from "vitest";
import {
  AxisError,
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveMaxPool1d,
  adaptiveMaxPool2d,
  avgPool1d,
  avgPool2d,
  DTypeError,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  maxUnpool1d,
  maxUnpool2d,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";

const row = (...values: number[]): Tensor => tensor([[values]]);
const { NaN: nan, NEGATIVE_INFINITY: lowest } = Number;

describe("maximum pooling", () => {
  it("takes windows side by side by default", () => {
    expect(maxPool1d(row(1, 5, 2, 3, 9), 2).toArray()).toEqual([[[5, 3]]]);
    expect(maxPool1d(row(1, 5, 2, 3, 9), 2, { ceilMode: true }).toArray()).toEqual([[[5, 3, 9]]]);
  });
  it("sees nothing in the padding, not even zeros", () => {
    expect(maxPool1d(row(-1, -2, -3), 2, { padding: 1 }).toArray()).toEqual([[[-1, -2]]]);
    expect(maxPool1d(row(lowest, lowest), 2).toArray()).toEqual([[[lowest]]]);
  });
  it("gives the first of equal elements, and the last NaN, as PyTorch does", () => {
    const [, first] = maxPool1d(row(2, 2, 1), 3, { returnIndices: true });
    expect(first.toArray()).toEqual([[[0]]]);
    const [values, last] = maxPool1d(row(nan, 1, nan, 5), 4, { returnIndices: true });
    expect([values.toArray(), last.toArray()]).toEqual([[[[nan]]], [[[2]]]]);
  });
  it("counts positions in the plane of the input", () => {
    const x = tensor([
      [
        [0, 0, 0],
        [0, 0, 7],
        [8, 0, 0],
      ],
    ]);
    const [values, indices] = maxPool2d(x, 2, { stride: 1, returnIndices: true });
    expect(values.toArray()).toEqual([
      [
        [0, 7],
        [8, 7],
      ],
    ]);
    expect(indices.toArray()).toEqual([
      [
        [0, 5],
        [6, 5],
      ],
    ]);
    expect(indices.dtype).toBe("int32");
  });
  it("takes dilated windows of volumes", () => {
    const y = maxPool3d(ones([1, 1, 3, 3, 4]), 2, { dilation: 2, stride: 1 });
    expect(y.shape).toEqual([1, 1, 1, 1, 2]);
  });
});

describe("average pooling", () => {
  it("counts the padding's zeros, or does not", () => {
    const x = row(3, 6);
    expect(avgPool1d(x, 2, { padding: 1 }).toArray()).toEqual([[[1.5, 3]]]);
    expect(avgPool1d(x, 2, { padding: 1, countIncludePad: false }).toArray()).toEqual([[[3, 6]]]);
  });
  it("divides a last window that reaches over the end by what it has", () => {
    expect(avgPool1d(row(1, 3, 8), 2, { ceilMode: true }).toArray()).toEqual([[[2, 8]]]);
  });
  it("divides by another number where one is given", () => {
    expect(avgPool2d(ones([1, 1, 2, 2]), 2, { divisorOverride: 8 }).toArray()).toEqual([[[[0.5]]]]);
  });
  it("of integers has fractions", () => {
    const x = tensor([[[1, 2]]], { dtype: "int32" });
    expect(avgPool1d(x, 2).toArray()).toEqual([[[1.5]]]);
  });
});

describe("adaptive pooling", () => {
  it("covers an axis with windows that overlap where they must", () => {
    expect(adaptiveAvgPool1d(row(1, 2, 3, 4, 5), 3).toArray()).toEqual([[[1.5, 3, 4.5]]]);
    expect(adaptiveMaxPool1d(row(5, 4, 3, 2, 1), 3).toArray()).toEqual([[[5, 4, 2]]]);
  });
  it("may make more of an axis than there is", () => {
    expect(adaptiveAvgPool1d(row(1, 2), 4).toArray()).toEqual([[[1, 1, 2, 2]]]);
  });
  it("keeps the size of an axis for which null is given", () => {
    expect(adaptiveAvgPool2d(zeros([2, 3, 5, 7]), [null, 2]).shape).toEqual([2, 3, 5, 2]);
    expect(adaptiveMaxPool2d(zeros([3, 5, 7]), [2, null]).shape).toEqual([3, 2, 7]);
  });
  it("lets NaN and infinities reach only the windows that have them", () => {
    expect(adaptiveAvgPool1d(row(nan, 2, 4, 6, 8), 2).toArray()).toEqual([[[nan, 6]]]);
  });
});

describe("undoing maximum pooling", () => {
  const x = tensor([
    [
      [1, 2, 0],
      [5, 3, 4],
      [0, 9, 0],
    ],
  ]);
  it("puts maxima back where they were", () => {
    const [values, indices] = maxPool2d(x, 2, { returnIndices: true });
    const back = maxUnpool2d(values, indices, 2, { outputSize: 3 });
    expect(maxUnpool2d(values, indices, 2, { outputSize: back.shape }).toArray()).toEqual(
      back.toArray(),
    );
    expect(back.toArray()).toEqual([
      [
        [0, 0, 0],
        [5, 0, 0],
        [0, 0, 0],
      ],
    ]);
  });
  it("puts an element of several windows back once", () => {
    const [values, indices] = maxPool1d(row(1, 7, 2), 2, { stride: 1, returnIndices: true });
    expect(maxUnpool1d(values, indices, 2, { stride: 1 }).toArray()).toEqual([[[0, 7, 0]]]);
  });
  it("refuses what pooling did not give", () => {
    const [values, indices] = maxPool2d(x, 2, { returnIndices: true });
    expect(() => maxUnpool2d(values, values, 2)).toThrow(DTypeError);
    expect(() => maxUnpool2d(values, indices.add(9), 2)).toThrow(AxisError);
    expect(() => maxUnpool2d(values, indices, 2, { outputSize: 4 })).toThrow(
      "maxUnpool2d: outputSize [4, 4] for windows that come from [2, 2]: needed less than a stride of [2, 2] away",
    );
  });
});

describe("errors of pooling", () => {
  const x = zeros([1, 1, 4, 4]);
  it.each<[string, () => unknown, string]>([
    [
      "padding",
      () => maxPool2d(x, 3, { padding: 2 }),
      "maxPool2d: padding [2, 2] with windows of [3, 3]: needed at most half a window",
    ],
    [
      "room",
      () => avgPool2d(x, 5),
      "avgPool2d: the window reaches over [5, 5], but the input of shape [1, 1, 4, 4] has [4, 4] with its padding",
    ],
    [
      "stride",
      () => avgPool2d(x, 2, { stride: 0 }),
      "avgPool2d: stride is 0: needed a whole number >= 1",
    ],
    [
      "divisor",
      () => avgPool2d(x, 2, { divisorOverride: 0 }),
      "avgPool2d: divisorOverride is 0: needed a number, not 0",
    ],
    [
      "empty",
      () => adaptiveAvgPool2d(zeros([1, 1, 0, 4]), 1),
      "adaptiveAvgPool2d: the input of shape [1, 1, 0, 4] has no elements along a spatial axis",
    ],
    [
      "size",
      () => adaptiveMaxPool2d(x, [2, 0]),
      "adaptiveMaxPool2d: outputSize is [2, 0]: needed a whole number >= 1, or a list of 2",
    ],
    [
      "nothing",
      () => maxPool1d(zeros([1, 1, 1]), 2, { padding: 1, dilation: 2 }),
      "maxPool1d: a window has no element of the input of shape [1, 1, 1]",
    ],
  ])("explain what is wrong: %s", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});
