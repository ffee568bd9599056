import { NablaError } from "../errors.ts";

/** What a draw yields. */
export type RandomKind = "uniform" | "normal" | "integers" | "bernoulli" | "permutation";

/** Values that one block of four words makes, for floats of 4 and of 8 bytes. */
const VALUES_PER_BLOCK = {
  uniform: [4, 2],
  normal: [4, 2],
  integers: [2, 2],
  bernoulli: [4, 4],
  permutation: [2, 2],
} as const;

/**
 * Number of values of one draw that a block of four words makes.
 *
 * @param kind - what is drawn
 * @param dtype - matters for uniforms and normals only, where float64 takes twice the words
 */
export function valuesPerBlock(kind: RandomKind, dtype: string): number {
  return VALUES_PER_BLOCK[kind][dtype === "float64" ? 1 : 0];
}

/**
 * Number of counter steps that a draw of `n` values consumes.
 *
 * It depends on the kind, the dtype and `n` only, never on the values, so that the counter of every
 * draw in a program is known before it runs. Each draw starts at a block of its own.
 *
 * @param kind - what is drawn
 * @param dtype - matters for uniforms and normals only, where float64 takes twice the words
 * @param n - how many values
 * @throws NablaError when `n` is not an integer ≥ 0
 */
export function drawBlocks(kind: RandomKind, dtype: string, n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new NablaError(`${kind}: ${n} values: the number of values must be an integer ≥ 0`, {
      op: kind,
    });
  }
  return Math.ceil(n / valuesPerBlock(kind, dtype));
}
