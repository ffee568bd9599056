import type { AllAxes, AxisMessage, BadAxis, Blur, NormAxis, Rank, Unranked } from "./axes.ts";
import type { AnyShape, Dim, Join, Shape, ShapeMismatch, Show } from "./shape.ts";

/** The shape with the axes `X` and `Y` exchanged, or the mismatch. */
export type Transpose<A extends Shape, X extends number, Y extends number> =
  Unranked<A> extends true
    ? AnyShape
    : number extends X | Y
      ? Blur<A>
      : X extends number
        ? Y extends number
          ? [NormAxis<Rank<A>, X>] extends [never]
            ? ShapeMismatch<AxisMessage<A, X, "transpose">>
            : [NormAxis<Rank<A>, Y>] extends [never]
              ? ShapeMismatch<AxisMessage<A, Y, "transpose">>
              : Swap<A, NormAxis<Rank<A>, X>, NormAxis<Rank<A>, Y>, A>
          : never
        : never;
type Swap<
  A,
  X extends number,
  Y extends number,
  A0 extends Shape,
  I extends 0[] = [],
  R extends Shape = [],
> = A extends readonly [infer H extends Dim, ...infer T]
  ? Swap<
      T,
      X,
      Y,
      A0,
      [...I, 0],
      [...R, I["length"] extends X ? A0[Y] : I["length"] extends Y ? A0[X] : H]
    >
  : R;

/** The shape with its axes in the order `P`, or the mismatch. */
export type Permute<A extends Shape, P extends readonly number[]> =
  Unranked<A> extends true
    ? AnyShape
    : number extends P["length"]
      ? Blur<A>
      : P["length"] extends A["length"]
        ? BadAxis<Rank<A>, P> extends infer Bad extends number
          ? [Bad] extends [never]
            ? number extends P[number]
              ? Blur<A>
              : [Exclude<AllAxes<A>, NormAxis<Rank<A>, P[number]>>] extends [never]
                ? { -readonly [K in keyof P]: A[NormAxis<Rank<A>, P[K]>] }
                : ShapeMismatch<`permute: [${Join<P>}] repeats an axis (shape ${Show<A>})`>
            : ShapeMismatch<AxisMessage<A, Bad, "permute">>
          : never
        : ShapeMismatch<`permute: [${Join<P>}] must list each of the ${Rank<A>} axes of ${Show<A>} once`>;

/** The shape with its axes in reverse order, as `x.T` has it. */
export type Reverse<A extends Shape> = number extends A["length"] ? AnyShape : ReverseGo<A>;
type ReverseGo<A, R extends Shape = []> = A extends readonly [infer H extends Dim, ...infer T]
  ? ReverseGo<T, [H, ...R]>
  : R;
