import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AxisError, DTypeError, ShapeError, type Tensor, tensor, zeros } from "../src/index.ts";
import { make } from "./support/layouts.ts";

const ints = (data: readonly number[], shape: readonly number[] = [data.length]): Tensor =>
  make({ shape, data }, "int32");
const wholes = (maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -3, max: 3 }), { maxLength });

describe("unique", () => {
  it("has the distinct values in order, where each element is among them, and how many are equal", () => {
    fc.assert(
      fc.property(wholes(12), (list) => {
        const [values, inverse, counts] = ints(list).unique({
          returnInverse: true,
          returnCounts: true,
        });
        const sorted = [...new Set(list)].sort((a, b) => a - b);
        expect(values.toArray()).toEqual(sorted);
        expect(values.at(inverse).toArray()).toEqual(list);
        expect(counts.toArray()).toEqual(sorted.map((v) => list.filter((w) => w === v).length));
      }),
    );
  });

  it("of several axes flattens the values and keeps the shape of the inverse", () => {
    const x = tensor([
      [3, 1],
      [1, 2],
    ]).T;
    const [values, inverse] = x.unique({ returnInverse: true });
    expect(values.toArray()).toEqual([1, 2, 3]);
    expect(inverse.toArray()).toEqual([
      [2, 0],
      [0, 1],
    ]);
    expect(x.unique({ returnCounts: true })[1].toArray()).toEqual([2, 1, 1]);
    expect(x.unique().toArray()).toEqual([1, 2, 3]);
  });

  it("along an axis compares slices", () => {
    const x = ints([1, 0, 1, 2, 0, 2, 1, 1, 1], [3, 3]);
    const [columns, inverse, counts] = x.unique({
      axis: -1,
      returnInverse: true,
      returnCounts: true,
    });
    expect(columns.toArray()).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
    ]);
    expect(inverse.toArray()).toEqual([1, 0, 1]);
    expect(counts.toArray()).toEqual([1, 2]);
    expect(zeros([3, 0]).unique({ axis: 0 }).shape).toEqual([1, 0]);
  });

  it("puts NaN last, each for itself, and takes -0 for 0", () => {
    const x = tensor([Number.NaN, 1, -0, Number.NaN, 0]);
    const [values, inverse] = x.unique({ returnInverse: true });
    expect(values.toArray()).toEqual([-0, 1, Number.NaN, Number.NaN]);
    expect(inverse.toArray()).toEqual([2, 1, 0, 3, 0]);
    expect(zeros([0]).unique().shape).toEqual([0]);
    expect(tensor([true, false, true]).unique().toArray()).toEqual([false, true]);
  });
});

describe("searchSorted and bucketize", () => {
  it("count what is smaller, or not larger", () => {
    fc.assert(
      fc.property(wholes(9), wholes(5), (list, values) => {
        const sorted = list.sort((a, b) => a - b);
        const [x, v] = [ints(sorted), ints(values)];
        const left = values.map((w) => sorted.filter((s) => s < w).length);
        const right = values.map((w) => sorted.filter((s) => s <= w).length);
        expect(x.searchSorted(v).toArray()).toEqual(left);
        expect(x.searchSorted(v, { right: true }).toArray()).toEqual(right);
        expect(v.bucketize(x).toArray()).toEqual(left);
        expect(v.bucketize(x, { right: true }).toArray()).toEqual(right);
      }),
    );
  });

  it("isIn finds what is in the list, and NaN in none", () => {
    fc.assert(
      fc.property(wholes(9), wholes(5), (list, values) => {
        expect(ints(list).isIn(ints(values)).toArray()).toEqual(
          list.map((v) => values.includes(v)),
        );
      }),
    );
    const x = tensor([[Number.NaN, 1]]);
    expect(x.isIn(x).toArray()).toEqual([[false, true]]);
    expect(x.isIn(tensor([1, 5])).toArray()).toEqual([[false, true]]);
  });

  it("search each line of its own, and take numbers", () => {
    const x = tensor([
      [1, 2, 3],
      [2, 4, 6],
    ]);
    expect(x.searchSorted(tensor([[2.5], [2.5]])).toArray()).toEqual([[2], [1]]);
    expect(tensor([1, 2]).searchSorted(2).toArray()).toBe(1);
    expect(tensor([1, 2]).searchSorted(x).dtype).toBe("int32");
  });

  it("hold NaN for larger than all, and equal to itself", () => {
    const x = tensor([1, Number.POSITIVE_INFINITY, Number.NaN, Number.NaN]);
    const v = tensor([Number.NaN, 5, Number.POSITIVE_INFINITY]);
    expect(x.searchSorted(v).toArray()).toEqual([2, 1, 1]);
    expect(x.searchSorted(v, { right: true }).toArray()).toEqual([4, 1, 2]);
  });
});

