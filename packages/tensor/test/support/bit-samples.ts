import { ANY } from "./map-sample.ts";
import type { MapSample } from "./samples.ts";

const bits = (
  arity: 1 | 2,
  refusesBool: boolean,
  integer: (x: bigint, y: bigint) => bigint,
): MapSample => ({
  kind: "map",
  domains: arity === 1 ? [ANY] : [ANY, ANY],
  result: "same",
  refusesFloats: true,
  ...(refusesBool ? { refusesBool } : {}),
  integer: (x, y = 0n) => integer(x!, y),
  // Only floats, which are refused, would be asked for here.
  reference: () => NaN,
});

const tooFar = (y: bigint): boolean => y < 0n || y > 31n;

/** Operations on the bits of integers. */
export const bitSamples = {
  bitwiseNot: bits(1, true, (x) => ~x),
  bitwiseAnd: bits(2, false, (x, y) => x & y),
  bitwiseOr: bits(2, false, (x, y) => x | y),
  bitwiseXor: bits(2, false, (x, y) => x ^ y),
  shiftLeft: bits(2, true, (x, y) => (tooFar(y) ? 0n : x << y)),
  shiftRight: bits(2, true, (x, y) => (tooFar(y) ? (x < 0n ? -1n : 0n) : x >> y)),
} as const;
