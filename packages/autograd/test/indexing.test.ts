import { type Tensor, TraceError, tensor, where } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { make } from "../../tensor/test/support/layouts.ts";
import { product } from "../../tensor/test/support/nd.ts";
import { sampleArray } from "../../tensor/test/support/values.ts";
import { grad, gradCheck, jvp, vmap } from "../src/index.ts";

const ints = (data: readonly number[], shape: readonly number[] = [data.length]): Tensor =>
  make({ shape, data }, "int32");
const values = (shape: readonly number[], seed: number): Tensor =>
  make(sampleArray(shape, "float64", { low: -2, high: 2 }, seed), "float64");

/** Indexing of x and writing of v into it, with places that are named twice. */
const functions: readonly [
  string,
  readonly number[],
  readonly number[],
  (x: Tensor, v: Tensor) => Tensor,
][] = [
  ["at with lists", [3, 4], [2], (x, v) => x.at([2, 0], [1, 1]).mul(v)],
  ["at with separated lists", [2, 3, 2], [3], (x, v) => x.at([1, 1], null, [0, 1]).mul(v)],
  [
    "at with a mask",
    [2, 2],
    [2],
    (x, v) =>
      x
        .at([
          [true, false],
          [true, false],
        ])
        .mul(v),
  ],
  [
    "get with everything",
    [2, 3, 2],
    [1],
    (x, v) => x.get("::-1, None, ?, 0", ints([2, 0, 2])).mul(v),
  ],
  ["gather", [2, 3], [1], (x, v) => x.gather(1, ints([2, 2, 0, 1], [2, 2])).mul(v)],
  ["gather of a corner", [3, 3], [1], (x, v) => x.gather(0, ints([2, 2], [1, 2])).mul(v)],
  ["takeAlongAxis", [1, 3], [1], (x, v) => x.takeAlongAxis(ints([2, 0], [2, 1]), 1).mul(v)],
  ["take", [2, 2], [2], (x, v) => x.take(ints([3, 3])).mul(v)],
  ["unique", [2, 3], [2], (x, v) => x.unique().at([0, 2]).mul(v)],
  ["bincount by weights", [1], [3], (x, v) => ints([1, 3, 1]).bincount(v).mul(x)],
  ["maskedSelect", [2, 2], [1], (x, v) => x.maskedSelect(tensor([true, false])).mul(v)],
  ["maskedFill", [2, 2], [], (x, v) => x.maskedFill(tensor([true, false]), v).square()],
  [
    "scatterAdd",
    [2, 3],
    [2, 3],
    (x, v) => x.scatterAdd(1, ints([0, 0, 2, 1, 1, 1], [2, 3]), v).square(),
  ],
  ["scatter", [2, 3], [2, 2], (x, v) => x.scatter(1, ints([0, 0, 2, 1], [2, 2]), v).square()],
  [
    "scatter into a corner",
    [3, 3],
    [2, 2],
    (x, v) => x.scatter(0, ints([0, 0, 2, 0], [2, 2]), v).square(),
  ],
  ["indexAdd", [3, 2], [2, 2], (x, v) => x.indexAdd(0, ints([1, 1]), v).square()],
  ["indexCopy", [2, 3], [2, 2], (x, v) => x.indexCopy(1, ints([1, 1]), v).square()],
  ["indexFill", [2, 3], [], (x, v) => x.indexFill(1, ints([0, 2]), v).square()],
  ["withSlice", [2, 4], [2, 2], (x, v) => x.withSlice([null, [null, null, -2]], v).square()],
  [
    "withAt",
    [3, 3],
    [3],
    (x, v) =>
      x
        .withAt(
          [
            [0, 1, 0],
            [2, 1, 2],
          ],
          v,
        )
        .square(),
  ],
  ["withAt, separated", [2, 2, 2], [2, 2], (x, v) => x.withAt([[1, 1], null, 0], v).square()],
  [
    "withAt that adds",
    [3, 2],
    [3, 2],
    (x, v) => x.withAt([[0, 1, 0]], v, { accumulate: true }).square(),
  ],
];

