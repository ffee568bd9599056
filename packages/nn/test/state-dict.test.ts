import {
  DTypeError,
  FormatError,
  NablaError,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { Linear, type Module, ReLU, Sequential, type StateDict } from "../src/index.ts";
import { Model } from "./models.ts";

const net = () => new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, 2));
const values = (model: Module): unknown[] => model.parameters().map((p) => p.toArray());

function thrownBy(action: () => unknown): NablaError {
  try {
    action();
  } catch (error) {
    if (error instanceof NablaError) return error;
  }
  throw new Error("no NablaError was thrown");
}

describe("stateDict", () => {
  test("holds the live values under PyTorch's names, without history", () => {
    const model = net();
    const state = model.stateDict();
    expect(Object.keys(state)).toEqual(["0.weight", "0.bias", "2.weight", "2.bias"]);
    expect(state["0.weight"]?.requiresGrad).toBe(false);
    model.loadStateDict(net().stateDict());
    expect(state["0.weight"]?.toArray()).toEqual(model.at(0).weight.toArray());
  });

  test("names shared parameters under each owner, as PyTorch does", () => {
    const names = Object.keys(new Model().stateDict());
    expect(names).toContain("blocks.0.scale");
    expect(names).toContain("shared.scale");
  });
});

describe("loadStateDict", () => {
  test("makes a model compute the same as the one that was saved", () => {
    const [a, b] = [net(), net()];
    const x = tensor([[1, -2, 3]]);
    expect(b.call(x).toArray()).not.toEqual(a.call(x).toArray());
    const parameters = b.parameters();
    expect(b.loadStateDict(a.stateDict())).toEqual({ missingKeys: [], unexpectedKeys: [] });
    expect(b.call(x).toArray()).toEqual(a.call(x).toArray());
    expect(b.parameters().every((p, i) => p === parameters[i] && p.requiresGrad)).toBe(true);
  });

  test("copies: the loaded model does not follow the saved one", () => {
    const [a, b] = [net(), net()];
    b.loadStateDict(a.stateDict());
    const loaded = values(b);
    a.loadStateDict(net().stateDict());
    expect(values(b)).toEqual(loaded);
  });

  test("names all missing and unexpected keys in one error, and changes nothing", () => {
    const model = net();
    const before = values(model);
    const { "0.bias": moved, "2.weight": _, ...rest } = net().stateDict();
    const error = thrownBy(() => model.loadStateDict({ ...rest, "0.b": moved as Tensor }));
    expect(error).toBeInstanceOf(FormatError);
    expect(error.message).toBe(
      "loadStateDict: Sequential: missing keys: 0.bias, 2.weight; unexpected keys: 0.b (pass { strict: false } to load what both have)",
    );
    expect(values(model)).toEqual(before);
  });

  test("loads what both have with strict: false, and says what they don't", () => {
    const [a, b] = [net(), net()];
    const { "0.bias": moved, ...rest } = a.stateDict();
    const before = b.at(0).bias.toArray();
    const state: StateDict = { ...rest, extra: moved as Tensor };
    expect(b.loadStateDict(state, { strict: false })).toEqual({
      missingKeys: ["0.bias"],
      unexpectedKeys: ["extra"],
    });
    expect(b.at(0).bias.toArray()).toEqual(before);
    expect(b.at(2).weight.toArray()).toEqual(a.at(2).weight.toArray());
  });

  test("checks all shapes before anything is written", () => {
    const model = net();
    const before = values(model);
    const state = { ...net().stateDict(), "2.weight": zeros([2, 5]), "2.bias": zeros([1]) };
    const error = thrownBy(() => model.loadStateDict(state));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toContain(
      "shapes differ: 2.weight is [2, 5], not [2, 4]; 2.bias is [1], not [2]",
    );
    expect(error.shapes).toEqual([[2, 4], [2, 5], [2], [1]]);
    expect(values(model)).toEqual(before);
    expect(() => model.loadStateDict(state, { strict: false })).toThrow(ShapeError);
  });

  test("checks all dtypes before anything is written", () => {
    const model = net();
    const before = values(model);
    const state = { ...net().stateDict(), "2.bias": zeros([2], { dtype: "int32" }) };
    const error = thrownBy(() => model.loadStateDict(state));
    expect(error).toBeInstanceOf(DTypeError);
    expect(error.message).toContain("2.bias is int32 and should be float32");
    expect(values(model)).toEqual(before);
    const arrays = { ...net().stateDict(), "2.bias": [1, 2] } as unknown as StateDict;
    expect(() => model.loadStateDict(arrays)).toThrow(
      "2.bias is an array (make it one with tensor(...))",
    );
    expect(values(model)).toEqual(before);
  });

  test("converts between the floating dtypes, and keeps the model's", () => {
    const model = new Linear(2, 1, { bias: false });
    model.loadStateDict({ weight: tensor([[0.1, 0.2]], { dtype: "float64" }) });
    expect(model.weight.dtype).toBe("float32");
    expect(model.weight.toArray()).toEqual([[Math.fround(0.1), Math.fround(0.2)]]);
  });

  test("refuses what is no state", () => {
    expect(() => net().loadStateDict(null as never)).toThrow(FormatError);
    expect(() => net().loadStateDict(zeros([2]) as never)).toThrow("an object of tensors");
  });
});
