import { describe, expect, test } from "vitest";
import {
  ARITY,
  expressions,
  hasLanes,
  input,
  MAP_TILE,
  mapKernel,
  type Primitive,
  reserve,
} from "../src/index.ts";
import { mapModule } from "../src/map-kernel.ts";
import { disassemble } from "./support/run.ts";
import { everyFloat, SPECIAL, ulpError } from "./support/ulp.ts";

const power = (x: number, y: number): number =>
  x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY) ? 1 : x ** y;

/** Taylor's series, whose terms cancel too much only where the result is 1. */
function erf(x: number): number {
  if (Math.abs(x) > 4.5) return Math.sign(x);
  let sum = 0;
  let term = x;
  for (let n = 0; n < 150; n++) {
    sum += term / (2 * n + 1);
    term *= -(x * x) / (n + 1);
  }
  // So that -0 stays, and NaN.
  return x === 0 || Number.isNaN(x) ? x : (2 / Math.sqrt(Math.PI)) * sum;
}

const roundHalfEven = (x: number): number => {
  if (Math.abs(x) > 2 ** 23 || x === 0) return x;
  const size = Math.abs(x) + 2 ** 52 - 2 ** 52;
  return x < 0 ? -size : size;
};

/** Of each function, the true value and the greatest error in units of the last place. */
const UNARY: { readonly [P in Primitive]?: readonly [(x: number) => number, number] } = {
  neg: [(x) => -x, 0],
  abs: [Math.abs, 0],
  sign: [(x) => Math.sign(x) + 0, 0],
  trunc: [Math.trunc, 0],
  floor: [Math.floor, 0],
  ceil: [Math.ceil, 0],
  round: [roundHalfEven, 0],
  sqrt: [Math.sqrt, 0.501],
  exp: [Math.exp, 1],
  expm1: [Math.expm1, 1.6],
  log: [Math.log, 1],
  log1p: [Math.log1p, 1.5],
  log2: [Math.log2, 1.3],
  log10: [Math.log10, 2],
  sin: [Math.sin, 1.6],
  cos: [Math.cos, 1.6],
  tan: [Math.tan, 3],
  asin: [Math.asin, 2.5],
  acos: [Math.acos, 1.5],
  atan: [Math.atan, 3],
  sinh: [Math.sinh, 1.7],
  cosh: [Math.cosh, 1.5],
  tanh: [Math.tanh, 1.5],
  asinh: [Math.asinh, 2.5],
  acosh: [Math.acosh, 2.5],
  atanh: [Math.atanh, 2],
  erf: [erf, 1.5],
};

const BINARY: { readonly [P in Primitive]?: readonly [(x: number, y: number) => number, number] } =
  {
    add: [(x, y) => x + y, 0.501],
    sub: [(x, y) => x - y, 0.501],
    mul: [(x, y) => x * y, 0.501],
    div: [(x, y) => x / y, 0.501],
    max: [Math.max, 0],
    min: [Math.min, 0],
    pow: [power, 0.51],
    atan2: [Math.atan2, 3],
    hypot: [Math.hypot, 0.501],
  };

/** Applies a primitive to arrays of any length. */
function apply(name: Primitive, ...operands: readonly Float32Array[]): Float32Array {
  const make = expressions[name] as (
    ...args: ReturnType<typeof input>[]
  ) => ReturnType<typeof input>;
  const kernel = mapKernel(
    [make(...operands.map((_, i) => input(i)))],
    operands.map(() => false),
  )();
  if (kernel === null) throw new Error("no WebAssembly");
  const n = operands[0]?.length ?? 0;
  const out = new Float32Array(n);
  const { f32 } = reserve((operands.length + 1) * MAP_TILE * 4);
  for (let from = 0; from < n; from += MAP_TILE) {
    const count = Math.min(MAP_TILE, n - from);
    operands.forEach((x, i) => {
      f32.set(x.subarray(from, from + count), i * MAP_TILE);
    });
    kernel.map(4 * count);
    const at = operands.length * MAP_TILE;
    out.set(f32.subarray(at, at + count), from);
  }
  return out;
}

/** The greatest error, and the operands where it is. */
function worst(
  name: Primitive,
  truth: (...x: number[]) => number,
  ...operands: readonly Float32Array[]
): { readonly error: number; readonly at: readonly number[]; readonly got: number } {
  const result = apply(name, ...operands);
  let found = { error: 0, at: [] as number[], got: 0 };
  result.forEach((got, i) => {
    const at = operands.map((x) => x[i] as number);
    const error = ulpError(got, truth(...at));
    if (error > found.error) found = { error, at, got };
  });
  return found;
}

const random = (n: number, low: number, high: number, seed: number): Float32Array =>
  Float32Array.from(
    { length: n },
    (_, i) => low + (high - low) * (((i + 1) * 0.618033988749895 + seed * 0.3719) % 1),
  );

