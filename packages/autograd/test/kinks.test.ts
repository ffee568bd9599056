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
