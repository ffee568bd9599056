/** Instructions on i32 and i64. */
import { constant } from "./constant.ts";
import {
  type Instructions,
  instructions,
  type MemoryInstructions,
  memoryInstructions,
  PREFIX,
} from "./instruction.ts";
import type { Value } from "./value.ts";

const I32 = {
  eqz: [0x45, "i:i"],
  eq: [0x46, "ii:i"],
  ne: [0x47, "ii:i"],
  lt_s: [0x48, "ii:i"],
  lt_u: [0x49, "ii:i"],
  gt_s: [0x4a, "ii:i"],
  gt_u: [0x4b, "ii:i"],
  le_s: [0x4c, "ii:i"],
  le_u: [0x4d, "ii:i"],
  ge_s: [0x4e, "ii:i"],
  ge_u: [0x4f, "ii:i"],
  clz: [0x67, "i:i"],
  ctz: [0x68, "i:i"],
  popcnt: [0x69, "i:i"],
  add: [0x6a, "ii:i"],
  sub: [0x6b, "ii:i"],
  mul: [0x6c, "ii:i"],
  div_s: [0x6d, "ii:i"],
  div_u: [0x6e, "ii:i"],
  rem_s: [0x6f, "ii:i"],
  rem_u: [0x70, "ii:i"],
  and: [0x71, "ii:i"],
  or: [0x72, "ii:i"],
  xor: [0x73, "ii:i"],
  shl: [0x74, "ii:i"],
  shr_s: [0x75, "ii:i"],
  shr_u: [0x76, "ii:i"],
  rotl: [0x77, "ii:i"],
  rotr: [0x78, "ii:i"],
  wrap_i64: [0xa7, "l:i"],
  trunc_f32_s: [0xa8, "f:i"],
  trunc_f32_u: [0xa9, "f:i"],
  trunc_f64_s: [0xaa, "d:i"],
  trunc_f64_u: [0xab, "d:i"],
  reinterpret_f32: [0xbc, "f:i"],
  extend8_s: [0xc0, "i:i"],
  extend16_s: [0xc1, "i:i"],
} as const;

const I32_SATURATING = {
  trunc_sat_f32_s: [0, "f:i"],
  trunc_sat_f32_u: [1, "f:i"],
  trunc_sat_f64_s: [2, "d:i"],
  trunc_sat_f64_u: [3, "d:i"],
} as const;

const I32_MEMORY = {
  load: [0x28, "i:i", 2],
  load8_s: [0x2c, "i:i", 0],
  load8_u: [0x2d, "i:i", 0],
  load16_s: [0x2e, "i:i", 1],
  load16_u: [0x2f, "i:i", 1],
  store: [0x36, "ii:", 2],
  store8: [0x3a, "ii:", 0],
  store16: [0x3b, "ii:", 1],
} as const;

/** Instructions on 32-bit integers; conditions and addresses are such integers too. */
export const i32: Instructions<typeof I32> &
  Instructions<typeof I32_SATURATING> &
  MemoryInstructions<typeof I32_MEMORY> & {
    /** A constant, which wraps to 32 bits. */
    const(n: number): Value<"i32">;
  } = {
  ...instructions(PREFIX.none, "i32", I32),
  ...instructions(PREFIX.bulk, "i32", I32_SATURATING),
  ...memoryInstructions(PREFIX.none, "i32", I32_MEMORY),
  const: (n: number): Value<"i32"> => constant("i32", n),
};

const I64 = {
  eqz: [0x50, "l:i"],
  eq: [0x51, "ll:i"],
  ne: [0x52, "ll:i"],
  lt_s: [0x53, "ll:i"],
  lt_u: [0x54, "ll:i"],
  gt_s: [0x55, "ll:i"],
  gt_u: [0x56, "ll:i"],
  le_s: [0x57, "ll:i"],
  le_u: [0x58, "ll:i"],
  ge_s: [0x59, "ll:i"],
  ge_u: [0x5a, "ll:i"],
  clz: [0x79, "l:l"],
  ctz: [0x7a, "l:l"],
  popcnt: [0x7b, "l:l"],
  add: [0x7c, "ll:l"],
  sub: [0x7d, "ll:l"],
  mul: [0x7e, "ll:l"],
  div_s: [0x7f, "ll:l"],
  div_u: [0x80, "ll:l"],
  rem_s: [0x81, "ll:l"],
  rem_u: [0x82, "ll:l"],
  and: [0x83, "ll:l"],
  or: [0x84, "ll:l"],
  xor: [0x85, "ll:l"],
  shl: [0x86, "ll:l"],
  shr_s: [0x87, "ll:l"],
  shr_u: [0x88, "ll:l"],
  rotl: [0x89, "ll:l"],
  rotr: [0x8a, "ll:l"],
  extend_i32_s: [0xac, "i:l"],
  extend_i32_u: [0xad, "i:l"],
  trunc_f32_s: [0xae, "f:l"],
  trunc_f32_u: [0xaf, "f:l"],
  trunc_f64_s: [0xb0, "d:l"],
  trunc_f64_u: [0xb1, "d:l"],
  reinterpret_f64: [0xbd, "d:l"],
  extend8_s: [0xc2, "l:l"],
  extend16_s: [0xc3, "l:l"],
  extend32_s: [0xc4, "l:l"],
} as const;

const I64_SATURATING = {
  trunc_sat_f32_s: [4, "f:l"],
  trunc_sat_f32_u: [5, "f:l"],
  trunc_sat_f64_s: [6, "d:l"],
  trunc_sat_f64_u: [7, "d:l"],
} as const;

const I64_MEMORY = {
  load: [0x29, "i:l", 3],
  load8_s: [0x30, "i:l", 0],
  load8_u: [0x31, "i:l", 0],
  load16_s: [0x32, "i:l", 1],
  load16_u: [0x33, "i:l", 1],
  load32_s: [0x34, "i:l", 2],
  load32_u: [0x35, "i:l", 2],
  store: [0x37, "il:", 3],
  store8: [0x3c, "il:", 0],
  store16: [0x3d, "il:", 1],
  store32: [0x3e, "il:", 2],
} as const;

/** Instructions on 64-bit integers. */
export const i64: Instructions<typeof I64> &
  Instructions<typeof I64_SATURATING> &
  MemoryInstructions<typeof I64_MEMORY> & {
    /** A constant, which wraps to 64 bits. */
    const(n: bigint): Value<"i64">;
  } = {
  ...instructions(PREFIX.none, "i64", I64),
  ...instructions(PREFIX.bulk, "i64", I64_SATURATING),
  ...memoryInstructions(PREFIX.none, "i64", I64_MEMORY),
  const: (n: bigint): Value<"i64"> => constant("i64", n),
};
