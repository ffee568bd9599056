import type { AnyShape, Dim, Join, Shape, ShapeMismatch, Show } from "./shape.ts";

/** Rank → axis as text → axis counted from the front: a look-up instead of arithmetic. */
interface AXES {
  0: Record<never, never>;
  1: { "0": 0; "-1": 0 };
  2: { "0": 0; "1": 1; "-1": 1; "-2": 0 };
  3: { "0": 0; "1": 1; "2": 2; "-1": 2; "-2": 1; "-3": 0 };
  4: { "0": 0; "1": 1; "2": 2; "3": 3; "-1": 3; "-2": 2; "-3": 1; "-4": 0 };
  5: { "0": 0; "1": 1; "2": 2; "3": 3; "4": 4; "-1": 4; "-2": 3; "-3": 2; "-4": 1; "-5": 0 };
  6: {
    "0": 0;
    "1": 1;
    "2": 2;
    "3": 3;
    "4": 4;
    "5": 5;
    "-1": 5;
    "-2": 4;
    "-3": 3;
    "-4": 2;
    "-5": 1;
    "-6": 0;
  };
  7: {
    "0": 0;
    "1": 1;
    "2": 2;
    "3": 3;
    "4": 4;
    "5": 5;
    "6": 6;
    "-1": 6;
    "-2": 5;
    "-3": 4;
    "-4": 3;
    "-5": 2;
    "-6": 1;
    "-7": 0;
  };
}
/** The rank after the next inserted axis. */
interface NEXT_RANK {
  0: 1;
  1: 2;
  2: 3;
  3: 4;
  4: 5;
  5: 6;
  6: 7;
}

/** One axis, several, or all (`null` or left out). */
export type AxisArg = number | readonly number[] | null | undefined;

/** The number of axes. */
export type Rank<S extends Shape> = S["length"];
/** Is the rank unknown, or beyond the table of axes? Then nothing is claimed. */
export type Unranked<A extends Shape> = number extends A["length"]
  ? true
  : A["length"] extends keyof AXES
    ? false
    : true;
/** The rank of a shape that gets one axis more, or `never` beyond the table. */
export type NextRank<A extends Shape> = A["length"] extends keyof NEXT_RANK
  ? NEXT_RANK[A["length"]]
  : never;
/** The axis counted from the front, or `never` when it is out of range; distributes over unions. */
export type NormAxis<R extends number, X> = X extends number
  ? R extends keyof AXES
    ? `${X}` extends infer K extends keyof AXES[R]
      ? AXES[R][K]
      : never
    : never
  : never;
/** All axes of a shape, as a union. */
export type AllAxes<A extends Shape> =
  Rank<A> extends keyof AXES ? AXES[Rank<A>][keyof AXES[Rank<A>]] : never;
/** The entries of a list of axes that are out of range. */
export type BadAxis<R extends number, X extends readonly number[]> = {
  [K in keyof X]: number extends X[K] ? never : [NormAxis<R, X[K]>] extends [never] ? X[K] : never;
}[number];
/** The text of an axis that is out of range. */
export type AxisMessage<
  A extends Shape,
  X extends number,
  Op extends string,
> = `${Op}: axis ${X} is out of range for shape ${Show<A>} (rank ${Rank<A>})`;

/** `A` without the axes in the union `U`. */
export type DropAxes<A, U, I extends 0[] = [], R extends Shape = []> = A extends readonly [
  infer H extends Dim,
  ...infer T,
]
  ? DropAxes<T, U, [...I, 0], I["length"] extends U ? R : [...R, H]>
  : R;
/** `A` with the axes in the union `U` replaced by `V`. */
export type SetAxes<
  A,
  U,
  V extends Dim,
  I extends 0[] = [],
  R extends Shape = [],
> = A extends readonly [infer H extends Dim, ...infer T]
  ? SetAxes<T, U, V, [...I, 0], I["length"] extends U ? [...R, V] : [...R, H]>
  : R;
/** `A` with a new axis of size `V` at `N`. */
export type InsertAxis<
  A extends Shape,
  N,
  V extends Dim,
  I extends 0[] = [],
  R extends Shape = [],
> = I["length"] extends N
  ? [...R, V, ...A]
  : A extends readonly [infer H extends Dim, ...infer T extends Shape]
    ? InsertAxis<T, N, V, [...I, 0], [...R, H]>
    : R;
/** A shape of the same rank of which no size is known. */
export type Blur<A extends Shape> = { -readonly [K in keyof A]: number };
/**
 * What an operation along axes asks of `X`: `A`, or the mismatch when an axis is out of range or
 * named twice. The parameter is written `axis: X & Guard<AlongAxis<A, X, "flip">>`.
 */
export type AlongAxis<A extends Shape, X extends AxisArg, Op extends string> = X extends
  | null
  | undefined
  ? A
  : Unranked<A> extends true
    ? AnyShape
    : X extends number
      ? number extends X
        ? A
        : [NormAxis<Rank<A>, X>] extends [never]
          ? ShapeMismatch<AxisMessage<A, X, Op>>
          : A
      : X extends readonly number[]
        ? AlongAxes<A, X, Op>
        : A;
type AlongAxes<A extends Shape, X extends readonly number[], Op extends string> =
  BadAxis<Rank<A>, X> extends infer Bad extends number
    ? [Bad] extends [never]
      ? Repeats<Rank<A>, X> extends true
        ? ShapeMismatch<`${Op}: axes [${Join<X>}] name an axis twice (shape ${Show<A>})`>
        : A
      : ShapeMismatch<AxisMessage<A, Bad, Op>>
    : never;
/** Are two elements of a list the same axis? What is not one literal is not compared. */
type Repeats<R extends number, X, Seen = never> = X extends readonly [infer H, ...infer T]
  ? NormAxis<R, H> extends infer N
    ? IsLoose<H> extends true
      ? Repeats<R, T, Seen>
      : [N & Seen] extends [never]
        ? Repeats<R, T, Seen | N>
        : true
    : never
  : false;
/** Is it known only when the program runs which number this is? */
export type IsLoose<N, U = N> = number extends N
  ? true
  : N extends unknown
    ? [U] extends [N]
      ? false
      : true
    : never;
