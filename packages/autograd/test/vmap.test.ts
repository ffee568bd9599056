import { arange, rand, randperm, stack, type Tensor, tensor, where, zeros } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { grad, hessian, jacobian, jvp, noGrad, vjp, vmap } from "../src/index.ts";

const double = (data: number | number[] | number[][]): Tensor =>
  tensor(data as number[], { dtype: "float64" });
const xs = double([
  [1, 2],
  [3, 4],
  [5, -6],
]);

describe("vmap", () => {
  it("shows the function one example, and stacks its results", () => {
    const shapes: (readonly number[])[] = [];
    const f = (x: Tensor) => {
      shapes.push(x.shape);
      return { sum: x.sum(), list: [x.mul(2), 7] as const };
    };
    const { sum, list } = vmap(f)(xs);
    expect(shapes).toEqual([[2]]);
    expect(sum.toArray()).toEqual([3, 7, -1]);
    expect(list[0].toArray()).toEqual(xs.mul(2).toArray());
    expect(list[1]).toBe(7);
  });
  it("takes and gives the batch along other axes, and stretches what does not depend on it", () => {
    const add = vmap((x: Tensor, y: Tensor) => x.add(y), { inAxes: [1, null], outAxes: -1 });
    expect(add(xs, double([10, 20, 30])).toArray()).toEqual([
      [11, 12],
      [23, 24],
      [35, 24],
    ]);
    expect(vmap((_: Tensor) => double([1]))(xs).toArray()).toEqual([[1], [1], [1]]);
    expect(vmap((_: Tensor) => double([1]), { outAxes: null })(xs).toArray()).toEqual([1]);
    const both = vmap((x: Tensor) => [x, x.sum()] as const, { outAxes: [1, 0] })(xs);
    expect(both[0].shape).toEqual([2, 3]);
  });
  it("batches the tensors in lists and objects", () => {
    const f = ({ w, b }: { w: Tensor; b: Tensor[] }): Tensor => w.mul(b[0] as Tensor);
    expect(vmap(f)({ w: double([1, 2]), b: [double([3, 4])] }).toArray()).toEqual([3, 8]);
  });
  it("nests", () => {
    const dot = (x: Tensor, y: Tensor): Tensor => x.mul(y).sum();
    const all = vmap(vmap(dot, { inAxes: [null, 0] }), { inAxes: [0, null] });
    expect(all(xs, xs).toArray()).toEqual(xs.matmul(xs.T).toArray());
  });
  it("gives a gradient per example, and goes through gradients", () => {
    const w = double([1, -1]);
    const loss = (w: Tensor, x: Tensor): Tensor => w.mul(x).sum().pow(3);
    const each = vmap(grad(loss), { inAxes: [null, 0] });
    const alone = [0, 1, 2].map((i): Tensor => grad(loss)(w, xs.slice(i)));
    expect(each(w, xs).toArray()).toEqual(stack(alone).toArray());
    expect(each(w, xs).requiresGrad).toBe(false);
    const total = (w: Tensor): Tensor => each(w, xs).sum();
    const sums = (w: Tensor): Tensor =>
      stack([0, 1, 2].map((i) => grad(loss, { createGraph: true })(w, xs.slice(i)))).sum();
    expect(grad(total)(w).toArray()).toEqual(grad(sums)(w).toArray());
  });
  it("keeps the history of a gradient inside, also of what is computed from the shared argument alone", () => {
    const w = double([1, -1]);
    const f = (w: Tensor, x: Tensor): Tensor =>
      x
        .matmul(w.mul(2).exp().reshape([2, 1]))
        .square()
        .sum();
    const each = vmap(grad(f), { inAxes: [null, 0] })(w, xs);
    expect(each.requiresGrad).toBe(false);
    expect(each.toArray()).toEqual(
      stack([0, 1, 2].map((i): Tensor => grad(f)(w, xs.slice(i)))).toArray(),
    );
    const [value, pulled] = vmap((x: Tensor) => {
      const [y, pullback] = vjp((at: Tensor) => f(at, x), w);
      return [y, pullback(double(1))[0]];
    })(xs) as Tensor[];
    expect([value?.requiresGrad, pulled?.requiresGrad]).toEqual([false, false]);
  });
  it("goes through jvp, and jvp through it", () => {
    const f = (x: Tensor): Tensor => x.square().sum();
    const v = double([1, 10]);
    expect(vmap((x: Tensor) => jvp(f, [x], [v])[1])(xs).toArray()).toEqual([42, 86, -110]);
    const [, t] = jvp((x: Tensor) => vmap(f)(x), [xs], [xs]);
    expect(t.toArray()).toEqual([10, 50, 122]);
  });
  it("sends gradients of a batched call to the leaves of the function", () => {
    const w = double([2, 3]);
    w.requiresGrad = true;
    vmap((x: Tensor) => x.mul(w).sum())(xs)
      .sum()
      .backward();
    expect(w.grad?.toArray()).toEqual([9, 0]);
    const kept = noGrad(() => vmap((x: Tensor) => x.mul(w).sum())(xs));
    expect(kept.requiresGrad).toBe(false);
    expect(vmap((x: Tensor) => noGrad(() => x.mul(w)))(xs).requiresGrad).toBe(false);
  });
  it("selects with positions of each example, and refuses one that is out of range in its example", () => {
    const at = tensor(
      [
        [1, 0],
        [0, -1],
        [1, 1],
      ],
      { dtype: "int32" },
    );
    const take = vmap((x: Tensor, i: Tensor) => x.indexSelect(0, i));
    expect(take(xs, at).toArray()).toEqual([
      [2, 1],
      [3, 4],
      [-6, -6],
    ]);
    const wrong = tensor(
      [
        [1, 0],
        [0, 2],
        [1, 1],
      ],
      { dtype: "int32" },
    );
    expect(() => take(xs, wrong)).toThrow(/out of range/);
  });
  it("draws as it is told", () => {
    const draw = (x: Tensor): Tensor => x.add(rand([2], { dtype: "float64" }));
    expect(() => vmap(draw)(xs)).toThrow(/should they differ from example to example/);
    const same = vmap(draw, { randomness: "same" })(
      zeros([3, 2], { dtype: "float64" }),
    ).toArray() as number[][];
    expect(same[1]).toEqual(same[0]);
    const other = vmap(draw, { randomness: "different" })(
      zeros([3, 2], { dtype: "float64" }),
    ).toArray() as number[][];
    expect(other[1]).not.toEqual(other[0]);
    const shuffled = vmap((x: Tensor) => x.indexSelect(0, randperm(8)), {
      randomness: "different",
    });
    const rows = shuffled(arange(8).broadcastTo([4, 8])).toArray() as number[][];
    for (const row of rows) expect([...row].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(rows.map(String)).size).toBeGreaterThan(1);
  });
  it("takes conditions as tensors, and explains that there is not one value to look at", () => {
    expect(vmap((x: Tensor) => where(x.greater(2), x, 0))(xs).toArray()).toEqual([
      [0, 0],
      [3, 4],
      [5, 0],
    ]);
    expect(() => vmap((x: Tensor) => (x.sum().item() > 0 ? x : x.neg()))(xs)).toThrow(
      /has a value for each example of the batch, not one.*use where/,
    );
  });
  it("does not let tensors of one example escape unnoticed", () => {
    let leaked: Tensor | undefined;
    vmap((x: Tensor) => {
      leaked = x;
      return x;
    })(xs);
    expect(() => leaked?.add(1).toString()).toThrow(/vmap/);
    expect(() => leaked?.toArray()).toThrow(/vmap/);
  });
  it("refuses to store what differs from example to example outside, and leaves it as it was", () => {
    const state = zeros([2], { dtype: "float64" });
    expect(() => vmap((x: Tensor) => state.assign(x))(xs)).toThrow(/assign: under vmap/);
    expect(state.toArray()).toEqual([0, 0]);
    const w = double([1, 1]);
    w.requiresGrad = true;
    const step = (x: Tensor): Tensor => {
      x.mul(w).sum().backward();
      return x;
    };
    expect(() => vmap(step)(xs)).toThrow(/backward: under vmap/);
    expect(w.grad).toBe(null);
    const own = vmap((x: Tensor) => x.clone().assign(x.mul(2)));
    expect(own(xs).toArray()).toEqual(xs.mul(2).toArray());
  });
  it("says which batches do not fit", () => {
    const f = vmap((x: Tensor, y: Tensor) => x.add(y));
    expect(() => f(xs, double([1, 2]))).toThrow("the arguments have batches of 3, 2 examples");
    expect(() => f(xs, tensor(1))).toThrow("argument 1 of shape [] has no axis 0");
    expect(() => vmap((x: Tensor) => x, { inAxes: null })(xs)).toThrow(
      /no argument has a batch axis/,
    );
    expect(() => vmap((x: Tensor) => x, { inAxes: [0, 0] })(xs)).toThrow(
      "inAxes names 2 axes: needed one (or null) for each of 1 arguments",
    );
    expect(() => vmap((x: Tensor) => x, { outAxes: null })(xs)).toThrow(/outAxes gives it no axis/);
    expect(() => vmap((x: Tensor) => x, { outAxes: 2 })(xs)).toThrow("use -2 to 1 in outAxes");
  });
  it("batches no examples at all", () => {
    expect(vmap((x: Tensor) => x.exp().sum())(zeros([0, 2])).shape).toEqual([0]);
  });
});

