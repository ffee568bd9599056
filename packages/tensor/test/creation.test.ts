import {
  arange,
  full,
  linspace,
  logspace,
  ones,
  randint,
  randperm,
  type Tensor,
  tensor,
} from "@nabla/tensor";
import { describe, expect, it } from "vitest";

describe("creation keeps what it is given, or refuses it", () => {
  it("turns the bytes of a mask into truth values", () => {
    const mask = tensor(new Uint8Array([0, 255, 1]), { dtype: "bool" });
    expect([...mask.data]).toEqual([0, 1, 1]);
    expect(mask.sum().item()).toBe(2);
  });

  it("refuses holes, which are no numbers", () => {
    // biome-ignore lint/suspicious/noSparseArray: the hole is the point
    expect(() => tensor([1, , 3] as number[])).toThrow("data[1] is undefined");
    expect(() => tensor(new Array(3) as number[])).toThrow("data[0] is undefined");
  });

  it.each<[string, () => Tensor]>([
    ["arange of bool", () => arange(0, 4, 1, { dtype: "bool" })],
    ["arange beyond uint8", () => arange(250, 260, 1, { dtype: "uint8" })],
    ["linspace of bool", () => linspace(0, 4, 5, { dtype: "bool" })],
    ["linspace beyond uint8", () => linspace(0, 300, 4, { dtype: "uint8" })],
    ["logspace beyond uint8", () => logspace(0, 3, 4, { dtype: "uint8" })],
    ["randint of bool", () => randint(0, 2, [4], { dtype: "bool" })],
    ["randint beyond uint8", () => randint(500, 600, [4], { dtype: "uint8" })],
    ["randint below uint8", () => randint(-5, 0, [4], { dtype: "uint8" })],
    ["randperm beyond uint8", () => randperm(300, { dtype: "uint8" })],
    ["full beyond uint8", () => full([2], 256, { dtype: "uint8" })],
    ["an array type that no dtype holds", () => tensor(new Int16Array(2) as never)],
  ])("refuses %s", (_, make) => {
    expect(make).toThrow(/bool|uint8|Int16Array/);
  });

  it("counts beyond int32 in float64", () => {
    const x = arange(2147483646, 2147483650);
    expect(x.dtype).toBe("float64");
    expect(x.toArray()).toEqual([2147483646, 2147483647, 2147483648, 2147483649]);
  });

  it("hands out shapes that change nothing when they are changed", () => {
    const [x, y] = [ones([6, 2]), arange(12).reshape([6, 2])];
    (x.shape as unknown as number[]).reverse();
    (tensor(1).shape as unknown as number[]).push(3);
    expect(x.shape).toEqual([6, 2]);
    expect(y.sum(0).toArray()).toEqual([30, 36]);
    expect(tensor([1, 2]).sum().shape).toEqual([]);
  });

  it("wraps integer sums exactly", () => {
    const x = full([5000001], 2147483647, { dtype: "int32" });
    expect(x.sum().item()).toBe(2142483647);
    expect(x.cumSum(0).slice(-1).item()).toBe(2142483647);
  });
});
