import { type Tensor, zeros } from "@nabla/tensor";
import { expectTypeOf, test } from "vitest";
import {
  functional,
  init,
  Linear,
  Module,
  MSELoss,
  type Parameter,
  parameter,
  ReLU,
  Sequential,
} from "../src/index.ts";

declare const u: Tensor;

test("a parameter is a tensor of the same shape", () => {
  const p = parameter(zeros([2, 3]));
  expectTypeOf(p).toEqualTypeOf<Parameter<[2, 3]>>();
  expectTypeOf(p).toExtend<Tensor<[2, 3]>>();
  expectTypeOf(p.grad).toEqualTypeOf<Tensor<[2, 3]> | null>();
  // @ts-expect-error a plain tensor is no parameter
  const _q: Parameter<[2]> = zeros([2]);
});

test("Linear knows its sizes, and whether it has a bias", () => {
  const layer = new Linear(3, 2);
  expectTypeOf(layer.weight).toEqualTypeOf<Parameter<[2, 3]>>();
  expectTypeOf(layer.bias).toEqualTypeOf<Parameter<[2]>>();
  expectTypeOf(new Linear(3, 2, { bias: false }).bias).toEqualTypeOf<null>();
  expectTypeOf(new Linear(3, 2, { dtype: "float64" }).bias).toEqualTypeOf<Parameter<[2]>>();
  expectTypeOf(layer.call(zeros([5, 3]))).toEqualTypeOf<Tensor<[5, 2]>>();
  // @ts-expect-error the last axis is 4, not 3
  layer.call(zeros([5, 4]));
  const _any: Linear = layer;
  const _withOrWithout: Linear<number, number, boolean> = new Linear(3, 2, { bias: false });
});

test("Sequential knows its layers by position", () => {
  const model = new Sequential(new Linear(3, 4), new ReLU());
  expectTypeOf(model.at(0).weight).toEqualTypeOf<Parameter<[4, 3]>>();
  expectTypeOf(model.layers[1]).toEqualTypeOf<ReLU>();
  expectTypeOf(model.at(-1)).toEqualTypeOf<Linear<3, 4> | ReLU>();
  const _declared: Sequential = model;
});

test("a loss takes equal shapes only", () => {
  const mse = new MSELoss();
  expectTypeOf(mse.call(zeros([10, 1]), zeros([10, 1]))).toEqualTypeOf<Tensor<[]>>();
  // @ts-expect-error MSELoss: prediction [10] and target [10, 1] differ in shape
  mse.call(zeros([10]), zeros([10, 1]));
  // @ts-expect-error mseLoss: prediction [10, 1] and target [1, 1] differ in shape
  functional.mseLoss(zeros([10, 1]), zeros([1, 1]));
  mse.call(u, zeros([10, 1]));
  mse.call(zeros([10, 1]), u);
});

test("a loss that is not reduced keeps the shape", () => {
  const squares = new MSELoss({ reduction: "none" });
  expectTypeOf(squares.call(zeros([10, 1]), zeros([10, 1]))).toEqualTypeOf<Tensor<[10, 1]>>();
  expectTypeOf(functional.mseLoss(zeros([3]), zeros([3]), { reduction: "none" })).toEqualTypeOf<
    Tensor<[3]>
  >();
});

test("functional.linear checks the inner sizes", () => {
  expectTypeOf(functional.linear(zeros([5, 3]), zeros([2, 3]))).toEqualTypeOf<Tensor<[5, 2]>>();
  // @ts-expect-error linear: expects [..., 3], got [5, 4]
  functional.linear(zeros([5, 4]), zeros([2, 3]));
});

test("init returns what it was given", () => {
  const { weight } = new Linear(3, 2);
  expectTypeOf(init.normal(weight)).toEqualTypeOf<Parameter<[2, 3]>>();
});

test("a module without a declared shape has the type of its forward", () => {
  class Own extends Module {
    override forward(x: Tensor<[number, 3]>, scale: number): Tensor<[number, 3]> {
      return x.mul(scale);
    }
  }
  expectTypeOf(new Own().call(zeros([2, 3]), 2)).toEqualTypeOf<Tensor<[number, 3]>>();
  // @ts-expect-error the second argument is missing
  new Own().call(zeros([2, 3]));
});