describe("vjp", () => {
  it("pulls back as often as it is asked to", () => {
    const [value, pullback] = vjp(
      (x: Tensor, y: Tensor) => x.mul(y),
      double([1, 2]),
      double([3, 4]),
    );
    expect(value.toArray()).toEqual([3, 8]);
    expect(value.requiresGrad).toBe(false);
    expect(pullback(double([1, 0])).map((g) => g.toArray())).toEqual([
      [3, 0],
      [1, 0],
    ]);
    expect(pullback(double([0, 1])).map((g) => g.toArray())).toEqual([
      [0, 4],
      [0, 2],
    ]);
    expect(() => pullback(double([1]))).toThrow(/vjp: the gradient is float64 of shape \[1\]/);
  });
  it("leaves no history in what a batch of cotangents gives, unless something outside wants it", () => {
    const x = double([1, 2]);
    const f = (x: Tensor): Tensor => x.exp().mul(x).square();
    const rows = (at: Tensor): Tensor => {
      const [, pullback] = vjp(f, at);
      return vmap((u: Tensor) => pullback(u)[0])(
        double([
          [1, 0],
          [0, 1],
        ]),
      );
    };
    expect(rows(x).requiresGrad).toBe(false);
    expect(jacobian(f)(x).requiresGrad).toBe(false);
    expect(jacobian(f)(x).toArray()).toEqual(rows(x).toArray());
    const outside = grad((at: Tensor): Tensor => rows(at).sum())(x);
    const twice = grad((at: Tensor): Tensor => grad((z: Tensor): Tensor => f(z).sum())(at).sum())(
      x,
    );
    outside.data.forEach((v, i) => {
      expect(v).toBeCloseTo(twice.data[i]!, 9);
    });
    const [w, before] = [double([3, 4]), double([5, 6])];
    w.requiresGrad = before.requiresGrad = true;
    const result = before.mul(2);
    noGrad(() => vjp((z: Tensor) => z.mul(w).mul(result).mul(z.exp()), x));
    vjp((z: Tensor) => z.mul(w).mul(result), x);
    expect([w.requiresGrad, result.requiresGrad]).toEqual([true, true]);
    const byCotangent = grad(
      (u: Tensor): Tensor => vmap((v: Tensor) => vjp(f, x)[1](v)[0])(u).sum(),
    );
    expect(byCotangent(double([[1, 1]])).shape).toEqual([1, 2]);
  });
  it("is linear in the cotangent, and can be differentiated by it", () => {
    const [, pullback] = vjp((x: Tensor) => x.square(), double([1, 2]));
    expect(grad((u: Tensor): Tensor => pullback(u)[0].sum())(double([1, 1])).toArray()).toEqual([
      2, 4,
    ]);
  });
});

