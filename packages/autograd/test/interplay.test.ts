import { conv1d, type Tensor, tensor, zeros } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import {
  checkpoint,
  customFunction,
  detectAnomaly,
  enableGrad,
  grad,
  jacobian,
  jvp,
  noGrad,
  vmap,
} from "../src/index.ts";

const leaf = (...data: number[]): Tensor => tensor(data, { dtype: "float64", requiresGrad: true });
const fixed = (...data: number[]): Tensor => tensor(data, { dtype: "float64" });

describe("A backward pass within a hook of another one", () => {
  it("leaves the other pass's notes as they were, whichever node the hook is on", () => {
    const x = leaf(1);
    const y = x.square().sum();
    y.registerHook(() => enableGrad(() => x.mul(3).sum()).backward());
    y.backward();
    expect(x.grad?.toArray()).toEqual([5]);
  });
  it("may begin at a tensor that the other pass is still to visit", () => {
    const x = leaf(1);
    const m = x.mul(2);
    const p = m.mul(3);
    const y = p.add(m.mul(5)).sum();
    p.registerHook(() => m.backward(fixed(1), { retainGraph: true }));
    y.backward();
    expect(x.grad?.toArray()).toEqual([18]);
  });
  it("is told of when it frees what the other pass needs", () => {
    const x = leaf(1);
    const m = x.mul(2);
    const [z, s] = [m.square(), m.sum()];
    const y = z.sum().add(x.sum());
    z.registerHook(() => s.backward());
    expect(() => y.backward()).toThrow(/freed by an earlier backward pass/);
  });
});

describe("Hooks", () => {
  it("must keep the dtype", () => {
    const x = tensor([1], { requiresGrad: true });
    x.registerHook((g: Tensor) => g.to("float64"));
    expect(() => x.sum().backward()).toThrow(/float64 of shape \[1\]: needed a tensor of float32/);
  });
  it("are removed one at a time when a function was registered twice", () => {
    const x = leaf(1);
    const double = (g: Tensor): Tensor => g.mul(2);
    const remove = x.registerHook(double);
    x.registerHook(double);
    remove();
    remove();
    x.sum().backward();
    expect(x.grad?.toArray()).toEqual([2]);
  });
  it("of a parameter are called once where checkpoint computes a second time", () => {
    const w = leaf(2);
    w.registerHook((g: Tensor) => g.mul(10));
    checkpoint((x: Tensor) => x.mul(w))(fixed(2))
      .sum()
      .backward();
    expect(w.grad?.toArray()).toEqual([20]);
  });
});

describe("customFunction", () => {
  it("keeps an input that its rule returns apart from the gradient", () => {
    const halfSquare = customFunction({
      forward: (x: Tensor) => x.square().div(2),
      vjp: (_, [x]) => [x],
    });
    const x = leaf(1, 2);
    halfSquare(x).sum().backward();
    x.grad?.assign(9);
    expect(x.toArray()).toEqual([1, 2]);
  });
  it("asks its rule again in each pass, though the cotangent is the same tensor", () => {
    const double = customFunction({
      forward: (x: Tensor) => x.square(),
      vjp: (g, [x]) => [g.mul(x).mul(2)],
    });
    const x = leaf(1);
    const y = double(x);
    const seed = fixed(1);
    y.backward(seed, { retainGraph: true });
    seed.assign(2);
    y.backward(seed, { createGraph: true });
    expect(x.grad?.toArray()).toEqual([6]);
    expect(x.grad?.requiresGrad).toBe(true);
  });
});

describe("What comes back from a user's function", () => {
  it("must be cotangents of the inputs' shapes", () => {
    const sumTo = (shape: readonly number[], part: unknown) => () =>
      customFunction({
        forward: (x: Tensor) => x.sum().add(zeros(shape, { dtype: "float64" })),
        vjp: (g) => [part === "g" ? g : part] as Tensor[],
      })(leaf(3, 4))
        .sum()
        .backward();
    expect(sumTo([3], "g")).toThrow(/cotangent of shape \[3\] for input 0: needed \[2\]/);
    expect(sumTo([], "g")).toThrow(/cotangent of shape \[\] for input 0: needed \[2\]/);
    expect(sumTo([2], undefined)).toThrow(/returned undefined for input 0: needed a tensor/);
  });
  it("must depend on the same leaves when checkpoint computes it again", () => {
    let calls = 0;
    const [a, b] = [leaf(2), leaf(7)];
    const y = checkpoint((x: Tensor) => x.mul(calls++ === 0 ? a : b))(leaf(3));
    expect(() => y.sum().backward()).toThrow(/used a leaf of shape \[1\] that it had not used/);
  });
});

