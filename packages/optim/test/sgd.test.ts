import { type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { type GroupInput, SGD, type SGDOptions } from "../src/index.ts";
import { camelCase, expectTrajectory, referenceCases } from "./reference.ts";
import { walk } from "./valley.ts";

const cases = referenceCases("SGD");

test.skipIf(cases.length === 0)("SGD agrees with PyTorch, groups included", () => {
  for (const c of cases)
    expectTrajectory(
      c,
      (params, groups) =>
        new SGD(
          (groups ?? params) as Tensor[] | GroupInput<SGDOptions>[],
          camelCase(c.options) as Partial<SGDOptions>,
        ),
    );
});

/** The parameter after each of the given gradients, from 1. */
function path(options: Partial<SGDOptions>, gradients: readonly number[]): number[] {
  const w = tensor([1], { dtype: "float64", requiresGrad: true });
  const optimizer = new SGD([w], options);
  return gradients.map((g) => {
    w.grad = tensor([g], { dtype: "float64" });
    optimizer.step();
    return w.item();
  });
}

describe("SGD", () => {
  test("walks the valley of the textbook", () => {
    expect(walk((params) => new SGD(params, { lr: 0.4 }))).toEqual(["-0.943467", "-0.000073"]);
  });

  test("does not dampen the first direction", () => {
    // b1 = 1, b2 = 0.5·1 + 0.25·2 = 1, b3 = 0.5·1 + 0.25·4 = 1.5
    expect(path({ lr: 1, momentum: 0.5, dampening: 0.75 }, [1, 2, 4])).toEqual([0, -1, -2.5]);
  });

  test("looks ahead with nesterov", () => {
    // b1 = 1, step 1 + 0.5·1; b2 = 0.5 + 2 = 2.5, step 2 + 0.5·2.5
    expect(path({ lr: 1, momentum: 0.5, nesterov: true }, [1, 2])).toEqual([-0.5, -3.75]);
  });

  test("goes up with maximize, while decay still pulls towards 0", () => {
    expect(path({ lr: 0.5, maximize: true }, [1])).toEqual([1.5]);
    // d = −1 + 0.5·1
    expect(path({ lr: 0.5, maximize: true, weightDecay: 0.5 }, [1])).toEqual([1.25]);
    expect(path({ lr: 0.5, maximize: true, weightDecay: 0.5, momentum: 0.5 }, [1])).toEqual([1.25]);
    expect(path({ lr: 0.5, weightDecay: 0.5 }, [1])).toEqual([0.25]);
  });

  test("takes up momentum in the middle as if it began there", () => {
    const w = tensor([1], { dtype: "float64", requiresGrad: true });
    const optimizer = new SGD([w], { lr: 1, dampening: 0.75 });
    const step = (g: number): number => {
      w.grad = tensor([g], { dtype: "float64" });
      optimizer.step();
      return w.item();
    };
    expect(step(1)).toBe(0);
    expect(optimizer.stateDict().state).toEqual({});
    optimizer.paramGroups[0].momentum = 0.5;
    expect([step(1), step(2)]).toEqual([-1, -2]);
  });

  test("refuses options that contradict each other", () => {
    const w = tensor([1], { requiresGrad: true });
    expect(() => new SGD([w], { nesterov: true })).toThrow(
      "SGD: nesterov with momentum 0 and dampening 0: needed momentum above 0, and no dampening",
    );
    expect(() => new SGD([w], { nesterov: true, momentum: 0.9, dampening: 0.1 })).toThrow(
      "nesterov",
    );
    expect(() => new SGD([{ params: [w], nesterov: true }], { momentum: 0 })).toThrow("nesterov");
  });
});

test("momentum that was switched on later can be saved before its first step", () => {
  const w = tensor([1], { requiresGrad: true });
  const optimizer = new SGD([w], { lr: 0.1 });
  optimizer.paramGroups[0].momentum = 0.9;
  expect(() => optimizer.loadStateDict(optimizer.stateDict())).not.toThrow();
  w.square().sum().backward();
  optimizer.step();
  expect(w.item()).toBeCloseTo(0.8, 6);
});
