import { describe, expect, it } from "vitest";
import { type Tensor, type TensorJson, tensor, zeros } from "../src/index.ts";

/** The way that the documentation of `toJSON` shows. */
function rebuilt(text: string): Tensor {
  const { dtype, shape, data }: TensorJson = JSON.parse(text);
  return tensor(data.map(Number), { dtype }).reshape(shape);
}

describe("a tensor as JSON", () => {
  it.each<[string, Tensor]>([
    [
      "floats with NaN and infinities",
      tensor([
        [0.1, NaN, -2],
        [Infinity, -Infinity, 1e-40],
      ]),
    ],
    ["doubles", tensor([Math.PI, -1e300], { dtype: "float64" })],
    ["whole numbers", tensor([[2 ** 31 - 1], [-5]], { dtype: "int32" })],
    ["bytes", tensor([0, 255], { dtype: "uint8" })],
    ["truth values", tensor([[true, false]])],
    ["a tensor without axes", tensor(3)],
    ["a tensor without elements", zeros([0, 2])],
    [
      "a view",
      tensor([
        [1, 2],
        [3, 4],
      ]).T.slice(null, [null, null, -1]),
    ],
  ])("%s come back as they were", (_, x) => {
    const y = rebuilt(JSON.stringify(x));
    expect([y.dtype, y.shape, y.data]).toEqual([x.dtype, x.shape, x.data]);
  });

  it("has plain values only, inside of other objects too", () => {
    const x = tensor([[1, 2]], { requiresGrad: true });
    expect(JSON.stringify({ step: 1, x })).toBe(
      '{"step":1,"x":{"dtype":"float32","shape":[1,2],"data":[1,2]}}',
    );
  });
});
