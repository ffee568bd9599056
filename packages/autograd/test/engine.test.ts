import { concat, DTypeError, GradientError, ones, type Tensor, tensor, zeros } from "@nabla/tensor";
import { dispatch, nodeOf, ops } from "@nabla/tensor/internal";
import { describe, expect, it } from "vitest";
import { enableGrad, noGrad } from "../src/index.ts";

const leaf = (data: number | number[], dtype: "float32" | "float64" = "float64"): Tensor =>
  tensor(data as number[], { dtype, requiresGrad: true });

describe("accumulation", () => {
  it("adds the gradients of two passes, and of two uses of a tensor", () => {
    const x = leaf([1, 2]);
    x.square().sum().backward();
    expect(x.grad?.toArray()).toEqual([2, 4]);
    x.mul(x).add(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([5, 9]);
  });
  it("starts anew after grad is set to null", () => {
    const x = leaf([1, 2]);
    x.sum().backward();
    x.grad = null;
    x.mul(3).sum().backward();
    expect((x.grad as Tensor | null)?.toArray()).toEqual([3, 3]);
  });
  it("adds what arrives through both arms of a diamond, each node once", () => {
    const x = leaf(3);
    const y = x.mul(2);
    const z = y.mul(y).add(y.exp().mul(0)).add(y);
    z.backward();
    expect(x.grad?.item()).toBe(2 * (2 * 6 + 1));
  });
  it("takes time in proportion to the ops, not to the paths", () => {
    let y: Tensor = leaf(1);
    const x = y;
    for (let i = 0; i < 60; i++) y = y.add(y).mul(0.5);
    y.backward();
    expect(x.grad?.item()).toBe(1);
  });
  it("leaves tensors alone that want no gradient, and those between", () => {
    const [x, c] = [leaf([1, 2]), tensor([3, 4], { dtype: "float64" })];
    const y = x.mul(c);
    y.sum().backward();
    expect(c.grad).toBeNull();
    expect(y.grad).toBeNull();
  });
  it("gives a leaf that is its own result the seed", () => {
    const x = leaf(5);
    x.backward();
    expect(x.grad?.item()).toBe(1);
    const v = leaf([1, 2]);
    v.backward(tensor([3, 4], { dtype: "float64" }));
    expect(v.grad?.toArray()).toEqual([3, 4]);
  });
});

describe("deep graphs", () => {
  it("goes forward and back through 100,000 ops", () => {
    const x = leaf(1);
    let y: Tensor = x;
    for (let i = 0; i < 100_000; i++) y = y.mul(1.00001);
    y.backward();
    expect(x.grad?.item()).toBeCloseTo(1.00001 ** 100_000, 9);
  });
  it("goes through 100,000 ops on the way to the arguments of grad, too", async () => {
    const { grad } = await import("../src/index.ts");
    const slope = grad((x) => {
      let y: Tensor = x;
      for (let i = 0; i < 100_000; i++) y = y.add(1);
      return y;
    });
    expect(slope(tensor(1)).item()).toBe(1);
  });
});

describe("passes over one graph", () => {
  it("refuses a second pass, naming the op where the graph was freed", () => {
    const x = leaf([1, 2]);
    const loss = x.exp().sum();
    loss.backward();
    expect(() => loss.backward()).toThrow(GradientError);
    expect(() => loss.backward()).toThrow(
      /freed by an earlier backward pass \(at sum\).*retainGraph/,
    );
    expect(x.grad?.toArray()).toEqual([Math.exp(1), Math.exp(2)]);
  });
  it("refuses a pass through a part that was freed", () => {
    const x = leaf([1, 2]);
    const shared = x.exp();
    shared.sum().backward();
    const other = shared.mul(2).sum();
    expect(() => other.backward()).toThrow(/freed by an earlier backward pass \(at exp\)/);
  });
  it("allows a second pass with retainGraph, and adds to the gradients", () => {
    const x = leaf([1, 2]);
    const loss = x.square().sum();
    loss.backward(undefined, { retainGraph: true });
    loss.backward();
    expect(x.grad?.toArray()).toEqual([4, 8]);
    expect(() => loss.backward()).toThrow(/freed/);
  });
  it("records itself with createGraph, so that gradients can be differentiated", () => {
    const x = leaf([1, 2]);
    x.pow(3).sum().backward(undefined, { createGraph: true });
    const first = x.grad as Tensor;
    expect(first.requiresGrad).toBe(true);
    x.grad = null;
    first.square().sum().backward();
    // d/dx (3x²)² = 36x³
    expect((x.grad as Tensor | null)?.toArray()).toEqual([36, 288]);
  });
  it("keeps no history of the pass without createGraph", () => {
    const x = leaf([1, 2]);
    x.pow(3).sum().backward();
    expect(x.grad?.requiresGrad).toBe(false);
  });
  it("starts from a tensor of any shape with a gradient", () => {
    const x = leaf([1, 2]);
    x.square().backward(tensor([10, 100], { dtype: "float64" }));
    expect(x.grad?.toArray()).toEqual([20, 400]);
  });
  it("is whole again after a pass that failed", () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    const y = x.mul(w).exp();
    const loss = y.sum();
    const before = w.detach().clone();
    noGrad(() => w.assign(0));
    expect(() => loss.backward(undefined, { retainGraph: true })).toThrow(/assign/);
    noGrad(() => w.assign(before));
    // The values are back, but nothing knows it: still refused, and recording still on.
    expect(() => loss.backward()).toThrow(/assign/);
    x.mul(w).sum().backward();
    expect(x.grad?.toArray()).toEqual([3, 4]);
  });
});

