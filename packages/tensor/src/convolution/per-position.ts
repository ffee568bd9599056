import { tensor } from "../creation.ts";
import { toFloating } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";

/** Sums of windows divided by the number of their elements, which is the product of those along each axis. */
export function perPosition(sum: Tensor, counts: readonly (readonly number[])[]): Tensor {
  const first = counts.reduce((product, list) => product * (list[0] as number), 1);
  if (counts.every((list) => list.every((n) => n === list[0])))
    // By a power of two a product is exact, and faster.
    return Number.isInteger(Math.log2(first)) ? sum.mul(1 / first) : sum.div(first);
  const products = counts.reduce<number[]>(
    (all, list) => all.flatMap((n) => list.map((m) => n * m)),
    [1],
  );
  const { dtype } = toFloating(sum.storage.type);
  return sum.div(tensor(products, { dtype }).reshape(counts.map((list) => list.length)));
}
