import { forbidWebAssembly } from "@nabla/wasm";
import { afterEach, describe, expect, it } from "vitest";
import {
  avgPool2d,
  type DType,
  manualSeed,
  maxPool1d,
  maxPool2d,
  randn,
  type Tensor,
  tensor,
} from "../src/index.ts";
import { forbidGeneratedCode } from "../src/internal.ts";

afterEach(() => {
  forbidWebAssembly(false);
  forbidGeneratedCode(false);
});

const DTYPES: readonly DType[] = ["float32", "float64"];

/** The values of a result with and without WebAssembly. */
function both(compute: () => Tensor): [fast: number[], plain: number[]] {
  const fast = [...compute().data];
  forbidWebAssembly(true);
  const plain = [...compute().data];
  forbidWebAssembly(false);
  return [fast, plain];
}

describe.each(DTYPES)("windows of %s by WebAssembly", (dtype) => {
  it.each([
    ["side by side", 2, {}],
    ["overlapping", 3, { stride: 1 }],
    ["padded", 3, { stride: 2, padding: 1 }],
    ["far apart", 2, { stride: 3, padding: 1 }],
    ["rectangular", [1, 5] as const, { stride: [3, 2] as const, ceilMode: true }],
  ])("give what the plain loops give: %s", (_, size, options) => {
    manualSeed(3);
    const x: Tensor = randn([5, 7, 13, 19], { dtype });
    const [maxima, plainMaxima] = both(() => maxPool2d(x, size, options) as Tensor);
    expect(maxima).toEqual(plainMaxima);
    const [places, plainPlaces] = both(
      () => maxPool2d(x.mul(2).round(), size, { ...options, returnIndices: true })[1],
    );
    expect(places).toEqual(plainPlaces);
    const [means, plainMeans] = both(() => avgPool2d(x, size, options));
    // Sums of up to nine numbers around 1, rounded in another order.
    const tolerance = dtype === "float32" ? 1e-6 : 1e-15;
    means.forEach((mean, i) => {
      expect(Math.abs(mean - plainMeans[i]!)).toBeLessThan(tolerance);
    });
  });
  it("keep dilated windows apart", () => {
    manualSeed(4);
    const x: Tensor = randn([40, 3, 31], { dtype });
    const options = { dilation: 3, stride: 2, padding: 2 };
    const [maxima, plain] = both(() => maxPool1d(x, 4, options) as Tensor);
    expect(maxima).toEqual(plain);
  });
  it("pass NaN on to the windows that have it", () => {
    const values = Array.from({ length: 1024 }, (_, i) => (i === 37 ? Number.NaN : i));
    const x: Tensor = tensor(values, { dtype }).reshape([1, 1, 32, 32]);
    const [maxima, plain] = both(() => maxPool2d(x, 2) as Tensor);
    expect(maxima).toEqual(plain);
    const [places, plainPlaces] = both(() => maxPool2d(x, 2, { returnIndices: true })[1]);
    expect(places).toEqual(plainPlaces);
    expect(maxima.filter(Number.isNaN).length).toBe(1);
  });
  it("work in several rounds where there are more planes than fit at a time", () => {
    manualSeed(5);
    const x: Tensor = randn([50, 32, 12, 12], { dtype });
    const [maxima, plain] = both(() => maxPool2d(x, 2) as Tensor);
    expect(maxima).toEqual(plain);
  });
});

describe("windows without generated code", () => {
  it("are folded by plain loops", () => {
    // Sizes that no other test has: kernels are kept once they are made.
    forbidGeneratedCode(true);
    const x: Tensor = tensor([[[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]]], { dtype: "int32" });
    const [values, indices] = maxPool1d(x, 11, { returnIndices: true });
    expect([values.item(), indices.item()]).toEqual([9, 5]);
    expect(maxPool1d(x, 10, { stride: 1 }).toArray()).toEqual([[[9, 9]]]);
    const y: Tensor = x.reshape([1, 1, 11]);
    expect(avgPool2d(y.expandDims(1).to("float64"), [1, 11]).item()).toBe(4);
  });
});
