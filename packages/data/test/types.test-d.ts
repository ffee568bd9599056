import { type Tensor, tensor } from "@nabla/tensor";
import { expectTypeOf, test } from "vitest";
import {
  type AirfoilTable,
  DataLoader,
  type Dataset,
  loadPenguins,
  randomSplit,
  Subset,
  standardize,
  type Table,
  TensorDataset,
} from "../src/index.ts";

declare const x: Tensor<[1500, 5]>;
declare const y: Tensor<[1500, 1]>;

test("A TensorDataset knows the shapes of its rows.", () => {
  const dataset = new TensorDataset(x, y);
  expectTypeOf(dataset.get(0)).toEqualTypeOf<[Tensor<[5]>, Tensor<[1]>]>();
});

test("A DataLoader yields tuples with an unknown number of rows.", () => {
  for (const [xs, ys] of new DataLoader(new TensorDataset(x, y), { batchSize: 10 })) {
    expectTypeOf(xs).toEqualTypeOf<Tensor<[number, 5]>>();
    expectTypeOf(ys).toEqualTypeOf<Tensor<[number, 1]>>();
  }
});

test("A data set with an unknown number of rows can be declared.", () => {
  expectTypeOf<TensorDataset<[Tensor<[1500, 5]>, Tensor<[1500, 1]>]>>().toExtend<
    Dataset<[Tensor<[5]>, Tensor<[1]>]>
  >();
  const declared: TensorDataset<[Tensor<[number, 5]>, Tensor<[number, 1]>]> = new TensorDataset(
    x,
    y,
  );
  const [batch] = new DataLoader(declared);
  expectTypeOf(batch).toEqualTypeOf<[Tensor<[number, 5]>, Tensor<[number, 1]>] | undefined>();
});

test("Tensors of unknown shape stay so.", () => {
  const untyped: Tensor = tensor([1]);
  const dataset = new TensorDataset(untyped);
  const [batch] = new DataLoader(dataset);
  expectTypeOf(batch).toEqualTypeOf<[Tensor] | undefined>();
});

test("Subsets and splits keep the type of the sample.", () => {
  const dataset = new TensorDataset(x, y);
  expectTypeOf(new Subset(dataset, [0])).toEqualTypeOf<Subset<[Tensor<[5]>, Tensor<[1]>]>>();
  const [train] = randomSplit(dataset, [1]);
  expectTypeOf(train).toEqualTypeOf<Subset<[Tensor<[5]>, Tensor<[1]>]> | undefined>();
});

test("A data set of one's own needs only length and get.", () => {
  const own: Dataset<[Tensor<[3, 8, 8]>, Tensor<[]>]> = {
    length: 1,
    get: () => [tensor([1]) as Tensor, tensor(1)],
  };
  for (const [images, labels] of new DataLoader(own)) {
    expectTypeOf(images).toEqualTypeOf<Tensor<[number, 3, 8, 8]>>();
    expectTypeOf(labels).toEqualTypeOf<Tensor<[number]>>();
  }
});

test("Standardising keeps the shape; mean and deviation lack the rows.", () => {
  const { values, mean, std, apply } = standardize(x);
  expectTypeOf(values).toEqualTypeOf<Tensor<[1500, 5]>>();
  expectTypeOf(mean).toEqualTypeOf<Tensor<[5]>>();
  expectTypeOf(std).toEqualTypeOf<Tensor<[5]>>();
  expectTypeOf(apply(tensor([[1, 2, 3, 4, 5]]))).toEqualTypeOf<Tensor<[1, 5]>>();
});

test("Tables of any data set are of one kind.", () => {
  const penguins = loadPenguins();
  expectTypeOf(penguins.x).toEqualTypeOf<Tensor<[333, 3]>>();
  expectTypeOf(penguins).toExtend<Table>();
  expectTypeOf<AirfoilTable>().toExtend<Table>();
  expectTypeOf(penguins.labels.species.classes).toEqualTypeOf<readonly string[]>();
  // @ts-expect-error there is no such label
  penguins.labels.colour;
});
