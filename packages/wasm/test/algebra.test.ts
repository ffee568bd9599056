import { describe, expect, it } from "vitest";
import {
  type Algebra,
  ARITY,
  type Expression,
  expressions,
  input,
  type Primitive,
} from "../src/index.ts";

const sigmoid = <E>(k: Algebra<E>, x: E): E => k.div(k.one, k.add(k.one, k.exp(k.neg(x))));

/** A graph as text, which is an algebra of its own. */
const text = (e: Expression): string => {
  if (e.op === "num") return String(e.value);
  if (e.op === "input") return `x${e.value}`;
  return `${e.op}(${e.args.map(text)})`;
};

describe("the algebra of expressions", () => {
  it("has each primitive, with as many operands as its arity says", () => {
    for (const [name, arity] of Object.entries(ARITY) as [Primitive, number][]) {
      const operands = Array.from({ length: arity }, (_, i) => input(i));
      const make = expressions[name] as (...args: Expression[]) => Expression;
      const e = make(...operands);
      expect(e).toEqual({ op: name, args: operands, value: 0 });
      expect(e.args.every((arg, i) => arg === operands[i])).toBe(true);
    }
  });
  it("has no other members than primitives and constants", () => {
    const expected = [...Object.keys(ARITY), "num", "one", "zero"];
    expect(Object.keys(expressions).sort()).toEqual(expected.sort());
  });
  it("turns a formula into a graph", () => {
    expect(text(sigmoid(expressions, input(0)))).toBe("div(1,add(1,exp(neg(x0))))");
  });
  it("shares a value that a formula uses twice", () => {
    const square = <E>(k: Algebra<E>, x: E): E => {
      const y = k.sin(x);
      return k.mul(y, y);
    };
    const { args } = square(expressions, input(0));
    expect(args[0]).toBe(args[1]);
  });
  it("keeps constants as they are, the sign of zero and NaN included", () => {
    for (const value of [0, -0, 1.5, Number.NaN, -Infinity])
      expect(Object.is(expressions.num(value).value, value)).toBe(true);
    expect([expressions.one.value, expressions.zero.value]).toEqual([1, 0]);
  });
  it("numbers the arguments of a formula by their position", () => {
    expect(input(2)).toEqual({ op: "input", args: [], value: 2 });
  });
});

describe("a formula", () => {
  it("means the same over numbers as over expressions", () => {
    const numbers = {
      ...Object.fromEntries(
        (["neg", "exp", "add", "div"] as const).map((op) => [
          op,
          {
            neg: (x: number) => -x,
            exp: Math.exp,
            add: (x: number, y: number) => x + y,
            div: (x: number, y: number) => x / y,
          }[op],
        ]),
      ),
      one: 1,
    } as unknown as Algebra<number>;
    const evaluate = (e: Expression, x: number): number => {
      if (e.op === "num") return e.value;
      if (e.op === "input") return x;
      const f = numbers[e.op] as (...args: number[]) => number;
      return f(...e.args.map((arg) => evaluate(arg, x)));
    };
    for (const x of [-3, 0, 0.5, 800])
      expect(evaluate(sigmoid(expressions, input(0)), x)).toBe(sigmoid(numbers, x));
  });
});
