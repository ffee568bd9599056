import { AxisError, DTypeError, ones, type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import {
  functional,
  Linear,
  type Module,
  parameter,
  ReLU,
  Sequential,
  Sigmoid,
  Tanh,
} from "../src/index.ts";

describe("Sequential", () => {
  test("applies its layers in order", () => {
    const [a, b] = [new Linear(2, 3), new Linear(3, 1)];
    const x = tensor([[1, -2]]);
    const model = new Sequential(a, new Tanh(), b);
    expect(model.call(x).toArray()).toEqual(b.call(a.call(x).tanh()).toArray());
  });

  test("without layers returns its input", () => {
    const x = ones([2]);
    expect(new Sequential().call(x)).toBe(x);
  });

  test("gives its layers by position, also from the end", () => {
    const model = new Sequential(new Linear(2, 3), new ReLU());
    expect(model.layers).toHaveLength(2);
    expect(model.at(0)).toBe(model.layers[0]);
    expect(model.at(-1)).toBe(model.layers[1]);
    expect(() => model.at(2)).toThrow(AxisError);
  });

  test("refuses what is no module", () => {
    expect(() => new Sequential(new ReLU(), Math.tanh as never)).toThrow(DTypeError);
    expect(() => new Sequential(ReLU as never)).toThrow(
      "Sequential: layer 0 is a function: needed a module (such as new ReLU())",
    );
  });

  test("keeps what a subclass adds", () => {
    class Scaled extends Sequential<readonly Module[]> {
      scale = parameter(ones([1]));
      override forward(x: Tensor): Tensor {
        return super.forward(x).mul(this.scale);
      }
    }
    const names = Object.keys(new Scaled(new Linear(2, 1)).stateDict());
    expect(names.sort()).toEqual(["0.bias", "0.weight", "scale"]);
  });
});

describe("activations", () => {
  const x = tensor([-2, 0, 3], { dtype: "float64" });
  const cases: [string, Module, (x: Tensor) => Tensor, (x: number) => number][] = [
    ["ReLU", new ReLU(), functional.relu, (v) => Math.max(v, 0)],
    ["Tanh", new Tanh(), functional.tanh, Math.tanh],
    ["Sigmoid", new Sigmoid(), functional.sigmoid, (v) => 1 / (1 + Math.exp(-v))],
  ];

  test.each(cases)("%s computes its function, as a module and as a function", (_, module, f, g) => {
    const expected = [-2, 0, 3].map(g);
    // The library's own exp and tanh may differ from the engine's in the last digit.
    for (const y of [module.call(x) as Tensor, f(x)])
      y.data.forEach((v, i) => {
        expect(v).toBeCloseTo(expected[i] as number, 14);
      });
  });
});
