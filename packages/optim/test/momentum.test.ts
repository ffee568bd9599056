import { tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { Momentum, SGD } from "../src/index.ts";
import { walk } from "./valley.ts";

describe("Momentum", () => {
  test("follows v ← γv + ηg, p ← p − v, with the learning rate of each step", () => {
    const w = tensor([1, 2], { dtype: "float64", requiresGrad: true });
    const optimizer = new Momentum([w], { lr: 0.5, momentum: 0.75 });
    const [p, v] = [
      [1, 2],
      [0, 0],
    ] as [number[], number[]];
    [0.5, 0.5, 0.25, 2].forEach((lr, t) => {
      const g = [t - 1.5, 2 * t];
      optimizer.paramGroups[0].lr = lr;
      w.grad = tensor(g, { dtype: "float64" });
      optimizer.step();
      g.forEach((gradient, i) => {
        v[i] = 0.75 * v[i]! + lr * gradient;
        p[i] = p[i]! - v[i]!;
      });
      expect(w.toArray()).toEqual(p);
    });
  });

  test("does the same as SGD with momentum while the learning rate stays", () => {
    const options = { lr: 0.6, momentum: 0.5 };
    expect(walk((params) => new Momentum(params, options))).toEqual(
      walk((params) => new SGD(params, options)),
    );
  });

  test("without momentum is gradient descent", () => {
    expect(walk((params) => new Momentum(params, { lr: 0.4, momentum: 0 }))).toEqual([
      "-0.943467",
      "-0.000073",
    ]);
  });

  test("refuses negative options", () => {
    const w = tensor([1], { requiresGrad: true });
    expect(() => new Momentum([w], { momentum: -0.1 })).toThrow(
      "Momentum: momentum is -0.1: needed a number of 0 or more",
    );
    expect(() => new Momentum([w], { lr: -1 })).toThrow("lr is -1");
  });
});
