/** SIMD instructions on v128 as a whole, on its bytes, and the making of its constants. */

import { operand } from "./constant.ts";
import {
  type Instructions,
  instructions,
  type MemoryInstructions,
  memoryInstructions,
  PREFIX,
} from "./instruction.ts";
import type { Value } from "./value.ts";

const V128 = {
  not: [0x4d, "v:v"],
  and: [0x4e, "vv:v"],
  andnot: [0x4f, "vv:v"],
  or: [0x50, "vv:v"],
  xor: [0x51, "vv:v"],
  bitselect: [0x52, "vvv:v"],
  any_true: [0x53, "v:i"],
} as const;

const V128_MEMORY = {
  load: [0x00, "i:v", 4],
  load8x8_s: [0x01, "i:v", 3],
  load8x8_u: [0x02, "i:v", 3],
  load16x4_s: [0x03, "i:v", 3],
  load16x4_u: [0x04, "i:v", 3],
  load32x2_s: [0x05, "i:v", 3],
  load32x2_u: [0x06, "i:v", 3],
  load8_splat: [0x07, "i:v", 0],
  load16_splat: [0x08, "i:v", 1],
  load32_splat: [0x09, "i:v", 2],
  load64_splat: [0x0a, "i:v", 3],
  store: [0x0b, "iv:", 4],
  load32_zero: [0x5c, "i:v", 2],
  load64_zero: [0x5d, "i:v", 3],
} as const;

/** Instructions on 128 bits, whatever their lanes. */
export const v128: Instructions<typeof V128> & MemoryInstructions<typeof V128_MEMORY> = {
  ...instructions(PREFIX.simd, "v128", V128),
  ...memoryInstructions(PREFIX.simd, "v128", V128_MEMORY),
};

const I8X16 = {
  swizzle: [0x0e, "vv:v"],
  splat: [0x0f, "i:v"],
  eq: [0x23, "vv:v"],
  ne: [0x24, "vv:v"],
  all_true: [0x63, "v:i"],
  bitmask: [0x64, "v:i"],
  add: [0x6e, "vv:v"],
  sub: [0x71, "vv:v"],
} as const;

const shuffle = (x: Value<"v128">, y: Value<"v128">, bytes: readonly number[]): Value<"v128"> => {
  if (bytes.length !== 16 || bytes.some((n) => n < 0 || n > 31))
    throw new RangeError(`i8x16.shuffle: got [${bytes}]: needed 16 numbers of bytes from 0 to 31`);
  const op = "i8x16.shuffle";
  return {
    type: "v128",
    code: [operand(op, "v128", x), operand(op, "v128", y), PREFIX.simd, 0x0d, bytes],
  };
};

/** Instructions on sixteen bytes. */
export const i8x16: Instructions<typeof I8X16> & {
  /** Sixteen of the 32 bytes of `x` and `y`, by number: 0 to 15 are those of `x`. */
  shuffle(x: Value<"v128">, y: Value<"v128">, bytes: readonly number[]): Value<"v128">;
} = {
  ...instructions(PREFIX.simd, "i8x16", I8X16),
  shuffle,
};

/** Four 32-bit lanes of the eight of `x` and `y`, by number: a shuffle of their bytes. */
export function shuffle32(
  x: Value<"v128">,
  y: Value<"v128">,
  lanes: readonly [number, number, number, number],
): Value<"v128"> {
  return shuffle(
    x,
    y,
    lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]),
  );
}

/** The constant with these lanes. */
export function v128Constant(
  lanes: Float32Array | Float64Array | Int32Array | BigInt64Array,
): Value<"v128"> {
  return { type: "v128", code: [PREFIX.simd, 0x0c, [...new Uint8Array(lanes.buffer)]] };
}
