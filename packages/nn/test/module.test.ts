import { DTypeError, ones, type Tensor, tensor, zeros } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { isParameter, Linear, Module, parameter, ReLU, Sequential } from "../src/index.ts";
import { Block, Model } from "./models.ts";

const namesOf = (pairs: readonly (readonly [string, unknown])[]): string[] =>
  pairs.map(([name]) => name);

describe("the parts of a module", () => {
  test("are found in order, through modules, lists and nested lists, shared ones once", () => {
    const model = new Model();
    expect(namesOf(model.namedParameters())).toEqual([
      "encoder.0.scale",
      "encoder.0.linear1.weight",
      "encoder.0.linear1.bias",
      "blocks.0.scale",
      "blocks.0.linear1.weight",
      "blocks.0.linear1.bias",
      "blocks.1.scale",
      "blocks.1.linear1.weight",
      "blocks.1.linear1.bias",
      "grid.0.0.weight",
      "grid.1.0.weight",
      "head.weight",
      "head.bias",
      "byName.tail.weight",
    ]);
    const parameters = model.parameters();
    expect(parameters).toHaveLength(14);
    expect(parameters.every(isParameter)).toBe(true);
    expect(parameters[0]).toBe((model.encoder.at(0) as Block).scale);
  });

  test("are modules by name, each before its parts", () => {
    const model = new Model();
    expect(namesOf(model.namedModules()).slice(0, 5)).toEqual([
      "",
      "encoder",
      "encoder.0",
      "encoder.0.linear1",
      "encoder.1",
    ]);
    expect(namesOf(model.namedChildren())).toEqual([
      "encoder",
      "blocks.0",
      "blocks.1",
      "grid.0.0",
      "grid.1.0",
      "head",
      "byName.tail",
    ]);
    expect(model.children()).toHaveLength(7);
    expect(model.children()[0]).toBe(model.encoder);
  });

  test("a parameter of two owners is listed once", () => {
    const [a, b] = [new Linear(2, 2), new Linear(2, 2)];
    (b as { weight: unknown }).weight = a.weight;
    expect(namesOf(new Sequential(a, b).namedParameters())).toEqual([
      "0.weight",
      "0.bias",
      "1.bias",
    ]);
  });

  test("a module that contains itself is entered once", () => {
    class Loop extends Module {
      weight = parameter(ones([1]));
      self = this;
      override forward(x: Tensor): Tensor {
        return x.mul(this.weight);
      }
    }
    expect(namesOf(new Loop().namedParameters())).toEqual(["weight"]);
    expect(Object.keys(new Loop().stateDict())).toEqual(["weight"]);
  });

  test("a plain tensor is none, even if it wants a gradient", () => {
    class Plain extends Module {
      w = ones([2], { requiresGrad: true });
      override forward(x: Tensor): Tensor {
        return x.mul(this.w);
      }
    }
    expect(new Plain().parameters()).toEqual([]);
  });
});

describe("train, eval and zeroGrad", () => {
  test("reach every module", () => {
    const model = new Model();
    expect(model.training).toBe(true);
    expect(model.eval()).toBe(model);
    expect(model.namedModules().map(([, m]) => m.training)).not.toContain(true);
    expect(model.train()).toBe(model);
    expect(model.namedModules().map(([, m]) => m.training)).not.toContain(false);
    expect(model.train(false).training).toBe(false);
  });

  test("zeroGrad leaves no gradient", () => {
    const model = new Model();
    model
      .call(ones([3, 2]))
      .sum()
      .backward();
    expect(model.head.weight.grad).not.toBeNull();
    model.zeroGrad();
    expect(model.parameters().every((p) => p.grad === null)).toBe(true);
  });
});

describe("to", () => {
  test("converts values and gradients, and keeps the tensors", () => {
    const layer = new Linear(2, 1);
    const { weight, bias } = layer;
    layer
      .call(tensor([[1, 2]]))
      .sum()
      .backward();
    const before = weight.toArray();
    expect(layer.to("float64")).toBe(layer);
    expect(layer.weight).toBe(weight);
    expect([weight.dtype, bias.dtype, weight.grad?.dtype]).toEqual([
      "float64",
      "float64",
      "float64",
    ]);
    expect(weight.toArray()).toEqual(before);
    expect(weight.grad?.toArray()).toEqual([[1, 2]]);
    expect(isParameter(weight) && weight.requiresGrad).toBe(true);
    expect(layer.call(zeros([1, 2], { dtype: "float64" })).dtype).toBe("float64");
  });

  test("the converted parameters are learned", () => {
    const layer = new Linear(2, 1, { bias: false });
    layer
      .call(ones([1, 2]))
      .sum()
      .backward();
    layer.zeroGrad();
    layer.to("float64");
    layer
      .call(tensor([[0.1, 0.2]], { dtype: "float64" }))
      .sum()
      .backward();
    expect(layer.weight.grad?.toArray()).toEqual([[0.1, 0.2]]);
  });

  test("a backward pass over values from before is refused", () => {
    const layer = new Linear(2, 1, { bias: false });
    const x = ones([1, 2], { requiresGrad: true });
    const y = layer.call(x).sum();
    layer.to("float64");
    expect(() => y.backward()).toThrow("to has overwritten it since");
  });

  test("refuses dtypes without gradients", () => {
    expect(() => new Linear(2, 1).to("int32")).toThrow(DTypeError);
    expect(() => new Linear(2, 1).to("float16" as "float32")).toThrow(
      "to: Linear: parameters can't be float16: use float32 or float64",
    );
  });

  test("keeps frozen parameters frozen and shared ones shared", () => {
    const p = parameter(ones([2]), { requiresGrad: false });
    class Twice extends Module {
      a = p;
      b = [p];
      override forward(x: Tensor): Tensor {
        return x.mul(this.a);
      }
    }
    const model = new Twice().to("float64");
    expect(model.a).toBe(model.b[0]);
    expect([p.requiresGrad, p.dtype]).toEqual([false, "float64"]);
  });
});

describe("toString", () => {
  test("prints like PyTorch", () => {
    const model = new Sequential(new Linear(3, 4), new Sequential(new ReLU()), new Block(2));
    expect(`${model}`).toBe(
      [
        "Sequential(",
        "  (0): Linear(inFeatures=3, outFeatures=4, bias=true)",
        "  (1): Sequential(",
        "    (0): ReLU()",
        "  )",
        "  (2): Block(",
        "    (linear1): Linear(inFeatures=2, outFeatures=2, bias=true)",
        "  )",
        ")",
      ].join("\n"),
    );
    expect(`${new Linear(1, 1, { bias: false })}`).toContain("bias=false");
  });

  test("shows what a module with parts says of itself on a line of its own", () => {
    class Named extends Model {
      override extraRepr(): string {
        return "depth=2";
      }
    }
    expect(`${new Named()}`.split("\n").slice(0, 2)).toEqual(["Named(", "  depth=2"]);
  });
});
