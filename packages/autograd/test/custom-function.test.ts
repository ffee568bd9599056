import { type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { customFunction, grad, gradCheck, jvp, vmap } from "../src/index.ts";

const double = (data: number[] | number[][]): Tensor =>
  tensor(data as number[], { dtype: "float64" });
const { exp } = Math;

/** x eˣ with a rule of its own, three times as large as the true one, so that it shows. */
const tripled = customFunction({
  name: "tripled",
  forward: (x: Tensor) => x.mul(x.exp()),
  vjp: (g, [x]) => [g.mul(x.exp().mul(x.add(1))).mul(3)],
});
const product = customFunction({
  forward: (x: Tensor, y: Tensor) => x.mul(y),
  vjp: (g, [, y], out) => [g.mul(y), g.mul(out.div(y))],
});

describe("customFunction", () => {
  it("differentiates by its own rule, and by that of the rule", () => {
    const x = double([0, 1]);
    const first = grad((x) => tripled(x).sum());
    expect(first(x).toArray()).toEqual([3, 6 * exp(1)]);
    expect(grad((x: Tensor) => first(x).sum())(x).data[1]).toBeCloseTo(9 * exp(1), 12);
    expect(gradCheck(product, [double([1, 2]), double([3, -4])])).toBe(true);
    expect(
      gradCheck(
        grad((x: Tensor, y: Tensor): Tensor => product(x, y.square()).sum(), { argnums: 0 }),
        [double([1, 2]), double([3, -4])],
      ),
    ).toBe(true);
  });
  it("adds up what broadcasting repeated in it", () => {
    const [x, y] = [double([[1, 2]]), double([[3], [4]])];
    const gradients = grad((x: Tensor, y: Tensor) => product(x, y).sum(), { argnums: [0, 1] })(
      x,
      y,
    );
    expect(gradients.map((g) => g.toArray())).toEqual([[[7, 7]], [[3], [3]]]);
  });
  it("goes through forward mode and vmap by its own rule", () => {
    const x = double([0, 1]);
    expect(jvp(tripled, [x], [double([1, 2])])[1].toArray()).toEqual([3, 12 * exp(1)]);
    const each = vmap(grad((x: Tensor) => tripled(x).sum()))(double([[0], [1]]));
    expect(each.toArray()).toEqual([[3], [6 * exp(1)]]);
    // The gradient of a batched call: the rule must reach the op below the batch.
    const total = grad((x: Tensor) => vmap(tripled)(x).sum())(double([[0], [1]]));
    expect(total.toArray()).toEqual([[3], [6 * exp(1)]]);
    const shared = grad((w: Tensor) => vmap((x: Tensor) => product(w, x))(double([2, 5])).sum());
    expect(shared(double([1])).toArray()).toEqual([7]);
  });
  it("may give no cotangent for an input", () => {
    const constant = customFunction({ forward: (x: Tensor) => x.mul(2), vjp: () => [null] });
    expect(grad((x: Tensor) => constant(x).sum())(double([1, 2])).toArray()).toEqual([0, 0]);
  });
  it("leaves an input that it passes on as it is alone", () => {
    const reversed = customFunction({ forward: (x: Tensor) => x, vjp: (g) => [g.neg()] });
    const x = double([1, 2]);
    x.requiresGrad = true;
    reversed(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([-1, -1]);
    expect(x.isLeaf).toBe(true);
  });
  it("notices that an input was overwritten before the backward pass", () => {
    const [x, y] = [double([1, 2]), double([3, 4])];
    x.requiresGrad = true;
    const loss = product(x, y).sum();
    y.assign(0);
    expect(() => loss.backward()).toThrow(/custom needs its inputs.*assign has overwritten it/);
  });
  it("says what is wrong with a rule", () => {
    const call = (vjp: () => unknown): (() => unknown) => {
      const f = customFunction({
        name: "mine",
        forward: (x: Tensor) => x.sum(),
        vjp: vjp as () => [null],
      });
      return () => grad((x: Tensor) => f(x))(double([1, 2]));
    };
    expect(call(() => [])).toThrow("mine: the vjp returned 0 cotangents: needed a list of 1");
    expect(call(() => undefined)).toThrow("mine: the vjp returned undefined: needed a list of 1");
    expect(call(() => [double([1, 2, 3])])).toThrow(
      "mine: the vjp returned a cotangent of shape [3] for input 0: needed [2]",
    );
    const empty = customFunction({
      name: "mine",
      forward: () => undefined as unknown as Tensor,
      vjp: () => [],
    });
    expect(() => empty()).toThrow("mine: the forward function returned undefined: needed a tensor");
  });
});
