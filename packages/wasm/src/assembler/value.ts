/**
 * Values of the assembler: code that leaves one value of a known type on WebAssembly's stack.
 *
 * Code is postfix, so the code of `i32.add(x, y)` is that of `x`, that of `y`, and one byte more. A value
 * that is used twice is computed twice: put it in a local to share it.
 */

/** Types of values in WebAssembly. */
export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

/** Bytes, nested as they were put together: they are laid flat once, at the end. */
export type Code = readonly (number | Code)[];

/** Code that leaves a value of type `T`. */
export interface Value<T extends ValueType = ValueType> {
  /** Type of the value. */
  readonly type: T;
  /** The code. */
  readonly code: Code;
}

/** Code that leaves nothing, such as a store: hand it to `FunctionBuilder.do`. */
export interface Effect {
  /** There is no value. */
  readonly type: "nothing";
  /** The code. */
  readonly code: Code;
}

/** What an instruction takes: a value, or a JavaScript number (`bigint` for i64) as a constant. */
export type Operand<T extends ValueType> = Value<T> | Literal<T>;

type Literal<T extends ValueType> = T extends "i64" ? bigint : T extends "v128" ? never : number;

/** The byte that stands for each type in a module. */
export const TYPE_BYTES: { readonly [T in ValueType]: number } = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** Appends nested code to flat bytes. */
export function flatten(code: Code, into: number[]): void {
  for (const part of code)
    if (typeof part === "number") into.push(part);
    else flatten(part, into);
}
