import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type DType, DTypeError, type Tensor, tensor, zeros } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
/** Rows of the table in the README's section on dtypes. */
const section = readme.split("\n## ").find((text) => text.startsWith("dtypes")) as string;
const [head, , ...rows] = section
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.replaceAll(/[*`\s]/g, "")),
  ) as [string[], string[], ...string[][]];

const DTYPES: readonly DType[] = ["bool", "uint8", "int32", "float32", "float64"];
const isDType = (text: string): text is DType => (DTYPES as readonly string[]).includes(text);

/** What stands at the head of a column, as an operand. */
const operandOf = (text: string): Tensor | number =>
  isDType(text) ? zeros([2], { dtype: text }) : text === "true" ? (true as never) : Number(text);

describe("the README's table of dtypes", () => {
  it("has a row for each, and columns for each and for numbers", () => {
    expect(rows.map(([name]) => name)).toEqual(DTYPES);
    expect(head.slice(1)).toEqual([...DTYPES, "true", "1", "-1", "256", "3e9", "0.5"]);
  });
  it.each(rows.map((row) => [row[0] as DType, row.slice(1)] as const))(
    "tells where %s meets others",
    (dtype, cells) => {
      const x = zeros([2], { dtype });
      const met = head.slice(1).map((text) => x.add(operandOf(text)).dtype);
      expect(met).toEqual(cells);
    },
  );
  it("holds from either side", () => {
    for (const a of DTYPES)
      for (const b of DTYPES) {
        const [x, y] = [zeros([2], { dtype: a }), zeros([], { dtype: b })];
        expect(x.maximum(y).dtype).toBe(y.maximum(x).dtype);
      }
  });
});

const int32 = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
const uint8 = (...values: number[]): Tensor => tensor(values, { dtype: "uint8" });
const bool = (...values: boolean[]): Tensor => tensor(values);
const LOW = -(2 ** 31);
const HIGH = 2 ** 31 - 1;

describe("integers", () => {
  it("divide rounding down, with remainders of the divisor's sign", () => {
    const [x, y] = [int32(7, -7, 7, -7, 6, -6), int32(3, 3, -3, -3, -3, 3)];
    expect(x.floorDivide(y).toArray()).toEqual([2, -3, -3, 2, -2, -2]);
    expect(x.mod(y).toArray()).toEqual([1, 2, -2, -1, 0, 0]);
    expect(x.fmod(y).toArray()).toEqual([1, -1, 1, -1, 0, 0]);
    expect(x.floorDivide(y).dtype).toBe("int32");
    const again = x.floorDivide(y).mul(y).add(x.mod(y));
    expect(again.toArray()).toEqual(x.toArray());
  });
  it("divide exactly at the limits of int32", () => {
    expect(
      int32(HIGH, LOW, LOW, HIGH)
        .floorDivide(int32(2, 3, HIGH, LOW))
        .toArray(),
    ).toEqual([1073741823, -715827883, -2, -1]);
    expect(int32(LOW).floorDivide(-1).toArray()).toEqual([LOW]);
    expect(int32(LOW).mod(-1).toArray()).toEqual([0]);
  });
  it("divided by 0 give 0 for whole results, and ±∞ and NaN in div", () => {
    for (const x of [int32(5, -5, 0), uint8(5, 255, 0)])
      for (const result of [x.floorDivide(0), x.mod(0), x.fmod(0)])
        expect(result.toArray()).toEqual([0, 0, 0]);
    expect(int32(5, -5, 0).div(0).toArray()).toEqual([Infinity, -Infinity, NaN]);
    expect(int32(5).floorDivide(0).item()).toBe(0);
  });
  it("wrap around where they overflow", () => {
    expect(int32(HIGH).add(1).toArray()).toEqual([LOW]);
    expect(int32(LOW).sub(1).toArray()).toEqual([HIGH]);
    expect(int32(LOW).neg().toArray()).toEqual([LOW]);
    expect(int32(LOW).abs().toArray()).toEqual([LOW]);
    expect(int32(LOW, LOW).abs().toArray()).toEqual([LOW, LOW]);
    expect(int32(65536).mul(65537).toArray()).toEqual([65536]);
    expect(int32(3).pow(21).toArray()).toEqual([1870418611]);
    expect(() => int32(2).pow(-1)).toThrow(
      'pow: int32 to the power -1: whole numbers have no negative powers (use x.to("float32").pow(-1))',
    );
    expect(int32(2).to("float32").pow(-1).toArray()).toEqual([0.5]);
    expect(uint8(200).add(100).toArray()).toEqual([44]);
    expect(uint8(3).sub(uint8(5)).toArray()).toEqual([254]);
    expect(uint8(1).neg().toArray()).toEqual([255]);
    expect(uint8(16).mul(16).toArray()).toEqual([0]);
  });
  it("shift everything out, and the sign in", () => {
    const x = int32(5, -8, 1, LOW);
    expect(x.shiftLeft(int32(1, 2, 31, 1)).toArray()).toEqual([10, -32, LOW, 0]);
    expect(x.shiftLeft(32).toArray()).toEqual([0, 0, 0, 0]);
    expect(x.shiftLeft(-1).toArray()).toEqual([0, 0, 0, 0]);
    expect(x.shiftRight(int32(1, 2, 31, 31)).toArray()).toEqual([2, -2, 0, -1]);
    expect(x.shiftRight(32).toArray()).toEqual([0, -1, 0, -1]);
    expect(x.shiftRight(-1).toArray()).toEqual([0, -1, 0, -1]);
    expect(uint8(200).shiftLeft(1).toArray()).toEqual([144]);
    expect(uint8(200).shiftRight(9).toArray()).toEqual([0]);
  });
  it("have bits", () => {
    const x = int32(12, -1, LOW);
    expect(x.bitwiseAnd(10).toArray()).toEqual([8, 10, 0]);
    expect(x.bitwiseOr(3).toArray()).toEqual([15, -1, LOW + 3]);
    expect(x.bitwiseXor(-1).toArray()).toEqual([-13, 0, HIGH]);
    expect(x.bitwiseNot().toArray()).toEqual([-13, 0, HIGH]);
    expect(uint8(5).bitwiseNot().toArray()).toEqual([250]);
    expect(uint8(5).bitwiseOr(int32(256)).toArray()).toEqual([261]);
  });
  it("become float32 in real functions, and compare with fractions there", () => {
    expect(int32(1, 2).div(int32(2, 3)).dtype).toBe("float32");
    expect(int32(1).hypot(1).dtype).toBe("float32");
    expect(int32(1, 2).greater(1.5).toArray()).toEqual([false, true]);
    expect(
      int32(2 ** 24 + 1)
        .equal(tensor([2 ** 24]))
        .toArray(),
    ).toEqual([true]);
    expect(
      int32(2 ** 24 + 1)
        .equal(tensor([2 ** 24], { dtype: "float64" }))
        .toArray(),
    ).toEqual([false]);
  });
  it("are bounded by numbers, which may be fractions", () => {
    expect(int32(1, 5).clamp(2, 4).dtype).toBe("int32");
    expect(int32(1, 5).clamp(null, 2.5).toArray()).toEqual([1, 2.5]);
    expect(uint8(1, 255).clamp(2).toArray()).toEqual([2, 255]);
    expect(uint8(1, 255).clamp(2).dtype).toBe("uint8");
    expect(int32(LOW, HIGH).clamp(null, 0).toArray()).toEqual([LOW, 0]);
  });
});

describe("booleans", () => {
  const [x, y] = [bool(true, true, false, false), bool(true, false, true, false)];
  it("add as or, multiply as and", () => {
    expect(x.add(y).toArray()).toEqual([true, true, true, false]);
    expect(x.maximum(y).toArray()).toEqual([true, true, true, false]);
    expect(x.mul(y).toArray()).toEqual([true, false, false, false]);
    expect(x.minimum(y).toArray()).toEqual([true, false, false, false]);
  });
  it("have one bit", () => {
    expect(x.bitwiseAnd(y).toArray()).toEqual([true, false, false, false]);
    expect(x.bitwiseOr(y).toArray()).toEqual([true, true, true, false]);
    expect(x.bitwiseXor(y).toArray()).toEqual([false, true, true, false]);
    expect(x.bitwiseNot().toArray()).toEqual([false, false, true, true]);
    expect(x.bitwiseAnd(int32(7, 7, 7, 7)).toArray()).toEqual([1, 1, 0, 0]);
  });
  it("compare as 0 and 1", () => {
    expect(x.greater(y).toArray()).toEqual([false, true, false, false]);
    expect(x.equal(1).toArray()).toEqual([true, true, false, false]);
  });
  it("divide as numbers", () => {
    expect(x.div(y).toArray()).toEqual([1, Infinity, 0, NaN]);
  });
  it.each<[string, () => unknown]>([
    ["sub", () => x.sub(y)],
    ["neg", () => x.neg()],
    ["mod", () => x.mod(y)],
    ["fmod", () => x.fmod(y)],
    ["floorDivide", () => x.floorDivide(y)],
    ["shiftLeft", () => x.shiftLeft(y)],
    ["shiftRight", () => x.shiftRight(y)],
    ["clamp", () => x.clamp(y, y)],
  ])("are refused by %s", (name, refused) => {
    expect(refused).toThrow(DTypeError);
    expect(refused).toThrow(`${name}: got bool: it has no meaning for truth values`);
  });
});

describe("floats have no bits to work on", () => {
  it.each<[string, () => unknown]>([
    ["bitwiseAnd", () => tensor([1]).bitwiseAnd(1)],
    ["bitwiseOr", () => int32(1).bitwiseOr(0.5)],
    ["bitwiseXor", () => int32(1).bitwiseXor(tensor([1]))],
    ["bitwiseNot", () => tensor([1]).bitwiseNot()],
    ["shiftLeft", () => int32(1).shiftLeft(tensor([1]))],
    ["shiftRight", () => tensor([1], { dtype: "float64" }).shiftRight(1)],
  ])("%s says so", (name, refused) => {
    expect(refused).toThrow(DTypeError);
    expect(refused).toThrow(
      new RegExp(`${name}: got float(32|64): the bits of whole numbers are needed \\(cast`),
    );
  });
});

describe("casts of what an integer cannot hold", () => {
  const x = tensor([NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32 + 5, -(2 ** 31) - 1, 1e20, -0.9], {
    dtype: "float64",
  });
  const wrapped = [0, 0, 0, LOW, 5, HIGH, 1661992960, 0];
  it("wrap modulo 2³², with 0 for what is not finite", () => {
    expect(x.to("int32").toArray()).toEqual(wrapped);
    expect([...x].map((v) => v.to("int32").item())).toEqual(wrapped);
  });
  it("wrap modulo 256 for bytes", () => {
    const values = tensor([256, -1, 511.9, NaN, Infinity]);
    expect(values.to("uint8").toArray()).toEqual([0, 255, 255, 0, 0]);
    expect([...values].map((v) => v.to("uint8").item())).toEqual([0, 255, 255, 0, 0]);
  });
});
