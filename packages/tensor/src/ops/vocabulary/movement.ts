import type { Along, None, Shaped } from "./attributes.ts";

/** Ops that put elements into other places: views, which share memory, and moves, which copy. */
export interface MovementAttrs {
  readonly reshape: Shaped;
  readonly permute: { readonly axes: readonly number[] };
  readonly broadcastTo: Shaped;
  /** `sizes[i]` elements from `starts[i]` in steps of `steps[i]` (never 0) along axis i. */
  readonly slice: {
    readonly starts: readonly number[];
    readonly sizes: readonly number[];
    readonly steps: readonly number[];
  };
  readonly flip: { readonly axes: readonly number[] };
  readonly diagonal: { readonly offset: number };
  /** The same values without history. */
  readonly detach: None;

  /** `sizes[i]`: how far input i reaches along the axis. */
  readonly concat: Along & { readonly sizes: readonly number[] };
  /** Zeros before, after and between (`interior`) the elements of each axis. */
  readonly pad: {
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly interior: readonly number[];
  };
  /** Slices of the first operand along an axis, by a list of positions (the second operand). */
  readonly indexSelect: Along;
  /** Adds slices (first operand) at positions (second) into zeros with `size` slices along an axis. */
  readonly indexAdd: Along & { readonly size: number };
  /** Elements of the first operand at positions along an axis, one (in the second) for each element of the result. */
  readonly gather: Along;
  /** Adds elements (first operand) at positions (second, of the same shape) into zeros with `size` slices along an axis. */
  readonly scatterAdd: Along & { readonly size: number };
  /**
   * Positions along an axis with `size` elements, counted from the front: negative ones count from the
   * end, if `fromEnd` does not forbid it. `caller` is what errors name.
   */
  readonly positions: Along & {
    readonly size: number;
    readonly caller: string;
    readonly fromEnd?: false;
  };
  /**
   * For each of `size` places along an axis, which element of the operand, a tensor of positions, is the
   * last to name it; -1 where none does.
   */
  readonly lastAt: Along & { readonly size: number };
  /** The same values in row-major order. */
  readonly contiguous: None;
}