describe.each(functions)("%s", (name, shape, valueShape, f) => {
  const [x, v] = [values(shape, 1), values(valueShape, 2)];

  it("has the first and second derivatives that differences give", () => {
    gradCheck(f, [x, v], { name });
    const first = (a: Tensor, b: Tensor): Tensor => {
      const [byX, byV] = grad((c: Tensor, d: Tensor) => f(c, d).square().sum(), {
        argnums: [0, 1],
      })(a, b) as [Tensor, Tensor];
      return byX.sum().add(byV.square().sum()) as Tensor;
    };
    gradCheck(first, [x, v], { name: `gradient of ${name}` });
  });

  it("has forward derivatives that agree with reverse ones", () => {
    const [dx, dv] = [values(shape, 3), values(valueShape, 4)];
    const [, forward] = jvp(f, [x, v], [dx, dv]) as [Tensor, Tensor];
    const w = values(forward.shape, 5);
    const reverse = grad((a: Tensor, b: Tensor) => f(a, b).mul(w).sum(), { argnums: [0, 1] })(
      x,
      v,
    ) as [Tensor, Tensor];
    const expected = reverse[0].mul(dx).sum().item() + reverse[1].mul(dv).sum().item();
    expect(forward.mul(w).sum().item()).toBeCloseTo(expected, 12);
  });
});

// How many distinct values there are differs from example to example.
describe.each(functions.filter(([name]) => name !== "unique"))("%s", (_, shape, valueShape, f) => {
  it("gives for a batch what it gives for each example", () => {
    const [xs, vs] = [values([3, ...shape], 6), values([3, ...valueShape], 7)];
    const batch = vmap(f)(xs, vs) as Tensor;
    for (let i = 0; i < 3; i++)
      expect(batch.slice(i).toArray()).toEqual(f(xs.slice(i), vs.slice(i)).toArray());
  });
});

describe("batched positions", () => {
  it("index and write per example", () => {
    const [x, index] = [values([3, 4], 1), ints([0, 3, 3, 1, 2, 2], [3, 2])];
    const picked = vmap((a: Tensor, i: Tensor) => a.at(i))(x, index) as Tensor;
    const written = vmap((a: Tensor, i: Tensor) => a.withAt([i], a.at(0)))(x, index) as Tensor;
    for (let k = 0; k < 3; k++) {
      const [a, i] = [x.slice(k) as Tensor, index.slice(k) as Tensor];
      expect(picked.slice(k).toArray()).toEqual(a.at(i).toArray());
      expect(written.slice(k).toArray()).toEqual(a.withAt([i], a.at(0)).toArray());
    }
  });

  it("are searched for per example", () => {
    const [sorted, x] = [ints([1, 3, 5, 2, 2, 2], [2, 3]), ints([3, 9, 2, 1], [2, 2])];
    const found = vmap((a: Tensor, b: Tensor) => a.searchSorted(b))(sorted, x) as Tensor;
    expect(found.toArray()).toEqual([
      [1, 3],
      [0, 0],
    ]);
  });

  it("cannot have a number of elements that depends on values", () => {
    const x = values([3, 4], 1);
    for (const f of [
      (a: Tensor): Tensor => a.maskedSelect(a.greater(0)),
      (a: Tensor): Tensor => a.at(a.greater(0)),
      (a: Tensor): Tensor => a.nonzero(),
      (a: Tensor): Tensor => a.unique(),
      (a: Tensor): Tensor => a.to("int32").bincount(),
    ])
      expect(() => vmap(f)(x)).toThrow(TraceError);
    const chosen = vmap((a: Tensor): Tensor => where(a.greater(0), a, 0))(x) as Tensor;
    expect(product(chosen.shape)).toBe(12);
  });
});
