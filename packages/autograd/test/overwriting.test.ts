import { GradientError, type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { sharesMemory } from "../../tensor/test/support/layouts.ts";
import { noGrad } from "../src/index.ts";

const leaf = (data: number[]): Tensor => tensor(data, { dtype: "float64", requiresGrad: true });
const plain = (data: number[]): Tensor => tensor(data, { dtype: "float64" });

describe("assign between forward and backward", () => {
  it("is an error that names both ops where the old value is needed", () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    const loss = x.mul(w).sum();
    noGrad(() => w.assign(2));
    const pass = () => loss.backward(undefined, { retainGraph: true });
    expect(pass).toThrow(GradientError);
    expect(pass).toThrow(/mul needs its second input.*assign has overwritten/);
  });
  it("is an error through a view of the value, and where the op saved a view", () => {
    const w = plain([1, 2, 3, 4]);
    const x = leaf([1, 2]);
    const throughView = x.mul(w.slice([0, 2])).sum();
    w.slice([2, 4]).assign(0);
    expect(() => throughView.backward()).toThrow(/slice|mul/);
    const y = leaf([1, 2, 3, 4]);
    const direct = y.mul(w).sum();
    w.slice([0, 1]).assign(9);
    expect(() => direct.backward()).toThrow(/mul needs its second input/);
  });
  it("is an error where the output was saved", () => {
    const x = leaf([1, 2]);
    const y = x.exp();
    y.detach().assign(0);
    expect(() => y.sum().backward()).toThrow(/exp needs its output.*assign/);
  });
  it("is no error where no value is needed", () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    const loss = x.add(w).sum();
    noGrad(() => w.assign(0));
    loss.backward();
    expect(w.grad?.toArray()).toEqual([1, 1]);
  });
  it("is no error after the pass", () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    x.mul(w).sum().backward();
    noGrad(() => w.assign(w.sub(w.grad as Tensor)));
    expect(w.toArray()).toEqual([2, 2]);
    w.grad = null;
    x.mul(w).sum().backward();
    expect(w.grad).not.toBeNull();
  });
});

describe("what may be assigned", () => {
  it("a leaf that wants a gradient, only without recording", () => {
    const w = leaf([1, 2]);
    expect(() => w.assign(0)).toThrow(/noGrad/);
    expect(() => plain([0, 0]).assign(w)).toThrow(/the value requires a gradient/);
    expect(noGrad(() => w.assign(0))).toBe(w);
    expect(w.requiresGrad).toBe(true);
  });
  it("no result of an op that is in a graph, also not without recording", () => {
    const y = leaf([1, 2]).mul(2);
    expect(() => noGrad(() => y.assign(0))).toThrow(/mul/);
  });
  it("a view of a leaf, made without recording: the leaf changes", () => {
    const w = leaf([1, 2, 3]);
    noGrad(() => w.slice([1, null]).assign(plain([8, 9])));
    expect(w.toArray()).toEqual([1, 8, 9]);
    expect(() => noGrad(() => w.mul(1)).assign(0)).not.toThrow();
    const view = w.slice([0, 1]);
    expect(() => noGrad(() => view.assign(0))).toThrow(/slice/);
  });
  it("a gradient", () => {
    const w = leaf([1, 2]);
    w.square().sum().backward();
    w.grad?.assign(0);
    w.square().sum().backward();
    expect(w.grad?.toArray()).toEqual([2, 4]);
  });
});

describe("no gradient shares memory", () => {
  it("with the gradient of another leaf that got the same cotangent", () => {
    const [a, b, c] = [leaf([1, 2]), leaf([3, 4]), leaf([5, 6])];
    a.add(b)
      .add(c)
      .backward(plain([1, 10]));
    a.grad?.assign(0);
    expect(b.grad?.toArray()).toEqual([1, 10]);
    expect(c.grad?.toArray()).toEqual([1, 10]);
    b.grad?.assign(7);
    expect(c.grad?.toArray()).toEqual([1, 10]);
  });
  it("with the gradient of another leaf, by views of one cotangent", () => {
    const [a, b] = [leaf([1, 2]), leaf([3, 4])];
    a.reshape([2, 1])
      .add(b.reshape([2, 1]))
      .sum()
      .backward();
    expect(sharesMemory(a.grad as Tensor, b.grad as Tensor)).toBe(false);
    const [m, n] = [leaf([1, 2, 3, 4]), leaf([5, 6, 7, 8])];
    m.reshape([2, 2])
      .add(n.reshape([2, 2]).T)
      .backward(plain([1, 2, 3, 4]).reshape([2, 2]));
    m.grad?.assign(0);
    expect(n.grad?.toArray()).toEqual([1, 3, 2, 4]);
  });
  it("with the seed that the caller passed, whether or not the pass is recorded", () => {
    for (const createGraph of [false, true])
      for (const seedWants of [false, true]) {
        const x = leaf([1, 2]);
        const seed = seedWants ? leaf([5, 6]) : plain([5, 6]);
        x.add(0).backward(seed, { createGraph });
        noGrad(() => seed.assign(0));
        expect(x.grad?.toArray()).toEqual([5, 6]);
      }
  });
  it("with a gradient that the caller has set", () => {
    const [x, y] = [leaf([1, 2]), leaf([1, 2])];
    const mine = plain([1, 1]);
    x.grad = mine;
    y.backward(mine);
    mine.assign(9);
    expect(y.grad?.toArray()).toEqual([1, 1]);
    x.sum().backward();
    expect(mine.toArray()).toEqual([9, 9]);
  });
  it("with data or saved values", () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    x.mul(w).sum().backward();
    expect(sharesMemory(x.grad as Tensor, w)).toBe(false);
    expect(sharesMemory(w.grad as Tensor, x)).toBe(false);
    w.grad?.assign(0);
    expect(x.toArray()).toEqual([1, 2]);
  });
  it("within itself: every element can be assigned alone", () => {
    const x = leaf([1, 2, 3]);
    x.sum().backward();
    x.grad?.slice([0, 1]).assign(5);
    expect(x.grad?.toArray()).toEqual([5, 1, 1]);
  });
  it("between two leaves with createGraph", () => {
    const [a, b, v] = [leaf([1, 2]), leaf([3, 4]), leaf([1, 1])];
    a.add(b).mul(v).sum().backward(undefined, { createGraph: true });
    expect(a.grad === b.grad).toBe(false);
    expect(sharesMemory(a.grad as Tensor, b.grad as Tensor)).toBe(false);
  });
});