describe("oneHot and bincount", () => {
  it("oneHot adds an axis, in the dtype that is asked for", () => {
    expect(ints([1, 0, 2, 2], [2, 2]).oneHot(3).toArray()).toEqual([
      [
        [0, 1, 0],
        [1, 0, 0],
      ],
      [
        [0, 0, 1],
        [0, 0, 1],
      ],
    ]);
    expect(ints([0], []).oneHot(2, { dtype: "float32" }).dtype).toBe("float32");
    expect(ints([]).oneHot(4).shape).toEqual([0, 4]);
  });

  it("bincount counts or adds up weights, up to the largest or the shortest length", () => {
    expect(ints([2, 0, 2]).bincount().toArray()).toEqual([1, 0, 2]);
    expect(ints([2, 0, 2]).bincount(null, { minLength: 5 }).toArray()).toEqual([1, 0, 2, 0, 0]);
    const weighed = ints([2, 0, 2]).bincount(tensor([0.5, 1, 0.25]));
    expect(weighed.toArray()).toEqual([1, 0, 0.75]);
    expect(weighed.dtype).toBe("float32");
    const small = tensor([200, 1, 200], { dtype: "uint8" });
    expect(ints([2, 0, 2]).bincount(small).toArray()).toEqual([1, 0, 400]);
    expect(
      ints([2, 0, 2])
        .bincount(tensor([true, false, true]))
        .toArray(),
    ).toEqual([0, 0, 2]);
    expect(ints([]).bincount().shape).toEqual([0]);
  });
});

describe("errors of counting and searching", () => {
  it.each([
    [
      "a class beyond the last",
      () => ints([0, 3]).oneHot(3),
      AxisError,
      /^oneHot: index 3 at position 1 is out of range for axis 1 of size 3 \(use 0 to 2\)$/,
    ],
    ["a negative class", () => ints([-1]).oneHot(3), AxisError, /^oneHot: index -1 at position 0/],
    [
      "classes that are fractions",
      () => tensor([0.5]).oneHot(3),
      DTypeError,
      /^oneHot: the index is float32/,
    ],
    [
      "half a class",
      () => ints([0]).oneHot(1.5),
      ShapeError,
      /^oneHot: numClasses is 1.5: needed the number of classes/,
    ],
    [
      "negative numbers to count",
      () => ints([1, -2]).bincount(),
      AxisError,
      /^bincount: index -2 at position 1/,
    ],
    [
      "fractions to count",
      () => tensor([0.5]).bincount(),
      DTypeError,
      /^bincount: got float32 of shape \[1\]/,
    ],
    [
      "a matrix to count",
      () => ints([1], [1, 1]).bincount(),
      ShapeError,
      /^bincount: got int32 of shape \[1, 1\]/,
    ],
    [
      "too few weights",
      () => ints([1, 2]).bincount(tensor([1])),
      ShapeError,
      /^bincount: weights of shape \[1\] for 2 elements/,
    ],
    [
      "a search in other lines",
      () => zeros([2, 3]).searchSorted(zeros([3, 3])),
      ShapeError,
      /^searchSorted: values of shape \[3, 3\] in sorted ones of shape \[2, 3\]/,
    ],
    [
      "boundaries of two axes",
      () => zeros([3]).bucketize(zeros([1, 3])),
      ShapeError,
      /^bucketize: .*needed one axis \(use searchSorted\)/,
    ],
    [
      "an axis that is not there",
      () => zeros([3]).unique({ axis: 1 }),
      AxisError,
      /^unique: axis 1 is out of range/,
    ],
  ] as const)("%s fails and says why", (_, mistake, kind, message) => {
    expect(mistake).toThrow(kind);
    expect(mistake).toThrow(message);
  });
});
