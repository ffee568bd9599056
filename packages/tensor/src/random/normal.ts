import { CHUNK_BLOCKS, eachChunk } from "./chunks.ts";
import { cosNearZero, log, sinNearZero } from "./elementary.ts";
import type { Counter, Key } from "./philox.ts";

/** A float64 in (0, 1) from a word: the midpoints of 2^32 equal intervals. */
const open32 = (word: number): number => ((word >>> 0) + 0.5) * 2 ** -32;

/** A float64 in (0, 1) from the upper 52 bits of two words: the midpoints of 2^52 equal intervals. */
const open64 = (high: number, low: number): number =>
  ((high >>> 0) * 2 ** 20 + (low >>> 12) + 0.5) * 2 ** -52;

/** Distance of a normal point of the plane from the origin, $\sqrt{-2\ln u}$ for u in (0, 1). */
export const radius = (u: number): number => Math.sqrt(-2 * log(u));

/** The multiple of a quarter turn that is nearest to `turn`, which is in (−½, ½): −2 to 2. */
export const nearestQuarter = (turn: number): number => Math.floor(4 * turn + 0.5);

/** The angle, in [−π/4, π/4], by which `turn` differs from `quarter` quarter turns. */
export const angleBeyond = (turn: number, quarter: number): number =>
  (4 * turn - quarter) * 1.5707963267948966;

/** Cosine of `quarter` quarter turns, −2 to 2: a formula, since a branch on random bits is slow. */
export const cosQuarter = (quarter: number): number => 1 - Math.abs(quarter);

/** Sine of `quarter` quarter turns, −2 to 2. */
export const sinQuarter = (quarter: number): number => quarter * (2 - Math.abs(quarter));

/**
 * Turns pairs of uniforms (u in (0, 1), turn in (−½, ½)) into pairs of normals, in place.
 *
 * Box and Muller (1958): $z_0 = \sqrt{-2\ln u}\cos 2\pi t,\; z_1 = \sqrt{-2\ln u}\sin 2\pi t$.
 */
function boxMuller(pairs: Float64Array, length: number): void {
  for (let i = 0; i < length; i += 2) {
    const r = radius(pairs[i] as number);
    const turn = pairs[i + 1] as number;
    const quarter = nearestQuarter(turn);
    const angle = angleBeyond(turn, quarter);
    const cos = cosNearZero(angle);
    const sin = sinNearZero(angle);
    const cosQ = cosQuarter(quarter);
    const sinQ = sinQuarter(quarter);
    pairs[i] = r * (cos * cosQ - sin * sinQ);
    pairs[i + 1] = r * (sin * cosQ + cos * sinQ);
  }
}

/** Long enough for a chunk of float32 normals; rounded to `out` only at the end. */
const scratch = /*#__PURE__*/ new Float64Array(CHUNK_BLOCKS * 4);

/**
 * Writes `n` values of the standard normal distribution, computed in float64 by pairs (Box and
 * Muller, 1958) and then rounded to the type of `out`.
 *
 * A pair takes two uniforms of 32 bits for float32, where |z| ≤ 6.77, and of 52 bits for float64,
 * where |z| ≤ 8.58.
 *
 * @param key - key of the stream
 * @param counter - first block, from `Generator.reserve`
 * @param out - receives the values; its type is their dtype
 * @param offset - index of the first value in `out`
 * @param n - how many
 */
export function fillNormal(
  key: Key,
  counter: Counter,
  out: Float32Array | Float64Array,
  offset: number,
  n: number,
): void {
  const single = out instanceof Float32Array;
  eachChunk(key, counter, n, single ? 4 : 2, (words, first, count) => {
    const length = count + (count % 2);
    if (single) uniforms32(words, length);
    else uniforms64(words, length);
    boxMuller(scratch, length);
    out.set(scratch.subarray(0, count), offset + first);
  });
}

function uniforms32(words: Int32Array, length: number): void {
  for (let i = 0; i < length; i += 2) {
    scratch[i] = open32(words[i] as number);
    scratch[i + 1] = open32(words[i + 1] as number) - 0.5;
  }
}

function uniforms64(words: Int32Array, length: number): void {
  for (let i = 0; i < length; i += 2) {
    scratch[i] = open64(words[2 * i + 1] as number, words[2 * i] as number);
    scratch[i + 1] = open64(words[2 * i + 3] as number, words[2 * i + 2] as number) - 0.5;
  }
}
