import { describe, expect, test } from "vitest";
import {
  type Effect,
  f32,
  f32x4,
  f64,
  f64x2,
  i8x16,
  i32,
  i32x4,
  i64,
  i64x2,
  type Local,
  ModuleBuilder,
  memory,
  shuffle32,
  type Value,
  type ValueType,
  v128,
} from "../src/index.ts";
import { disassemble } from "./support/run.ts";

type Instruction = (...args: unknown[]) => Value | Effect;

const namespaces: { readonly [name: string]: { readonly [name: string]: unknown } } = {
  i32,
  i64,
  f32,
  f64,
  v128,
  i8x16,
  i32x4,
  i64x2,
  f32x4,
  f64x2,
};

/** Instructions that are written by hand, with their own tests below. */
const special = new Set(["const", "shuffle"]);

const names = Object.entries(namespaces).flatMap(([namespace, functions]) =>
  Object.keys(functions)
    .filter((name) => !special.has(name))
    .map((name) => [namespace, name] as const),
);

const TYPES: readonly ValueType[] = ["i32", "i64", "f32", "f64", "v128"];
const lists = (length: number): ValueType[][] =>
  length === 0 ? [[]] : lists(length - 1).flatMap((list) => TYPES.map((type) => [...list, type]));
const candidates = [1, 2, 3].flatMap(lists);

/** A module with a function whose body is one instruction, for the operand types that it takes. */
function oneInstruction(instruction: Instruction, immediate: readonly number[]): ModuleBuilder {
  for (const types of candidates) {
    const module = new ModuleBuilder();
    module.memory({ min: 1 });
    const locals = types.map((type, index): Local => ({ type, index, code: [0x20, index] }));
    try {
      instruction(...locals);
    } catch (error) {
      if (error instanceof TypeError) continue;
      throw error;
    }
    const made = instruction(...locals, ...immediate);
    const parameters = Object.fromEntries(types.map((type, i) => [`p${i}`, type]));
    if (made.type === "nothing") module.function("f", parameters, null).do(made);
    else module.function("f", parameters, made.type).return(made);
    return module;
  }
  throw new Error("takes no operands at all");
}

describe("every instruction", () => {
  test("is one of some three hundred", () => {
    expect(names.length).toBeGreaterThan(280);
  });

  test.each(names)("%s.%s is valid and disassembles to its name", (namespace, name) => {
    const instruction = namespaces[namespace]?.[name] as Instruction;
    const lane = name.endsWith("_lane");
    const address = /^(load|store)/.test(name);
    const text = disassemble(oneInstruction(instruction, lane ? [1] : address ? [16] : []));
    const shown = `${namespace}.${name}${lane ? " 1" : address ? " offset=16" : ""}`;
    expect(text.split("\n").map((line) => line.trim().replace(/\)$/, ""))).toContain(shown);
  });

  test("refuses operands of another type and says which", () => {
    const wrong = f64.add as unknown as Instruction;
    expect(() => wrong(f64.const(1), f32.const(1))).toThrow("f64.add: got a f32: needed a f64");
    expect(() => (f32x4.add as unknown as Instruction)(f32x4.const(1), 1)).toThrow(
      "v128: a number has no lanes",
    );
  });
});

const body = (made: Value | Effect): string => {
  const module = new ModuleBuilder();
  module.memory({ min: 1 });
  if (made.type === "nothing") module.function("f", {}, null).do(made);
  else module.function("f", {}, made.type).return(made);
  return disassemble(module);
};

describe("what no table has", () => {
  test("constants", () => {
    expect(body(i32.const(-5))).toContain("i32.const -5");
    expect(body(i32.const(2 ** 32 - 1))).toContain("i32.const -1");
    expect(body(i64.const(-(2n ** 63n)))).toContain("i64.const -9223372036854775808");
    expect(body(f32.const(0.5))).toContain("f32.const 0x1p-1");
    expect(body(f64.const(-0))).toContain("f64.const -0x0p+0");
    expect(body(f64.const(Number.NaN))).toContain("f64.const nan");
    expect(body(f32x4.const(1))).toContain(
      "v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000",
    );
    expect(body(i32x4.const(1, 2, 3, -1))).toContain(
      "v128.const i32x4 0x00000001 0x00000002 0x00000003 0xffffffff",
    );
    expect(body(f64x2.const(0, 2))).toContain(
      "v128.const i32x4 0x00000000 0x00000000 0x00000000 0x40000000",
    );
    expect(body(i64x2.const(1n, -1n))).toContain(
      "v128.const i32x4 0x00000001 0x00000000 0xffffffff 0xffffffff",
    );
  });

  test("shuffles, of bytes and of 32-bit lanes", () => {
    const zero = f32x4.const(0);
    expect(body(shuffle32(zero, zero, [0, 4, 1, 5]))).toContain(
      "i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23",
    );
    expect(() => i8x16.shuffle(zero, zero, [1, 2, 3])).toThrow("needed 16 numbers");
    expect(() => shuffle32(zero, zero, [0, 1, 2, 8])).toThrow("from 0 to 31");
  });

  test("instructions on the memory as a whole", () => {
    expect(body(memory.size())).toContain("memory.size");
    expect(body(memory.grow(2))).toContain("memory.grow");
    expect(body(memory.fill(0, 1, 16))).toContain("memory.fill");
    expect(body(memory.copy(16, 0, 16))).toContain("memory.copy");
  });
});
