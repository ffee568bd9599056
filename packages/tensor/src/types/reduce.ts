import type {
  AxisArg,
  Blur,
  DropAxes,
  IsLoose,
  NormAxis,
  Rank,
  SetAxes,
  Unranked,
} from "./axes.ts";
import type { AnyShape, Shape } from "./shape.ts";

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

/**
 * The shape of a reduction of `A` over `X` with the options `O`; unknown when `X` is wrong, which
 * {@link AlongAxis} reports.
 */
export type Reduce<A extends Shape, X extends AxisArg, O extends KeepDimsOption> = X extends
  | null
  | undefined
  ? ReduceAll<A, Keeps<O>>
  : Unranked<A> extends true
    ? AnyShape
    : X extends number
      ? number extends X
        ? ReduceSomewhere<A, Keeps<O>>
        : ReduceAt<A, NormAxis<Rank<A>, X>, Keeps<O>>
      : X extends readonly number[]
        ? ReduceList<A, X, Keeps<O>>
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
type ReduceList<A extends Shape, X extends readonly number[], Keep> = number extends X["length"]
  ? ReduceSomeAxes<A, Keep>
  : HasLoose<X> extends true
    ? ReduceSomeAxes<A, Keep>
    : ReduceAt<A, NormAxis<Rank<A>, X[number]>, Keep>;
type ReduceSomeAxes<A extends Shape, Keep> = Keep extends true ? Blur<A> : AnyShape;
type HasLoose<X> = X extends readonly [infer H, ...infer T]
  ? IsLoose<H> extends true
    ? true
    : HasLoose<T>
  : false;
