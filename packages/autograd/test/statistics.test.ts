import { type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { make } from "../../tensor/test/support/layouts.ts";
import { sampleArray } from "../../tensor/test/support/values.ts";
import { grad, gradCheck, jvp, vmap } from "../src/index.ts";

const I = Infinity;
const float64 = (values: number[]): Tensor => tensor(values, { dtype: "float64" });
/** Weights that differ, so that no part of a gradient cancels. */
const weighed = (y: Tensor): Tensor =>
  y.mul(make(sampleArray(y.shape, "float64", { low: 0.5, high: 2 }, 7), "float64")).sum();
/** The gradient of the sum of f; the sign of a zero does not matter. */
const slopes = (f: (x: Tensor) => Tensor, x: number[]): unknown =>
  grad((at: Tensor): Tensor<[]> => f(at).sum())(float64(x))
    .add(0)
    .toArray();

const functions: { readonly [name: string]: (x: Tensor) => Tensor } = {
  variance: (x) => x.variance(-1),
  "variance of a population": (x) => x.variance([0, 1], { correction: 0 }),
  std: (x) => x.std(0, { keepDims: true }),
  logSumExp: (x) => x.logSumExp(-1),
  "logSumExp over everything": (x) => x.logSumExp(),
  softmax: (x) => x.softmax(0),
  logSoftmax: (x) => x.logSoftmax(-1),
  norm: (x) => x.norm(2, 0),
  "norm of order 3": (x) => x.norm(3),
  "norm of order 1.5": (x) => x.norm(1.5, 1),
  "norm of order 0.5": (x) => x.norm(0.5, 1),
  "norm of order -1": (x) => x.norm(-1, -1, { keepDims: true }),
  nanSum: (x) => x.nanSum(0),
  nanMean: (x) => x.nanMean(1),
  sort: (x) => x.sort(0)[0],
  topK: (x) => x.topK(2, 1, { largest: false })[0],
  kthValue: (x) => x.kthValue(2)[0],
  median: (x) => x.median([0, 1]),
  quantile: (x) => x.quantile([0.3, 0.7], 1),
  "quantile by midpoint": (x) => x.quantile(0.4, null, { interpolation: "midpoint" }),
  cumMax: (x) => x.cumMax(1)[0],
  cumMin: (x) => x.cumMin(0)[0],
};

describe.each(Object.entries(functions))("%s", (name, f) => {
  const x = make(sampleArray([3, 4], "float64", { low: -2, high: 2 }, 3), "float64");
  it("has the gradient that differences give, in every layout", () => {
    for (const at of [x, x.T, x.flip(0)]) gradCheck(f, [at], { name });
  });
  it("has the second derivatives that differences of first ones give", () => {
    gradCheck((at: Tensor) => grad((y: Tensor): Tensor<[]> => weighed(f(y)))(at), [x], { name });
  });
  it("is computed for each example of a batch, and changes along a tangent as its gradient says", () => {
    const batch = make(sampleArray([2, 3, 4], "float64", { low: -2, high: 2 }, 5), "float64");
    const each = vmap(f)(batch);
    for (const i of [0, 1]) {
      const expected = f(batch.slice(i));
      expect(each.slice(i).shape).toEqual(expected.shape);
      // The same sums of float64 products, perhaps in another order.
      expected.data.forEach((value, j) => {
        expect(each.slice(i).data[j]).toBeCloseTo(value, 12);
      });
    }
    const along = jvp((at) => weighed(f(at)), [x], [batch.slice(0)])[1];
    const gradient: Tensor = grad((at: Tensor): Tensor<[]> => weighed(f(at)))(x);
    expect(along.item()).toBeCloseTo(gradient.mul(batch.slice(0)).sum().item(), 11);
  });
});

// Expected values: PyTorch 1.13.
describe("at the limits the gradient is PyTorch's", () => {
  it("of a standard deviation without spread: 0", () => {
    expect(slopes((x) => x.std(), [2, 2, 2])).toEqual([0, 0, 0]);
    expect(slopes((x) => x.variance(), [2])).toEqual([NaN]);
  });
  it("of a norm at 0: 0", () => {
    for (const order of [0.5, 1, 1.5, 2, 3, I, -I])
      expect(slopes((x) => x.norm(order), [0, 0])).toEqual([0, 0]);
    expect(slopes((x) => x.norm(0.5), [0, 4])).toEqual([0, 1]);
  });
  it("of the largest value: shared by equal ones", () => {
    expect(slopes((x) => x.norm(I), [3, -3, 1])).toEqual([0.5, -0.5, 0]);
  });
  it("of exponentials: finite where they overflow or vanish", () => {
    expect(slopes((x) => x.logSumExp(), [1e4, 1e4, -1e4])).toEqual([0.5, 0.5, 0]);
    expect(slopes((x) => x.logSumExp(), [-1e4, -I])).toEqual([1, 0]);
    expect(slopes((x) => x.logSumExp(), [-I, -I])).toEqual([NaN, NaN]);
    expect(slopes((x) => x.logSumExp(), [I, 0])).toEqual([NaN, 0]);
    expect(slopes((x) => x.softmax(0).slice([0, 1]), [1e4, 1e4, -I])).toEqual([0.25, -0.25, 0]);
    expect(slopes((x) => x.logSoftmax(0).slice([0, 1]), [1e4, -1e4])).toEqual([0, 0]);
    expect(slopes((x) => x.logSoftmax(0).slice([1, 2]), [1e4, -1e4])).toEqual([-1, 1]);
  });
  it("of a running sum of exponentials: finite where they overflow or vanish", () => {
    const found = slopes((at) => at.logCumSumExp(0), [1e4, 1e4, -1e4, 0]) as number[];
    // The sums are around 1e4, so that their rounding errors change the shares by 1e-12.
    [2.5, 1.5, 0, 0].forEach((slope, i) => {
      expect(found[i]).toBeCloseTo(slope, 11);
    });
  });
  it("of medians: shared by equal values", () => {
    expect(slopes((x) => x.median(), [2, 1, 2, 3])).toEqual([0.5, 0, 0.5, 0]);
  });
  it("of running extremes: to the last of equal values", () => {
    expect(slopes((x) => x.cumMax(0)[0], [1, 1, 0])).toEqual([1, 2, 0]);
  });
  it("of equal largest exponents: no trace of the largest value that was subtracted", () => {
    expect(slopes((x) => x.softmax(0).slice([0, 1]), [1, 1])).toEqual([0.25, -0.25]);
  });
});
