import type { DivMod, Mul } from "./arithmetic.ts";
import type { NormAxis, Rank, Unranked } from "./axes.ts";
import type { AnyShape, Dim, Shape, ShapeMismatch, ShapeOf, Show } from "./shape.ts";

/** The product of the sizes, `number` if one is unknown, and the list of the names. */
type Factor<S, N extends number = 1, Names extends string[] = []> = S extends readonly [
  infer H,
  ...infer T,
]
  ? number extends H
    ? [number, Names]
    : H extends -1
      ? Factor<T, N, Names>
      : H extends number
        ? `${H}` extends NotASize
          ? [number, Names]
          : Factor<T, H extends 1 ? N : N extends 1 ? H : Mul<N, H>, Names>
        : H extends string
          ? Factor<T, N, [...Names, H]>
          : never
  : [N, Names];
/** Negative or fractional numbers: left to the error at run time. */
type NotASize = `-${string}` | `${string}.${string}`;
type Product<S extends Shape> = Factor<S> extends [infer N extends number, unknown] ? N : number;

/** The names of `A` with those of `B` struck out, or `never` when `B` has one that `A` lacks. */
type Strike<A extends string[], B extends string[]> = B extends [
  infer H,
  ...infer T extends string[],
]
  ? StrikeOne<A, H> extends infer R extends string[]
    ? [R] extends [never]
      ? never
      : Strike<R, T>
    : never
  : A;
type StrikeOne<A, H, R extends string[] = []> = A extends [
  infer X extends string,
  ...infer T extends string[],
]
  ? X extends H
    ? [...R, ...T]
    : StrikeOne<T, H, [...R, X]>
  : never;

/** `T` with its -1 filled in. */
type Fill<T extends Shape, D extends Dim> = {
  -readonly [K in keyof T]: T[K] extends -1 ? D : T[K];
};
type Has<T, D> = T extends readonly [infer H, ...infer R]
  ? [H] extends [D]
    ? true
    : Has<R, D>
  : false;

/** The shape of `x.reshape(T)`, with -1 worked out, or the mismatch. */
export type Reshape<A extends Shape, T extends readonly number[]> = ReshapeTo<A, ShapeOf<T>>;
type ReshapeTo<A extends Shape, T extends Shape> = number extends T["length"]
  ? AnyShape
  : number extends A["length"]
    ? Fill<T, number>
    : StripHead<A, T> extends [infer A1 extends Shape, infer T1 extends Shape]
      ? Has<T, -1> extends true
        ? WithHole<A, T, A1, T1>
        : [A1, T1] extends [readonly [], readonly []]
          ? T
          : Equal<A, T, Factor<A1>, Factor<T1>>
      : never;
/** Equal leading and trailing dimensions cancel before anything is multiplied. */
type StripHead<A extends Shape, T extends Shape> = A extends readonly [
  infer a,
  ...infer AT extends Shape,
]
  ? T extends readonly [a, ...infer TT extends Shape]
    ? number extends a
      ? [A, T]
      : StripHead<AT, TT>
    : StripTail<A, T>
  : [A, T];
type StripTail<A extends Shape, T extends Shape> = A extends readonly [
  ...infer AH extends Shape,
  infer a,
]
  ? T extends readonly [...infer TH extends Shape, a]
    ? number extends a
      ? [A, T]
      : StripTail<AH, TH>
    : [A, T]
  : [A, T];

/** Without -1 both sides must have the same names and the same product. */
type Equal<A extends Shape, T extends Shape, FA, FT> = FA extends [
  infer NA extends number,
  infer SA extends string[],
]
  ? FT extends [infer NT extends number, infer ST extends string[]]
    ? number extends NA | NT
      ? T
      : Strike<SA, ST> extends []
        ? NA extends NT
          ? T
          : ShapeMismatch<ReshapeMessage<A, T, `${Product<A>} elements vs ${Product<T>}`>>
        : ShapeMismatch<ReshapeMessage<A, T, "the named dimensions differ">>
    : never
  : never;

/** -1 stands for the quotient of the sizes times the names that are left over. */
type WithHole<A extends Shape, T extends Shape, A1 extends Shape, T1 extends Shape> =
  Has<T, 0> extends true
    ? ShapeMismatch<ReshapeMessage<A, T, "the size at -1 could be anything">>
    : HoleCount<T> extends 1
      ? Factor<T1> extends [infer NT extends number, infer ST extends string[]]
        ? number extends NT
          ? Fill<T, number>
          : Cancel<A1, NT> extends readonly [...infer Rest extends Shape]
            ? Divided<A, T, Factor<Rest>, 1, ST>
            : Divided<A, T, Factor<A1>, NT, ST>
        : never
      : ShapeMismatch<ReshapeMessage<A, T, "only one size may be -1">>;
type HoleCount<T, N extends 0[] = []> = T extends readonly [infer H, ...infer R]
  ? HoleCount<R, [H] extends [-1] ? [...N, 0] : N>
  : N["length"];
/** `S` without one dimension equal to `N`, which saves a product and a division; else null. */
type Cancel<S, N, R extends Shape = []> = S extends readonly [infer H extends Dim, ...infer T]
  ? [H] extends [N]
    ? [...R, ...T]
    : Cancel<T, N, [...R, H]>
  : null;
type Divided<
  A extends Shape,
  T extends Shape,
  FA,
  NT extends number,
  ST extends string[],
> = FA extends [infer NA extends number, infer SA extends string[]]
  ? number extends NA
    ? Fill<T, number>
    : [Strike<SA, ST>] extends [never]
      ? ShapeMismatch<ReshapeMessage<A, T, "the named dimensions differ">>
      : DivMod<NA, NT> extends [infer Q extends number, 0]
        ? FillNamed<T, Q, Strike<SA, ST>>
        : ShapeMismatch<
            ReshapeMessage<A, T, `${Product<A>} elements do not divide by ${Product<T>}`>
          >
  : never;
type FillNamed<T extends Shape, Q extends number, Left> = Left extends []
  ? Fill<T, Q>
  : Left extends [infer One extends string]
    ? Fill<T, Q extends 1 ? One : number>
    : Fill<T, number>;
type ReshapeMessage<
  A extends Shape,
  T extends Shape,
  Why extends string,
> = `reshape: cannot view ${Show<A>} as ${Show<T>}: ${Why}`;

/** The shape with the axes from `Start` on merged into one, as before a linear layer. */
export type Flatten<A extends Shape, Start extends number> =
  Unranked<A> extends true
    ? AnyShape
    : number extends Start
      ? AnyShape
      : A extends readonly []
        ? [1]
        : [NormAxis<Rank<A>, Start>] extends [never]
          ? ShapeMismatch<`flatten: axis ${Start} is out of range for shape ${Show<A>} (rank ${Rank<A>})`>
          : FlattenGo<A, NormAxis<Rank<A>, Start>>;
type FlattenGo<
  A extends Shape,
  Start,
  I extends 0[] = [],
  R extends Shape = [],
> = I["length"] extends Start
  ? [...R, MergedDim<A>]
  : A extends readonly [infer H extends Dim, ...infer T extends Shape]
    ? FlattenGo<T, Start, [...I, 0], [...R, H]>
    : R;
type MergedDim<S, P extends Dim = 1> = S extends readonly [infer H, ...infer T]
  ? MergedDim<T, MulDim<P, H> & Dim>
  : P;
type MulDim<A, B> = A extends 1
  ? B
  : B extends 1
    ? A
    : number extends A | B
      ? number
      : A extends number
        ? B extends number
          ? Mul<A, B>
          : number
        : number;
