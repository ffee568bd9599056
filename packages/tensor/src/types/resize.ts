import type { AxisMessage, Blur, NormAxis, Rank, SetAxes, Unranked } from "./axes.ts";
import type { AnyShape, Dim, Shape, ShapeMismatch } from "./shape.ts";

/** The shape with `N` elements along the axis `X`, or the mismatch. */
export type ResizeAxis<A extends Shape, X extends number, N extends Dim, Op extends string> =
  Unranked<A> extends true
    ? AnyShape
    : number extends X
      ? Blur<A>
      : X extends number
        ? [NormAxis<Rank<A>, X>] extends [never]
          ? ShapeMismatch<AxisMessage<A, X, Op>>
          : SetAxes<A, NormAxis<Rank<A>, X>, N>
        : never;