describe("Under vmap", () => {
  it("a value that is overwritten after an op has saved it is noticed", () => {
    const f = (k: Tensor): Tensor =>
      grad((x: Tensor) => {
        const c = k.mul(1);
        const y = x.mul(c);
        c.slice(0).assign(10);
        return y.sum();
      })(fixed(1, 1));
    expect(() => vmap(f)(fixed(3, 4).reshape([1, 2]))).toThrow(/assign has overwritten it/);
  });
  it("a value whose gradient is wanted outside is not assigned", () => {
    const xs = leaf(1, 2);
    const f = (x: Tensor): Tensor => {
      const c = x.detach().mul(0);
      c.assign(x.mul(3));
      return c.add(x);
    };
    expect(() => vmap(f)(xs)).toThrow(/requires a gradient, which would be lost/);
    expect(noGrad(() => vmap(f)(xs).toArray())).toEqual([4, 8]);
  });
  it("grad by a tensor that all examples share and a gradient is wanted for outside is right", () => {
    const w = leaf(1, 2);
    const f = (x: Tensor): Tensor =>
      grad((v: Tensor) => v.square().sum(), { createGraph: false })(w).add(x);
    expect(vmap(f)(fixed(0, 1)).toArray()).toEqual([
      [2, 4],
      [3, 5],
    ]);
  });
  it("a batch of no examples has results of the right shape", () => {
    const filters = zeros([3, 2, 2]);
    expect(vmap((x: Tensor) => conv1d(x, filters))(zeros([0, 1, 2, 5])).shape).toEqual([
      0, 1, 3, 4,
    ]);
    const rows = zeros([4, 2]);
    const indices = zeros([0, 3]).to("int32");
    const pick = (i: Tensor): Tensor => rows.indexSelect(0, i);
    expect(vmap(pick)(indices).shape).toEqual([0, 3, 2]);
  });
  it("async functions are refused", () => {
    expect(() => vmap(async (x: Tensor) => x)(fixed(1))).toThrow(
      /vmap: the function returned a pr/,
    );
  });
});

describe("Forward mode", () => {
  it("goes through detectAnomaly around grad", () => {
    const gradient = (x: Tensor): Tensor =>
      detectAnomaly(() => grad((z: Tensor) => z.pow(3).sum())(x));
    expect(jvp(gradient, [fixed(1, 2)], [fixed(1, 1)])[1].toArray()).toEqual([6, 12]);
  });
  it("refuses results that are no tensors, and would look like their own tangents", () => {
    const of = (f: (x: Tensor) => unknown) => () => jvp(f, [fixed(1)], [fixed(1)]);
    expect(of((x) => [x, x.item()])).toThrow(/returned 1: needed tensors/);
    expect(of(async (x) => x)).toThrow(/returned a promise/);
    expect(of((x) => new Map([["x", x]]))).toThrow(/returned a object/);
  });
  it("refuses to lose a gradient that is wanted outside in an assignment", () => {
    const w = leaf(1);
    const f = (x: Tensor): Tensor => {
      const c = fixed(0);
      c.assign(w.detach().add(w));
      return x.add(c);
    };
    expect(() => jvp(f, [fixed(1)], [fixed(1)])).toThrow(/requires a gradient/);
  });
});

it("A Jacobian that nobody differentiates keeps no history", () => {
  expect(jacobian((x: Tensor) => x.square())(fixed(1, 2)).requiresGrad).toBe(false);
  const w = leaf(3);
  const j = jacobian((x: Tensor) => x.square().mul(w))(w);
  // J = 2xw, of which x and w are both this tensor.
  j.sum().backward();
  expect(w.grad?.toArray()).toEqual([12]);
});
