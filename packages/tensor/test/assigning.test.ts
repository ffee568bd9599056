import { describe, expect, it } from "vitest";
import {
  AxisError,
  DTypeError,
  full,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";

const line = (): Tensor => tensor([1, 2, 3, 4, 5]);

describe("assign", () => {
  it("copies values, and keeps no tie to the source", () => {
    const [x, y] = [zeros([2]), tensor([1, 2])];
    expect(x.assign(y)).toBe(x);
    y.assign(0);
    expect(x.toArray()).toEqual([1, 2]);
  });
  it("is seen by every view, made before or after", () => {
    const x = line();
    const [tail, turned] = [x.slice([3, null]), x.flip()];
    x.assign(tensor([9, 8, 7, 6, 5]));
    expect(tail.toArray()).toEqual([6, 5]);
    expect(turned.toArray()).toEqual([5, 6, 7, 8, 9]);
    expect(x.reshape([5, 1]).toArray()).toEqual([[9], [8], [7], [6], [5]]);
  });
  it("through a view changes the viewed part alone", () => {
    const x = zeros([3, 3]);
    x.slice(1).assign(tensor([1, 2, 3]));
    x.diagonal().assign(7);
    x.slice(null, [2, null, -2])
      .slice(0)
      .assign(tensor([5, 6]));
    expect(x.toArray()).toEqual([
      [6, 0, 5],
      [1, 7, 3],
      [0, 0, 7],
    ]);
  });
  it.each<[string, (x: Tensor) => void, number[]]>([
    ["forwards", (x) => x.slice([1, null]).assign(x.slice([0, -1])), [1, 1, 2, 3, 4]],
    ["backwards", (x) => x.slice([0, -1]).assign(x.slice([1, null])), [2, 3, 4, 5, 5]],
    ["flipped", (x) => x.assign(x.flip()), [5, 4, 3, 2, 1]],
    ["itself", (x) => x.assign(x), [1, 2, 3, 4, 5]],
    ["spread from one element", (x) => x.assign(x.slice([4, 5])), [5, 5, 5, 5, 5]],
    ["every second", (x) => x.slice([0, 2]).assign(x.slice([1, 4, 2])), [2, 4, 3, 4, 5]],
  ])(
    "of a part of the tensor itself reads everything before it writes: %s",
    (_, move, expected) => {
      const x = line();
      move(x);
      expect(x.toArray()).toEqual(expected);
    },
  );
  it("transposes in place", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    x.assign(x.T);
    expect(x.toArray()).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });
  it("works on single elements and their views", () => {
    const x = tensor(1);
    const view = x.reshape([1, 1]);
    x.assign(5);
    expect(view.toArray()).toEqual([[5]]);
    view.assign(6);
    expect(x.item()).toBe(6);
    expect(x.add(1).item()).toBe(7);
  });
  it("broadcasts and casts the value", () => {
    const x = zeros([2, 3], { dtype: "float64" });
    expect(x.assign(tensor([[1], [2]], { dtype: "int32" })).toArray()).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    const single = zeros([2]);
    expect(single.assign(tensor([0.1, 0.2], { dtype: "float64" })).toArray()).toEqual([
      Math.fround(0.1),
      Math.fround(0.2),
    ]);
  });
  it("refuses shapes that do not fit, and says which", () => {
    expect(() => (zeros([2]) as Tensor).assign(zeros([3]))).toThrow(ShapeError);
    expect(() => (zeros([2]) as Tensor).assign(zeros([1, 2]))).toThrow(/\[1, 2\].*\[2\]/);
  });
  it("refuses to squeeze fractions into integers", () => {
    const k = zeros([2], { dtype: "int32" });
    expect(() => k.assign(tensor([0.5, 1]))).toThrow(DTypeError);
    expect(() => k.assign(0.5)).toThrow(/to\("int32"\)/);
    expect(() => tensor([true]).assign(2)).toThrow(DTypeError);
    expect(k.assign(7).toArray()).toEqual([7, 7]);
  });
  it("refuses elements that share memory", () => {
    expect(() =>
      zeros([1])
        .broadcastTo([3])
        .assign(tensor([1, 2, 3])),
    ).toThrow(/share memory/);
  });
  it("does not reach the arrays that a tensor was made of or gave out", () => {
    const source = new Float32Array([1, 2]);
    const x = tensor(source);
    const out = x.data;
    x.assign(9);
    expect([...source, ...out]).toEqual([1, 2, 1, 2]);
    source[0] = out[0] = 5;
    expect(x.toArray()).toEqual([9, 9]);
  });
  it("does not reach the results of earlier ops, nor a constant of the same value", () => {
    const x = tensor([1, 2]);
    const y = x.add(0);
    const one = full([], 1);
    x.assign(0);
    one.assign(3);
    expect(y.toArray()).toEqual([1, 2]);
    expect(tensor([5]).add(1).item()).toBe(6);
    expect(full([], 1).item()).toBe(1);
  });
});

