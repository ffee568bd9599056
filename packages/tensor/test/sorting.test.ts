import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DTypeError, ShapeError, type Tensor, tensor, zeros } from "../src/index.ts";

const I = Infinity;
const float64 = (values: number[]): Tensor => tensor(values, { dtype: "float64" });

/** NaN is the largest, and as large as itself; zeros of both signs are one number. */
const compare = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b)
    ? Number(Number.isNaN(a)) - Number(Number.isNaN(b))
    : a < b
      ? -1
      : Number(a > b);

const special = fc.constantFrom(0, -0, NaN, I, -I, 1, -1, 1e-320, -1e-320, 3e38, 1e-40, 255, -256);
const values = fc.oneof(special, fc.float({ noDefaultInfinity: true }), fc.integer());

describe("positions in order", () => {
  it.each(["float64", "float32", "int32", "uint8", "bool"] as const)(
    "are those of a stable sort of %s, for lines of all lengths",
    (dtype) => {
      const line = fc.array(values, { maxLength: 200, size: "max" });
      const check = (list: number[], descending: boolean): void => {
        const held = dtype.startsWith("float") ? list : list.map((v) => Math.abs(v | 0) & 255);
        const x = tensor(held, { dtype }) as Tensor;
        const kept = [...x.data];
        const sign = descending ? -1 : 1;
        const order = kept.map((_, i) => i).sort((i, j) => sign * compare(kept[i]!, kept[j]!));
        expect(x.argsort(0, { descending }).toArray()).toEqual(order);
      };
      fc.assert(fc.property(line, fc.boolean(), check), { seed: 1 });
    },
  );
  it("are right where all bits differ, in long lines too", () => {
    const list = Array.from({ length: 5000 }, (_, i) => Math.imul(i + 1, 2654435761));
    const order = list.map((_, i) => i).sort((i, j) => list[i]! - list[j]!);
    expect(tensor(Int32Array.from(list)).argsort().toArray()).toEqual(order);
    expect(float64(list).argsort().toArray()).toEqual(order);
  });
  it("are found in views", () => {
    const x = tensor([
      [3, 1, 2],
      [1, 3, 2],
    ]);
    expect(x.T.argsort(0).T.toArray()).toEqual(x.argsort(1).toArray());
    expect(x.flip(1).argsort(1).toArray()).toEqual([
      [1, 0, 2],
      [2, 0, 1],
    ]);
    expect(tensor(5).broadcastTo([3]).argsort().toArray()).toEqual([0, 1, 2]);
    expect(zeros([0, 3]).argsort(1).shape).toEqual([0, 3]);
  });
});

describe("sort", () => {
  it("gives values and positions", () => {
    const [sorted, positions] = float64([2, NaN, -I, 2, -0, 0]).sort();
    expect(sorted.toArray()).toEqual([-I, -0, 0, 2, 2, NaN]);
    expect(positions.toArray()).toEqual([2, 4, 5, 0, 3, 1]);
    expect(positions.dtype).toBe("int32");
  });
  it("takes NaN for the largest value, as PyTorch does", () => {
    const [sorted] = float64([2, NaN, 3]).sort(0, { descending: true });
    expect(sorted.toArray()).toEqual([NaN, 3, 2]);
  });
});

describe("topK and kthValue", () => {
  const x = tensor([
    [5, 9, 7],
    [1, 1, 0],
  ]);
  it("select along any axis", () => {
    expect(x.topK(2)[0].toArray()).toEqual([
      [9, 7],
      [1, 1],
    ]);
    expect(x.topK(2)[1].toArray()).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect(x.topK(1, 0, { largest: false })[0].toArray()).toEqual([[1, 1, 0]]);
    expect(x.topK(0)[0].shape).toEqual([2, 0]);
    expect(x.kthValue(2)[0].toArray()).toEqual([7, 1]);
    expect(x.kthValue(1, 0, { keepDims: true })[1].toArray()).toEqual([[1, 1, 1]]);
  });
  it("refuse a k that the axis does not have", () => {
    expect(() => x.topK(4)).toThrow(ShapeError);
    expect(() => x.topK(4)).toThrow(
      "topK: k is 4 along axis 1 of shape [2, 3]: needed a whole number from 0 to 3",
    );
    expect(() => x.kthValue(0)).toThrow("kthValue: k is 0");
    expect(() => x.kthValue(1.5)).toThrow("kthValue: k is 1.5");
  });
});

