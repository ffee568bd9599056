import type { AnyShape, SameDim, Shape, ShapeMismatch, Show, ShowDim } from "./shape.ts";

/** The shape of the outer product of two vectors, or the mismatch. */
export type Outer<A extends Shape, B extends Shape> = number extends A["length"] | B["length"]
  ? AnyShape
  : [A["length"], B["length"]] extends [1, 1]
    ? [A[0], B[0]]
    : ShapeMismatch<`outer: shapes ${Show<A>} and ${Show<B>}: needed two vectors`>;

/** No axes, the shape of the dot product of two vectors, or the mismatch. */
export type Dot<A extends Shape, B extends Shape> = number extends A["length"] | B["length"]
  ? []
  : [A["length"], B["length"]] extends [1, 1]
    ? SameDim<A[0], B[0]> extends true
      ? []
      : ShapeMismatch<`dot: vectors of ${ShowDim<A[0]>} and ${ShowDim<B[0]>} elements`>
    : ShapeMismatch<`dot: shapes ${Show<A>} and ${Show<B>}: needed two vectors`>;
