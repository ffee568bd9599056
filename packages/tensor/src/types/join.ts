import type { Add } from "./arithmetic.ts";
import type {
  AxisMessage,
  InsertAxis,
  NextRank,
  NormAxis,
  Rank,
  SetAxes,
  Unranked,
} from "./axes.ts";
import type { AnyShape, Dim, SameDim, Shape, ShapeMismatch, Show } from "./shape.ts";

/** The shape of tensors of one shape, stacked along a new axis `X`, or the mismatch. */
export type Stack<L extends readonly Shape[], X extends number> = number extends L["length"]
  ? StackMany<L[number], number, X>
  : L extends readonly [infer A extends Shape, ...infer T extends Shape[]]
    ? AllSame<A, T> extends infer R
      ? R extends readonly [...infer S extends Shape]
        ? StackMany<S, L["length"], X>
        : R
      : never
    : AnyShape;
type StackMany<A extends Shape, N extends Dim, X extends number> = number extends X
  ? AnyShape
  : number extends A["length"]
    ? AnyShape
    : [NextRank<A>] extends [never]
      ? AnyShape
      : X extends number
        ? [NormAxis<NextRank<A>, X>] extends [never]
          ? ShapeMismatch<`stack: axis ${X} is out of range for a result of rank ${NextRank<A>}`>
          : InsertAxis<A, NormAxis<NextRank<A>, X>, N>
        : never;
type AllSame<A extends Shape, L> = L extends readonly [infer B extends Shape, ...infer T]
  ? number extends Rank<A> | Rank<B>
    ? AnyShape
    : Rank<A> extends Rank<B>
      ? Merge<A, B> extends infer M extends Shape
        ? [M] extends [never]
          ? ShapeMismatch<StackMessage<A, B>>
          : AllSame<M, T>
        : never
      : ShapeMismatch<StackMessage<A, B>>
  : A;
type StackMessage<
  A extends Shape,
  B extends Shape,
> = `stack: shapes ${Show<A>} and ${Show<B>} differ`;
/** Of two shapes that agree the more precise dimension of each pair, else `never`. */
type Merge<A, B, R extends Shape = []> = A extends readonly [infer a extends Dim, ...infer AT]
  ? B extends readonly [infer b extends Dim, ...infer BT]
    ? SameDim<a, b> extends true
      ? Merge<AT, BT, [...R, number extends a ? b : a]>
      : never
    : never
  : R;

/** The shape of tensors joined along the axis `X`, or the mismatch. */
export type Concat<L extends readonly Shape[], X extends number> = number extends L["length"]
  ? ConcatMany<L[number], X>
  : L extends readonly [infer A extends Shape, ...infer T extends Shape[]]
    ? X extends number
      ? ConcatGo<A, T, X>
      : never
    : AnyShape;
/** A list of unknown length: only the joined axis is unknown. */
type ConcatMany<A extends Shape, X extends number> =
  Unranked<A> extends true
    ? AnyShape
    : number extends X
      ? AnyShape
      : [NormAxis<Rank<A>, X>] extends [never]
        ? ShapeMismatch<AxisMessage<A, X, "concat">>
        : SetAxes<A, NormAxis<Rank<A>, X>, number>;
type ConcatGo<A extends Shape, L, X extends number> =
  Unranked<A> extends true
    ? AnyShape
    : number extends X
      ? AnyShape
      : [NormAxis<Rank<A>, X>] extends [never]
        ? ShapeMismatch<AxisMessage<A, X, "concat">>
        : ConcatNext<A, L, X>;
type ConcatNext<A extends Shape, L, X extends number> = L extends readonly [
  infer B extends Shape,
  ...infer T,
]
  ? number extends Rank<B>
    ? AnyShape
    : Rank<A> extends Rank<B>
      ? ConcatPair<A, B, NormAxis<Rank<A>, X>> extends infer M extends Shape
        ? [M] extends [never]
          ? ShapeMismatch<ConcatMessage<A, B, X>>
          : ConcatNext<M, T, X>
        : never
      : ShapeMismatch<ConcatMessage<A, B, X>>
  : A;
type ConcatMessage<
  A extends Shape,
  B extends Shape,
  X extends number,
> = `concat: ${Show<A>} and ${Show<B>} differ outside axis ${X}`;
type ConcatPair<A, B, N, I extends 0[] = [], R extends Shape = []> = A extends readonly [
  infer a extends Dim,
  ...infer AT,
]
  ? B extends readonly [infer b extends Dim, ...infer BT]
    ? I["length"] extends N
      ? ConcatPair<AT, BT, N, [...I, 0], [...R, AddDim<a, b> & Dim]>
      : SameDim<a, b> extends true
        ? ConcatPair<AT, BT, N, [...I, 0], [...R, number extends a ? b : a]>
        : never
    : never
  : R;
type AddDim<A, B> = number extends A | B
  ? number
  : A extends number
    ? B extends number
      ? Add<A, B>
      : number
    : number;
