/**
 * How tables of instructions become functions.
 *
 * A table has a row for each instruction under its WebAssembly name: the opcode and a signature such as
 * `"ff:i"`, in which i, l, f, d, v are i32, i64, f32, f64, v128. Every name of the tables is what the
 * specification calls it (https://webassembly.github.io/spec/core/), and the functions are typed by the
 * signatures.
 */
import { operand } from "./constant.ts";
import { unsigned } from "./leb128.ts";
import type { Code, Effect, Operand, Value, ValueType } from "./value.ts";

const LETTERS = { i: "i32", l: "i64", f: "f32", d: "f64", v: "v128" } as const;

type Letter = keyof typeof LETTERS;

type Operands<S extends string> = S extends `${infer L extends Letter}${infer Rest}`
  ? [Operand<(typeof LETTERS)[L]>, ...Operands<Rest>]
  : [];

type Result<S extends string> = S extends Letter ? Value<(typeof LETTERS)[S]> : Effect;

type Signed<S extends string, Immediates extends unknown[]> = S extends `${infer From}:${infer To}`
  ? (...operands: [...Operands<From>, ...Immediates]) => Result<To>
  : never;

/**
 * Row of an instruction: its opcode and signature; for a load or store also log₂ of the bytes that it
 * moves, which is its natural alignment.
 */
export type Row = readonly [opcode: number, signature: string, align?: number];

/** Instructions by name. */
export type Table = { readonly [name: string]: Row };

/** The functions of a table of instructions. */
export type Instructions<T extends Table> = {
  readonly [K in keyof T]: Signed<T[K][1], []>;
};
/** The functions of a table of loads and stores: their last argument is the constant offset in bytes. */
export type MemoryInstructions<T extends Table> = {
  readonly [K in keyof T]: Signed<T[K][1], [offset?: number]>;
};
/** The functions of a table of instructions on one lane, whose number is their last argument. */
export type LaneInstructions<T extends Table> = {
  readonly [K in keyof T]: Signed<T[K][1], [lane: number]>;
};

/** Opcodes with a prefix are a byte and a number. */
export const PREFIX = { none: null, bulk: 0xfc, simd: 0xfd } as const;
type Prefix = (typeof PREFIX)[keyof typeof PREFIX];

const opcode = (prefix: Prefix, code: number): Code =>
  prefix === null ? [code] : [prefix, ...unsigned(code)];

type Immediate = (argument: unknown) => Code;

/** The function of one instruction. */
function assemble(
  name: string,
  signature: string,
  bytes: Code,
  immediate: Immediate | null,
): (...args: unknown[]) => Value | Effect {
  const [from = "", to = ""] = signature.split(":");
  const types = [...from].map((letter) => LETTERS[letter as Letter]);
  const type = to === "" ? ("nothing" as const) : LETTERS[to as Letter];
  return (...args) => ({
    type,
    code: [
      // The arguments are typed by the signature where the function is called.
      ...types.map((t, i) => operand(name, t, args[i] as Operand<ValueType>)),
      bytes,
      immediate === null ? [] : immediate(args[types.length]),
    ],
  });
}

const all = (
  prefix: Prefix,
  namespace: string,
  table: Table,
  immediateOf: (row: Row) => Immediate | null,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(table).map(([name, row]) => [
      name,
      assemble(`${namespace}.${name}`, row[1], opcode(prefix, row[0]), immediateOf(row)),
    ]),
  );

/** The functions of the instructions in `table`. */
export function instructions<T extends Table>(
  prefix: Prefix,
  namespace: string,
  table: T,
): Instructions<T> {
  // The record has the table's keys, and each function its row's signature.
  return all(prefix, namespace, table, () => null) as Instructions<T>;
}

/** The functions of the loads and stores in `table`. */
export function memoryInstructions<T extends Table>(
  prefix: Prefix,
  namespace: string,
  table: T,
): MemoryInstructions<T> {
  const address =
    (align = 0): Immediate =>
    (offset) => [align, ...unsigned((offset ?? 0) as number)];
  // As above.
  return all(prefix, namespace, table, (row) => address(row[2])) as MemoryInstructions<T>;
}

/** The functions of the instructions in `table`, which take the number of a lane. */
export function laneInstructions<T extends Table>(
  namespace: string,
  table: T,
): LaneInstructions<T> {
  const lane = (n: unknown) => [n as number];
  // As above.
  return all(PREFIX.simd, namespace, table, () => lane) as LaneInstructions<T>;
}
