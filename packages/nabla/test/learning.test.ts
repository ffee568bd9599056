import { beforeEach, describe, expect, test } from "vitest";
import {
  Adagrad,
  Generator,
  Linear,
  Momentum,
  MSELoss,
  manualSeed,
  type Optimizer,
  ReLU,
  randn,
  Sequential,
  SGD,
  Sigmoid,
  Tanh,
  type Tensor,
  tensor,
} from "../src/index.ts";

beforeEach(() => {
  manualSeed(0);
});

const rules: [string, (params: Tensor[]) => Optimizer][] = [
  ["SGD", (params) => new SGD(params, { lr: 0.5 })],
  ["SGD with Nesterov momentum", (p) => new SGD(p, { lr: 0.1, momentum: 0.9, nesterov: true })],
  ["Momentum", (params) => new Momentum(params, { lr: 0.1, momentum: 0.9 })],
  ["Adagrad", (params) => new Adagrad(params, { lr: 0.1 })],
];

describe.each(rules)("%s", (_, create) => {
  test("teaches three layers the exclusive or", () => {
    const x = tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const y = tensor([[0], [1], [1], [0]]);
    const model = new Sequential(
      new Linear(2, 8),
      new Tanh(),
      new Linear(8, 8),
      new ReLU(),
      new Linear(8, 1),
      new Sigmoid(),
    );
    const optimizer = create(model.parameters());
    const mse = new MSELoss();
    for (let step = 0; step < 1000; step++) {
      optimizer.zeroGrad();
      mse.call(model.call(x), y).backward();
      optimizer.step();
    }
    expect(model.call(x).round().toArray()).toEqual(y.toArray());
    expect(mse.call(model.call(x), y).item()).toBeLessThan(0.01);
  });

  test("finds the weights of a linear model", () => {
    const generator = new Generator(1);
    const x = randn([100, 2], { generator });
    const y = x.matmul(tensor([[0.8], [-0.5]])).add(0.4);
    const model = new Linear(2, 1);
    const optimizer = create(model.parameters());
    const mse = new MSELoss();
    for (let step = 0; step < 2000; step++) {
      optimizer.zeroGrad();
      mse.call(model.call(x), y).backward();
      optimizer.step();
    }
    // There is no noise, so the minimum is the weights themselves, up to float32.
    const learned = [...model.weight.data, ...model.bias.data];
    [0.8, -0.5, 0.4].forEach((value, i) => {
      expect(learned[i]).toBeCloseTo(value, 3);
    });
  });
});
