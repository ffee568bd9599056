import { arange, DataError, DTypeError, Generator, type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { DataLoader, type Dataset, Subset, TensorDataset } from "../src/index.ts";

/** Samples [i, i²] and [−i]. */
function dataset(length: number): TensorDataset<[Tensor<[number, 2]>, Tensor<[number, 1]>]> {
  const x = Float32Array.from({ length: length * 2 }, (_, i) => (i >> 1) ** (1 + (i & 1)));
  const y = Float32Array.from({ length }, (_, i) => -i);
  return new TensorDataset(
    tensor(x).reshape([length, 2]) as Tensor<[number, 2]>,
    tensor(y).reshape([length, 1]) as Tensor<[number, 1]>,
  );
}

/** The first feature of all samples, batch by batch. */
const seen = (loader: Iterable<readonly [Tensor, Tensor]>): number[][] =>
  Array.from(loader, ([x]) => (x.toArray() as number[][]).map(([first]) => first as number));
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sorted = (values: readonly number[][]): number[] => values.flat().sort((a, b) => a - b);

describe("DataLoader", () => {
  test("gives batches in order, the last one smaller.", () => {
    const loader = new DataLoader(dataset(5), { batchSize: 2 });
    expect(loader.length).toBe(3);
    expect(Array.from(loader, (batch) => batch.map((t) => t.toArray()))).toEqual([
      [
        [
          [0, 0],
          [1, 1],
        ],
        [[-0], [-1]],
      ],
      [
        [
          [2, 4],
          [3, 9],
        ],
        [[-2], [-3]],
      ],
      [[[4, 16]], [[-4]]],
    ]);
  });

  test("leaves out the smaller last batch when told to.", () => {
    const loader = new DataLoader(dataset(5), { batchSize: 2, dropLast: true });
    expect(loader.length).toBe(2);
    expect(seen(loader)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(seen(new DataLoader(dataset(4), { batchSize: 2, dropLast: true }))).toHaveLength(2);
    expect(seen(new DataLoader(dataset(1), { batchSize: 2, dropLast: true }))).toEqual([]);
  });

  test("takes batches of one sample unless told otherwise.", () => {
    expect(seen(new DataLoader(dataset(2)))).toEqual([[0], [1]]);
  });

  test("gives all samples in one batch when the batch size is larger.", () => {
    const [only, ...more] = seen(new DataLoader(dataset(3), { batchSize: 100 }));
    expect(only).toEqual([0, 1, 2]);
    expect(more).toEqual([]);
  });

  test("shuffles samples as a whole, each once, anew in every iteration.", () => {
    const generator = new Generator(7);
    const loader = new DataLoader(dataset(50), { batchSize: 8, shuffle: true, generator });
    for (const [x, y] of loader) {
      const [xs, ys] = [x.toArray() as number[][], y.toArray() as number[][]];
      expect(xs.map(([i]) => i)).toEqual(ys.map(([i]) => -(i as number) + 0));
    }
    const [first, second] = [seen(loader), seen(loader)];
    expect(first).not.toEqual(second);
    expect(sorted(first)).toEqual(upTo(50));
    expect(sorted(second)).toEqual(upTo(50));
  });

  test("repeats its order with a generator of the same seed.", () => {
    const run = (): number[][] => {
      const generator = new Generator(3);
      const loader = new DataLoader(dataset(20), { batchSize: 6, shuffle: true, generator });
      return [...seen(loader), ...seen(loader)];
    };
    expect(run()).toEqual(run());
  });

  test("can be left early and starts again from the front.", () => {
    const loader = new DataLoader(dataset(6), { batchSize: 2 });
    for (const [x] of loader) {
      expect(x.shape).toEqual([2, 2]);
      break;
    }
    expect(seen(loader)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });

  test("keeps iterations that run at the same time apart.", () => {
    const generator = new Generator(5);
    const loader = new DataLoader(dataset(9), { batchSize: 2, shuffle: true, generator });
    const [a, b] = [loader[Symbol.iterator](), loader[Symbol.iterator]()];
    const batches: [number[][], number[][]] = [[], []];
    for (let i = 0; i < loader.length; i++) {
      batches[0].push(...seen([a.next().value as never]));
      batches[1].push(...seen([b.next().value as never]));
    }
    expect(a.next()).toEqual({ done: true, value: undefined });
    expect(b.next().done).toBe(true);
    expect(sorted(batches[0])).toEqual(upTo(9));
    expect(sorted(batches[1])).toEqual(upTo(9));
    expect(batches[0]).not.toEqual(batches[1]);
  });

  test("of an empty data set gives no batch.", () => {
    const empty: Dataset<[Tensor]> = { length: 0, get: () => [tensor([1])] };
    for (const shuffle of [false, true]) {
      const loader = new DataLoader(empty, { batchSize: 4, shuffle });
      expect(loader.length).toBe(0);
      expect([...loader]).toEqual([]);
    }
  });

  test.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses a batch size of %d.",
    (batchSize) => {
      const create = (): unknown => new DataLoader(dataset(3), { batchSize });
      expect(create).toThrow(DataError);
      expect(create).toThrow(`DataLoader: batchSize ${batchSize}: needs a whole number`);
    },
  );

  test("keeps dtypes.", () => {
    const bytes = tensor([1, 2, 3], { dtype: "uint8" });
    const [batch] = new DataLoader(new TensorDataset(bytes, arange(3)), { batchSize: 2 });
    expect(batch?.map(({ dtype }) => dtype)).toEqual(["uint8", arange(3).dtype]);
  });

  test("hands out batches that do not change when the next one is taken.", () => {
    const batches = [...new DataLoader(dataset(100), { batchSize: 10 })];
    expect(batches.map(([x]) => x.data[0])).toEqual(upTo(10).map((i) => 10 * i));
  });
});

describe("DataLoader with a data set of one's own", () => {
  const words: Dataset<[Tensor<[2]>, Tensor<[]>]> = {
    length: 5,
    get: (index) => [tensor([index, index + 0.5]), tensor(index, { dtype: "int32" })],
  };

  test("stacks the samples.", () => {
    const [first] = new DataLoader(words, { batchSize: 3 });
    expect(first?.map((t) => t.toArray())).toEqual([
      [
        [0, 0.5],
        [1, 1.5],
        [2, 2.5],
      ],
      [0, 1, 2],
    ]);
    expect(first?.map(({ dtype }) => dtype)).toEqual(["float32", "int32"]);
  });

  test("shuffles and subsets it like any other.", () => {
    const generator = new Generator(1);
    const loader = new DataLoader(new Subset(words, [4, 2]), {
      batchSize: 2,
      shuffle: true,
      generator,
    });
    expect(sorted(Array.from(loader, ([, index]) => index.toArray() as number[]))).toEqual([2, 4]);
  });

  test("uses its getBatch when it has one.", () => {
    const asked: number[][] = [];
    const fast: typeof words = {
      ...words,
      getBatch: (indices) => {
        asked.push(Array.from(indices.data));
        return [tensor([[1, 2]]), tensor([0], { dtype: "int32" })];
      },
    };
    expect([...new DataLoader(fast, { batchSize: 3 })]).toHaveLength(2);
    expect(asked).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  test("explains samples that do not fit together.", () => {
    const load = (get: (index: number) => unknown) => (): unknown => [
      ...new DataLoader({ length: 2, get: get as () => [Tensor] }, { batchSize: 2 }),
    ];
    expect(load((i) => [tensor(new Float32Array(i + 1))])).toThrow(
      /^DataLoader: tensor 0 of the samples cannot be stacked .*\[1\].*\[2\].*: needs equal shapes/,
    );
    expect(load((i) => Array.from({ length: i + 1 }, () => tensor([1])))).toThrow(
      "samples of 1 and of 2 tensors: needs the same number",
    );
    expect(load(() => tensor([1]))).toThrow("needs an array of tensors");
  });

  test("passes on what the data set itself throws.", () => {
    const broken: Dataset<[Tensor]> = {
      length: 1,
      get: () => {
        throw new DTypeError("my own");
      },
    };
    expect(() => [...new DataLoader(broken)]).toThrow("my own");
  });
});
