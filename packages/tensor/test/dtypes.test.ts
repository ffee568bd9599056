import { describe, expect, it } from "vitest";
import {
  arange,
  type DType,
  DTypeError,
  eye,
  full,
  linspace,
  ones,
  onesLike,
  ShapeError,
  stack,
  type Tensor,
  tensor,
  where,
  zeros,
  zerosLike,
} from "../src/index.ts";

const DTYPES: readonly DType[] = ["bool", "uint8", "int32", "float32", "float64"];

describe("numbers beside tensors are weakly typed", () => {
  it.each<[DType, number, DType]>([
    ["float32", 0.1, "float32"],
    ["float32", 1e300, "float32"],
    ["float64", 0.1, "float64"],
    ["int32", 2, "int32"],
    ["int32", 0.5, "float32"],
    ["int32", Infinity, "float32"],
    ["int32", 3e9, "float64"],
    ["int32", -(2 ** 31), "int32"],
    ["uint8", 255, "uint8"],
    ["uint8", 256, "int32"],
    ["uint8", -1, "int32"],
    ["uint8", 0.5, "float32"],
    ["bool", 1, "int32"],
    ["bool", 0.5, "float32"],
  ])("%s and %d meet in %s", (dtype, value, expected) => {
    const y = zeros([2], { dtype }).add(value);
    expect(y.dtype).toBe(expected);
    const wanted = expected === "float32" ? Math.fround(value) : value;
    expect([...y.data]).toEqual([wanted, wanted]);
  });
  it("compares with numbers of any size rightly", () => {
    const x = tensor([2147483647, -2147483648], { dtype: "int32" });
    expect(x.less(3e9).toArray()).toEqual([true, true]);
    expect(x.greater(-3e9).toArray()).toEqual([true, true]);
    expect(x.greater(0.5).toArray()).toEqual([true, false]);
    expect(tensor([200], { dtype: "uint8" }).less(300).item()).toBe(1);
    expect(tensor([200], { dtype: "uint8" }).greater(-1).item()).toBe(1);
  });
  it("takes booleans in the dtype of the tensor", () => {
    expect(tensor([1, 2]).mul(true as never).dtype).toBe("float32");
    expect(
      tensor([true])
        .logicalAnd(true as never)
        .toArray(),
    ).toEqual([true]);
  });
  it("squares like any other power, booleans included", () => {
    for (const dtype of DTYPES) {
      const x = ones([2], { dtype });
      expect(x.pow(2).dtype).toBe(x.pow(3).dtype);
    }
    expect(tensor([3, -2]).pow(2).toArray()).toEqual([9, 4]);
  });
  it("where takes a number in the dtype of the other side", () => {
    const x = tensor([1, 2], { dtype: "float64" });
    expect(where(x.greater(1), x, 0).dtype).toBe("float64");
    expect(where(x.greater(1), 0.1, x).toArray()).toEqual([1, 0.1]);
    expect(where(x.greater(1), 1, 0).dtype).toBe("float32");
  });
});

describe("dtypes of results", () => {
  it("quotients and functions of integers are float32, sums of small integers int32", () => {
    const k = tensor([1, 2], { dtype: "int32" });
    expect(k.div(2).toArray()).toEqual([0.5, 1]);
    expect(k.exp().dtype).toBe("float32");
    expect(k.mean().item()).toBe(1.5);
    const bytes = tensor([200, 100], { dtype: "uint8" });
    expect(bytes.sum().item()).toBe(300);
    expect(bytes.add(bytes).toArray()).toEqual([144, 200]);
    expect(tensor([true, true, false]).sum().item()).toBe(2);
  });
  it("products of large integers keep their low digits", () => {
    const big = tensor(
      [
        [65537, 3],
        [-65539, 2147483647],
      ],
      { dtype: "int32" },
    );
    const low = (a: number, b: number): bigint => BigInt(a) * BigInt(b);
    const expected = BigInt.asIntN(32, low(-65539, 3) + low(2147483647, 2147483647));
    expect(big.matmul(big).slice(1, 1).item()).toBe(Number(expected));
    expect(big.slice(0, 0).mul(65537).item()).toBe(131073);
  });
  it("all and any are bool, over no elements too", () => {
    const flags = tensor([
      [true, false],
      [true, true],
    ]);
    expect(flags.all(1).toArray()).toEqual([false, true]);
    expect(flags.any().toArray()).toBe(true);
    expect(zeros([0]).all().toArray()).toBe(true);
    expect(zeros([0]).any().toArray()).toBe(false);
    expect(tensor([NaN]).all().toArray()).toBe(true);
  });
});

