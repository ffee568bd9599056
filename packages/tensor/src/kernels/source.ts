import type { Expression, Primitive } from "@nabla/wasm";
import { erf, erfc, erfinv } from "./error-function.ts";
import * as functions from "./functions.ts";
import { lgamma } from "./log-gamma.ts";
import { digamma, zeta } from "./polygamma.ts";

/** Scalar functions that generated code calls by name. */
const helpers = { ...functions, erf, erfc, erfinv, lgamma, digamma, zeta };

type Template = (x: string, y: string, z: string) => string;
const call =
  (name: string, count = 1): Template =>
  (...operands) =>
    `Math.${name}(${operands.slice(0, count)})`;
const help =
  (name: keyof typeof helpers, count = 1): Template =>
  (...operands) =>
    `h.${name}(${operands.slice(0, count)})`;

/** Primitives whose JavaScript value is a boolean, and whose operands are numbers or (last four) booleans. */
const COMPARISONS = new Set(["lt", "le", "eq"]);
const CONNECTIVES = new Set(["and", "or", "xor", "not"]);
const isBoolean = (e: Expression): boolean => COMPARISONS.has(e.op) || CONNECTIVES.has(e.op);

const TEMPLATES: { readonly [P in Primitive]: Template } = {
  neg: (x) => `(-${x})`,
  abs: call("abs"),
  // Math.sign keeps -0.
  sign: (x) => `(Math.sign(${x}) + 0)`,
  exp: call("exp"),
  expm1: call("expm1"),
  log: call("log"),
  log1p: call("log1p"),
  log2: call("log2"),
  log10: call("log10"),
  sin: call("sin"),
  cos: call("cos"),
  tan: call("tan"),
  asin: call("asin"),
  acos: call("acos"),
  atan: call("atan"),
  sinh: call("sinh"),
  cosh: call("cosh"),
  tanh: call("tanh"),
  asinh: call("asinh"),
  acosh: call("acosh"),
  atanh: call("atanh"),
  erf: help("erf"),
  erfc: help("erfc"),
  erfinv: help("erfinv"),
  lgamma: help("lgamma"),
  digamma: help("digamma"),
  sqrt: call("sqrt"),
  floor: call("floor"),
  ceil: call("ceil"),
  round: help("roundHalfEven"),
  trunc: call("trunc"),
  not: (x) => `(!${x})`,
  add: (x, y) => `(${x} + ${y})`,
  sub: (x, y) => `(${x} - ${y})`,
  mul: (x, y) => `(${x} * ${y})`,
  div: (x, y) => `(${x} / ${y})`,
  pow: help("power", 2),
  mod: help("modulo", 2),
  rem: (x, y) => `(${x} % ${y})`,
  floorDivide: help("floorDivide", 2),
  max: call("max", 2),
  min: call("min", 2),
  atan2: call("atan2", 2),
  hypot: call("hypot", 2),
  zeta: help("zeta", 2),
  lt: (x, y) => `(${x} < ${y})`,
  le: (x, y) => `(${x} <= ${y})`,
  eq: (x, y) => `(${x} === ${y})`,
  and: (x, y) => `(${x} && ${y})`,
  or: (x, y) => `(${x} || ${y})`,
  xor: (x, y) => `(${x} !== ${y})`,
  bitAnd: (x, y) => `(${x} & ${y})`,
  bitOr: (x, y) => `(${x} | ${y})`,
  bitXor: (x, y) => `(${x} ^ ${y})`,
  shiftLeft: help("shiftLeft", 2),
  shiftRight: help("shiftRight", 2),
  select: (c, x, y) => `(${c} ? ${x} : ${y})`,
};

/** Over integers, products wrap as int32 products do; sums wrap when they are stored. */
const INTEGER: { readonly [P in Primitive]?: Template } = {
  mul: (x, y) => `Math.imul(${x}, ${y})`,
  pow: help("integerPower", 2),
  floorDivide: help("integerFloorDivide", 2),
};

const literal = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** How a graph reads as JavaScript: statements for shared values, then one source per output. */
export interface Source {
  readonly statements: readonly string[];
  readonly values: readonly string[];
}

/**
 * JavaScript for the outputs of an expression graph.
 * @param outputs - the graph's outputs
 * @param inputs - source of each input, cheap to repeat
 * @param integer - arithmetic wraps as int32
 */
export function javascript(
  outputs: readonly Expression[],
  inputs: readonly string[],
  integer: boolean,
): Source {
  const uses = new Map<Expression, number>();
  const count = (e: Expression): void => {
    uses.set(e, (uses.get(e) ?? 0) + 1);
    if (uses.get(e) === 1) e.args.forEach(count);
  };
  outputs.forEach(count);

  const statements: string[] = [];
  const named = new Map<Expression, string>();
  const operand = (e: Expression, wantsBoolean: boolean): string => {
    const source = write(e);
    if (wantsBoolean === isBoolean(e)) return source;
    return wantsBoolean ? `(${source} !== 0)` : `(+${source})`;
  };
  const write = (e: Expression): string => {
    if (e.op === "num") return literal(e.value);
    if (e.op === "input") return inputs[e.value] as string;
    const known = named.get(e);
    if (known !== undefined) return known;
    const template = (integer ? INTEGER[e.op] : undefined) ?? TEMPLATES[e.op];
    const [x = "", y = "", z = ""] = e.args.map((arg, i) =>
      operand(arg, CONNECTIVES.has(e.op) || (e.op === "select" && i === 0)),
    );
    const source = template(x, y, z);
    if (uses.get(e) === 1) return source;
    const name = `t${named.size}`;
    statements.push(`const ${name} = ${source};`);
    named.set(e, name);
    return name;
  };
  const values = outputs.map((e) => operand(e, false));
  return { statements, values };
}

/**
 * Compiles a function body with `h` bound to the scalar functions; null where a content-security policy
 * forbids it.
 */
export function compileSource<F>(code: string): F | null {
  if (forbidden) return null;
  try {
    return new Function("h", `"use strict"; return ${code};`)(helpers) as F;
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    forbidden = true;
    return null;
  }
}

let forbidden = false;

/** For tests: behaves as under a content-security policy without `unsafe-eval`. */
export function forbidGeneratedCode(value: boolean): void {
  forbidden = value;
}

/**
 * One copy of a self-contained kernel per dtype, so that V8 sees one kind of array in each: a loop
 * that meets several kinds runs several times slower.
 */
export function perType<F extends (...args: never[]) => unknown>(kernel: F): readonly F[] {
  return Array.from({ length: 5 }, () => compileSource<F>(kernel.toString()) ?? kernel);
}
