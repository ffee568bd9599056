import { type Tensor, tensor, where } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { grad } from "../src/index.ts";

const float64 = (values: number[]): Tensor => tensor(values, { dtype: "float64" });

/** The gradient of the sum of f at x. */
const slopes = (f: (x: Tensor) => Tensor, x: number[]): unknown =>
  grad((at) => f(at).sum())(float64(x)).toArray();

/** The gradients of the sum of f(a, b) by both. */
const both = (f: (a: Tensor, b: Tensor) => Tensor, a: number[], b: number[]): unknown[] => {
  const sum = (x: Tensor, y: Tensor): Tensor => f(x, y).sum();
  const gradients: readonly Tensor[] = grad(sum, { argnums: [0, 1] })(float64(a), float64(b));
  return gradients.map((g) => g.toArray());
};

// Expected values: PyTorch 2 (amax and amin for max and min).
describe("where a function has a corner or a pole, the gradient is PyTorch's", () => {
  it("abs has slope 0 at 0", () => {
    expect(slopes((x) => x.abs(), [-2, 0, 3])).toEqual([-1, 0, 1]);
  });
  it("relu has slope 0 at 0 and passes the cotangent on at NaN", () => {
    expect(slopes((x) => x.relu(), [-2, 0, -0, 3, NaN])).toEqual([0, 0, 0, 1, 1]);
  });
  it("steps are flat everywhere, also at the step", () => {
    expect(slopes((x) => x.sign(), [-1, 0, 1])).toEqual([0, 0, 0]);
    expect(slopes((x) => x.floor().add(x.ceil()).add(x.round()), [-1, 0.5, 1])).toEqual([0, 0, 0]);
  });
  it("sqrt rises without bound at 0, its reciprocal falls", () => {
    expect(slopes((x) => x.sqrt(), [0, 4])).toEqual([Infinity, 0.25]);
    expect(slopes((x) => x.rsqrt(), [0])).toEqual([-Infinity]);
    expect(slopes((x) => x.reciprocal(), [0])).toEqual([-Infinity]);
  });
  it("log rises without bound at 0", () => {
    expect(slopes((x) => x.log(), [0, 2])).toEqual([Infinity, 0.5]);
    expect(slopes((x) => x.log1p(), [-1])).toEqual([Infinity]);
  });
  it("asin and acos are vertical at the ends", () => {
    expect(slopes((x) => x.asin(), [1, -1])).toEqual([Infinity, Infinity]);
    expect(slopes((x) => x.acos(), [1, -1])).toEqual([-Infinity, -Infinity]);
  });
  it("pow is flat where the exponent is 0, and by the exponent where the base is 0", () => {
    expect(both((a, b) => a.pow(b), [0, 0, 0, 0, 3], [2, 1, 0.5, 0, 0])).toEqual([
      [0, 1, Infinity, 0, 0],
      [0, 0, 0, 0, Math.log(3)],
    ]);
    expect(slopes((x) => x.pow(0), [0, 2])).toEqual([0, 0]);
    expect(slopes((x) => x.pow(3), [0, -2])).toEqual([0, 12]);
  });
  it("equal largest values share the gradient of max equally", () => {
    expect(slopes((x) => x.max(), [1, 3, 3, 2, 3])).toEqual([0, 1 / 3, 1 / 3, 0, 1 / 3]);
    expect(slopes((x) => x.min(), [1, 3, 1])).toEqual([0.5, 0, 0.5]);
    const rows = tensor(
      [
        [1, 1],
        [2, 1],
      ],
      { dtype: "float64" },
    );
    expect(grad((x) => x.max(1).sum())(rows).toArray()).toEqual([
      [0.5, 0.5],
      [1, 0],
    ]);
  });
  it("maximum and minimum give half of it to each side of a tie", () => {
    const [a, b] = [
      [1, 2, 5],
      [1, 3, 4],
    ];
    expect(both((x, y) => x.maximum(y), a, b)).toEqual([
      [0.5, 0, 1],
      [0.5, 1, 0],
    ]);
    expect(both((x, y) => x.minimum(y), a, b)).toEqual([
      [0.5, 1, 0],
      [0.5, 0, 1],
    ]);
  });
  it("a product with zeros has the products of the others", () => {
    expect(slopes((x) => x.prod(), [2, 0, 3])).toEqual([0, 6, 0]);
    expect(slopes((x) => x.prod(), [2, 0, 0])).toEqual([0, 0, 0]);
    expect(slopes((x) => x.prod(), [0])).toEqual([1]);
  });
  it("a running product with zeros too", () => {
    expect(slopes((x) => x.cumProd(0), [2, 0, 3, 4])).toEqual([1, 32, 0, 0]);
    expect(slopes((x) => x.cumProd(0), [2, 0, 0, 4])).toEqual([1, 2, 0, 0]);
  });
  it("products with zeros have second derivatives", () => {
    const hessianRow = (f: (x: Tensor) => Tensor, x: number[]): unknown =>
      grad((at) =>
        grad((y) => f(y))(at)
          .slice([0, 1])
          .sum(),
      )(float64(x)).toArray();
    expect(hessianRow((x) => x.prod(), [2, 0, 3])).toEqual([0, 3, 0]);
    expect(hessianRow((x) => x.cumProd(0).sum(), [2, 0, 3])).toEqual([0, 4, 0]);
  });
  it("div by 0 has infinite slopes", () => {
    expect(both((a, b) => a.div(b), [1, -1], [0, 0])).toEqual([
      [Infinity, Infinity],
      [-Infinity, Infinity],
    ]);
  });
  it("the branch that where did not take gets 0", () => {
    const f = (x: Tensor): Tensor => where(x.greater(0), x.log(), x.mul(3));
    expect(slopes(f, [2, -1])).toEqual([0.5, 3]);
    expect(slopes((x) => where(x.greater(0), 7, x), [2, -1])).toEqual([0, 1]);
  });
});