describe("what has no gradient says so", () => {
  it("a tensor with several elements needs a gradient of its shape", () => {
    const x = leaf([1, 2]).mul(2);
    // @ts-expect-error – the shape is known only when the program runs, but a pass needs one element
    const call = () => (x as Tensor<[2]>).backward();
    expect(call).toThrow(/backward: needs a tensor with one element, got \[2\]/);
    expect(() => x.backward(ones([3], { dtype: "float64" }) as Tensor)).toThrow(/\[3\].*\[2\]/);
    expect(() => x.backward(ones([2]) as Tensor)).toThrow(/float32.*float64/);
  });
  it("a tensor that was computed from nothing that wants one", () => {
    expect(() => tensor(1).mul(2).backward()).toThrow(/does not require a gradient/);
    const x = leaf(1);
    expect(() => noGrad(() => x.mul(2)).backward()).toThrow(/noGrad/);
    expect(() => x.detach().mul(2).backward()).toThrow(/detached/);
    expect(() => x.mul(2).to("int32").backward()).toThrow(/int32/);
    expect(() => x.greater(0).backward()).toThrow(/bool/);
  });
  it("integers and booleans, on creation and later", () => {
    expect(() => tensor([1, 2], { dtype: "int32", requiresGrad: true })).toThrow(DTypeError);
    const flags = tensor([true]);
    expect(() => {
      flags.requiresGrad = true;
    }).toThrow(/bool/);
  });
  it("integers take part, and pass nothing on", () => {
    const x = leaf([1, 2], "float32");
    const k = tensor([2, 3], { dtype: "int32" });
    x.mul(k).sum().backward();
    expect(x.grad?.toArray()).toEqual([2, 3]);
    expect(x.grad?.dtype).toBe("float32");
  });
});

