import { forbidWebAssembly, reserve } from "@nabla/wasm";
import { afterEach, describe, expect, test } from "vitest";
import { full, manualSeed, randn, type Tensor, tensor } from "../src/index.ts";

afterEach(() => forbidWebAssembly(false));

type Matrix = number[][];
const rowsOf = (x: Tensor): Matrix => x.toArray() as Matrix;

/** Half the distance from 1 to the next number. */
const EPS = { float32: 2 ** -24, float64: 2 ** -53 };

/**
 * Checks a product against float64 sums. A rounding error for each of k sums, which average out, is
 * about √k·ε of the sum of the terms' sizes; another of a product, and one of the result. The sums
 * against which float64 is checked are no more exact than its own.
 */
function expectProduct(got: Tensor, a: Tensor, b: Tensor): void {
  const [x, y, z] = [rowsOf(a), rowsOf(b), rowsOf(got)];
  const ours = (Math.sqrt(y.length) + 2) * EPS[got.dtype as keyof typeof EPS];
  const bound = ours + (Math.sqrt(y.length) + 2) * EPS.float64;
  for (const [i, row] of x.entries())
    for (let j = 0; j < (y[0]?.length ?? 0); j++) {
      let [sum, sizes] = [0, 0];
      for (const [p, value] of row.entries()) {
        const term = value * (y[p]?.[j] ?? 0);
        sum += term;
        sizes += Math.abs(term);
      }
      const off = Math.abs((z[i]?.[j] ?? Number.NaN) - sum);
      if (!(off <= bound * sizes)) expect.fail(`[${i}, ${j}]: off by ${off}: ${bound * sizes}`);
    }
}

const modes = [
  ["WebAssembly", false],
  ["JavaScript", true],
] as const;

describe.each(modes)("matrix products by %s", (_name, forbidden) => {
  const product = (a: Tensor, b: Tensor): Tensor => {
    forbidWebAssembly(forbidden);
    return a.matmul(b);
  };

  test.each(["float32", "float64"] as const)("of %s matrices of all kinds of sizes", (dtype) => {
    manualSeed(1);
    for (const [m, k, n] of [
      [1, 40, 30],
      [40, 30, 1],
      [2, 3, 200],
      [33, 65, 9],
      [64, 64, 64],
      [5, 700, 6],
      [700, 3, 5],
    ] as const) {
      const [a, b] = [randn([m, k], { dtype }), randn([k, n], { dtype })];
      const got = product(a, b);
      expect(got.shape).toEqual([m, n]);
      expectProduct(got, a, b);
    }
  });

  test("of views in any order", () => {
    manualSeed(2);
    const [a, b] = [randn([24, 50]), randn([50, 31])];
    const bigA = randn([100, 120]).slice([7, 31], [3, 103, 2]);
    const bigB = randn([90, 60]).slice([20, 70], [11, 42]);
    const row = randn([1, 31]).broadcastTo([50, 31]);
    for (const x of [a, randn([50, 24]).T, bigA, a.flip(0), a.flip(1)])
      for (const y of [b, randn([31, 50]).T, bigB, row, b.flip()])
        expectProduct(product(x, y), x, y);
  });

  test("of operands larger than what is copied at a time", () => {
    manualSeed(3);
    for (const [m, k, n] of [
      [1030, 3, 1040],
      [3, 1300, 2],
      [2, 1, 2100],
    ] as const)
      for (const dtype of ["float32", "float64"] as const) {
        const [a, b] = [randn([m, k], { dtype }), randn([k, n], { dtype })];
        expectProduct(product(a, b), a, b);
      }
  });

  test("of batches, each as by itself", () => {
    manualSeed(4);
    const [a, b] = [randn([2, 3, 12, 10]), randn([3, 10, 9])];
    const got = product(a, b);
    expect(got.shape).toEqual([2, 3, 12, 9]);
    const matrices = [a, b, got].map((x) => x.reshape([-1, ...x.shape.slice(-2)]).toArray());
    const [x, y, z] = matrices as [Matrix[], Matrix[], Matrix[]];
    for (const [i, alone] of x.entries()) {
      const other = y[i % 3] as Matrix;
      expect(product(tensor(alone), tensor(other)).toArray()).toEqual(z[i]);
    }
  });

  test("of a batch with one matrix or vector, row by row", () => {
    manualSeed(5);
    const [a, b, v] = [randn([3, 7, 12]), randn([12, 9]), randn([12])];
    const turned = randn([12, 7, 3]).permute([2, 1, 0]);
    for (const x of [a, turned]) {
      const [whole, ends] = [product(x, b), product(x, v)];
      expect(whole.shape).toEqual([3, 7, 9]);
      expect(ends.shape).toEqual([3, 7]);
      const rows = x.reshape([21, 12]);
      expectProduct(whole.reshape([21, 9]), rows, b);
      expectProduct(ends.reshape([21, 1]), rows, v.reshape([12, 1]));
    }
    expect(product(full([2, 0, 3], 1), full([3, 4], 1)).shape).toEqual([2, 0, 4]);
    expect(() => product(full([2, 5, 3], 1), full([4, 4], 1))).toThrow(
      "matmul: [2, 5, 3] x [4, 4]: inner dimensions 3 and 4 differ",
    );
  });

  test("spread NaN and infinity along their rows and columns only", () => {
    const a = full([16, 16], 1).toArray() as Matrix;
    (a[3] as number[])[2] = Number.NaN;
    (a[5] as number[])[4] = Number.POSITIVE_INFINITY;
    const b = full([16, 16], 1).toArray() as Matrix;
    (b[4] as number[])[7] = 0;
    const got = rowsOf(product(tensor(a), tensor(b)));
    for (const [i, row] of got.entries())
      for (const [j, value] of row.entries()) {
        const expected =
          i === 3 ? Number.NaN : i === 5 ? (j === 7 ? Number.NaN : Infinity) : j === 7 ? 15 : 16;
        expect(value).toBe(expected);
      }
  });

  test("of no terms are zero, and of no rows are nothing", () => {
    expect(
      product(full([40, 0], 1), full([0, 40], 1))
        .sum()
        .item(),
    ).toBe(0);
    expect(product(full([0, 40], 1), full([40, 40], 1)).shape).toEqual([0, 40]);
  });

  test("of integers wrap, as they do in small", () => {
    const a = full([20, 20], 2 ** 20, { dtype: "int32" });
    expect(product(a, full([20, 20], 2 ** 11 + 1, { dtype: "int32" })).data[0]).toBe(
      Math.imul(2 ** 20 * 20, 2 ** 11 + 1),
    );
  });
});

test("matrix products in WebAssembly leave what others have in the scratch memory to them", () => {
  // A result must be a copy: the next product overwrites the scratch memory.
  const first = full([32, 32], 1).matmul(full([32, 32], 1));
  reserve(4 * 2 ** 20).u8.fill(7);
  full([32, 32], 2).matmul(full([32, 32], 2));
  expect(first.data.every((value) => value === 32)).toBe(true);
});
