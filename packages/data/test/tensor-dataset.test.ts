import { arange, DataError, Generator, ShapeError, tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { randomSplit, Subset, TensorDataset } from "../src/index.ts";

const x = tensor([
  [1, 2],
  [3, 4],
  [5, 6],
]);
const y = tensor([10, 20, 30]);

describe("TensorDataset", () => {
  test("gives the rows of its tensors by index.", () => {
    const dataset = new TensorDataset(x, y);
    expect(dataset.length).toBe(3);
    expect(dataset.get(2).map((t) => t.toArray())).toEqual([[5, 6], 30]);
  });

  test("gives several rows at once, in any order and repeatedly.", () => {
    const [xs, ys] = new TensorDataset(x, y).getBatch(tensor(Int32Array.of(2, 0, 2)));
    expect(xs.toArray()).toEqual([
      [5, 6],
      [1, 2],
      [5, 6],
    ]);
    expect(ys.toArray()).toEqual([30, 10, 30]);
  });

  test("refuses tensors of different lengths, naming their shapes.", () => {
    const create = (): unknown => new TensorDataset(x, tensor([1, 2]));
    expect(create).toThrow(ShapeError);
    expect(create).toThrow("TensorDataset: [3, 2] and [2]: needs tensors with the same number");
    expect(() => new TensorDataset(tensor(1))).toThrow(ShapeError);
  });

  test("refuses to be made of nothing.", () => {
    expect(() => new TensorDataset()).toThrow("TensorDataset: no tensors: needs one or more");
  });

  test.each([3, -1, 0.5])("refuses index %d.", (index) => {
    const get = (): unknown => new TensorDataset(x).get(index);
    expect(get).toThrow(DataError);
    expect(get).toThrow(`TensorDataset.get: index ${index}: needs one from 0 to 2`);
  });
});

describe("Subset", () => {
  test("takes samples in its own order, one by one or as a batch.", () => {
    const subset = new Subset(new TensorDataset(x, y), [2, 0]);
    expect(subset.length).toBe(2);
    expect(subset.get(1).map((t) => t.toArray())).toEqual([[1, 2], 10]);
    const [, ys] = subset.getBatch(tensor(Int32Array.of(1, 0)));
    expect(ys.toArray()).toEqual([10, 30]);
  });

  test("of a subset refers to the whole.", () => {
    const inner = new Subset(new TensorDataset(y), [2, 1, 0]);
    const outer = new Subset(inner, [0, 2]);
    expect(outer.getBatch(tensor(Int32Array.of(0, 1)))[0].toArray()).toEqual([30, 10]);
  });

  test("refuses samples that do not exist.", () => {
    expect(() => new Subset(new TensorDataset(y), [0, 3])).toThrow(
      "Subset: index 3: needs one from",
    );
    expect(() => new Subset(new TensorDataset(y), [0]).get(1)).toThrow("Subset.get: index 1");
  });
});

describe("randomSplit", () => {
  const hundred = new TensorDataset(arange(100));
  const members = (subset: Subset<never>): number[] => Array.from(subset.indices.data);

  test("divides all samples into parts that share none.", () => {
    const parts = randomSplit(hundred, [70, 20, 10], { generator: new Generator(1) });
    expect(parts.map((part) => part.length)).toEqual([70, 20, 10]);
    const all = parts.flatMap((part) => members(part as never));
    expect(all).not.toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test("takes fractions, and gives what is left over to the first parts.", () => {
    const sizes = (n: number, fractions: number[]): number[] =>
      randomSplit(new TensorDataset(arange(n)), fractions).map((part) => part.length);
    expect(sizes(100, [0.8, 0.2])).toEqual([80, 20]);
    expect(sizes(11, [1 / 3, 1 / 3, 1 / 3])).toEqual([4, 4, 3]);
    expect(sizes(20, Array(10).fill(0.1))).toEqual(Array(10).fill(2));
    expect(sizes(1, [1])).toEqual([1]);
  });

  test("repeats itself with a generator of the same seed.", () => {
    const [a, b] = [5, 5].map((seed) =>
      members(randomSplit(hundred, [50, 50], { generator: new Generator(seed) })[0] as never),
    );
    expect(a).toEqual(b);
  });

  test("refuses lengths that do not add up, or are negative.", () => {
    expect(() => randomSplit(hundred, [50, 40])).toThrow(
      "randomSplit: lengths [50, 40]: needs a sum of 100",
    );
    expect(() => randomSplit(hundred, [0.5, 0.4])).toThrow("needs a sum of 100");
    expect(() => randomSplit(hundred, [110, -10])).toThrow("needs lengths of 0 or more");
    expect(() => randomSplit(hundred, [Number.NaN])).toThrow(DataError);
  });
});
