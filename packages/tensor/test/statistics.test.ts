import { describe, expect, it } from "vitest";
import {
  AxisError,
  DTypeError,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";

const float64 = (values: number[] | number[][]): Tensor =>
  tensor(values as number[], { dtype: "float64" });
const I = Infinity;

describe("variance and standard deviation", () => {
  it("divide by one less than the number of elements unless told otherwise", () => {
    const x = float64([1, 2, 4, 9]);
    expect(x.variance().item()).toBeCloseTo(38 / 3, 14);
    expect(x.variance(0, { correction: 0 }).item()).toBe(9.5);
    expect(x.std(0, { correction: 2 }).item()).toBeCloseTo(Math.sqrt(19), 14);
  });
  it("do not lose a small spread around a large mean", () => {
    expect(
      float64([1e9, 1e9 + 1, 1e9 + 2])
        .variance()
        .item(),
    ).toBe(1);
    expect(
      tensor([1e4, 1e4 + 1, 1e4 + 2])
        .variance()
        .item(),
    ).toBe(1);
  });
  it("are NaN over one element, and over none", () => {
    expect(float64([5]).variance().item()).toBeNaN();
    expect(zeros([0, 2]).std(0).toArray()).toEqual([NaN, NaN]);
    expect(float64([1, 2]).variance(0, { correction: 3 }).item()).toBe(I);
  });
  it("take negative axes, lists of them, and keep them if asked", () => {
    const x = float64([
      [1, 3],
      [5, 5],
    ]);
    expect(x.variance([-1, 0], { correction: 0 }).item()).toBe(2.75);
    expect(x.std(-1, { correction: 0, keepDims: true }).toArray()).toEqual([[1], [0]]);
  });
  it("of integers are floats", () => {
    expect(tensor(Int32Array.of(1, 3)).variance().item()).toBe(2);
  });
});

describe("exponentials of large numbers", () => {
  it("are added up without overflow", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const x = tensor([1e4, 1e4, -1e4], { dtype });
      expect(x.logSumExp().item()).toBeCloseTo(1e4 + Math.LN2, dtype === "float64" ? 10 : 2);
      expect(x.softmax(0).toArray()).toEqual([0.5, 0.5, 0]);
      expect(x.neg().logSoftmax(0).toArray()).toEqual([-2e4, -2e4, 0]);
    }
  });
  it("of infinities are what PyTorch has", () => {
    expect(float64([-I, -I]).logSumExp().item()).toBe(-I);
    expect(float64([I, -I]).logSumExp().item()).toBe(I);
    expect(float64([I, I]).logSumExp(0, { keepDims: true }).toArray()).toEqual([I]);
    expect(float64([-I, 0]).softmax(0).toArray()).toEqual([0, 1]);
    expect(float64([-I, 0]).logSoftmax(0).toArray()).toEqual([-I, 0]);
    expect(float64([-I, -I]).softmax(0).toArray()).toEqual([NaN, NaN]);
    expect(float64([I, 0]).softmax(0).toArray()).toEqual([NaN, NaN]);
    expect(float64([NaN, 0]).logSumExp().item()).toBeNaN();
  });
  it("of nothing add up to nothing", () => {
    expect(zeros([0, 2]).logSumExp(0).toArray()).toEqual([-I, -I]);
    expect(zeros([0, 2]).softmax(0).shape).toEqual([0, 2]);
    expect(zeros([2, 0]).logSoftmax(0).shape).toEqual([2, 0]);
  });
  it("of integers are floats, without wrapping around", () => {
    const x = tensor(Int32Array.of(2 ** 31 - 1, -(2 ** 31)));
    expect(x.softmax(0).toArray()).toEqual([1, 0]);
  });
  it("of a view are those of its values", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(x.T.flip(0).logSumExp(1).toArray()).toEqual(x.logSumExp(0).flip().toArray());
    expect(ones([1]).broadcastTo([4]).softmax(0).toArray()).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe("norms", () => {
  const x = float64([3, -4, 0]);
  it("of each order are NumPy's", () => {
    const orders = [2, 1, 0, I, -I, 3, 0.5, -1];
    const norms = orders.map((order) => x.norm(order).item());
    const expected = [5, 7, 2, 4, 0, 91 ** (1 / 3), (Math.sqrt(3) + 2) ** 2, 0];
    norms.forEach((norm, i) => {
      expect(norm).toBeCloseTo(expected[i]!, 13);
    });
  });
  it("over an axis", () => {
    const rows = float64([
      [3, 4],
      [0, 0],
    ]);
    expect(rows.norm(2, 1).toArray()).toEqual([5, 0]);
    expect(rows.norm(I, 0, { keepDims: true }).toArray()).toEqual([[3, 4]]);
    expect(rows.norm().item()).toBe(5);
  });
  it("of nothing are 0, or do not exist", () => {
    expect(zeros([0]).norm().item()).toBe(0);
    expect(() => zeros([0]).norm(I)).toThrow("norm: axis 0 of shape [0] has no elements");
    expect(() => zeros([0]).norm(I)).toThrow(ShapeError);
  });
  it("need a number as their order", () => {
    expect(() => x.norm("fro" as never)).toThrow(DTypeError);
    expect(() => x.norm(NaN)).toThrow("norm: the order is NaN");
  });
});

describe("statistics of what is there", () => {
  it("leave NaN out", () => {
    const x = float64([
      [1, NaN],
      [3, NaN],
    ]);
    expect(x.nanSum(0).toArray()).toEqual([4, 0]);
    expect(x.nanMean(0).toArray()).toEqual([2, NaN]);
    expect(x.nanMean().item()).toBe(2);
    expect(tensor(Int32Array.of(1, 2)).nanMean().item()).toBe(1.5);
  });
  it("count what is not 0, NaN included", () => {
    expect(float64([NaN, 0, -0, 2]).countNonzero().item()).toBe(2);
    expect(zeros([0]).countNonzero().item()).toBe(0);
    expect(tensor([true, false]).countNonzero().dtype).toBe("int32");
  });
});

const x = zeros([2]) as Tensor;
it.each<[string, () => Tensor]>([
  ["variance", () => x.variance(1)],
  ["std", () => x.std(1)],
  ["logSumExp", () => x.logSumExp(1)],
  ["softmax", () => x.softmax(1)],
  ["logSoftmax", () => x.logSoftmax(1)],
  ["norm", () => x.norm(2, 1)],
  ["nanSum", () => x.nanSum(1)],
  ["nanMean", () => x.nanMean(1)],
  ["countNonzero", () => x.countNonzero(1)],
])("%s names itself where the axis is out of range", (name, call) => {
  expect(call).toThrow(AxisError);
  expect(call).toThrow(`${name}: axis 1 is out of range`);
});