describe("functions of four float32", () => {
  const floats = everyFloat(65539);
  test.each(Object.entries(UNARY))(
    "%s is within its bound for floats of every size",
    (name, [truth, bound]) => {
      const found = worst(name as Primitive, truth, floats);
      expect(found.error, `at ${found.at}: ${found.got}`).toBeLessThanOrEqual(bound);
    },
  );

  test.each(Object.entries(UNARY))(
    "%s is within its bound where most numbers are",
    (name, [truth, bound]) => {
      for (const [low, high] of [
        [-1, 1],
        [-4, 4],
        [-100, 100],
      ] as const) {
        const found = worst(name as Primitive, truth, random(20_000, low, high, high));
        expect(found.error, `at ${found.at}: ${found.got}`).toBeLessThanOrEqual(bound);
      }
    },
  );

  test.each(Object.entries(UNARY))(
    "%s keeps zeros, infinities and NaN as JavaScript has them",
    (name, [truth, bound]) => {
      const x = Float32Array.from(SPECIAL);
      apply(name as Primitive, x).forEach((got, i) => {
        expect(
          ulpError(got, truth(x[i] as number)),
          `${name}(${x[i]}) = ${got}`,
        ).toBeLessThanOrEqual(bound);
      });
    },
  );

  test.each(Object.entries(BINARY))(
    "%s is within its bound, also of special values",
    (name, [truth, bound]) => {
      const pairs = SPECIAL.flatMap((x) => SPECIAL.map((y) => [x, y] as const));
      const operands = [
        [pairs.map(([x]) => x), pairs.map(([, y]) => y)],
        [everyFloat(131101), everyFloat(131101).reverse()],
        [random(20_000, 0, 20, 1), random(20_000, -10, 10, 2)],
        [random(20_000, -1, 1, 3), random(20_000, -1, 1, 4)],
        [random(5000, -9, 9, 5).map(Math.round), random(5000, -9, 9, 6).map(Math.round)],
      ].map((xs) => xs.map((x) => Float32Array.from(x)));
      for (const [x, y] of operands as [Float32Array, Float32Array][]) {
        const found = worst(name as Primitive, truth, x, y);
        expect(found.error, `at ${found.at}: ${found.got}`).toBeLessThanOrEqual(bound);
      }
    },
  );

  test("do not depend on where in the array an element stands, nor on its neighbours", () => {
    const x = Float32Array.from([...SPECIAL, ...random(500, -120, 120, 7)]);
    for (const name of Object.keys(UNARY) as Primitive[]) {
      const expected = apply(name, x);
      for (let skip = 1; skip < 4; skip++)
        expect(apply(name, x.slice(skip)), name).toEqual(expected.slice(skip));
      const backwards = apply(name, x.slice().reverse());
      expect(backwards.reverse(), name).toEqual(expected);
    }
  });

  test("are there for all primitives but special functions, remainders and bits", () => {
    const missing = (Object.keys(ARITY) as Primitive[]).filter((name) => {
      const make = expressions[name] as (
        ...args: ReturnType<typeof input>[]
      ) => ReturnType<typeof input>;
      return !hasLanes([make(...Array.from({ length: ARITY[name] }, (_, i) => input(i)))]);
    });
    expect(missing.sort()).toEqual(
      [
        ...["erfc", "erfinv", "lgamma", "digamma", "zeta", "mod", "rem", "floorDivide"],
        ...["bitAnd", "bitOr", "bitXor", "shiftLeft", "shiftRight"],
      ].sort(),
    );
  });
});

describe("a kernel of a formula", () => {
  const k = expressions;
  test("takes numbers as parameters, and has several outputs", () => {
    const product = k.mul(input(0), input(1));
    const outputs = [k.add(product, input(2)), k.sub(product, k.num(0.5))];
    const kernel = mapKernel(outputs, [false, true, false])();
    const { f32 } = reserve(4 * MAP_TILE * 4);
    f32.set([1, 2, 3, 4, 5], 0);
    f32.set([10, 20, 30, 40, 50], MAP_TILE);
    kernel?.map(5 * 4, 2);
    expect([...f32.subarray(2 * MAP_TILE, 2 * MAP_TILE + 5)]).toEqual([12, 24, 36, 48, 60]);
    expect([...f32.subarray(3 * MAP_TILE, 3 * MAP_TILE + 5)]).toEqual([1.5, 3.5, 5.5, 7.5, 9.5]);
  });

  test("chooses by comparisons and by truth values, which are 1 and 0 as results", () => {
    const [x, y] = [input(0), input(1)];
    const outputs = [
      k.select(k.lt(x, y), x, y),
      k.and(k.le(x, y), k.not(k.eq(x, k.zero))),
      k.add(k.xor(x, y), k.or(x, k.zero)),
      k.select(x, k.num(7), k.num(8)),
    ];
    const kernel = mapKernel(outputs, [false, false])();
    const { f32 } = reserve(6 * MAP_TILE * 4);
    f32.set([1, 0, 5, Number.NaN, -0], 0);
    f32.set([2, 3, 0, 1, -0], MAP_TILE);
    kernel?.map(5 * 4);
    const output = (i: number): number[] => [
      ...f32.subarray((2 + i) * MAP_TILE, (2 + i) * MAP_TILE + 5),
    ];
    expect(output(0)).toEqual([1, 0, 0, 1, -0]);
    expect(output(1)).toEqual([1, 0, 0, 0, 0]);
    expect(output(2)).toEqual([1, 1, 2, 1, 0]);
    expect(output(3)).toEqual([7, 8, 7, 7, 8]);
  });

  test("computes a shared value once, also if it was written twice", () => {
    const roots = (outputs: ReturnType<typeof input>[]): number =>
      disassemble(mapModule(outputs, [false])).match(/f32x4\.sqrt/g)?.length ?? 0;
    const root = k.sqrt(input(0));
    expect(roots([k.mul(root, root)])).toBe(1);
    expect(roots([k.mul(k.sqrt(input(0)), k.sqrt(input(0)))])).toBe(1);
    expect(roots([root, k.neg(root)])).toBe(1);
  });

  test("is a module that another implementation finds valid, for every primitive", () => {
    for (const name of [...Object.keys(UNARY), ...Object.keys(BINARY)] as Primitive[]) {
      const make = expressions[name] as (
        ...args: ReturnType<typeof input>[]
      ) => ReturnType<typeof input>;
      const operands = Array.from({ length: ARITY[name] }, (_, i) => input(i));
      expect(
        disassemble(
          mapModule(
            [make(...operands)],
            operands.map(() => false),
          ),
        ),
      ).toContain("v128.load");
    }
  });
});
