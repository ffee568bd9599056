import { noGrad } from "@nabla/autograd";
import { DTypeError, GradientError, ones, ShapeError, tensor, zeros } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { isParameter, parameter } from "../src/index.ts";

describe("parameter", () => {
  test("marks the tensor itself and asks for its gradient", () => {
    const x = zeros([2, 3]);
    const p = parameter(x);
    expect(p).toBe(x);
    expect(p.requiresGrad).toBe(true);
    expect([isParameter(p), isParameter(zeros([2])), isParameter(null), isParameter(3)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test("receives gradients like every tensor", () => {
    const p = parameter(tensor([3, -1]));
    p.square().sum().backward();
    expect(p.grad?.toArray()).toEqual([6, -2]);
  });

  test("can be frozen, also where the tensor wanted a gradient", () => {
    const p = parameter(zeros([2], { requiresGrad: true }), { requiresGrad: false });
    expect([isParameter(p), p.requiresGrad]).toEqual([true, false]);
  });

  test("takes results that were computed without history", () => {
    const x = ones([2], { requiresGrad: true });
    const p = parameter(noGrad(() => x.mul(2)));
    expect(p.isLeaf).toBe(true);
  });

  test("refuses results with history, integers, and what is no tensor", () => {
    const computed = ones([2], { requiresGrad: true }).mul(2);
    expect(() => parameter(computed)).toThrow(GradientError);
    expect(() => parameter(computed)).toThrow(
      "parameter: the tensor of shape [2] was computed by mul: needed a leaf (pass x.detach().clone())",
    );
    expect(() => parameter(tensor([1], { dtype: "int32" }))).toThrow(DTypeError);
    expect(() => parameter([1, 2] as never)).toThrow("needed a tensor");
  });

  test("refuses a broadcast view, because its elements can't be learned apart", () => {
    expect(() => parameter(ones([1]).broadcastTo([3]))).toThrow(ShapeError);
    expect(isParameter(parameter(ones([1]).broadcastTo([3]).contiguous()))).toBe(true);
  });
});
