import { type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { detectAnomaly, grad, inferenceMode, noGrad } from "../src/index.ts";

const leaf = (...data: number[]): Tensor => tensor(data, { dtype: "float64", requiresGrad: true });

describe("registerHook", () => {
  it("sees the whole gradient once, at leaves and in between", () => {
    const x = leaf(1, 2);
    const y = x.mul(3);
    const seen: unknown[] = [];
    x.registerHook((g: Tensor) => {
      seen.push(["x", g.toArray()]);
    });
    y.registerHook((g) => {
      seen.push(["y", g.toArray()]);
    });
    y.square().add(y).add(x).sum().backward();
    expect(seen).toEqual([
      ["y", [7, 13]],
      ["x", [22, 40]],
    ]);
  });
  it("replaces what goes on, in the order of registration, until it is removed", () => {
    const x = leaf(1, 2);
    const remove = x.registerHook((g) => g.mul(10));
    x.registerHook((g) => g.add(1));
    x.sum().backward();
    expect(x.grad?.toArray()).toEqual([11, 11]);
    remove();
    remove();
    x.sum().backward();
    expect(x.grad?.toArray()).toEqual([13, 13]);
  });
  it("keeps the tensor that a hook returns apart from the gradient", () => {
    const mine = tensor([5, 5], { dtype: "float64" });
    const x = leaf(1, 2);
    x.registerHook(() => mine);
    x.sum().backward();
    x.grad?.assign(0);
    expect(mine.toArray()).toEqual([5, 5]);
  });
  it("is part of what createGraph records", () => {
    const x = leaf(2);
    const f = (x: Tensor): Tensor => {
      const y = x.square();
      y.registerHook((g: Tensor): Tensor => g.mul(y));
      return y.sum();
    };
    // The gradient is 2xy. In the pass through it, x gets 2y by itself and 2x · 2x by way of y = x², whose
    // hook is called again, and makes that 4x²y.
    expect(grad((x: Tensor): Tensor => grad(f)(x).sum())(x).toArray()).toEqual([8 + 64]);
  });
  it("refuses other shapes, and tensors without a gradient", () => {
    const x = leaf(1, 2);
    x.registerHook(() => tensor(1));
    expect(() => x.sum().backward()).toThrow(
      "registerHook: a hook returned a tensor of float32 of shape []: needed a tensor of float64 of shape [2], or nothing",
    );
    expect(() => tensor([1]).registerHook(() => {})).toThrow(
      /registerHook: this float32 tensor of shape \[1\] does not require a gradient/,
    );
  });
});

describe("retainGrad", () => {
  it("keeps the gradient of a result, and adds up over passes", () => {
    const y = leaf(1, 2).mul(3);
    y.retainGrad();
    y.retainGrad();
    y.sum().backward(undefined, { retainGraph: true });
    y.sum().backward();
    expect(y.grad?.toArray()).toEqual([2, 2]);
  });
  it("changes nothing for a leaf", () => {
    const x = leaf(1, 2);
    x.retainGrad();
    x.sum().backward();
    expect(x.grad?.toArray()).toEqual([1, 1]);
  });
});

describe("inferenceMode", () => {
  it("records nothing, and its results can be used where no backward pass reads them", () => {
    const w = leaf(1, 2);
    const y = inferenceMode(() => w.mul(2));
    expect(y.requiresGrad).toBe(false);
    expect(y.add(1).toArray()).toEqual([3, 5]);
    w.add(y).sum().backward();
    expect(w.grad?.toArray()).toEqual([1, 1]);
    expect(noGrad(() => w.mul(y)).toArray()).toEqual([2, 8]);
  });
  it("excludes its results from gradients, with the way out", () => {
    const w = leaf(1, 2);
    const y = inferenceMode(() => w.mul(2));
    expect(() => w.mul(y)).toThrow(
      "mul: an operand of shape [2] was made in inferenceMode, and can't take part in a gradient (make it under noGrad instead, or use its clone())",
    );
    expect(() => {
      y.requiresGrad = true;
    }).toThrow(/made in inferenceMode/);
    expect(w.mul(y.clone()).requiresGrad).toBe(true);
    expect(() => inferenceMode(async () => 1)).toThrow(/promise/);
    expect(w.mul(tensor([1, 1], { dtype: "float64" })).requiresGrad).toBe(true);
  });
});

describe("detectAnomaly", () => {
  const hereIs = "hooks.test.ts";
  const message = (f: () => unknown): string => {
    try {
      detectAnomaly(f);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  it("names the op of the forward pass, and its stack leads to the line", () => {
    const x = leaf(1, 0);
    expect(message(() => x.log().sum())).toBe(
      "detectAnomaly: log in the forward pass gave -Infinity at [1] of shape [2], from operands that were finite",
    );
    try {
      detectAnomaly(() => x.log());
    } catch (error) {
      expect((error as Error).stack).toContain(hereIs);
    }
  });
  it("names the op whose backward pass it was, and shows its line in the forward pass", () => {
    const x = leaf(4, 0);
    const text = message(() => x.sqrt().sum().backward());
    expect(text).toContain(
      "detectAnomaly: div in the backward pass of sqrt gave Infinity at [1] of shape [2]",
    );
    expect(text).toContain("sqrt was called in the forward pass");
    expect(text).toContain(hereIs);
    expect(x.grad).toBe(null);
  });
  it("passes on what was not finite before", () => {
    const x = tensor([Infinity, Number.NaN]);
    expect(detectAnomaly(() => x.add(1).exp()).toArray()).toEqual([Infinity, Number.NaN]);
    expect(detectAnomaly(() => leaf(1).exp().sum().item())).toBe(Math.E);
  });
  it("shows both lines where a saved value was overwritten", () => {
    const x = leaf(1, 2);
    const y = tensor([3, 4], { dtype: "float64" });
    const text = message(() => {
      const loss = x.mul(y).sum();
      y.assign(0);
      loss.backward();
    });
    expect(text).toMatch(
      /mul needs its second input .* assign, called\n[\s\S]*hooks\.test[\s\S]*mul was called in the forward pass\n[\s\S]*hooks\.test/,
    );
  });
});
