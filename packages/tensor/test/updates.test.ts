import { afterEach, describe, expect, it } from "vitest";
import { type DType, full, ShapeError, type Tensor, tensor, zeros } from "../src/index.ts";
import { dispatch, forbidGeneratedCode, ops, ScalarUpdate } from "../src/internal.ts";

afterEach(() => forbidGeneratedCode(false));

/** v ← v/2 + g, x ← x − v, and n ← n + 1 once. */
const momentum = (): ScalarUpdate =>
  new ScalarUpdate("momentum", 3, 4, (k, x, v, n, g) => {
    const speed = k.add(k.mul(k.num(0.5), v!), g!);
    return [k.sub(x!, speed), speed, k.add(n!, k.one)];
  });

const apply = (update: ScalarUpdate, ...operands: readonly Tensor[]): Tensor =>
  dispatch(ops.update, operands, { update });

const float64 = (data: number[]): Tensor => tensor(data, { dtype: "float64" });

describe.each([
  ["generated code", false],
  ["plain loops", true],
])("an update by %s", (_, forbidden) => {
  const make = (): ScalarUpdate => {
    forbidGeneratedCode(forbidden);
    return momentum();
  };
  it("overwrites all targets from their old values, and a counter once", () => {
    const [x, v, n] = [float64([1, 2, 3]), float64([2, 4, 6]), tensor(7, { dtype: "float64" })];
    expect(apply(make(), x, v, n, float64([1, 1, 1]))).toBe(x);
    expect(x.toArray()).toEqual([-1, -1, -1]);
    expect(v.toArray()).toEqual([2, 3, 4]);
    expect(n.item()).toBe(8);
  });
  it("works on single elements of any rank, and on none", () => {
    const [x, v, n] = [float64([1]), tensor(2, { dtype: "float64" }), tensor(0)];
    apply(make(), x, v, n, tensor([[1]], { dtype: "float64" }));
    expect([x.item(), v.item(), n.item()]).toEqual([-1, 2, 1]);
    const [none, slot, count] = [zeros([0]), zeros([0]), tensor(0)];
    apply(make(), none, slot, count, zeros([0]));
    expect(count.item()).toBe(1);
  });
  it("takes targets and inputs in any layout", () => {
    const big = full([2, 3], 1, { dtype: "float64" });
    const [x, v] = [big.T as Tensor, zeros([3, 2], { dtype: "float64" })];
    const g = tensor(
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      { dtype: "float64" },
    ).T as Tensor;
    apply(make(), x, v.flip(), tensor(0), g);
    expect(big.toArray()).toEqual([
      [0, -1, -2],
      [-3, -4, -5],
    ]);
    expect(v.toArray()).toEqual([
      [6, 3],
      [5, 2],
      [4, 1],
    ]);
  });
  it("casts inputs to the dtype of the first target", () => {
    const x = zeros([2]);
    apply(make(), x, zeros([2]), tensor(0, { dtype: "float64" }), float64([0.1, 0.2]));
    expect(x.toArray()).toEqual([-Math.fround(0.1), -Math.fround(0.2)]);
  });
  it("may read what it overwrites", () => {
    const x = float64([1, 2]);
    const v = zeros([2], { dtype: "float64" });
    apply(make(), x, v, tensor(0), x);
    expect([x.toArray(), v.toArray()]).toEqual([
      [0, 0],
      [1, 2],
    ]);
  });
  it("stretches inputs of one element", () => {
    const x = float64([1, 2, 3]);
    apply(make(), x, zeros([3], { dtype: "float64" }), tensor(0), float64([1]));
    expect(x.toArray()).toEqual([0, 1, 2]);
  });
});

describe("an update", () => {
  it("is seen by views, and raises the version of every target", () => {
    const [x, v, n] = [float64([1, 2]), float64([0, 0]), tensor(0)];
    const view = x.slice([1, 2]);
    apply(momentum(), x, v, n, float64([1, 1]));
    expect(view.item()).toBe(1);
    expect([x, v, n].map((t) => t.storage.version)).toEqual([1, 1, 1]);
    expect(x.storage.overwrittenBy).toBe("momentum");
  });
  it("refuses shapes that differ", () => {
    const call = () => apply(momentum(), zeros([2]), zeros([3]), tensor(0), zeros([2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/momentum: operand 1 has shape \[3\], but the first has \[2\]/);
  });
  it("refuses targets whose elements share memory", () => {
    const shared = tensor(1).broadcastTo([3]).mul(2) as Tensor;
    const call = () => apply(momentum(), shared, zeros([3]), tensor(0), tensor([1, 2, 3]));
    expect(call).toThrow(/momentum: .*share memory/);
  });
  it.each<DType>(["float32", "float64"])("keeps the precision of %s targets", (dtype) => {
    const x = tensor([0.1], { dtype });
    const halve = new ScalarUpdate("halve", 1, 1, (k, value) => [k.div(value!, k.num(3))]);
    apply(halve, x);
    const third = dtype === "float32" ? Math.fround(Math.fround(0.1) / 3) : 0.1 / 3;
    expect(x.item()).toBe(third);
  });
});