describe("bounds and signs, with PyTorch 1.13's gradients", () => {
  const x = [-2, -1, 0, 1, 2, NaN];
  it("clamp passes the gradient on between its bounds and on them", () => {
    expect(slopes((t) => t.clamp(-1, 1), x)).toEqual([0, 1, 1, 1, 0, 0]);
    expect(slopes((t) => t.clamp(-1), x)).toEqual([0, 1, 1, 1, 1, 0]);
    expect(slopes((t) => t.clamp(null, 1), x)).toEqual([1, 1, 1, 1, 0, 0]);
    expect(slopes((t) => t.clamp(1, -1), x)).toEqual([0, 0, 0, 0, 0, 0]);
  });
  it("what clamp cuts off goes to the bound, where they cross to the upper one", () => {
    const clamp = (a: number[], low: number[], high: number[]): unknown[] =>
      grad((p, q, r) => p.clamp(q, r).sum(), { argnums: [0, 1, 2] })(
        float64(a),
        float64(low),
        float64(high),
      ).map((g) => g.toArray());
    const low = [-1, -1, -1, -1, -1, -1, 1, NaN, -1, 1, 1];
    const high = [1, 1, 1, 1, 1, 1, -1, 1, NaN, 1, 1];
    expect(clamp([...x, 0, 0, 0, 0, 1], low, high)).toEqual([
      [0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1],
      [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0],
    ]);
    expect(both((a, b) => a.clamp(b), [-2, -1, 0, NaN, 0], [-1, -1, -1, -1, NaN])).toEqual([
      [0, 1, 1, 0, 0],
      [1, 0, 0, 0, 0],
    ]);
    expect(both((a, b) => a.clamp(null, b), [-2, -1, 0, NaN, 0], [-1, -1, -1, -1, NaN])).toEqual([
      [1, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ]);
  });
  it("copysign is flat at 0 and by the sign", () => {
    expect(both((a, b) => a.copysign(b), [0, -0, 1, -1, 2, -2], [1, 1, 0, -0, -3, -3])).toEqual([
      [0, 0, 1, 1, -1, 1],
      [0, 0, 0, 0, 0, 0],
    ]);
  });
  it("nanToNum stops the gradient of what it replaces", () => {
    expect(slopes((t) => t.nanToNum(), [NaN, Infinity, -Infinity, 1])).toEqual([0, 0, 0, 1]);
  });
  it("trunc and floorDivide are flat", () => {
    expect(slopes((t) => t.trunc(), [0, 1, -0.5])).toEqual([0, 0, 0]);
    expect(both((a, b) => a.floorDivide(b), [6, -5], [3, 3])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
  it("fmax and fmin pass the gradient past NaN, and to the first of equals", () => {
    const [a, b] = [
      [1, NaN, 3, 5, NaN],
      [2, 2, NaN, 5, NaN],
    ];
    expect(both((x, y) => x.fmax(y), a, b)).toEqual([
      [0, 0, 1, 1, 1],
      [1, 1, 0, 0, 0],
    ]);
    expect(both((x, y) => x.fmin(y), a, b)).toEqual([
      [1, 0, 1, 1, 1],
      [0, 1, 0, 0, 0],
    ]);
  });
  it("frac has slope 1, logit none where eps keeps it away", () => {
    expect(slopes((x) => x.frac(), [1.5, 2])).toEqual([1, 1]);
    expect(slopes((x) => x.logit({ eps: 0.25 }), [0.5, 0])).toEqual([4, 0]);
  });
  it("mod by an infinity counts how often it goes in", () => {
    expect(both((a, b) => a.mod(b), [1, -1, 1, 7], [-Infinity, Infinity, Infinity, 3])).toEqual([
      [1, 1, 1, 1],
      [1, 1, -0, -2],
    ]);
  });
  it("clamp gives an infinite bound the gradient of what it replaces", () => {
    expect(both((a, b) => a.clamp(b, null), [1, 1], [Infinity, 2])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(both((a, b) => a.clamp(null, b), [1, 1], [-Infinity, 0])[1]).toEqual([1, 1]);
  });
  it("logSigmoid of large numbers is 0, with slope 0", () => {
    expect(tensor([Infinity, 1000]).logSigmoid().toArray()).toEqual([0, 0]);
    expect(slopes((x) => x.logSigmoid(), [0, Infinity])).toEqual([0.5, 0]);
  });
  it("maximum passes the gradient to both sides beside NaN", () => {
    expect(both((a, b) => a.maximum(b), [NaN, Infinity], [1, Infinity])).toEqual([
      [1, 0.5],
      [1, 0.5],
    ]);
  });
});

describe("corners and poles of further functions, with PyTorch 1.13's gradients", () => {
  it("hypot and atan2 have no direction at the origin", () => {
    expect(both((a, b) => a.hypot(b), [0, 3, Infinity, 0], [0, 4, 1, 2])).toEqual([
      [NaN, 0.6, NaN, 0],
      [NaN, 0.8, 0, 1],
    ]);
    expect(both((a, b) => a.atan2(b), [0, 1], [0, 0])).toEqual([
      [NaN, 0],
      [NaN, -1],
    ]);
  });
  it("logAddExp divides the gradient by size, and knows no ratio of infinities", () => {
    const inf = Infinity;
    expect(both((a, b) => a.logAddExp(b), [0, -inf, inf, -inf, 1], [0, -inf, inf, 1, inf])).toEqual(
      [
        [0.5, NaN, NaN, 0, 0],
        [0.5, NaN, NaN, 1, 1],
      ],
    );
  });
  it("xlogy is flat where both are 0", () => {
    expect(both((a, b) => a.xlogy(b), [0, 0, 0, 2, 0, 0], [0, 2, -1, 0, NaN, Infinity])).toEqual([
      [0, Math.log(2), 0, -Infinity, NaN, Infinity],
      [NaN, 0, -0, Infinity, NaN, 0],
    ]);
  });
  it("inverse functions are vertical at the ends", () => {
    expect(slopes((t) => t.atanh(), [1, -1])).toEqual([Infinity, Infinity]);
    expect(slopes((t) => t.acosh(), [1])).toEqual([Infinity]);
    expect(slopes((t) => t.erfinv(), [1, -1])).toEqual([Infinity, Infinity]);
    expect(slopes((t) => t.log2(), [0])).toEqual([Infinity]);
    expect(slopes((t) => t.log10(), [0])).toEqual([Infinity]);
  });
  it("square roots at −0 have the sign of their zero", () => {
    expect(slopes((t) => t.sqrt(), [-0])).toEqual([-Infinity]);
    expect(slopes((t) => t.rsqrt(), [-0, Infinity])).toEqual([Infinity, -0]);
  });
  it("pow at special points", () => {
    const [a, b] = [
      [0, -1, -1, -2, Infinity, 0],
      [-1, 0.5, Infinity, 2, 0, NaN],
    ];
    expect(both((p, q) => p.pow(q), a, b)).toEqual([
      [-Infinity, NaN, Infinity, -4, 0, NaN],
      [-Infinity, NaN, NaN, NaN, Infinity, NaN],
    ]);
  });
  it("sigmoid and its relatives are flat far out, without NaN", () => {
    expect(slopes((t) => t.sigmoid(), [-1e4, 1e4])).toEqual([0, 0]);
    expect(slopes((t) => t.softplus(), [-1e4, 0, 1e4])).toEqual([0, 0.5, 1]);
    expect(slopes((t) => t.logSigmoid(), [-1e4, 0, 1e4])).toEqual([1, 0.5, 0]);
  });
  it("gamma functions have the poles of their derivatives", () => {
    expect(slopes((t) => t.lgamma(), [0, -0, -1, Infinity, -Infinity])).toEqual([
      -Infinity,
      Infinity,
      NaN,
      Infinity,
      NaN,
    ]);
    expect(slopes((t) => t.digamma(), [0, -0, Infinity])).toEqual([Infinity, Infinity, 0]);
  });
  it("sinc is flat and bent at 0", () => {
    expect(slopes((t) => t.sinc(), [0, 1])).toEqual([-0, -1]);
    const bend = grad((t) => grad((y) => y.sinc())(t))(tensor(0, { dtype: "float64" }));
    expect(bend.item()).toBe(-(Math.PI ** 2) / 3);
  });
});

describe("powers and remainders", () => {
  it("have all derivatives where the exponent is a number", () => {
    for (const [n, order] of [
      [0, 2],
      [1, 3],
      [3, 5],
    ] as const) {
      let f = (x: Tensor): Tensor => x.pow(n);
      for (let i = 0; i < order; i++) f = grad(f as (x: Tensor) => Tensor<[]>) as typeof f;
      expect(f(tensor(0, { dtype: "float64" })).item()).toBe(0);
    }
  });

  it("agree with the remainder that was computed, not with another rounding", () => {
    // 1 mod 0.1 is 1 - 9 * 0.1 in float64; PyTorch 1.13 gives the same slopes.
    expect(both((a, b) => a.mod(b), [1, 1.5], [0.1, -0.3])[1]).toEqual([-9, 6]);
  });
});

describe("a leaf between forward and backward", () => {
  it("that no longer wants a gradient gets none", () => {
    const w = tensor([1, 2], { requiresGrad: true });
    const y = w.square().sum();
    w.requiresGrad = false;
    y.backward();
    expect(w.grad).toBeNull();
  });
});

it("options in the place of the gradient get an error that says where they belong", () => {
  const y = tensor(2, { requiresGrad: true }).square();
  expect(() => y.backward({ retainGraph: true } as never)).toThrow(
    "options are the second argument",
  );
});
