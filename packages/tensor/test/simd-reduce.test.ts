import { forbidWebAssembly } from "@nabla/wasm";
import { afterEach, describe, expect, test } from "vitest";
import { ones, type Tensor, tensor } from "../src/index.ts";
import { dispatch, ops } from "../src/internal.ts";

afterEach(() => forbidWebAssembly(false));

/** Numbers of both signs and very different sizes. */
const numbers = (n: number, seed = 0): number[] =>
  Array.from({ length: n }, (_, i) => {
    const t = ((i + 1) * 0.618033988749895 + seed * 0.3719) % 1;
    return Math.fround((i % 2 === 0 ? 1 : -1) * 10 ** (12 * t - 6));
  });

const NAMES = ["sum", "mean", "meanSquare", "max", "min"] as const;
type Name = (typeof NAMES)[number];

const reduce = (x: Tensor, name: Name, axes: number[]): Tensor =>
  dispatch(ops[name] as typeof ops.sum, [x], { axes, keepDims: false });

/** Each layout, and the axes that are reduced. */
const CASES: readonly (readonly [what: string, x: Tensor, axes: readonly number[]])[] = [
  ["everything", tensor(numbers(20_003)), [0]],
  ["everything, longer than a tile", tensor(numbers(70_001)), [0]],
  ["everything from an odd offset", tensor(numbers(20_003)).slice([3, 20_000]), [0]],
  ["the last axis", tensor(numbers(75 * 67)).reshape([75, 67]), [1]],
  ["a last axis that is longer than a tile", tensor(numbers(3 * 20_001)).reshape([3, 20_001]), [1]],
  [
    "the last axis of a part",
    tensor(numbers(75 * 67))
      .reshape([75, 67])
      .slice([2, 70], [5, 60]),
    [1],
  ],
  ["the first axis", tensor(numbers(75 * 67)).reshape([75, 67]), [0]],
  [
    "the first axis of one that has very many columns",
    tensor(numbers(5 * 9001)).reshape([5, 9001]),
    [0],
  ],
  [
    "the first axis of a part",
    tensor(numbers(75 * 67))
      .reshape([75, 67])
      .slice([2, 70], [5, 60]),
    [0],
  ],
  ["the first axis, of many rows", tensor(numbers(2000 * 33)).reshape([2000, 33]), [0]],
  ["a middle axis", tensor(numbers(6 * 40 * 35)).reshape([6, 40, 35]), [1]],
  ["all axes but the second", tensor(numbers(6 * 5 * 80)).reshape([6, 5, 8, 10]), [0, 2, 3]],
  ["the first and the last axis", tensor(numbers(6 * 40 * 35)).reshape([6, 40, 35]), [0, 2]],
  [
    "rows of a transposed matrix",
    tensor(numbers(75 * 67))
      .reshape([75, 67])
      .transpose(),
    [1],
  ],
  [
    "columns of a transposed matrix",
    tensor(numbers(75 * 67))
      .reshape([75, 67])
      .transpose(),
    [0],
  ],
];

describe.each(CASES)("a large float32 reduction of %s", (_, x, axes) => {
  test.each(NAMES)("%s agrees with float64 rounded, and with the loop in JavaScript", (name) => {
    const got = [...reduce(x, name, [...axes]).data];
    const exact = [...reduce(x.to("float64"), name, [...axes]).data];
    forbidWebAssembly(true);
    const plain = [...reduce(x, name, [...axes]).data];
    // Sums in float64 whose terms cancel: the last bits of float64, of terms up to 10⁶ (squares 10¹²).
    const scale = name === "max" || name === "min" ? 0 : 1e-9 * (name === "meanSquare" ? 1e6 : 1);
    got.forEach((value, i) => {
      const close = (other: number): boolean =>
        Math.abs(value - other) <= 2 ** -24 * 1.01 * Math.abs(other) + scale;
      expect(close(exact[i] as number), `${value}, ${exact[i]}`).toBe(true);
      expect(close(plain[i] as number), `${value}, ${plain[i]}`).toBe(true);
    });
    expect(got.length).toBe(plain.length);
  });
});

describe("large reductions", () => {
  test("count ten million ones, and keep six digits of a mean", () => {
    expect(ones([1e7]).sum().item()).toBe(1e7);
    const x = tensor(new Float32Array(1e7).fill(0.1));
    expect(Math.abs(x.mean().item() / Math.fround(0.1) - 1)).toBeLessThan(1e-7);
  });

  test("let NaN through, wherever it stands", () => {
    for (const at of [0, 5, 2000, 4096, 4100]) {
      const values = numbers(4101);
      values[at] = Number.NaN;
      const x = tensor(values);
      for (const name of NAMES) expect(reduce(x, name, [0]).item(), name).toBeNaN();
      const columns = tensor([...values, ...numbers(4101, 1)]).reshape([2, 4101]);
      const result = [...columns.max([0]).data];
      expect(result.findIndex(Number.isNaN)).toBe(at);
      expect(result.filter(Number.isNaN).length).toBe(1);
    }
  });

  test("know infinities", () => {
    const x = tensor([...numbers(3000), Number.POSITIVE_INFINITY]);
    expect(x.sum().item()).toBe(Number.POSITIVE_INFINITY);
    expect(x.max().item()).toBe(Number.POSITIVE_INFINITY);
    expect(x.neg().min().item()).toBe(Number.NEGATIVE_INFINITY);
    expect(tensor(new Float32Array(2000).fill(Number.NEGATIVE_INFINITY)).max().item()).toBe(
      Number.NEGATIVE_INFINITY,
    );
  });
});
