import { type Tensor, tensor, where } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { sharesMemory } from "../../tensor/test/support/layouts.ts";
import { grad, noGrad, valueAndGrad } from "../src/index.ts";

const float64 = (data: number | number[]): Tensor => tensor(data as number[], { dtype: "float64" });
const quartic = (x: Tensor): Tensor => x.pow(4);
const at = (f: (x: Tensor) => Tensor, x: number): number => f(float64(x)).item();

describe("grad", () => {
  it("gives the gradient at the argument, of its shape and dtype", () => {
    const g = grad((x) => x.square().sum())(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(g.toArray()).toEqual([
      [2, 4],
      [6, 8],
    ]);
    expect(g.dtype).toBe("float32");
    expect(g.requiresGrad).toBe(false);
  });
  it("applies to itself: derivatives of x⁴ to the fifth", () => {
    expect(at(grad(quartic), 2)).toBe(32);
    expect(at(grad(grad(quartic)), 2)).toBe(48);
    expect(at(grad(grad(grad(quartic))), 2)).toBe(48);
    expect(at(grad(grad(grad(grad(quartic)))), 2)).toBe(24);
    expect(at(grad(grad(grad(grad(grad(quartic))))), 2)).toBe(0);
  });
  it("differentiates by any argument, or by several, counted from either end", () => {
    const f = (x: Tensor, y: Tensor): Tensor => x.square().mul(y).sum();
    const [x, y] = [float64([1, 2]), float64([3, 4])];
    expect(grad(f)(x, y).toArray()).toEqual([6, 16]);
    expect(grad(f, { argnums: 1 })(x, y).toArray()).toEqual([1, 4]);
    expect(grad(f, { argnums: -1 })(x, y).toArray()).toEqual([1, 4]);
    const [gx, gy] = grad(f, { argnums: [0, 1] })(x, y);
    expect([gx.toArray(), gy.toArray()]).toEqual([
      [6, 16],
      [1, 4],
    ]);
  });
  it("takes the same tensor twice as two arguments", () => {
    const x = float64([2]);
    const [a, b] = grad((p: Tensor, q: Tensor) => p.square().mul(q).sum(), { argnums: [0, 1] })(
      x,
      x,
    );
    expect([a.item(), b.item()]).toEqual([8, 4]);
  });
  it("has mixed partial derivatives", () => {
    const f = (x: Tensor, y: Tensor): Tensor => x.pow(3).mul(y.square());
    const dxy = grad((x: Tensor, y: Tensor) => grad(f, { argnums: 1 })(x, y));
    const dyx = grad((x: Tensor, y: Tensor) => grad(f)(x, y), { argnums: 1 });
    // ∂²/∂x∂y x³y² = 6x²y
    expect(dxy(float64(2), float64(5)).item()).toBe(120);
    expect(dyx(float64(2), float64(5)).item()).toBe(120);
  });
  it("does not confuse the variables of an inner and an outer one", () => {
    // d/dx (x · d/dy (x + y)) = 1
    const f = (x: Tensor): Tensor => x.mul(grad((y: Tensor) => x.add(y))(float64(3)));
    expect(at(grad(f), 2)).toBe(1);
    // d/dx (x · d/dy (x y)) = 2x
    const h = (x: Tensor): Tensor => x.mul(grad((y: Tensor) => x.mul(y))(float64(3)));
    expect(at(grad(h), 2)).toBe(4);
  });
  it("keeps the argument apart from the same tensor in a variable", () => {
    const x = tensor(3, { dtype: "float64", requiresGrad: true });
    expect(grad((y: Tensor) => y.mul(x))(x).item()).toBe(3);
    // d/dx (x · x) of the inner derivative by one of its two factors alone
    expect(
      at(
        grad((z: Tensor) => grad((y: Tensor) => y.mul(z))(z)),
        5,
      ),
    ).toBe(1);
  });
  it("sees through an inner one to what its function closes over", () => {
    const slopeBy = (w: Tensor): Tensor => grad((x: Tensor) => w.mul(x).mul(x))(float64(3));
    expect(at(grad(slopeBy), 5)).toBe(6);
  });
  it("gives zeros where the function does not depend on the argument", () => {
    const c = tensor([1, 2], { dtype: "float64", requiresGrad: true });
    expect(grad(() => c.square().sum() as Tensor)(float64([1, 2, 3])).toArray()).toEqual([0, 0, 0]);
    expect(grad(() => float64(1))(float64([1, 2])).toArray()).toEqual([0, 0]);
    // What it did not pass through is as it was: the graph of c can still be walked.
    const loss = c.square().sum();
    grad(() => loss as Tensor)(float64(1));
    loss.backward();
    expect(c.grad?.toArray()).toEqual([2, 4]);
    const [, second] = grad((x: Tensor, _: Tensor) => x, { argnums: [0, 1] })(
      float64(1),
      float64(2),
    );
    expect(second.item()).toBe(0);
  });
  it("gives 1 for the function that returns its argument", () => {
    expect(
      at(
        grad((x) => x),
        3,
      ),
    ).toBe(1);
    expect(at(grad(grad((x: Tensor) => x)), 3)).toBe(0);
  });
  it("leaves .grad alone: of the argument, and of what the function closes over", () => {
    const [x, w] = [float64(2), float64(3)];
    x.requiresGrad = w.requiresGrad = true;
    expect(grad((at) => at.mul(w))(x).item()).toBe(3);
    expect([x.grad, w.grad]).toEqual([null, null]);
    expect(x.requiresGrad).toBe(true);
  });
  it("is not fooled by a backward pass inside the function", () => {
    const f =
      (options: { retainGraph: boolean }) =>
      (x: Tensor): Tensor => {
        const y = x.square();
        y.backward(undefined, options);
        return y.mul(3);
      };
    expect(() => grad(f({ retainGraph: false }))(float64(2))).toThrow(
      /freed by an earlier backward/,
    );
    expect(grad(f({ retainGraph: true }))(float64(2)).item()).toBe(12);
  });
  it("takes values of graphs that were freed before", () => {
    const w = tensor(3, { dtype: "float64", requiresGrad: true });
    const h = w.exp();
    h.backward();
    expect(grad((x: Tensor) => x.mul(h))(float64(2)).item()).toBe(Math.exp(3));
  });
  it("works inside noGrad, without leaving history", () => {
    const x = tensor(2, { dtype: "float64", requiresGrad: true });
    const g = noGrad(() => grad(quartic)(x));
    expect(g.item()).toBe(32);
    expect(g.requiresGrad).toBe(false);
    expect(noGrad(() => grad(grad(quartic))(x)).item()).toBe(48);
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
  });
  it("stops at noGrad and detach inside the function", () => {
    expect(
      at(
        grad((x) => x.mul(noGrad(() => x.square()))),
        3,
      ),
    ).toBe(9);
    expect(
      at(
        grad((x) => x.mul(x.square().detach())),
        3,
      ),
    ).toBe(9);
  });
  it("gives history where the argument requires a gradient, for backward() to go on", () => {
    const x = tensor(2, { dtype: "float64", requiresGrad: true });
    const g = grad(quartic)(x);
    expect(g.requiresGrad).toBe(true);
    g.backward();
    expect(x.grad?.item()).toBe(48);
    expect(grad(quartic, { createGraph: false })(x).requiresGrad).toBe(false);
  });
  it("gives history by what the function closes over: a penalty on a gradient counts", () => {
    const w = tensor(3, { dtype: "float64", requiresGrad: true });
    const slope = (options: { createGraph?: boolean }): Tensor =>
      grad((x: Tensor) => w.mul(x).mul(x), options)(float64(2));
    expect(slope({ createGraph: false }).requiresGrad).toBe(false);
    expect(slope({}).requiresGrad).toBe(true);
    slope({ createGraph: true }).backward();
    expect(w.grad?.item()).toBe(4);
  });
  it("can go backward through a graph that was there before", () => {
    const w = tensor(3, { dtype: "float64", requiresGrad: true });
    const y = w.square();
    const g = grad((x) => x.pow(3))(y);
    g.backward();
    // g = 3 y², y = w²: dg/dw = 6 y · 2w
    expect(w.grad?.item()).toBe(6 * 9 * 6);
  });
  it("can be called in a loop on the result of the last call", () => {
    let x = float64([5, -3]);
    const step = grad((at: Tensor) => at.square().sum());
    for (let i = 0; i < 50; i++) x = x.sub(step(x).mul(0.25));
    expect(x.requiresGrad).toBe(false);
    expect(Math.max(...x.abs().data)).toBeLessThan(1e-12);
  });
  it("gives gradients that share memory with nothing", () => {
    const [x, y] = [float64([1, 2]), float64([3, 4])];
    const [gx, gy] = grad((a: Tensor, b: Tensor) => a.add(b).sum(), { argnums: [0, 1] })(x, y);
    gx.assign(0);
    expect(gy.toArray()).toEqual([1, 1]);
    expect(sharesMemory(gx, x)).toBe(false);
  });
  it("takes arguments in any layout", () => {
    const x = float64([1, 2, 3, 4]).reshape([2, 2]).T.flip(0);
    expect(grad((m) => m.mul(m).sum())(x as Tensor).toArray()).toEqual([
      [4, 8],
      [2, 6],
    ]);
  });
  it("hands out other results through variables", () => {
    let hidden: Tensor | undefined;
    const g = grad((x) => {
      hidden = x.exp();
      return hidden.sum();
    })(float64([0, 1]));
    expect(hidden?.toArray()).toEqual([1, Math.E]);
    expect(g.toArray()).toEqual([1, Math.E]);
  });
  it("works through branches and loops of the language", () => {
    const f = (x: Tensor): Tensor => {
      let y = x;
      while (y.item() < 100) y = y.mul(3);
      return y;
    };
    expect(at(grad(f), 2)).toBe(81);
    expect(
      at(
        grad((x) => where(x.less(0), x.neg(), x)),
        -2,
      ),
    ).toBe(-1);
  });
  it("restores recording when the function throws", () => {
    expect(() =>
      noGrad(() =>
        grad(() => {
          throw new RangeError("mine");
        })(float64(1)),
      ),
    ).toThrow("mine");
    expect(tensor(1, { requiresGrad: true }).mul(2).requiresGrad).toBe(true);
    expect(grad(quartic)(float64(2)).requiresGrad).toBe(false);
  });
});

describe("valueAndGrad", () => {
  it("gives both, the value without history", () => {
    const [value, g] = valueAndGrad((x) => x.square().sum())(float64([1, 2]));
    expect([value.item(), g.toArray()]).toEqual([5, [2, 4]]);
    expect(value.requiresGrad).toBe(false);
  });
  it("gives a value that can be differentiated where grad does", () => {
    const f = (x: Tensor): Tensor => {
      const [value, slope] = valueAndGrad(quartic)(x);
      return (value as Tensor).add(slope);
    };
    // d/dx (x⁴ + 4x³)
    expect(at(grad(f), 2)).toBe(32 + 48);
  });
  it("takes several arguments", () => {
    const [value, [gx, gy]] = valueAndGrad((x: Tensor, y: Tensor) => x.mul(y), { argnums: [0, 1] })(
      float64(2),
      float64(5),
    );
    expect([value.item(), gx.item(), gy.item()]).toEqual([10, 5, 2]);
  });
});

describe("mistakes are explained", () => {
  it.each([
    [
      "several elements",
      () => grad((x: Tensor) => x)(float64([1, 2])),
      /grad: the function returned float64 of shape \[2\]: needed one floating number/,
    ],
    ["an integer result", () => grad((x: Tensor) => x.to("int32"))(float64(1)), /returned int32/],
    [
      "a number",
      // @ts-expect-error – a number is not a tensor
      () => grad((x: Tensor) => x.item())(float64(1)),
      /the function returned 1: needed a tensor/,
    ],
    // @ts-expect-error – nor is a promise
    ["a promise", () => grad(async (x: Tensor) => x)(float64(1)), /a promise/],
    // @ts-expect-error – nor is nothing
    ["nothing", () => grad(() => {})(float64(1)), /undefined/],
    [
      "an integer argument",
      () => grad((x: Tensor) => x.sum())(tensor([1], { dtype: "int32" })),
      /argument 0 is int32/,
    ],
    [
      "a number as argument",
      // @ts-expect-error – the argument must be a tensor
      () => grad((x: Tensor) => x.sum())(3),
      /argument 0 of 1 is 3: needed a tensor/,
    ],
    [
      "an argument that is not there",
      () => grad((x: Tensor) => x.sum(), { argnums: [1] })(float64(1)),
      /argument 1 of 1 is undefined/,
    ],
    [
      "valueAndGrad names itself",
      () => valueAndGrad((x: Tensor) => x)(float64([1, 2])),
      /^valueAndGrad: /,
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
