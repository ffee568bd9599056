import type { Sizes } from "./attributes.ts";

/**
 * How a kernel slides over the spatial axes, which are all after the first two: one entry per spatial
 * axis in each list.
 */
export interface Sliding {
  readonly stride: Sizes;
  /** Zeros before the first element; less than 0: elements that are left out. */
  readonly low: Sizes;
  /** The same after the last element. */
  readonly high: Sizes;
  readonly dilation: Sizes;
  /** Channels and filters fall into so many groups that do not meet. */
  readonly groups: number;
}
/** Windows along some axes: one entry per axis of `axes` in each list. */
export interface Windows {
  readonly axes: Sizes;
  readonly sizes: Sizes;
  readonly steps: Sizes;
  readonly dilations: Sizes;
}
/**
 * Windows over the last axes, which may be cut off: window i of an axis has `counts[axis][i]` elements
 * from `starts[axis][i]`, `dilation[axis]` apart.
 */
export interface CutWindows {
  readonly starts: readonly Sizes[];
  readonly counts: readonly Sizes[];
  readonly dilation: Sizes;
}
/** A product of which one spatial operand is looked for: its spatial `size`. */
type Sized = Sliding & { readonly size: Sizes };

/**
 * Convolutions and windows. With x: [N, C, …], w: [O, C / groups, …] and y: [N, O, …], `conv`,
 * `convInput` and `convWeight` are the three derivatives of one sum of products x · w · y.
 */
export interface ConvolutionAttrs {
  /** y from x and w; a third operand, if there is one, is added to each channel. */
  readonly conv: Sliding;
  /** x from y and w. */
  readonly convInput: Sized;
  /** w from x and y. */
  readonly convWeight: Sized;
  /** A view of all windows along `axes`; the places within a window become new axes at the end. */
  readonly windows: Windows;
  /** Adds windows up where they came from, in axes of the given `lengths`: the adjoint of `windows`. */
  readonly overlapAdd: Windows & { readonly lengths: Sizes };
  /** The sum of each window of `sizes`, `steps` apart, over the last axes. */
  readonly sumWindows: { readonly sizes: Sizes; readonly steps: Sizes };
  /** The largest element of each window. */
  readonly maxWindows: CutWindows;
  /** Where it lies, counted in the row-major order of the windowed axes; of equal ones the first. */
  readonly argmaxWindows: CutWindows;
}
