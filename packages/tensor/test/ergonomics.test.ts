import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { arange, NablaError, type Tensor, tensor, zeros } from "../src/index.ts";

describe("what people type", () => {
  it("arange takes its options after one, two or three numbers", () => {
    expect(arange(2, { dtype: "float64" }).dtype).toBe("float64");
    expect(arange(1, 3, { dtype: "float64" }).toArray()).toEqual([1, 2]);
    expect(arange(1, 2, 0.5, { requiresGrad: true }).requiresGrad).toBe(true);
    expect(() => arange({} as unknown as number)).toThrow(/arange: start 0, stop NaN/);
  });
  it("pow takes an exponent for each element", () => {
    expect(
      tensor([2, 3])
        .pow(tensor([3, -1]))
        .mul(3)
        .toArray(),
    ).toEqual([24, 1]);
  });
  it("flatten merges the axes from one to another", () => {
    const x: Tensor = zeros([2, 3, 4, 5]);
    expect(x.flatten(0, 1).shape).toEqual([6, 4, 5]);
    expect(x.flatten(1, -2).shape).toEqual([2, 12, 5]);
    expect(x.flatten(1, 1).shape).toEqual([2, 3, 4, 5]);
    expect(() => x.flatten(2, 1)).toThrow(
      "flatten: axes 2 to 1 of [2, 3, 4, 5] are in the wrong order",
    );
    expect(() => x.flatten(0, 4)).toThrow(/axis 4 is out of range/);
  });
  it("squeeze and expandDims take lists of axes", () => {
    const x: Tensor = zeros([1, 2, 1]);
    expect(x.squeeze([0, 2]).shape).toEqual([2]);
    expect(x.squeeze([]).shape).toEqual([1, 2, 1]);
    expect(() => x.squeeze([0, 1])).toThrow("squeeze: axis 1 of [1, 2, 1] has size 2, not 1");
    expect(tensor([1, 2]).expandDims([0, 2]).shape).toEqual([1, 2, 1]);
    expect(tensor([1, 2]).expandDims([-1, 0]).shape).toEqual([1, 2, 1]);
    expect(() => tensor([1, 2]).expandDims([0, 0])).toThrow(/named twice/);
  });
  it("tensor says how to join tensors", () => {
    expect(() => tensor([tensor([1]), tensor([2])] as unknown as number[])).toThrow(
      "tensor: data[0] is a tensor: needed a number or boolean (to join tensors, use stack([...]) or concat([...]))",
    );
  });
  it("a number may be reduced along its axis 0", () => {
    const x: Tensor = tensor(3);
    expect(x.sum(0).item()).toBe(3);
    expect(x.mean([-1]).shape).toEqual([]);
    expect(x.max(0, { keepDims: true }).shape).toEqual([]);
    expect(() => x.sum(1)).toThrow(/axis 1 is out of range/);
    for (const y of [
      x.cumSum(0),
      x.cumProd(-1),
      x.sort(0)[0],
      x.topK(1)[0],
      x.kthValue(1)[0],
      x.cumMax(0)[0],
    ])
      expect([y.shape, y.item()]).toEqual([[], 3]);
    for (const y of [x.argmax(0), x.argmin(-1), x.argsort(), x.sort(-1)[1], x.cumMin(0)[1]])
      expect([y.shape, y.item()]).toEqual([[], 0]);
    expect([x.softmax(0).item(), x.logSoftmax(-1).item()]).toEqual([1, 0]);
    expect(x.transpose(0, -1).shape).toEqual([]);
    expect(x.unfold(0, 1, 1).toArray()).toEqual([3]);
    expect(() => x.cumSum(1)).toThrow(/axis 1 is out of range/);
  });
});

describe("A tensor in a text", () => {
  it("is its values, in templates, String and lists", () => {
    const x = tensor([1, 2]);
    expect([`${x}`, String(x), [x].join()]).toEqual(Array(3).fill("tensor([1., 2.])"));
  });
  it("looks in console.log as it did", () => {
    expect(inspect({ x: tensor([1, 2]) })).toBe("{ x: tensor([1., 2.]) }");
  });
  it("is no number to operators", () => {
    const x: unknown = tensor(2);
    expect(() => Number(x)).toThrow(/^operator: a tensor of shape \[\] stands where/);
    expect(() => (x as number) + 1).toThrow(/use add, mul, less and the like/);
    expect(() => (x as number) < 3).toThrow(NablaError);
  });
});
