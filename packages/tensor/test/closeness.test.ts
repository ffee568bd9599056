import { describe, expect, it } from "vitest";
import { NablaError, type Tensor, tensor } from "../src/index.ts";

const float64 = (values: number[]): Tensor => tensor(values, { dtype: "float64" });

describe("isClose", () => {
  it("allows differences in relation to the other value, and a little beside", () => {
    const x = float64([1, 1, 1e-9, 0]);
    expect(x.isClose(float64([1.00001, 1.0001, 0, 1e-7])).toArray()).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(x.isClose(float64([2, 1.4, 1, 1]), { rtol: 0.5, atol: 0 }).toArray()).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(x.isClose(1.5, { rtol: 0, atol: 0.5 }).toArray()).toEqual([true, true, false, false]);
  });
  it("takes infinities for close to themselves only", () => {
    const x = float64([Infinity, -Infinity, Infinity, 1, -Infinity]);
    const y = float64([Infinity, -Infinity, -Infinity, Infinity, 1]);
    expect(x.isClose(y).toArray()).toEqual([true, true, false, false, false]);
    expect(x.isClose(y, { rtol: 1e300 }).toArray()).toEqual([true, true, false, false, false]);
    expect(x.isClose(y, { rtol: Infinity }).toArray()).toEqual([true, true, false, false, false]);
  });
  it("takes NaN for close to NaN only where it is told to", () => {
    const [x, y] = [float64([NaN, NaN, 1]), float64([NaN, 1, NaN])];
    expect(x.isClose(y).toArray()).toEqual([false, false, false]);
    expect(x.isClose(y, { equalNan: true }).toArray()).toEqual([true, false, false]);
  });
  it("compares integers and booleans without wrapping around", () => {
    const x = tensor([2147483647, 5], { dtype: "int32" });
    expect(x.isClose(tensor([-2147483648, 5], { dtype: "int32" })).toArray()).toEqual([
      false,
      true,
    ]);
    expect(x.isClose(tensor([2147483647, 4], { dtype: "int32" })).toArray()).toEqual([true, false]);
    expect(
      tensor([true, false])
        .isClose(tensor([true, true]))
        .toArray(),
    ).toEqual([true, false]);
  });
  it("refuses negative tolerances", () => {
    expect(() => float64([1]).isClose(1, { rtol: -1 })).toThrow(NablaError);
    expect(() => float64([1]).allClose(1, { atol: NaN })).toThrow("atol is NaN");
  });
});

describe("allClose", () => {
  it("is one truth value, broadcasts, and is true of nothing", () => {
    expect(float64([0.1, 0.1]).add(0.2).allClose(0.3)).toBe(true);
    expect(float64([1, 2]).allClose(float64([1, 2.1]))).toBe(false);
    expect(float64([]).allClose(1)).toBe(true);
    expect(float64([NaN]).allClose(NaN)).toBe(false);
    expect(float64([NaN]).allClose(NaN, { equalNan: true })).toBe(true);
  });
});

describe("nanToNum", () => {
  const special = [NaN, Infinity, -Infinity, -0];
  it("puts 0 and the largest numbers of the dtype in their places", () => {
    expect(float64(special).nanToNum().toArray()).toEqual([
      0,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      -0,
    ]);
    const largest = 3.4028234663852886e38;
    expect(tensor(special).nanToNum().toArray()).toEqual([0, largest, -largest, -0]);
  });
  it("puts there what it is given, even what is not finite", () => {
    const options = { nan: 7, posInf: NaN, negInf: -1 };
    expect(float64(special).nanToNum(options).toArray()).toEqual([7, NaN, -1, -0]);
  });
  it("leaves integers as they are", () => {
    const x = tensor([1, 2], { dtype: "int32" });
    expect(x.nanToNum()).toBe(x);
  });
});

describe("round with decimals", () => {
  it("rounds before and after the point, halves to the even digit", () => {
    expect(float64([1.25, -2.675, 1234.5]).round(1).toArray()).toEqual([1.2, -2.7, 1234.5]);
    expect(float64([1250, 1350, -49]).round(-2).toArray()).toEqual([1200, 1400, -0]);
    const whole = tensor([1250, 1349], { dtype: "int32" });
    expect([whole.round(-2).toArray(), whole.round(-2).dtype]).toEqual([[1200, 1300], "int32"]);
    expect(whole.round(3).toArray()).toEqual([1250, 1349]);
    expect(() => whole.round(0.5)).toThrow("round: decimals is 0.5");
  });
});

describe("mistakes get errors that say what to do", () => {
  it.each<[string, () => unknown]>([
    ["clamp: there is no bound: needed min, max or both", () => tensor([1]).clamp(null)],
    ["polygamma: the order is -1: needed 0, 1, 2, …", () => tensor([1]).polygamma(-1)],
    ["polygamma: the order is 0.5", () => tensor([1]).polygamma(0.5)],
    ["lerp: the operand is undefined", () => tensor([1]).lerp(2, undefined as never)],
    [
      "hypot: shapes [2] and [3] do not broadcast",
      () => tensor([1, 2]).hypot(float64([1, 2, 3]) as never),
    ],
  ])("%s", (message, wrong) => {
    expect(wrong).toThrow(message);
  });
});