describe("casts", () => {
  it("cut towards zero, and wrap", () => {
    const x = tensor([1.9, -1.9, 300.7, -0.5]);
    expect(x.to("int32").toArray()).toEqual([1, -1, 300, 0]);
    expect(x.slice([0, 1]).to("uint8").toArray()).toEqual([1]);
    expect(tensor([300], { dtype: "int32" }).to("uint8").toArray()).toEqual([44]);
  });
  it("to bool ask whether a value is other than 0; NaN is", () => {
    expect(tensor([0, -0, 0.1, NaN]).to("bool").toArray()).toEqual([false, false, true, true]);
  });
  it("round float64 to the nearest float32", () => {
    const x = tensor([0.1, 1e300, 1e-46], { dtype: "float64" });
    expect(x.to("float32").toArray()).toEqual([Math.fround(0.1), Infinity, 0]);
    expect(tensor(0.1, { dtype: "float64" }).to("float32").item()).toBe(Math.fround(0.1));
  });
  it("to the same dtype are the tensor itself", () => {
    const x = tensor([1]);
    expect(x.to("float32")).toBe(x);
  });
});

describe("reductions of special values", () => {
  it("keep NaN wherever it stands", () => {
    for (const data of [
      [NaN, 1, 2],
      [1, NaN, 2],
      [1, 2, NaN],
    ]) {
      const x = tensor(data, { dtype: "float64" });
      for (const y of [x.sum(), x.mean(), x.prod(), x.max(), x.min()]) expect(y.item()).toBeNaN();
      expect(x.argmax().item()).toBe(data.findIndex(Number.isNaN));
      expect(x.argmin().item()).toBe(data.findIndex(Number.isNaN));
    }
  });
  it("know infinities", () => {
    const x = tensor([-Infinity, -Infinity], { dtype: "float64" });
    expect(x.max().item()).toBe(-Infinity);
    expect(x.argmax().item()).toBe(0);
    expect(x.sum().item()).toBe(-Infinity);
    expect(tensor([Infinity, -Infinity]).sum().item()).toBeNaN();
  });
  it("of nothing are 0, 1 and NaN", () => {
    const x = zeros([0, 2]);
    expect(x.sum(0).toArray()).toEqual([0, 0]);
    expect(x.prod(0).toArray()).toEqual([1, 1]);
    expect(x.mean(0).toArray()).toEqual([NaN, NaN]);
    expect(x.max(1).shape).toEqual([0]);
  });
  it("find the first of equal values", () => {
    const x = tensor([
      [1, 3, 3],
      [2, 2, 0],
    ]);
    expect(x.argmax(1).toArray()).toEqual([1, 0]);
    expect(x.argmax().item()).toBe(1);
    expect(x.argmin(0, { keepDims: true }).toArray()).toEqual([[0, 1, 1]]);
  });
  it("of many axes that can't be walked as one are not confused with those of few", () => {
    const few = ones([2, 3]).T;
    expect(few.sum(0).toArray()).toEqual([3, 3]);
    const many = ones(Array<number>(17).fill(2)).T as Tensor;
    expect(many.sum().item()).toBe(2 ** 17);
    expect(many.sum([0, 2, 4], { keepDims: true }).max().item()).toBe(8);
  });
  it("add up many small numbers without losing them", () => {
    const x = full([1_000_000], 0.1);
    expect(x.sum().item()).toBe(Math.fround(1_000_000 * Math.fround(0.1)));
  });
});

