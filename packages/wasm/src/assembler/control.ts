/** Instructions that are no table's: choosing, calling, and memory as a whole. */
import { operand } from "./constant.ts";
import { PREFIX } from "./instruction.ts";
import { unsigned } from "./leb128.ts";
import type { Effect, Operand, Value, ValueType } from "./value.ts";

/** Names and types of a function's parameters, in their order. */
export type Parameters = { readonly [name: string]: ValueType };

/** Values for parameters. */
export type Arguments<P extends Parameters> = { readonly [K in keyof P]: Operand<P[K]> };

/** A function that can be called: one of the module's own, or an import. */
export interface FunctionReference<
  P extends Parameters = Parameters,
  R extends ValueType | null = ValueType | null,
> {
  /** Its name, for messages and disassembly. */
  readonly name: string;
  /** Its number in the module. */
  readonly index: number;
  /** Its parameters. */
  readonly parameters: P;
  /** Type of its result; null if it has none. */
  readonly result: R;
}

/**
 * Calls a function with named arguments: `call(gemm, { m: 4, n, k })`. A call without a result is an
 * effect.
 */
export function call<P extends Parameters, R extends ValueType | null>(
  target: FunctionReference<P, R>,
  args: Arguments<P>,
): R extends ValueType ? Value<R> : Effect {
  const { name, index, parameters, result } = target;
  const given = Object.entries(parameters).map(([parameter, type]) =>
    operand(`${name}: ${parameter}`, type, args[parameter] as Operand<ValueType>),
  );
  const made: Value | Effect = {
    type: result ?? "nothing",
    code: [given, 0x10, unsigned(index)],
  } as Value | Effect;
  // Its type is that of the target's result.
  return made as R extends ValueType ? Value<R> : Effect;
}

/** `whenTrue` if `condition` is not 0, else `whenFalse`; both are computed. */
export function select<T extends ValueType>(
  condition: Operand<"i32">,
  whenTrue: Value<T>,
  whenFalse: NoInfer<Value<T>>,
): Value<T> {
  const { type } = whenTrue;
  if (whenFalse.type !== type)
    throw new TypeError(`select: got ${type} and ${whenFalse.type}: needed one type`);
  return {
    type,
    code: [whenTrue.code, whenFalse.code, operand("select", "i32", condition), 0x1b],
  };
}

/** Computes a value for its effect only. */
export function drop(value: Value): Effect {
  return { type: "nothing", code: [value.code, 0x1a] };
}

/** Instructions on the memory as a whole; a page is 64 KiB. */
export const memory: {
  /** Its size in pages. */
  size(): Value<"i32">;
  /** Adds pages: the size before, or -1 if it cannot grow. */
  grow(pages: Operand<"i32">): Value<"i32">;
  /** Sets `count` bytes from `to` on to `byte`. */
  fill(to: Operand<"i32">, byte: Operand<"i32">, count: Operand<"i32">): Effect;
  /** Copies `count` bytes; the two places may overlap. */
  copy(to: Operand<"i32">, from: Operand<"i32">, count: Operand<"i32">): Effect;
} = {
  size: () => ({ type: "i32", code: [0x3f, 0] }),
  grow: (pages) => ({ type: "i32", code: [operand("memory.grow", "i32", pages), 0x40, 0] }),
  fill: (...operands) => bulk("memory.fill", operands, [0x0b, 0]),
  copy: (...operands) => bulk("memory.copy", operands, [0x0a, 0, 0]),
};

const bulk = (op: string, operands: readonly Operand<"i32">[], bytes: number[]): Effect => ({
  type: "nothing",
  code: [operands.map((x) => operand(op, "i32", x)), PREFIX.bulk, bytes],
});
