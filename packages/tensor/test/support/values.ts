import type { DType } from "../../src/index.ts";
import { type Nd, product } from "./nd.ts";

/** Where an input of an op may lie, and what to stay away from (kinks, poles). */
export interface Domain {
  readonly low: number;
  readonly high: number;
  /** No value closer than 0.05 to multiples of `every` (or to 0 where it is 0). */
  readonly avoid?: { readonly every: number };
  /** Added to the diagonals of matrices, so that they have inverses. */
  readonly diagonal?: number;
}

const GOLDEN = 0.6180339887498949;

/** Values spread evenly over a domain, all different; the same ones for the same `seed`. */
export function spread({ low, high, avoid }: Domain, n: number, seed: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const value = low + (high - low) * (((i + 1) * GOLDEN + seed * 0.3719) % 1);
    if (avoid === undefined) return value;
    const bad = avoid.every === 0 ? 0 : Math.round(value / avoid.every) * avoid.every;
    return Math.abs(value - bad) < 0.05 ? bad + 0.06 + Math.abs(value - bad) : value;
  });
}

/** What an element of `dtype` keeps of a number. */
export function stored(dtype: DType, value: number): number {
  if (dtype === "float64") return value;
  if (dtype === "float32") return Math.fround(value);
  if (dtype === "bool") return value === 0 ? 0 : 1;
  const whole = Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
  return Number(dtype === "int32" ? BigInt.asIntN(32, whole) : BigInt.asUintN(8, whole));
}

/** An array of a shape with values of a domain, as `dtype` can hold them. */
export function sampleArray(
  shape: readonly number[],
  dtype: DType,
  domain: Domain,
  seed: number,
): Nd {
  const { diagonal = 0 } = domain;
  const [m, n] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const onDiagonal = (i: number): boolean => i % n === Math.floor(i / n) % m;
  const values = spread(domain, product(shape), seed).map((v, i) =>
    onDiagonal(i) ? v + diagonal : v,
  );
  const whole = (v: number, i: number): number => {
    if (dtype === "bool") return (i + seed) % 3 === 0 ? 0 : 1;
    return dtype === "uint8" ? Math.abs(Math.round(v * 2)) : Math.round(v * 2) + 0;
  };
  return {
    shape,
    data: values.map((v, i) => (dtype.startsWith("float") ? stored(dtype, v) : whole(v, i))),
  };
}

/**
 * How far a value may be from the reference: half a unit in the last place each for our rounding and
 * the reference's, for formulas of up to three roundings.
 */
const TOLERANCE: { readonly [D in DType]: number } = {
  float64: 3 * 2 ** -52,
  float32: 2 ** -23,
  int32: 0,
  uint8: 0,
  bool: 0,
};

/** Are two numbers the same, to the rounding of `dtype`? NaN is NaN; −0 is not 0 where `signed`. */
export function agree(a: number, b: number, dtype: DType, signed: boolean, scale = 0): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0 && !signed)) return true;
  // The smallest float32 are this far apart: there, a rounding is no longer a fraction of the value.
  const step = dtype === "float32" ? 2 ** -149 : 0;
  return Math.abs(a - b) <= Math.max(TOLERANCE[dtype] * Math.max(Math.abs(b), scale), step);
}
