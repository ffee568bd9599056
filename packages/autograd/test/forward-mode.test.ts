import { type Tensor, tensor, zerosLike } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { make } from "../../tensor/test/support/layouts.ts";
import { sampleArray } from "../../tensor/test/support/values.ts";
import { grad, hvp, jvp, noGrad } from "../src/index.ts";
import { differentiableOps, type Place, pick, placesOf, restricted } from "./support/places.ts";

const double = (data: number | number[]): Tensor => tensor(data as number[], { dtype: "float64" });
const sample = (shape: readonly number[], seed: number): Tensor =>
  make(sampleArray(shape, "float64", { low: 0.5, high: 2 }, seed), "float64");

/** u · J t, by forward mode and by reverse mode. */
function bothWays(place: Place): [forward: number, reverse: number] {
  const f = restricted(place, place.by);
  const xs = pick(place, place.by);
  const tangents = xs.map((x, i) => sample(x.shape, 20 + i));
  const [y, tangent] = jvp(f, xs, tangents);
  expect(tangent.shape).toEqual(y.shape);
  expect(tangent.dtype).toBe(y.dtype);
  const u = sample(y.shape, 9);
  const weighed = (...zs: readonly Tensor[]): Tensor =>
    f(...zs)
      .mul(u)
      .sum();
  const gradients = grad(weighed, { argnums: xs.map((_, i) => i) })(...xs) as Tensor[];
  const products = gradients.map((g, i) =>
    g
      .mul(tangents[i] as Tensor)
      .sum()
      .item(),
  );
  return [tangent.mul(u).sum().item(), products.reduce((a, b) => a + b, 0)];
}

describe.each(differentiableOps)("%s", (name, itsSample) => {
  it("changes along tangents as its gradient says", () => {
    for (const place of placesOf(name, itsSample)) {
      // The mean of nothing has no value, and no derivatives.
      if (place.call(place.operands).data.some(Number.isNaN)) continue;
      const [forward, reverse] = bothWays(place);
      // The same float64 terms, added in another order.
      expect(Math.abs(forward - reverse), place.what).toBeLessThanOrEqual(
        1e-11 * Math.max(1, Math.abs(reverse)),
      );
    }
  });
});

describe("jvp", () => {
  const cube = (x: Tensor): Tensor => x.pow(3).sum();
  it("nests with itself: the third derivative of x³ is 6", () => {
    const one = double(1);
    const d =
      (f: (x: Tensor) => Tensor) =>
      (x: Tensor): Tensor =>
        jvp(f, [x], [one])[1];
    expect(d(d(d((x) => x.pow(3))))(double(2)).item()).toBeCloseTo(6, 12);
  });
  it("keeps the perturbations of nested calls apart", () => {
    const one = double(1);
    // d/dx (x · d/dy (x + y)) = 1, not 2.
    const [, outer] = jvp((x) => x.mul(jvp((y) => x.add(y), [double(1)], [one])[1]), [one], [one]);
    expect(outer.item()).toBe(1);
  });
  it("goes through grad, and grad through it", () => {
    const x = double([1, 2]);
    const v = double([3, -1]);
    expect(hvp(cube, x, v).toArray()).toEqual([18, -12]);
    expect(hvp(cube, x, v).requiresGrad).toBe(false);
    const along = (at: Tensor): Tensor => jvp(cube, [at], [v])[1];
    expect(grad(along)(x).toArray()).toEqual([18, -12]);
    // By the vector: gradient of v · ∇f.
    const product = (w: Tensor): Tensor => hvp(cube, x, w).sum();
    expect(grad(product)(v).toArray()).toEqual([6, 12]);
  });
  it("sees what backward() leaves in leaves outside", () => {
    const w = double([1, 2]);
    w.requiresGrad = true;
    const [, tangent] = jvp((x) => x.mul(w).sum(), [double([1, 1])], [double([1, 0])]);
    tangent.backward();
    expect(w.grad?.toArray()).toEqual([1, 0]);
  });
  it("takes detached values for constants, and goes through noGrad", () => {
    const [, t] = jvp((x) => x.mul(x.detach()), [double(3)], [double(1)]);
    expect(t.item()).toBe(3);
    expect(jvp((x) => noGrad(() => x.square()), [double(3)], [double(1)])[1].item()).toBe(6);
  });
  it("keeps the structure of the result, with zeros for what does not change", () => {
    const [value, t] = jvp(
      (x) => ({ a: [x.exp(), double([5])], none: null, whole: x.greater(0) }),
      [double([0])],
      [double([2])],
    );
    expect(value.a.map((y) => y.toArray())).toEqual([[1], [5]]);
    expect(t.a.map((y) => y.toArray())).toEqual([[2], [0]]);
    expect(t.none).toBe(null);
    expect(t.whole.toArray()).toEqual([false]);
  });
  it("lets values be read inside", () => {
    expect(jvp((x) => x.mul(x.item()), [double(3)], [double(1)])[1].item()).toBe(3);
  });
  it("refuses tangents that do not fit, and says what would", () => {
    const x = double([1, 2]);
    expect(() => jvp(cube, [x], [double([1])])).toThrow(
      "jvp: tangent 0 is float64 of shape [1]: needed float64 of shape [2], as its primal",
    );
    expect(() => jvp(cube, [x], [] as unknown as [Tensor])).toThrow(
      "jvp: a list of 1 and a list of 0",
    );
    expect(() => jvp(cube, [tensor([1], { dtype: "int32" })], [x])).toThrow(/primal 0 is int32/);
  });
  it("refuses to store a changing value in a leaf", () => {
    const state = zerosLike(double([0]));
    expect(() => jvp((x) => noGrad(() => state.assign(x)), [double([1])], [double([1])])).toThrow(
      /under jvp/,
    );
    expect(state.toArray()).toEqual([0]);
  });
});