describe("medians and quantiles", () => {
  it("take the lower of two middle values, or what lies between them", () => {
    const x = float64([4, 1, 3, 2]);
    expect(x.median().item()).toBe(2);
    expect(x.quantile(0.5).item()).toBe(2.5);
    expect(x.quantile(0.5, 0, { interpolation: "higher" }).item()).toBe(3);
    expect(x.quantile(0.4, 0, { interpolation: "lower" }).item()).toBe(2);
    expect(x.quantile(0.4, 0, { interpolation: "midpoint" }).item()).toBe(2.5);
    expect(x.quantile(0.4, 0, { interpolation: "nearest" }).item()).toBe(2);
    expect(
      tensor(Int32Array.of(3, 1, 2))
        .median()
        .item(),
    ).toBe(2);
  });
  it("reduce one axis, several or all, and keep them if asked", () => {
    const x = tensor([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    expect(x.median([0, 2]).toArray()).toEqual([2, 4]);
    expect(x.median(1, { keepDims: true }).shape).toEqual([2, 1, 2]);
    expect(x.quantile([0, 1], [0, -1]).toArray()).toEqual([
      [1, 3],
      [6, 8],
    ]);
    expect(x.quantile([0.5], null, { keepDims: true }).shape).toEqual([1, 1, 1, 1]);
    expect(x.quantile([]).shape).toEqual([0]);
  });
  it("are NaN where there is one, and keep infinities", () => {
    const x = tensor([
      [1, NaN, 2],
      [1, 2, I],
    ]);
    expect(x.median(1).toArray()).toEqual([NaN, 2]);
    expect(x.quantile([0, 1], 1).toArray()).toEqual([
      [NaN, 1],
      [NaN, I],
    ]);
  });
  it("refuse what has none", () => {
    expect(() => zeros([2, 0]).median(1)).toThrow("median: axis 1 of shape [2, 0] has no elements");
    expect(() => zeros([0]).quantile(0.5)).toThrow(ShapeError);
    expect(() => zeros([2]).quantile(50)).toThrow("quantile: q is 50: needed a number from 0 to 1");
    expect(() => zeros([2]).quantile([0.5, NaN])).toThrow(DTypeError);
    expect(() => zeros([2]).quantile(0.5, 0, { interpolation: "cubic" as never })).toThrow(
      'there is no interpolation "cubic": use linear, lower',
    );
  });
});

describe("running extremes", () => {
  it("stay NaN from the first one on, and give the last of equal positions", () => {
    const [values, positions] = float64([1, 3, 3, NaN, 5, NaN]).cumMax(0);
    expect(values.toArray()).toEqual([1, 3, 3, NaN, NaN, NaN]);
    expect(positions.toArray()).toEqual([0, 1, 2, 3, 3, 3]);
    expect(float64([3, -I, -0]).cumMin(0)[0].toArray()).toEqual([3, -I, -I]);
  });
});

describe("running sums of exponentials", () => {
  it("hold at any size", () => {
    expect(float64([-I, -1e4, 0, 1e4]).logCumSumExp(0).toArray()).toEqual([-I, -1e4, 0, 1e4]);
    expect(float64([1e4, 1e4]).logCumSumExp(0).toArray()).toEqual([1e4, 1e4 + Math.LN2]);
    expect(float64([0, I, 0, NaN]).logCumSumExp(0).toArray()).toEqual([0, I, I, NaN]);
  });
});
