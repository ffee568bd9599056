import type {
  AxisArg,
  AxisMessage,
  BadAxis,
  Blur,
  DropAxes,
  NormAxis,
  Rank,
  Repeats,
  SetAxes,
  Unranked,
} from "./axes.ts";
import type { AnyShape, Join, Shape, ShapeMismatch, Show } from "./shape.ts";

/** The options of a reduction. */
export interface KeepDimsOption {
  /** Keep the reduced axes, with size 1. */
  readonly keepDims?: boolean;
}
/** The type of options that are left out. */
export type NoOptions = Record<never, never>;

/** `true`, `false`, or `null` where the value is not known. */
type Keeps<O> = O extends { readonly keepDims: infer K }
  ? boolean extends K
    ? null
    : K
  : "keepDims" extends keyof O
    ? null
    : false;

/** The shape of a reduction of `A` over `X` with the options `O`, or the mismatch. */
export type Reduce<
  A extends Shape,
  X extends AxisArg,
  O extends KeepDimsOption,
  Op extends string,
> = X extends null | undefined
  ? ReduceAll<A, Keeps<O>>
  : Unranked<A> extends true
    ? AnyShape
    : X extends number
      ? number extends X
        ? ReduceSomewhere<A, Keeps<O>>
        : [NormAxis<Rank<A>, X>] extends [never]
          ? ShapeMismatch<AxisMessage<A, X, Op>>
          : ReduceAt<A, NormAxis<Rank<A>, X>, Keeps<O>>
      : X extends readonly number[]
        ? ReduceList<A, X, Keeps<O>, Op>
        : AnyShape;

type ReduceAll<A extends Shape, Keep> = Keep extends false
  ? []
  : number extends A["length"]
    ? AnyShape
    : Keep extends true
      ? { -readonly [K in keyof A]: 1 }
      : AnyShape;
type ReduceAt<A extends Shape, U, Keep> = Keep extends true
  ? SetAxes<A, U, 1>
  : Keep extends false
    ? DropAxes<A, U>
    : AnyShape;
/** One axis that is known only when the program runs. */
type ReduceSomewhere<A extends Shape, Keep> = Keep extends true
  ? Blur<A>
  : Keep extends false
    ? A extends readonly [unknown, ...infer T extends Shape]
      ? Blur<T>
      : AnyShape
    : AnyShape;
type ReduceList<
  A extends Shape,
  X extends readonly number[],
  Keep,
  Op extends string,
> = number extends X["length"]
  ? Keep extends true
    ? Blur<A>
    : AnyShape
  : BadAxis<Rank<A>, X> extends infer Bad extends number
    ? [Bad] extends [never]
      ? HasLoose<X> extends true
        ? Keep extends true
          ? Blur<A>
          : AnyShape
        : Repeats<Rank<A>, X> extends true
          ? ShapeMismatch<`${Op}: axes [${Join<X>}] name an axis twice (shape ${Show<A>})`>
          : ReduceAt<A, NormAxis<Rank<A>, X[number]>, Keep>
      : ShapeMismatch<AxisMessage<A, Bad, Op>>
    : never;
/** Has the list an element that is not one literal? */
type HasLoose<X> = X extends readonly [infer H, ...infer T]
  ? number extends H
    ? true
    : IsUnion<H> extends true
      ? true
      : HasLoose<T>
  : false;
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
