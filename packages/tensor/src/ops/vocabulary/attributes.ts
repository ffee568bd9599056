import type { DType } from "../../dtype.ts";

/** Sizes of the axes. */
export type Sizes = readonly number[];
/** No attributes. */
export type None = Record<never, never>;
/** An op along one axis. */
export interface Along {
  /** The axis, counted from the front. */
  readonly axis: number;
}
/** An op that takes axes away. */
export interface Reduced {
  /** Sorted axes, counted from the front. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}
/** An op that is told the shape of its result. */
export interface Shaped {
  readonly shape: Sizes;
}
/** An op that is told the dtype of its result. */
export interface Typed {
  readonly dtype: DType;
}
