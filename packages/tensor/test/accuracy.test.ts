import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Tensor, tensor } from "../src/index.ts";

/**
 * Operands and results of each function, one after the other: extreme ones, evenly spread ones, and the
 * worst of some hundred random ones. The results were computed with 250 bits and more by mpmath 1.2.1
 * and rounded once.
 */
const table = JSON.parse(
  readFileSync(new URL("support/accuracy.json", import.meta.url), "utf8"),
) as { readonly [name: string]: readonly number[] };

const BINARY = ["pow", "atan2", "hypot", "zeta", "logAddExp", "xlogy"];

/** The distance between a number and the next one. */
const ulp = (x: number): number => 2 ** Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) - 52);

const float64 = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });

/** Calls a method by its name. */
function call(name: string, operands: readonly (readonly number[])[]): Tensor {
  const [x, ...others] = operands.map(float64) as [Tensor, ...Tensor[]];
  const methods = x as unknown as { [name: string]: (...others: Tensor[]) => Tensor };
  return methods[name]!(...others);
}

/** The lists of operands, and that of results. */
function columns(name: string): { operands: number[][]; results: number[] } {
  const width = BINARY.includes(name) ? 3 : 2;
  const lists = Array.from({ length: width }, (_, i) =>
    table[name]!.filter((_, j) => j % width === i),
  );
  return { operands: lists.slice(0, -1), results: lists[width - 1]! };
}

/** The worst error in ulps, with the place where it is. */
function worst(
  values: ArrayLike<number>,
  results: readonly number[],
  size = ulp,
): [number, number] {
  let at: [number, number] = [0, 0];
  results.forEach((result, i) => {
    const error = Math.abs(values[i]! - result) / size(result);
    if (!(error <= at[0])) at = [error, i];
  });
  return at;
}

describe("float64 functions are within 2 ulp of the exact value", () => {
  it.each(Object.keys(table))("%s", (name) => {
    const { operands, results } = columns(name);
    expect(results.length).toBeGreaterThan(20);
    const [error, i] = worst(call(name, operands).data, results);
    // The error of the rounded result adds half a unit.
    expect(error, `${name}(${operands.map((x) => x[i])})`).toBeLessThanOrEqual(2.5);
  });

  it.each(Object.keys(table))("%s of a single number too", (name) => {
    const { operands, results } = columns(name);
    const values = results.map((_, i) =>
      call(
        name,
        operands.map((x) => [x[i]!]),
      ).item(),
    );
    expect(values).toEqual([...call(name, operands).data]);
  });
});

describe("where a result is the small difference of large terms", () => {
  // The error is that of the terms: no less than the value 1.
  const ofTerms = (x: number): number => ulp(Math.max(1, Math.abs(x)));

  it("logAddExp is as exact as its operands", () => {
    const [x, y, z] = [-1.12025198503011, -0.3171595464700955, 0.05298340703576940861];
    const [error] = worst(call("logAddExp", [[x], [y]]).data, [z], ofTerms);
    expect(error).toBeLessThan(1);
  });

  it("lgamma and digamma beside their zeros below 0 are as exact as the terms of the reflection", () => {
    const lgamma = call("lgamma", [[-3.1433161970869654, -2.759643013421681]]).data;
    expect(
      worst(lgamma, [0.0020616087450818372466, 0.024301777290563504535], ofTerms)[0],
    ).toBeLessThan(4);
    const digamma = call("digamma", [[-5.652207447433147, -2.611884351688845]]).data;
    expect(
      worst(digamma, [0.18964481712155161582, -0.012639217287765347833], ofTerms)[0],
    ).toBeLessThan(4);
  });
});

describe("stable at ±10⁴", () => {
  it("softplus, logSigmoid and sigmoid keep what float64 can hold", () => {
    const x = float64([-1e4, -745, -40, 40, 745, 1e4]);
    expect([...x.softplus().data]).toEqual([0, 5e-324, 4.248354255291589e-18, 40, 745, 1e4]);
    expect([...x.logSigmoid().data]).toEqual([-1e4, -745, -40, -4.248354255291589e-18, -5e-324, 0]);
    expect([...x.sigmoid().data]).toEqual([0, 5e-324, 4.248354255291589e-18, 1, 1, 1]);
  });
  it("logAddExp of large operands does not overflow", () => {
    const x = float64([1e4, -1e4, 1e4]);
    const y = float64([1e4, -1e4, -1e4]);
    const sums = [1e4 + Math.LN2, -1e4 + Math.LN2, 1e4];
    expect([...x.logAddExp(y).data]).toEqual(sums);
  });
  it("float32 too", () => {
    const x = tensor([-1e4, 1e4]);
    expect([...x.softplus().data]).toEqual([0, 1e4]);
    expect([...x.logSigmoid().data]).toEqual([-1e4, 0]);
    expect([...x.logAddExp(x).data]).toEqual([-1e4 + Math.LN2, 1e4 + Math.LN2].map(Math.fround));
  });
});