describe("views share memory with their source", () => {
  const x = (): Tensor => zeros([4, 6]) as Tensor;
  it.each<[string, (x: Tensor) => Tensor]>([
    ["transpose", (t) => t.T],
    ["permute", (t) => t.permute([1, 0])],
    ["slice", (t) => t.slice([1, 3], [null, null, -2])],
    ["an index", (t) => t.slice(2)],
    ["flip", (t) => t.flip()],
    ["diagonal", (t) => t.diagonal()],
    ["broadcastTo", (t) => t.broadcastTo([2, 4, 6])],
    ["expandDims and squeeze", (t) => t.expandDims(1).squeeze(1)],
    ["detach", (t) => t.detach()],
    ["reshape of a row-major tensor", (t) => t.reshape([2, 12])],
    ["reshape that splits an axis of a transposed one", (t) => t.T.reshape([3, 2, 4])],
    ["reshape that splits a strided axis", (t) => t.slice(null, [0, null, 2]).reshape([2, 2, 3])],
    ["reshape that merges axes walked in one stride", (t) => t.slice([1, 3]).reshape([12])],
    ["reshape of flipped axes", (t) => t.flip().reshape([24])],
  ])("%s", (_, take) => {
    const source = x();
    const view = take(source);
    source.assign(1);
    expect(view.sum().item()).toBe(view.size);
  });
  it.each<[string, (x: Tensor) => Tensor]>([
    ["reshape across the rows of a transposed tensor", (t) => t.T.reshape([24])],
    ["reshape across a gap", (t) => t.slice(null, [0, 5]).reshape([20])],
    ["clone", (t) => t.clone()],
    ["indexSelect", (t) => t.indexSelect(0, tensor([0], { dtype: "int32" }))],
  ])("but not where a copy is needed: %s", (_, take) => {
    const source = x();
    const copy = take(source);
    source.assign(1);
    expect(copy.sum().item()).toBe(0);
  });
});

describe("errors", () => {
  it("carry the op and the shapes as fields", () => {
    try {
      (zeros([2, 3]) as Tensor).matmul(zeros([2, 3]));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ShapeError);
      expect((error as ShapeError).op).toBe("matmul");
      expect((error as ShapeError).shapes).toEqual([
        [2, 3],
        [2, 3],
      ]);
      expect((error as ShapeError).name).toBe("ShapeError");
    }
  });
  const x = zeros([2, 3]) as Tensor;
  it.each<[string, () => unknown, new (m: string) => Error, RegExp]>([
    [
      "add",
      () => x.add(zeros([2])),
      ShapeError,
      /add: shapes \[2, 3\] and \[2\] do not broadcast: 3 vs 2/,
    ],
    [
      "matmul with the weight of Linear",
      () => zeros([32, 784]).matmul(zeros([10, 784]) as Tensor),
      ShapeError,
      /weight\.T/,
    ],
    ["matmul of a scalar", () => x.matmul(tensor(1) as Tensor), ShapeError, /scalar.*mul/],
    [
      "sum over a missing axis",
      () => x.sum(2 as number),
      AxisError,
      /sum: axis 2 is out of range for shape \[2, 3\]/,
    ],
    ["sum over an axis twice", () => x.sum([0, -2]), AxisError, /axis 0 is named twice/],
    ["max of nothing", () => zeros([0]).max(), ShapeError, /max of nothing/],
    ["argmax of nothing", () => zeros([2, 0]).argmax(1), ShapeError, /argmax of nothing/],
    ["cumSum of a scalar", () => (tensor(1) as Tensor).cumSum(1), AxisError, /out of range/],
    ["reshape", () => x.reshape([4]), ShapeError, /6 elements vs 4/],
    ["reshape with two holes", () => x.reshape([-1, -1]), ShapeError, /at most one -1/],
    [
      "reshape of nothing with a hole",
      () => (zeros([0]) as Tensor).reshape([0, -1]),
      ShapeError,
      /could be anything/,
    ],
    ["permute", () => x.permute([0, 0]), AxisError, /each of the 2 axes/],
    ["broadcastTo", () => x.broadcastTo([3]), ShapeError, /broadcast/],
    ["squeeze", () => x.squeeze(0 as number), ShapeError, /size 2, not 1/],
    [
      "slice by an index",
      () => x.slice(2 as number),
      AxisError,
      /index 2 is out of range for axis 0/,
    ],
    ["slice with step 0", () => x.slice([0, 1, 0] as never), AxisError, /step other than 0/],
    ["slice with too many entries", () => x.slice(0, 0, 0 as never), AxisError, /3 entries/],
    ["diagonal of a line", () => (tensor([1]) as Tensor).diagonal(), ShapeError, /two axes/],
    ["indexSelect by fractions", () => x.indexSelect(0, tensor([0.5])), DTypeError, /int32/],
    [
      "indexSelect out of range",
      () => x.indexSelect(1, tensor([0, 3], { dtype: "int32" })),
      AxisError,
      /index 3 at position 1 .* axis 1 of size 3/,
    ],
    ["item of many", () => (x as Tensor).item(), ShapeError, /\[2, 3\].*toArray/],
    ["an operand that is a string", () => x.add("1" as never), DTypeError, /the string "1"/],
    ["an operand that is an array", () => x.add([1, 2] as never), DTypeError, /an array.*tensor/],
    ["an unknown dtype", () => x.to("float16" as never), DTypeError, /float16.*float32/],
    [
      "bool times bool as matrices",
      () => tensor([[true]]).matmul(tensor([[true]])),
      DTypeError,
      /bool/,
    ],
    [
      "backward without autograd",
      () => (tensor(1, { requiresGrad: true }) as Tensor).backward(),
      Error,
      /import "@nabla\/autograd"/,
    ],
  ])("%s", (_, call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });
});
