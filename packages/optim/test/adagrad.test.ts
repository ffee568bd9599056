import { type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { Adagrad, type AdagradOptions, type GroupInput } from "../src/index.ts";
import { camelCase, expectTrajectory, referenceCases } from "./reference.ts";
import { walk } from "./valley.ts";

const cases = referenceCases("Adagrad");
const torch = { eps: 1e-10, epsInsideSqrt: false };

test.skipIf(cases.length === 0)("Adagrad has PyTorch's rule as an option", () => {
  for (const c of cases)
    expectTrajectory(
      c,
      (params, groups) =>
        new Adagrad((groups ?? params) as Tensor[] | GroupInput<AdagradOptions>[], {
          ...torch,
          ...(camelCase(c.options) as Partial<AdagradOptions>),
        }),
    );
});

/** The textbook's rule with decays, by hand. */
function byHand(o: AdagradOptions, start: number, gradients: readonly number[]): number {
  let [p, s] = [start, o.initialAccumulatorValue];
  gradients.forEach((g, t) => {
    const d = (o.maximize ? -g : g) + o.weightDecay * p;
    s += d * d;
    const root = o.epsInsideSqrt ? Math.sqrt(s + o.eps) : Math.sqrt(s) + o.eps;
    p -= ((o.lr / (1 + t * o.lrDecay)) * d) / root;
  });
  return p;
}

describe("Adagrad", () => {
  test("walks the valley of the textbook", () => {
    expect(walk((params) => new Adagrad(params, { lr: 0.4 }))).toEqual(["-2.382563", "-0.158591"]);
    expect(walk((params) => new Adagrad(params, { lr: 2 }))).toEqual(["-0.002295", "-0.000000"]);
  });

  test("adds eps under the root, where it matters for small gradients", () => {
    const step = (options: Partial<AdagradOptions>): number => {
      const w = tensor([0], { dtype: "float64", requiresGrad: true });
      w.grad = tensor([1e-3], { dtype: "float64" });
      new Adagrad([w], { lr: 1, ...options }).step();
      return w.item();
    };
    expect(step({ eps: 1e-6 })).toBeCloseTo(-1e-3 / Math.sqrt(2e-6), 15);
    expect(step({ eps: 1e-6, epsInsideSqrt: false })).toBeCloseTo(-1e-3 / (1e-3 + 1e-6), 15);
  });

  const variants: Partial<AdagradOptions>[] = [
    { lrDecay: 0.5 },
    { weightDecay: 0.3 },
    { initialAccumulatorValue: 2 },
    { maximize: true },
    { maximize: true, weightDecay: 0.3, lrDecay: 0.1 },
    { epsInsideSqrt: false, weightDecay: 0.3, lrDecay: 0.1, initialAccumulatorValue: 0.1 },
  ];
  test.each(variants)("computes what its formula says with %o", (options) => {
    const gradients = [1, -2, 0.5, 3];
    const w = tensor([0.7, 0.7], { dtype: "float64", requiresGrad: true });
    const optimizer = new Adagrad([w], { lr: 0.2, ...options });
    for (const g of gradients) {
      w.grad = tensor([g, g], { dtype: "float64" });
      optimizer.step();
    }
    const expected = byHand(optimizer.paramGroups[0], 0.7, gradients);
    // The same formula in the same order: only signs may be carried elsewhere.
    for (const value of w.data) expect(value).toBeCloseTo(expected, 14);
  });

  test("counts its steps from the beginning, so that decay may set in later", () => {
    const w = tensor([0], { dtype: "float64", requiresGrad: true });
    const optimizer = new Adagrad([w], { lr: 1, eps: 0 });
    w.grad = tensor([1], { dtype: "float64" });
    optimizer.step();
    optimizer.paramGroups[0].lrDecay = 0.5;
    optimizer.step();
    // 1 + (2 − 1)·0.5 in the second step, over √2
    expect(w.item()).toBeCloseTo(-1 - 1 / 1.5 / Math.SQRT2, 15);
    expect(optimizer.stateDict().state[0]?.step?.item()).toBe(2);
  });

  test("refuses negative options", () => {
    const w = tensor([1], { requiresGrad: true });
    for (const name of ["lr", "lrDecay", "weightDecay", "initialAccumulatorValue", "eps"])
      expect(() => new Adagrad([w], { [name]: -0.5 })).toThrow(
        `Adagrad: ${name} is -0.5: needed a number of 0 or more`,
      );
  });
});
