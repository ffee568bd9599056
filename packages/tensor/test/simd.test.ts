import { forbidWebAssembly } from "@nabla/wasm";
import { afterEach, describe, expect, test } from "vitest";
import { type DType, type Tensor, tensor } from "../src/index.ts";
import { dispatch, forbidGeneratedCode, type Op, ops } from "../src/internal.ts";

/** Greatest errors of large float32 maps, in units of the last place; 0.501 where they are not named. */
const BOUNDS: { readonly [name: string]: number } = {
  exp: 1,
  expm1: 1.6,
  log: 1,
  log1p: 1.5,
  sigmoid: 3,
  sin: 1.6,
  cos: 1.6,
  tan: 3,
  asin: 2.5,
  acos: 1.5,
  atan: 3,
  sinh: 1.7,
  cosh: 1.5,
  tanh: 1.5,
  asinh: 2.5,
  acosh: 2.5,
  atanh: 2,
  log2: 1.3,
  log10: 2,
  exp2: 1.1,
  softplus: 2,
  xlogy: 1.6,
  erf: 1.5,
  rsqrt: 1.5,
  pow: 0.51,
  atan2: 3,
};

const N = 20_000;
/** Below the number of elements from which on SIMD is used. */
const FEW = 200;

/** The map ops of floats by number of operands. */
const maps = (arity: number): [string, Op<"exp">][] =>
  Object.entries(ops).flatMap(([name, op]) =>
    op.map?.arity === arity && ["float", "numeric", "arithmetic"].includes(op.map.rule)
      ? // All of them take inputs and no attributes.
        [[name, op as unknown as Op<"exp">] as const].map(([n, o]) => [n, o] as [string, Op<"exp">])
      : [],
  );

const apply = (op: Op<"exp">, ...inputs: Tensor[]): Tensor => dispatch(op, inputs, {});
const values = (x: Tensor): number[] => [...x.data];

/** In pieces so small that they are computed in JavaScript. */
const inPieces = (op: Op<"exp">, dtype: DType, ...inputs: number[][]): number[] =>
  Array.from({ length: Math.ceil((inputs[0] as number[]).length / FEW) }, (_, i) =>
    values(apply(op, ...inputs.map((x) => tensor(x.slice(i * FEW, (i + 1) * FEW), { dtype })))),
  ).flat();

function ulpError(got: number, truth: number): number {
  if (Object.is(got, Math.fround(truth))) return 0;
  if (!Number.isFinite(got) || !Number.isFinite(truth) || (got === 0 && truth === 0))
    return Number.POSITIVE_INFINITY;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(truth))), -126);
  return Math.abs(got - truth) / 2 ** (exponent - 23);
}

const special = [0, 1e-45, 1e-39, 0.5, 1, 1.5, 2, 90, 1e9, 3e38, Number.POSITIVE_INFINITY]
  .map(Math.fround)
  .flatMap((x) => [x, -x])
  .concat(Number.NaN);

/** Values of every size, and many near 0; other ones for another `seed`. */
const operand = (seed: number): number[] =>
  Array.from({ length: N }, (_, i) => {
    const t = ((i + 1) * 0.618033988749895 + seed * 0.3719) % 1;
    if (i < special.length ** 2)
      return special[seed === 0 ? i % special.length : Math.floor(i / special.length)] as number;
    if (i % 3 === 0) return Math.fround(8 * t - 4);
    const u = ((i + 1) * 0.7548776662466927 + seed * 0.123) % 1;
    return Math.fround((t < 0.5 ? -1 : 1) * 10 ** (76 * u - 38));
  });

afterEach(() => {
  forbidWebAssembly(false);
  forbidGeneratedCode(false);
});

describe.each([1, 2, 3])("large maps of %d operands", (arity) => {
  const inputs = Array.from({ length: arity }, (_, i) => operand(i));
  test.each(maps(arity))("%s is within its bound of the true value", (name, op) => {
    const large = values(apply(op, ...inputs.map((x) => tensor(x))));
    const truth = inPieces(op, "float64", ...inputs);
    const bound = BOUNDS[name] ?? 0.501;
    large.forEach((got, i) => {
      const at = inputs.map((x) => x[i]);
      // A message for each of so many elements would cost more than the test.
      if (!(ulpError(got, truth[i] as number) <= bound))
        expect(got, `${name}(${at}): true is ${truth[i]}`).toBe(Math.fround(truth[i] as number));
    });
  });

  test.each(maps(arity))("%s has the same bits whatever the layout", (_, op) => {
    const shape = [50, N / 50];
    const [first, ...rest] = inputs.map((x) => tensor(x).reshape(shape)) as [Tensor, ...Tensor[]];
    const expected = values(apply(op, first, ...rest));
    const columns = first.transpose().contiguous().transpose();
    expect(values(apply(op, columns, ...rest))).toEqual(expected);
    const shifted = tensor([7, ...(inputs[0] as number[])])
      .slice([1, N + 1])
      .reshape(shape);
    expect(values(apply(op, shifted, ...rest))).toEqual(expected);
  });

  test.each(maps(arity))("%s is computed in JavaScript where WebAssembly is forbidden", (_, op) => {
    forbidWebAssembly(true);
    const large = values(apply(op, ...inputs.map((x) => tensor(x))));
    forbidWebAssembly(false);
    expect(large).toEqual(inPieces(op, "float32", ...inputs));
  });
});

describe("large maps", () => {
  test.each(maps(2))("%s broadcasts rows, columns and numbers", (_, op) => {
    const [m, n] = [60, 200];
    const [a, b] = [operand(0).slice(600, 600 + m * n), operand(1).slice(600, 600 + m * n)];
    const x = tensor(a).reshape([m, n]);
    const cases: [Tensor, (i: number) => number][] = [
      [tensor(b.slice(0, n)), (i) => i % n],
      [tensor(b.slice(0, m)).reshape([m, 1]), (i) => Math.floor(i / n)],
      [tensor(b[0] as number), () => 0],
    ];
    for (const [y, index] of cases) {
      const spread = tensor(a.map((_, i) => b[index(i)] as number)).reshape([m, n]);
      expect(values(apply(op, x, y))).toEqual(values(apply(op, x, spread)));
      expect(values(apply(op, y, x))).toEqual(values(apply(op, spread, x)));
    }
  });

  test("use SIMD: their last bits differ from those of JavaScript somewhere", () => {
    const x = operand(0);
    const large = values(tensor(x).tanh());
    expect(large).not.toEqual(inPieces(ops.tanh as unknown as Op<"exp">, "float32", x));
  });

  test("take float64 to the functions of JavaScript", () => {
    const x = operand(0);
    expect(values(tensor(x, { dtype: "float64" }).tanh())).toEqual(x.map(Math.tanh));
  });
});
