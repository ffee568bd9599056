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
}
