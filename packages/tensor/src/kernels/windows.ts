import type { TypedArray } from "../dtype.ts";
import { perType } from "./source.ts";

/**
 * Where the largest element of each window over the last three axes lies, in each of `outer` blocks of
 * `dims`. Window i of axis a has `counts[a][i]` elements from `starts[a][i]`, `dilation[a]` apart.
 */
export type MaximumKernel = (
  x: TypedArray,
  xo: number,
  outer: number,
  dims: readonly number[],
  starts: readonly (readonly number[])[],
  counts: readonly (readonly number[])[],
  dilation: readonly number[],
  out: TypedArray,
  oo: number,
) => void;

/** Of equal elements the first wins, of several NaN the last, as in PyTorch. */
const maximum: MaximumKernel = (x, xo, outer, dims, starts, counts, dilation, out, oo) => {
  const [, n1, n2] = dims as [number, number, number];
  const [s0, s1, s2] = starts as [number[], number[], number[]];
  const [c0, c1, c2] = counts as [number[], number[], number[]];
  const [d0, d1, d2] = dilation as [number, number, number];
  const [down0, down1] = [d0 * n1 * n2, d1 * n2];
  const block = (dims[0] as number) * n1 * n2;
  let q = oo;
  for (let o = 0, from = xo; o < outer; o++, from += block)
    for (let i0 = 0; i0 < s0.length; i0++)
      for (let i1 = 0; i1 < s1.length; i1++) {
        const row = from + ((s0[i0] as number) * n1 + (s1[i1] as number)) * n2;
        const [k0, k1] = [c0[i0] as number, c1[i1] as number];
        for (let i2 = 0; i2 < s2.length; i2++) {
          const k2 = (c2[i2] as number) * d2;
          const first = row + (s2[i2] as number);
          let best = -Infinity;
          let at = first;
          for (let j0 = 0, p0 = first; j0 < k0; j0++, p0 += down0)
            for (let j1 = 0, p1 = p0; j1 < k1; j1++, p1 += down1)
              for (let p = p1, end = p1 + k2; p < end; p += d2) {
                const v = x[p] as number;
                if (v > best || v !== v) {
                  best = v;
                  at = p;
                }
              }
          out[q++] = at - from;
        }
      }
};

/** The kernel for each dtype, by its code. */
export const maximumKernels: readonly MaximumKernel[] = perType(maximum);
