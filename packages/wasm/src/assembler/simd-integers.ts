/** SIMD instructions on four i32 or two i64. */
import {
  type Instructions,
  instructions,
  type LaneInstructions,
  laneInstructions,
  PREFIX,
} from "./instruction.ts";
import { v128Constant } from "./simd.ts";
import type { Value } from "./value.ts";

const I32X4 = {
  splat: [0x11, "i:v"],
  eq: [0x37, "vv:v"],
  ne: [0x38, "vv:v"],
  lt_s: [0x39, "vv:v"],
  lt_u: [0x3a, "vv:v"],
  gt_s: [0x3b, "vv:v"],
  gt_u: [0x3c, "vv:v"],
  le_s: [0x3d, "vv:v"],
  le_u: [0x3e, "vv:v"],
  ge_s: [0x3f, "vv:v"],
  ge_u: [0x40, "vv:v"],
  abs: [0xa0, "v:v"],
  neg: [0xa1, "v:v"],
  all_true: [0xa3, "v:i"],
  bitmask: [0xa4, "v:i"],
  shl: [0xab, "vi:v"],
  shr_s: [0xac, "vi:v"],
  shr_u: [0xad, "vi:v"],
  add: [0xae, "vv:v"],
  sub: [0xb1, "vv:v"],
  mul: [0xb5, "vv:v"],
  min_s: [0xb6, "vv:v"],
  min_u: [0xb7, "vv:v"],
  max_s: [0xb8, "vv:v"],
  max_u: [0xb9, "vv:v"],
  trunc_sat_f32x4_s: [0xf8, "v:v"],
  trunc_sat_f32x4_u: [0xf9, "v:v"],
  trunc_sat_f64x2_s_zero: [0xfc, "v:v"],
  trunc_sat_f64x2_u_zero: [0xfd, "v:v"],
  relaxed_trunc_f32x4_s: [0x101, "v:v"],
  relaxed_trunc_f32x4_u: [0x102, "v:v"],
  relaxed_laneselect: [0x10b, "vvv:v"],
} as const;

const I32X4_LANES = {
  extract_lane: [0x1b, "v:i"],
  replace_lane: [0x1c, "vi:v"],
} as const;

/** Instructions on four 32-bit integers. */
export const i32x4: Instructions<typeof I32X4> &
  LaneInstructions<typeof I32X4_LANES> & {
    /** A constant: one number for all lanes, or one for each. */
    const(...lanes: [number] | [number, number, number, number]): Value<"v128">;
  } = {
  ...instructions(PREFIX.simd, "i32x4", I32X4),
  ...laneInstructions("i32x4", I32X4_LANES),
  const: (a: number, b: number = a, c: number = a, d: number = a): Value<"v128"> =>
    v128Constant(Int32Array.of(a, b, c, d)),
};

const I64X2 = {
  splat: [0x12, "l:v"],
  abs: [0xc0, "v:v"],
  neg: [0xc1, "v:v"],
  all_true: [0xc3, "v:i"],
  bitmask: [0xc4, "v:i"],
  extend_low_i32x4_s: [0xc7, "v:v"],
  extend_high_i32x4_s: [0xc8, "v:v"],
  extend_low_i32x4_u: [0xc9, "v:v"],
  extend_high_i32x4_u: [0xca, "v:v"],
  shl: [0xcb, "vi:v"],
  shr_s: [0xcc, "vi:v"],
  shr_u: [0xcd, "vi:v"],
  add: [0xce, "vv:v"],
  sub: [0xd1, "vv:v"],
  mul: [0xd5, "vv:v"],
  eq: [0xd6, "vv:v"],
  ne: [0xd7, "vv:v"],
  lt_s: [0xd8, "vv:v"],
  gt_s: [0xd9, "vv:v"],
  le_s: [0xda, "vv:v"],
  ge_s: [0xdb, "vv:v"],
  extmul_low_i32x4_s: [0xdc, "vv:v"],
  extmul_high_i32x4_s: [0xdd, "vv:v"],
  extmul_low_i32x4_u: [0xde, "vv:v"],
  extmul_high_i32x4_u: [0xdf, "vv:v"],
  relaxed_laneselect: [0x10c, "vvv:v"],
} as const;

const I64X2_LANES = {
  extract_lane: [0x1d, "v:l"],
  replace_lane: [0x1e, "vl:v"],
} as const;

/** Instructions on two 64-bit integers. */
export const i64x2: Instructions<typeof I64X2> &
  LaneInstructions<typeof I64X2_LANES> & {
    /** A constant: one number for both lanes, or one for each. */
    const(...lanes: [bigint] | [bigint, bigint]): Value<"v128">;
  } = {
  ...instructions(PREFIX.simd, "i64x2", I64X2),
  ...laneInstructions("i64x2", I64X2_LANES),
  const: (a: bigint, b: bigint = a): Value<"v128"> => v128Constant(BigInt64Array.of(a, b)),
};
