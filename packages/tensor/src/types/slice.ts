import type { Less, Sub } from "./arithmetic.ts";
import type { AxisMessage, NormAxis, Rank, SetAxes, Unranked } from "./axes.ts";
import type { AnyShape, Dim, Shape, ShapeMismatch, Show, ShowDim } from "./shape.ts";

/**
 * What `slice` takes of one axis: an index (the axis goes), `null` (all of it), or a range
 * `[start, end]` or `[start, end, step]`, whose start and end may be `null` or count from the end.
 */
export type SliceEntry =
  | number
  | null
  | readonly [start: number | null, end: number | null, step?: number];

/** Positions as nested lists of whole numbers, or a mask as nested lists of truth values. */
export type IndexList = readonly (number | boolean | IndexList)[];

/** The shape of `x.at(...L)`, or the mismatch; unknown where tensors or lists of positions are among them. */
export type At<A extends Shape, L extends readonly unknown[]> = L extends readonly (number | null)[]
  ? Slice<A, L, "at">
  : AnyShape;

/** The shape of `x.slice(...L)`, or the mismatch; strided and negative ranges give `number`. */
export type Slice<
  A extends Shape,
  L extends readonly SliceEntry[],
  Op extends string = "slice",
> = number extends A["length"]
  ? AnyShape
  : number extends L["length"]
    ? AnyShape
    : SliceGo<A, L, [], A, Op>;
type SliceGo<
  A extends Shape,
  L,
  R extends Shape,
  A0 extends Shape,
  Op extends string,
> = L extends readonly [infer s, ...infer LT]
  ? A extends readonly [infer d extends Dim, ...infer AT extends Shape]
    ? s extends null
      ? SliceGo<AT, LT, [...R, d], A0, Op>
      : s extends number
        ? InBounds<s, d> extends true
          ? SliceGo<AT, LT, R, A0, Op>
          : ShapeMismatch<`${Op}: index ${s} is out of range for size ${ShowDim<d>} (shape ${Show<A0>})`>
        : SliceGo<AT, LT, [...R, Range<s, d>], A0, Op>
    : ShapeMismatch<`${Op}: too many entries for shape ${Show<A0>}`>
  : [...R, ...A];

/** Only a literal index into a literal size can be judged. */
type InBounds<I extends number, D extends Dim> = number extends I | D
  ? true
  : D extends number
    ? `${I}` extends `-${infer K extends number}`
      ? Less<D, K> extends true
        ? false
        : true
      : Less<I, D>
    : true;

type Range<S, D extends Dim> = S extends readonly [infer Lo, infer Hi]
  ? RangeOf<Lo, Hi, D>
  : S extends readonly [infer Lo, infer Hi, infer Step]
    ? Step extends 1
      ? RangeOf<Lo, Hi, D>
      : Step extends -1
        ? [Lo, Hi] extends [null, null]
          ? D
          : number
        : number
    : number;
type RangeOf<Lo, Hi, D extends Dim> = Hi extends null
  ? Lo extends null | 0
    ? D
    : RangeLen<Lo, D, D>
  : RangeLen<Lo extends null ? 0 : Lo, Hi, D>;
type RangeLen<Lo, Hi, D extends Dim> = Lo extends number
  ? Hi extends number
    ? number extends Lo | Hi | D
      ? number
      : `${Lo}${Hi}` extends `${string}-${string}`
        ? number
        : D extends number
          ? Less<D, Hi> extends true
            ? Rest<Lo, D>
            : Rest<Lo, Hi>
          : number
    : number
  : number;
type Rest<Lo extends number, Hi extends number> = Less<Lo, Hi> extends true ? Sub<Hi, Lo> : 0;

/** The shape of `x.indexSelect(X, index)` for an index of shape `I`, or the mismatch. */
export type IndexSelect<A extends Shape, X extends number, I extends Shape> =
  Unranked<A> extends true
    ? AnyShape
    : number extends X
      ? { -readonly [K in keyof A]: number }
      : X extends number
        ? [NormAxis<Rank<A>, X>] extends [never]
          ? ShapeMismatch<AxisMessage<A, X, "indexSelect">>
          : SetAxes<A, NormAxis<Rank<A>, X>, IndexCount<I>>
        : never;

/** How many slices an index takes: one without axes is a list of one. */
type IndexCount<I extends Shape> = number extends I["length"]
  ? number
  : I extends readonly [infer d extends Dim, ...unknown[]]
    ? d
    : 1;
