import type { Along, Reduced } from "./attributes.ts";

/** Ops that combine elements along axes. */
export interface ReductionAttrs {
  readonly sum: Reduced;
  readonly mean: Reduced;
  /** Mean of the squares, which are neither stored nor rounded one by one. */
  readonly meanSquare: Reduced;
  readonly prod: Reduced;
  readonly max: Reduced;
  readonly min: Reduced;
  readonly argmax: Along & { readonly keepDims: boolean };
  readonly argmin: Along & { readonly keepDims: boolean };
  readonly cumsum: Along;
  readonly cumprod: Along;
  readonly logcumsumexp: Along;
  /** Positions of the extreme values so far. */
  readonly argcummax: Along;
  readonly argcummin: Along;
  /** Positions in the order of the values along an axis, equal ones as they stood. */
  readonly argsort: Along & { readonly descending: boolean };
}
