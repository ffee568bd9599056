import { cdist, concat, einsum, meshgrid, type Tensor, tensordot } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { make } from "../../tensor/test/support/layouts.ts";
import { sampleArray } from "../../tensor/test/support/values.ts";
import { grad, gradCheck, vmap } from "../src/index.ts";

const sample = (shape: readonly number[], seed: number): Tensor =>
  make(sampleArray(shape, "float64", { low: -2, high: 2 }, seed), "float64");
const x = sample([3, 4], 1);
const y = sample([4, 3], 2);

const functions: { readonly [name: string]: (x: Tensor) => Tensor } = {
  tril: (a) => a.tril(1),
  triu: (a) => a.triu(),
  trace: (a) => a.trace(1),
  diagonal: (a) => a.diagonal(-1, 1, 0),
  diagEmbed: (a) => a.diagEmbed(-1, 0, 2),
  split: (a) => concat(a.split([1, 3], 1).reverse(), 1),
  chunk: (a) => a.chunk(3, 1)[1] as Tensor,
  unbind: (a) => a.unbind(1)[2] as Tensor,
  repeat: (a) => a.repeat([1, 0, 2], 0),
  "repeat by one count": (a) => a.repeat(2, 1),
  tile: (a) => a.tile([2, 1, 2]),
  roll: (a) => a.roll([1, -1], [0, 1]),
  rot90: (a) => a.rot90(3),
  moveAxis: (a) => a.moveAxis(0, -1),
  flatten: (a) => a.expandDims(0).flatten(0, 1),
  outer: (a) => a.slice(0).outer(a.slice(null, 0)),
  dot: (a) => a.slice(0).dot(a.slice(1)),
  kron: (a) => a.kron(y),
  cross: (a) => a.cross(y.T, 0),
  diff: (a) => a.diff(2),
  einsum: (a) => einsum("ij,jk,kl->il", a, y, a),
  "einsum with a diagonal": (a) => einsum("ii,...i->...", a.slice(null, [0, 3]), y),
  "einsum without sums": (a) => einsum("ij,ji->ij", a, y),
  tensordot: (a) => tensordot(a, y, 1),
  cdist: (a) => cdist(a, y.T),
  meshgrid: (a) => {
    const [u, v] = meshgrid([a.slice(0), a.slice(1)]);
    return u.mul(v);
  },
};

describe.each(Object.entries(functions))("%s", (name, f) => {
  it("has the gradient that differences give, in every layout", () => {
    for (const at of [x, x.flip(0), y.T]) gradCheck(f, [at], { name });
  });
  it("is computed for each example of a batch", () => {
    const batch = sample([2, 3, 4], 5);
    const each = vmap(f)(batch);
    for (const i of [0, 1]) {
      const [found, expected] = [each.slice(i), f(batch.slice(i))];
      expect(found.shape).toEqual(expected.shape);
      // The same sums of float64 products, perhaps in another order.
      expected.data.forEach((value, j) => {
        expect(found.data[j]).toBeCloseTo(value, 12);
      });
    }
  });
});

it("the distance of equal points has gradient 0", () => {
  const gradient: Tensor = grad((a: Tensor): Tensor<[]> => cdist(a, a).sum())(sample([1, 3], 1));
  expect(gradient.add(0).toArray()).toEqual([[0, 0, 0]]);
});