describe("creation", () => {
  it("finds shape and dtype in the data", () => {
    expect(tensor(3).shape).toEqual([]);
    expect(tensor([[[1], [2]]]).shape).toEqual([1, 2, 1]);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(tensor(true).dtype).toBe("bool");
    expect(tensor([true, false]).dtype).toBe("bool");
    expect(tensor([1, 2]).dtype).toBe("float32");
    expect(tensor(new Float64Array(2)).dtype).toBe("float64");
    expect(tensor(new Int32Array(2)).dtype).toBe("int32");
    expect(tensor(new Uint8Array(2)).dtype).toBe("uint8");
    expect(tensor(new Float64Array([0, 2, NaN]), { dtype: "bool" }).toArray()).toEqual([
      false,
      true,
      true,
    ]);
  });
  it.each<[string, () => unknown, new (m: string) => Error, RegExp]>([
    [
      "ragged rows",
      () => tensor([[1, 2], [3]] as never),
      ShapeError,
      /ragged.*data\[1\] has length 1.*2/,
    ],
    ["rows of different depth", () => tensor([[1], 2] as never), ShapeError, /data\[1\]/],
    ["a string", () => tensor(["1"] as never), ShapeError, /the string "1".*did you mean 1/],
    [
      "a fraction as integer",
      () => tensor([1.5], { dtype: "int32" }),
      DTypeError,
      /1\.5 does not fit into int32/,
    ],
    ["a number beyond int32", () => tensor([3e9], { dtype: "int32" }), DTypeError, /3000000000/],
    ["a negative size", () => zeros([-1]), ShapeError, /\[-1\] is not a shape/],
    ["a size that is no number", () => zeros(3 as never), ShapeError, /list of sizes/],
    ["more elements than memory", () => zeros([65536, 65536]), ShapeError, /at most/],
    ["an unknown dtype", () => zeros([1], { dtype: "half" as never }), DTypeError, /half/],
    ["an endless range", () => arange(0, 1, 0), Error, /step other than 0/],
  ])("refuses %s", (_, call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });
  it("counts like NumPy", () => {
    expect(arange(3).toArray()).toEqual([0, 1, 2]);
    expect(arange(5, 1, -2).toArray()).toEqual([5, 3]);
    expect(arange(1, 1).shape).toEqual([0]);
    expect(arange(0, 1, 0.1).shape).toEqual([10]);
    expect(arange(3).dtype).toBe("int32");
    expect(arange(0, 1, 0.25, { dtype: "float64" }).toArray()).toEqual([0, 0.25, 0.5, 0.75]);
    expect(linspace(0, 1, 3).toArray()).toEqual([0, 0.5, 1]);
    expect(linspace(2, 9, 1).toArray()).toEqual([2]);
    expect(linspace(0, 1, 0).shape).toEqual([0]);
    const grid = linspace(-1, 0.1, 7, { dtype: "float64" });
    expect([grid.slice(0).item(), grid.slice(-1).item()]).toEqual([-1, 0.1]);
  });
  it("makes matrices and the likes of others", () => {
    expect(eye(2, 3).toArray()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    const x = tensor([[1, 2]], { dtype: "float64" });
    expect([zerosLike(x).dtype, onesLike(x).shape]).toEqual(["float64", [1, 2]]);
    expect(onesLike(x, { dtype: "int32" }).dtype).toBe("int32");
    expect(full([2], -0).toArray()).toEqual([-0, -0]);
    expect(full([2], true).dtype).toBe("bool");
  });
  it("stacks along new axes", () => {
    const [a, b] = [tensor([1, 2]), tensor([3, 4])];
    expect(stack([a, b], 1).toArray()).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(stack([a, b], -1).toArray()).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(() => stack([a, tensor([1])] as Tensor[])).toThrow(ShapeError);
    expect(() => stack([])).toThrow(ShapeError);
  });
  it("steps through slices of the first axis", () => {
    expect(
      [
        ...tensor([
          [1, 2],
          [3, 4],
        ]),
      ].map((row) => row.toArray()),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(() => [...tensor(1)]).toThrow(/no slices/);
  });
});

describe("memory of results", () => {
  it("is their own, also for the many small ones that share an array", () => {
    const base = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
    const results = Array.from({ length: 100 }, (_, i) => base.mul(i));
    results.forEach((r, i) => {
      if (i % 2 === 0) r.assign(-1);
    });
    results.forEach((r, i) => {
      expect([...r.data]).toEqual([...base.data].map((v) => (i % 2 === 0 ? -1 : v * i)));
    });
  });
  it("reads stale blocks never: fresh tensors are zero", () => {
    for (let i = 0; i < 100; i++) {
      const x = zeros([33]);
      expect(x.sum().item()).toBe(0);
      x.assign(1);
    }
  });
});
