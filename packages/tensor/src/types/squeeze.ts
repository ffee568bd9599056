import type {
  AxisMessage,
  DropAxes,
  InsertAxis,
  NextRank,
  NormAxis,
  Rank,
  Unranked,
} from "./axes.ts";
import type { AnyShape, Dim, Shape, ShapeMismatch, Show, ShowDim } from "./shape.ts";

/** The shape without the axis `X`, which must have size 1, or without all axes of size 1. */
export type Squeeze<
  A extends Shape,
  X extends number | readonly number[] | null | undefined,
> = number extends A["length"]
  ? AnyShape
  : X extends readonly number[]
    ? AnyShape
    : X extends number
      ? number extends X
        ? AnyShape
        : Unranked<A> extends true
          ? AnyShape
          : [NormAxis<Rank<A>, X>] extends [never]
            ? ShapeMismatch<AxisMessage<A, X, "squeeze">>
            : SqueezeAt<A, X, NormAxis<Rank<A>, X>>
      : SqueezeAll<A>;
type SqueezeAt<A extends Shape, X extends number, N extends number> = number extends A[N]
  ? DropAxes<A, N>
  : A[N] extends 1
    ? DropAxes<A, N>
    : ShapeMismatch<`squeeze: axis ${X} of ${Show<A>} has size ${ShowDim<A[N]>}, not 1`>;
/** Whether an axis of unknown size goes is known only when the program runs. */
type SqueezeAll<A, R extends Shape = []> = A extends readonly [infer H extends Dim, ...infer T]
  ? number extends H
    ? AnyShape
    : SqueezeAll<T, H extends 1 ? R : [...R, H]>
  : R;

/** The shape with a new axis of size 1 at `X`, or the mismatch. */
export type ExpandDims<A extends Shape, X extends number | readonly number[]> = number extends
  | X
  | A["length"]
  ? AnyShape
  : [NextRank<A>] extends [never]
    ? AnyShape
    : X extends number
      ? [NormAxis<NextRank<A>, X>] extends [never]
        ? ShapeMismatch<`expandDims: axis ${X} is out of range for a result of rank ${NextRank<A>}`>
        : InsertAxis<A, NormAxis<NextRank<A>, X>, 1>
      : AnyShape;
