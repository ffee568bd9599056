import { signed } from "./leb128.ts";
import type { Code, Operand, Value, ValueType } from "./value.ts";

const bytesOf = (numbers: Float32Array | Float64Array): number[] => [
  ...new Uint8Array(numbers.buffer),
];

const CONSTANTS: { readonly [T in ValueType]: (n: number | bigint) => Code } = {
  i32: (n) => [0x41, ...signed(Number(n) | 0)],
  i64: (n) => [0x42, ...signed(BigInt.asIntN(64, BigInt(n)))],
  f32: (n) => [0x43, ...bytesOf(Float32Array.of(Number(n)))],
  f64: (n) => [0x44, ...bytesOf(Float64Array.of(Number(n)))],
  v128: () => {
    throw new TypeError("v128: a number has no lanes: write f32x4.const(n) or the like");
  },
};

/** A constant: integers wrap to the type's width, f32 rounds. */
export function constant<T extends ValueType>(type: T, n: number | bigint): Value<T> {
  return { type, code: CONSTANTS[type](n) };
}

/** The code of an operand of type `type`, for instruction `op`. */
export function operand<T extends ValueType>(op: string, type: T, x: Operand<T>): Code {
  if (typeof x === "number" || typeof x === "bigint") return CONSTANTS[type](x);
  const value = x as Value;
  if (value.type !== type) throw new TypeError(`${op}: got a ${value.type}: needed a ${type}`);
  return value.code;
}
