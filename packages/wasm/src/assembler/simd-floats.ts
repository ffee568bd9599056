/** SIMD instructions on four f32 or two f64. */
import {
  type Instructions,
  instructions,
  type LaneInstructions,
  laneInstructions,
  PREFIX,
} from "./instruction.ts";
import { v128Constant } from "./simd.ts";
import type { Value } from "./value.ts";

const F32X4 = {
  splat: [0x13, "f:v"],
  eq: [0x41, "vv:v"],
  ne: [0x42, "vv:v"],
  lt: [0x43, "vv:v"],
  gt: [0x44, "vv:v"],
  le: [0x45, "vv:v"],
  ge: [0x46, "vv:v"],
  demote_f64x2_zero: [0x5e, "v:v"],
  ceil: [0x67, "v:v"],
  floor: [0x68, "v:v"],
  trunc: [0x69, "v:v"],
  nearest: [0x6a, "v:v"],
  abs: [0xe0, "v:v"],
  neg: [0xe1, "v:v"],
  sqrt: [0xe3, "v:v"],
  add: [0xe4, "vv:v"],
  sub: [0xe5, "vv:v"],
  mul: [0xe6, "vv:v"],
  div: [0xe7, "vv:v"],
  min: [0xe8, "vv:v"],
  max: [0xe9, "vv:v"],
  pmin: [0xea, "vv:v"],
  pmax: [0xeb, "vv:v"],
  convert_i32x4_s: [0xfa, "v:v"],
  convert_i32x4_u: [0xfb, "v:v"],
  relaxed_madd: [0x105, "vvv:v"],
  relaxed_nmadd: [0x106, "vvv:v"],
  relaxed_min: [0x10d, "vv:v"],
  relaxed_max: [0x10e, "vv:v"],
} as const;

const F32X4_LANES = {
  extract_lane: [0x1f, "v:f"],
  replace_lane: [0x20, "vf:v"],
} as const;

/**
 * Instructions on four float32. The relaxed ones need {@link hasRelaxedSimd}: `relaxed_madd(x, y, z)`
 * is x·y + z with one rounding or two, as the machine has it.
 */
export const f32x4: Instructions<typeof F32X4> &
  LaneInstructions<typeof F32X4_LANES> & {
    /** A constant: one number for all lanes, or one for each. */
    const(...lanes: [number] | [number, number, number, number]): Value<"v128">;
  } = {
  ...instructions(PREFIX.simd, "f32x4", F32X4),
  ...laneInstructions("f32x4", F32X4_LANES),
  const: (a: number, b: number = a, c: number = a, d: number = a): Value<"v128"> =>
    v128Constant(Float32Array.of(a, b, c, d)),
};

const F64X2 = {
  splat: [0x14, "d:v"],
  eq: [0x47, "vv:v"],
  ne: [0x48, "vv:v"],
  lt: [0x49, "vv:v"],
  gt: [0x4a, "vv:v"],
  le: [0x4b, "vv:v"],
  ge: [0x4c, "vv:v"],
  promote_low_f32x4: [0x5f, "v:v"],
  ceil: [0x74, "v:v"],
  floor: [0x75, "v:v"],
  trunc: [0x7a, "v:v"],
  nearest: [0x94, "v:v"],
  abs: [0xec, "v:v"],
  neg: [0xed, "v:v"],
  sqrt: [0xef, "v:v"],
  add: [0xf0, "vv:v"],
  sub: [0xf1, "vv:v"],
  mul: [0xf2, "vv:v"],
  div: [0xf3, "vv:v"],
  min: [0xf4, "vv:v"],
  max: [0xf5, "vv:v"],
  pmin: [0xf6, "vv:v"],
  pmax: [0xf7, "vv:v"],
  convert_low_i32x4_s: [0xfe, "v:v"],
  convert_low_i32x4_u: [0xff, "v:v"],
  relaxed_madd: [0x107, "vvv:v"],
  relaxed_nmadd: [0x108, "vvv:v"],
  relaxed_min: [0x10f, "vv:v"],
  relaxed_max: [0x110, "vv:v"],
} as const;

const F64X2_LANES = {
  extract_lane: [0x21, "v:d"],
  replace_lane: [0x22, "vd:v"],
} as const;

/** Instructions on two float64; the relaxed ones as in {@link f32x4}. */
export const f64x2: Instructions<typeof F64X2> &
  LaneInstructions<typeof F64X2_LANES> & {
    /** A constant: one number for both lanes, or one for each. */
    const(...lanes: [number] | [number, number]): Value<"v128">;
  } = {
  ...instructions(PREFIX.simd, "f64x2", F64X2),
  ...laneInstructions("f64x2", F64X2_LANES),
  const: (a: number, b: number = a): Value<"v128"> => v128Constant(Float64Array.of(a, b)),
};
