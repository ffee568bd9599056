import {
  DTypeError,
  Generator,
  manualSeed,
  ones,
  rand,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "@nabla/tensor";
import { beforeEach, describe, expect, test } from "vitest";
import { functional, Linear } from "../src/index.ts";
import { expectClose, type Flat, referenceCases, toTensor } from "./reference.ts";

beforeEach(() => {
  manualSeed(0);
});

interface LayerCase {
  readonly layer: string;
  readonly args: readonly [number, number];
  readonly options: { readonly bias?: boolean };
  readonly stateDict: Readonly<Record<string, Flat>>;
  readonly inputs: readonly Flat[];
  readonly output: Flat;
  readonly gradOutput: Flat;
  readonly gradInputs: readonly Flat[];
  readonly gradParameters: Readonly<Record<string, Flat>>;
}

const cases = referenceCases<LayerCase>("layers.json").filter((c) => c.layer === "Linear");

test.skipIf(cases.length === 0)("Linear agrees with PyTorch", () => {
  for (const c of cases) {
    const layer = new Linear<number, number, boolean>(...c.args, {
      ...c.options,
      dtype: "float64",
    });
    layer.loadStateDict(
      Object.fromEntries(Object.entries(c.stateDict).map(([name, flat]) => [name, toTensor(flat)])),
    );
    const x = toTensor(c.inputs[0] as Flat);
    x.requiresGrad = true;
    const y: Tensor = layer.call(x);
    expectClose(y, c.output);
    y.backward(toTensor(c.gradOutput));
    expectClose(x.grad, c.gradInputs[0] as Flat);
    const parameters = layer.namedParameters();
    expect(parameters.map(([name]) => name)).toEqual(Object.keys(c.gradParameters));
    for (const [name, p] of parameters) expectClose(p.grad, c.gradParameters[name] as Flat);
  }
});

describe("Linear", () => {
  test("has a weight of [out, in] and a bias of [out], and none when told so", () => {
    const layer = new Linear(3, 2);
    expect([layer.weight.shape, layer.bias.shape]).toEqual([[2, 3], [2]]);
    expect(new Linear(3, 2, { bias: false }).bias).toBeNull();
    expect(Object.keys(new Linear(3, 2, { bias: false }).stateDict())).toEqual(["weight"]);
  });

  test("begins uniform in ±1/√in, weight and bias alike", () => {
    const layer = new Linear(16, 500);
    for (const p of [layer.weight, layer.bias] as Tensor[]) {
      expect(p.abs().max().item()).toBeLessThanOrEqual(0.25);
      expect(p.abs().max().item()).toBeGreaterThan(0.24);
    }
    // The deviation of the uniform distribution is bound / √3, here of 8,000 draws: within 3 %.
    const deviation = Math.sqrt(layer.weight.square().mean().item());
    expect(Math.abs(deviation / (0.25 / Math.sqrt(3)) - 1)).toBeLessThan(0.03);
  });

  test("repeats its initial values for an equal generator, and leaves the default one alone", () => {
    const draw = () => new Linear(3, 2, { generator: new Generator(7) }).weight.toArray();
    expect(draw()).toEqual(draw());
  });

  test("maps the last axis at any rank", () => {
    const layer = new Linear(3, 2);
    layer.loadStateDict({
      weight: tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      bias: tensor([10, 20]),
    });
    expect(layer.call(tensor([1, 1, 1])).toArray()).toEqual([16, 35]);
    expect(
      layer
        .call(
          tensor([
            [1, 1, 1],
            [0, 0, 1],
          ]),
        )
        .toArray(),
    ).toEqual([
      [16, 35],
      [13, 26],
    ]);
    expect(layer.call(zeros([4, 5, 3])).shape).toEqual([4, 5, 2]);
    expect(layer.call(zeros([2, 1, 4, 3])).shape).toEqual([2, 1, 4, 2]);
    expect(layer.call(zeros([0, 3])).shape).toEqual([0, 2]);
    expect(layer.call(zeros([2, 0, 3])).shape).toEqual([2, 0, 2]);
  });

  test("gives the same for rows of a stack as for the rows alone, gradients included", () => {
    const layer = new Linear(3, 2, { dtype: "float64" });
    const x = rand([4, 5, 3], { dtype: "float64" });
    layer.call(x).square().sum().backward();
    const stacked = layer.weight.grad?.data ?? [];
    layer.zeroGrad();
    layer
      .call(x.reshape([20, 3]))
      .square()
      .sum()
      .backward();
    expect(Array.from(stacked)).toEqual(Array.from(layer.weight.grad?.data ?? []));
  });

  test("takes transposed inputs", () => {
    const layer = new Linear(3, 2);
    const x = rand([3, 5]);
    expect(layer.call(x.T).toArray()).toEqual(layer.call(x.T.contiguous()).toArray());
  });

  test("says which size it needs", () => {
    const layer = new Linear(784, 256);
    const message = "Linear(784, 256): expects [..., 784], got [32, 100]";
    expect(() => layer.call(zeros([32, 100]) as Tensor)).toThrow(message);
    expect(() => layer.call(zeros([]) as Tensor)).toThrow("expects [..., 784], got a scalar");
    expect(() => layer.call([1, 2] as never)).toThrow("expects a tensor, got an array");
  });

  test("refuses sizes that are none, and dtypes without gradients", () => {
    expect(() => new Linear(0, 3)).toThrow("Linear(0, 3): sizes are whole numbers of 1 or more");
    expect(() => new Linear(2, 1.5)).toThrow(ShapeError);
    expect(() => new Linear(2, 3, { dtype: "int32" })).toThrow(DTypeError);
  });
});

describe("functional.linear", () => {
  const weight = tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);

  test("computes x Wᵀ + b, at any rank", () => {
    expect(functional.linear(tensor([[1, 1]]), weight).toArray()).toEqual([[3, 7, 11]]);
    expect(functional.linear(tensor([1, 0]), weight, ones([3])).toArray()).toEqual([2, 4, 6]);
    expect(functional.linear(zeros([4, 5, 2]), weight).shape).toEqual([4, 5, 3]);
  });

  test("explains a weight that is the wrong way round, and other wrong shapes", () => {
    expect(() => functional.linear(zeros([4, 3]) as Tensor, weight)).toThrow(
      "linear: expects [..., 2], got [4, 3] (the weight of shape [3, 2] is [outFeatures, inFeatures]: did you mean weight.T?)",
    );
    expect(() => functional.linear(zeros([4, 2]), weight, ones([2]) as Tensor)).toThrow(
      "linear: the bias has shape [2]: needed [3]",
    );
    expect(() => functional.linear(zeros([4, 2]), ones([2]) as Tensor)).toThrow(ShapeError);
  });
});