describe("switching recording", () => {
  it("noGrad and enableGrad nest, and end with an error too", () => {
    const x = leaf(1);
    noGrad(() => {
      expect(x.mul(2).requiresGrad).toBe(false);
      expect(enableGrad(() => x.mul(2)).requiresGrad).toBe(true);
      expect(x.mul(2).requiresGrad).toBe(false);
    });
    expect(() =>
      noGrad(() => {
        throw new RangeError("mine");
      }),
    ).toThrow("mine");
    expect(x.mul(2).requiresGrad).toBe(true);
  });
  it("refuse async functions, whose rest would run outside", () => {
    expect(() => noGrad(async () => 1)).toThrow(/promise/);
  });
  it("detach shares values and ends the history", () => {
    const x = leaf([1, 2]);
    const y = x.mul(x.detach()).sum();
    y.backward();
    expect(x.grad?.toArray()).toEqual([1, 2]);
    const d = x.detach();
    expect(d.requiresGrad).toBe(false);
    noGrad(() => x.assign(7));
    expect(d.toArray()).toEqual([7, 7]);
  });
  it("requiresGrad can be switched on leaves, not on results", () => {
    const x = tensor([1, 2], { dtype: "float64" });
    x.requiresGrad = true;
    const y = x.mul(2);
    expect(y.isLeaf).toBe(false);
    expect(() => {
      y.requiresGrad = false;
    }).toThrow(/mul.*detach/);
    x.requiresGrad = false;
    expect(x.mul(2).requiresGrad).toBe(false);
    x.requiresGrad = true;
    x.mul(5).sum().backward();
    expect(x.grad?.toArray()).toEqual([5, 5]);
  });
  it("a graph from before a switch still reaches its leaf", () => {
    const x = leaf([1, 2]);
    const loss = x.mul(3).sum();
    x.requiresGrad = false;
    x.requiresGrad = true;
    loss.add(x.sum()).backward();
    expect(x.grad?.toArray()).toEqual([4, 4]);
  });
  it("results under noGrad are leaves that may want a gradient of their own", () => {
    const x = leaf([1, 2]);
    const y = noGrad(() => x.mul(2));
    y.requiresGrad = true;
    y.square().sum().backward();
    expect(y.grad?.toArray()).toEqual([4, 8]);
    expect(x.grad).toBeNull();
  });
});

describe("dtypes and shapes of gradients", () => {
  it("a float32 leaf in a float64 expression gets a float32 gradient", () => {
    const x = leaf([1, 2], "float32");
    x.mul(tensor([0.5, 0.25], { dtype: "float64" }))
      .sum()
      .backward();
    expect(x.grad?.dtype).toBe("float32");
    expect(x.grad?.toArray()).toEqual([0.5, 0.25]);
  });
  it("casts pass the gradient back in the dtype of their source", () => {
    const x = leaf([1, 2], "float32");
    x.to("float64").square().sum().backward();
    expect(x.grad?.dtype).toBe("float32");
    expect(x.grad?.toArray()).toEqual([2, 4]);
  });
  it("broadcasting along new and stretched axes is summed away", () => {
    const [row, column, one] = [
      zeros([3], { requiresGrad: true }),
      zeros([2, 1], { requiresGrad: true }),
      leaf(0, "float32"),
    ];
    row.add(column).add(one).sum().backward();
    expect(row.grad?.toArray()).toEqual([2, 2, 2]);
    expect(column.grad?.toArray()).toEqual([[3], [3]]);
    expect(one.grad?.item()).toBe(6);
  });
  it("tensors without elements have gradients without elements", () => {
    const x = zeros([0, 3], { requiresGrad: true });
    x.square().sum().backward();
    expect(x.grad?.shape).toEqual([0, 3]);
  });
  it("bool conditions steer gradients without having any", () => {
    const x = leaf([-1, 2]);
    x.mul(x.greater(0).to("float64")).sum().backward();
    expect(x.grad?.toArray()).toEqual([0, 1]);
  });
});

describe("what is recorded", () => {
  it("add keeps no values, mul those that its wanted gradients read", () => {
    const [x, c] = [leaf([1, 2]), tensor([3, 4], { dtype: "float64" })];
    const sum = nodeOf(x.add(c));
    expect([sum?.a, sum?.b, sum?.out]).toEqual([null, null, null]);
    const scaled = nodeOf(x.mul(c));
    expect(scaled?.a).toBeNull();
    expect(scaled?.b).toBe(c);
  });
  it("saved values are dropped by the pass", () => {
    const x = leaf([1, 2]);
    const y = x.exp();
    const node = nodeOf(y);
    y.sum().backward();
    expect(node?.out).toBeNull();
    expect(node?.edges).toEqual([]);
  });
  it("an op with several uses of one input counts each", () => {
    const x = leaf([1, 2]);
    concat([x, x, x]).sum().backward();
    expect(x.grad?.toArray()).toEqual([3, 3]);
    const m = tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: "float64", requiresGrad: true },
    );
    dispatch(ops.matmul, [m, m], { transposeA: false, transposeB: false }).sum().backward();
    expect(m.grad?.toArray()).toEqual([
      [7, 11],
      [9, 13],
    ]);
  });
});
