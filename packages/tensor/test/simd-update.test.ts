import { forbidWebAssembly } from "@nabla/wasm";
import { afterEach, describe, expect, test } from "vitest";
import { type Tensor, tensor } from "../src/index.ts";
import { dispatch, ops, ScalarUpdate } from "../src/internal.ts";

afterEach(() => forbidWebAssembly(false));

/** Adam with its corrections for the first steps, which need more digits than float32 has. */
const adam = (): ScalarUpdate =>
  new ScalarUpdate("adam", 4, 6, (k, x, m, v, n, g, lr) => {
    const step = k.add(n!, k.one);
    const first = k.add(k.mul(k.num(0.9), m!), k.mul(k.num(1 - 0.9), g!));
    const second = k.add(k.mul(k.num(0.999), v!), k.mul(k.num(1 - 0.999), k.mul(g!, g!)));
    const [c1, c2] = [0.9, 0.999].map((beta) => k.sub(k.one, k.pow(k.num(beta), step)));
    const length = k.add(k.sqrt(k.div(second, c2!)), k.num(1e-8));
    const change = k.div(k.mul(lr!, k.div(first, c1!)), length);
    return [k.sub(x!, change), first, second, step];
  });

const numbers = (n: number, seed: number): number[] =>
  Array.from({ length: n }, (_, i) => 4 * (((i + 1) * 0.618033988749895 + seed * 0.3719) % 1) - 2);

/** Two steps on `n` elements: parameters, slots and the counter afterwards. */
function twoSteps(n: number): number[][] {
  const update = adam();
  const [x, m, v] = [numbers(n, 0), numbers(n, 1), numbers(n, 2).map(Math.abs)].map((a) =>
    tensor(a),
  ) as [Tensor, Tensor, Tensor];
  const count = tensor(0, { dtype: "float64" });
  for (const seed of [3, 4])
    dispatch(
      ops.update,
      [x, m, v, count, tensor(numbers(n, seed)), tensor(0.01, { dtype: "float64" })],
      { update },
    );
  return [x, m, v, count].map((t) => [...t.data]);
}

describe("a large float32 update", () => {
  test.each([1024, 8192, 20_003])("of %d elements agrees with float64 rounded", (n) => {
    const got = twoSteps(n);
    forbidWebAssembly(true);
    const plain = twoSteps(n);
    expect(got[3]).toEqual([2]);
    got.slice(0, 3).forEach((values, i) => {
      values.forEach((value, j) => {
        // Two steps of some six roundings each, of terms up to 2.
        if (!(Math.abs(value - (plain[i]?.[j] as number)) <= 1e-6))
          expect(value, `target ${i}, element ${j}`).toBe(plain[i]?.[j]);
      });
    });
    // It was SIMD: not all last bits are the same.
    expect(got.slice(0, 3)).not.toEqual(plain.slice(0, 3));
  });

  test("computes what is the same for all elements once, in float64", () => {
    const y = tensor(new Array<number>(2000).fill(1));
    const update = new ScalarUpdate("difference", 1, 2, (k, a, t) => [
      k.mul(a!, k.sub(k.add(k.one, t!), k.one)),
    ]);
    dispatch(ops.update, [y, tensor(2 ** -40, { dtype: "float64" })], { update });
    expect(y.data[1999]).toBe(2 ** -40);
  });

  test("overwrites parts of larger tensors, and views see it", () => {
    const all = tensor(numbers(3000, 5));
    const before = [...all.data];
    const update = new ScalarUpdate("double", 1, 1, (k, x) => [k.add(x!, x!)]);
    dispatch(ops.update, [all.slice([501, 2500])], { update });
    expect([...all.data]).toEqual(
      before.map((x, i) => Math.fround(i >= 501 && i < 2500 ? 2 * x : x)),
    );
  });

  test("leaves formulas without SIMD code to JavaScript", () => {
    const update = new ScalarUpdate("wrap", 1, 1, (k, x) => [k.mod(x!, k.one)]);
    const x = tensor(numbers(2000, 6));
    dispatch(ops.update, [x], { update });
    expect(Math.min(...x.data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x.data)).toBeLessThan(1);
  });
});
