import { GradientError, type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { customFunction, grad, gradCheck, gradGradCheck, noGrad } from "../src/index.ts";

const float64 = (data: number[]): Tensor => tensor(data, { dtype: "float64" });

/** A cube whose gradient is that of 2x at one element. */
const wrong = (x: Tensor): Tensor => {
  const good = x.slice([0, 2]).pow(3);
  const bad = x.slice([2, 3]);
  return good.sum().add(bad.mul(noGrad(() => bad.square())).sum());
};

describe("gradCheck", () => {
  it("is true for a right gradient, of results of any shape and several inputs", () => {
    expect(gradCheck((x, y) => x.mul(y).sin(), [float64([1, 2]), float64([3])])).toBe(true);
    expect(gradCheck((x) => x.expandDims(0).matmul(x.expandDims(1)), [float64([1, 2])])).toBe(true);
    expect(gradCheck((x) => x.sum(), [float64([])])).toBe(true);
  });
  it("checks second derivatives by checking a gradient", () => {
    const cubes = (x: Tensor): Tensor => x.pow(3).sum();
    expect(gradCheck((x) => grad(cubes)(x), [float64([1, 2])])).toBe(true);
  });
  it("names function, inputs, both gradients and the worst element where they differ", () => {
    let error: unknown;
    try {
      gradCheck(wrong, [float64([1, 2, 3])]);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(GradientError);
    const { message } = error as GradientError;
    expect(message).toContain(
      "gradCheck: wrong: the gradient by input 0 is wrong: at [2] it is 9,",
    );
    expect(message).toMatch(/differences give 27\.?0*/);
    expect(message).toContain("input 0: tensor([1., 2., 3.]");
    expect(message).toContain("received: tensor([ 3., 12.,  9.]");
    expect(message).toContain("expected: tensor([ 3., 12., 27.]");
  });
  it("does not take NaN for agreement", () => {
    expect(() => gradCheck((x) => x.log(), [float64([-1])])).toThrow(/NaN/);
  });
  it("notices a result that was cut off from its input", () => {
    expect(() => gradCheck((x) => x.detach().mul(2), [float64([1])])).toThrow(/it is 0, but/);
  });
  it("uses the tolerances that it is given", () => {
    const slightly = (x: Tensor): Tensor => x.mul(2).add(x.detach().mul(1e-4));
    expect(() => gradCheck(slightly, [float64([1])])).toThrow(GradientError);
    expect(gradCheck(slightly, [float64([1])], { rtol: 1e-3 })).toBe(true);
    expect(gradCheck(slightly, [float64([1])], { atol: 1e-3 })).toBe(true);
  });
  it("needs float64, and says so", () => {
    expect(() => gradCheck((x) => x.exp(), [tensor([1])])).toThrow(
      /input 0 of the function is float32: needed float64/,
    );
    expect(() => gradCheck((x) => x.to("float32"), [float64([1])])).toThrow(
      /the result of .* is float32/,
    );
  });
  it("leaves inputs and their .grad as they were", () => {
    const x = tensor([1, 2], { dtype: "float64", requiresGrad: true });
    gradCheck((at) => at.exp(), [x]);
    expect(x.grad).toBeNull();
    expect(x.toArray()).toEqual([1, 2]);
  });
  it("checks forward mode too, where it is asked to", () => {
    const f = (x: Tensor, y: Tensor): Tensor => x.mul(y).sin();
    expect(gradCheck(f, [float64([1, 2]), float64([3])], { forward: true })).toBe(true);
    // A rule of its own is not the derivative of its function: reverse mode agrees with forward mode.
    expect(() => gradCheck(wrong, [float64([1, 2, 3])], { forward: true })).toThrow(/at \[2\]/);
  });
});

describe("gradGradCheck", () => {
  /** x², whose gradient is right where nobody looks at how it varies. */
  const frozen = customFunction({
    name: "frozen",
    forward: (x: Tensor) => x.square(),
    vjp: (g, [x]) => [g.mul(x.detach().mul(2))],
  });
  it("is true for right second derivatives, of results of any shape and several inputs", () => {
    expect(gradGradCheck((x, y) => x.mul(y).sin(), [float64([1, 2]), float64([3])])).toBe(true);
  });
  it("finds a first derivative that can't be differentiated", () => {
    expect(gradCheck(frozen, [float64([1, 2])])).toBe(true);
    expect(() => gradGradCheck(frozen, [float64([1, 2])])).toThrow(
      "gradCheck: the gradient of the function: the gradient by input 1 is wrong",
    );
  });
  it("needs float64, and says so", () => {
    expect(() => gradGradCheck((x) => x.exp(), [tensor([1])])).toThrow(/input 0 .* is float32/);
  });
});