describe("jacobian and hessian", () => {
  const f = (x: Tensor, y: Tensor): Tensor => x.expandDims(0).mul(y.expandDims(1)).exp();
  it("have the axes of the value, then those of the argument, in both modes", () => {
    const [x, y] = [double([0.1, 0.2]), double([0.3, 0.4, 0.5])];
    for (const argnum of [0, 1]) {
      const rows = jacobian(f, { argnum })(x, y);
      const columns = jacobian(f, { argnum, mode: "forward" })(x, y);
      expect(rows.shape).toEqual([3, 2, argnum === 0 ? 2 : 3]);
      rows.data.forEach((v, i) => {
        expect(v).toBeCloseTo(columns.data[i]!, 14);
      });
    }
    // ∂ exp(x₁ y₂) / ∂ x₁ = y₂ exp(x₁ y₂)
    expect(jacobian(f)(x, y).slice(2, 1, 1).item()).toBeCloseTo(0.5 * Math.exp(0.1), 14);
  });
  it("are right for functions that use an argument not at all, and for nothing", () => {
    expect(jacobian((_: Tensor) => double([1, 2]))(double([3])).toArray()).toEqual([[0], [0]]);
    expect(jacobian((x: Tensor) => x.exp())(zeros([0])).shape).toEqual([0, 0]);
  });
  it("agree: the Hessian is the Jacobian of the gradient", () => {
    const g = (x: Tensor): Tensor => x.pow(3).sum().mul(x.slice(0));
    const x = double([1, 2, 3]);
    const h = hessian(g)(x);
    expect(h.toArray()).toEqual(jacobian(grad(g))(x).toArray());
    expect(h.toArray()).toEqual(h.T.toArray());
  });
  it("can be differentiated", () => {
    const x = double([1, 2]);
    const trace = (at: Tensor): Tensor => hessian((z: Tensor): Tensor => z.pow(4).sum())(at).sum();
    expect(grad(trace)(x).toArray()).toEqual([24, 48]);
    const norm = (at: Tensor): Tensor =>
      jacobian((z: Tensor) => z.square())(at)
        .square()
        .sum();
    expect(grad(norm)(x).toArray()).toEqual([8, 16]);
  });
  it("name the argument that is no tensor", () => {
    expect(() => jacobian(f, { argnum: 5 })(xs, xs)).toThrow(
      "jacobian: argument 5 of 2 is undefined: needed a tensor",
    );
  });
});
