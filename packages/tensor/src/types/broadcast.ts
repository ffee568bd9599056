import type {
  AnyShape,
  Check,
  Dim,
  Ok,
  Shape,
  ShapeMismatch,
  ShapeOf,
  Show,
  ShowDim,
} from "./shape.ts";

/** Two dimensions aligned by broadcasting; `never` when they clash. */
type BroadcastDim<A, B> = B[] extends (1 | A)[]
  ? A
  : A[] extends (1 | B)[]
    ? B
    : number extends A | B
      ? A extends number
        ? B
        : A
      : never;

/** The shapes of A's rank that broadcast into `A` without changing it. */
type Into<A extends Shape> = { [K in keyof A]: A[K] | 1 };

// In `[...B][] extends Into<[...A]>[]` the spread turns `any` into `any[]`, which fits no tuple, so
// that unknown shapes take the slow path.
/** The shape of an elementwise operation, or the mismatch; equal shapes leave by the first exit. */
export type Broadcast<A extends Shape, B extends Shape, Op extends string> = [...B][] extends Into<
  [...A]
>[]
  ? A
  : BroadcastSlow<A, B, Op>;
/** The right operand's type in an elementwise operation: `T`, or the mismatch. */
export type BroadcastArg<A extends Shape, B extends Shape, Op extends string, T> = [
  ...B,
][] extends Into<[...A]>[]
  ? T
  : Check<BroadcastSlow<A, B, Op>, T>;
/** The result's shape in an elementwise operation. */
export type BroadcastOut<A extends Shape, B extends Shape, Op extends string> = [
  ...B,
][] extends Into<[...A]>[]
  ? A
  : Ok<BroadcastSlow<A, B, Op>>;

type BroadcastSlow<A extends Shape, B extends Shape, Op extends string> = number extends A["length"]
  ? AnyShape
  : number extends B["length"]
    ? AnyShape
    : Align<A, B, [], A, B, Op>;
/** Walks from the last axis to the first; `A0` and `B0` are the whole shapes, for the message. */
type Align<
  A extends Shape,
  B extends Shape,
  R extends Shape,
  A0 extends Shape,
  B0 extends Shape,
  Op extends string,
> = A extends readonly [...infer AH extends Shape, infer a]
  ? B extends readonly [...infer BH extends Shape, infer b]
    ? BroadcastDim<a, b> extends infer d extends Dim
      ? [d] extends [never]
        ? ShapeMismatch<`${Op}: shapes ${Show<A0>} and ${Show<B0>} do not broadcast: ${ShowDim<a>} vs ${ShowDim<b>}`>
        : Align<AH, BH, [d, ...R], A0, B0, Op>
      : never
    : [...A, ...R]
  : [...B, ...R];

/** The shape of `x.broadcastTo(T)`, or the mismatch when `T` itself would have to stretch. */
export type BroadcastTo<A extends Shape, T extends readonly number[]> = StretchTo<
  A,
  ShapeOf<T>,
  "broadcastTo"
>;
/** The type of a value that is broadcast into something of shape `A`: `T`, or the mismatch. */
export type BroadcastInto<A extends Shape, B extends Shape, Op extends string, T> = [
  ...B,
][] extends Into<[...A]>[]
  ? T
  : Check<StretchTo<B, A, Op>, T>;

type StretchTo<A extends Shape, T extends Shape, Op extends string> = number extends T["length"]
  ? AnyShape
  : number extends A["length"]
    ? T
    : Stretch<A, T, A, T, Op>;
type Stretch<
  A extends Shape,
  T extends Shape,
  A0 extends Shape,
  T0 extends Shape,
  Op extends string,
> = A extends readonly [...infer AH extends Shape, infer a]
  ? T extends readonly [...infer TH extends Shape, infer t]
    ? Stretches<a, t> extends true
      ? Stretch<AH, TH, A0, T0, Op>
      : ShapeMismatch<`${Op}: shape ${Show<A0>} does not broadcast to ${Show<T0>}: ${ShowDim<a>} vs ${ShowDim<t>}`>
    : ShapeMismatch<`${Op}: shape ${Show<A0>} has more axes than ${Show<T0>}`>
  : T0;
type Stretches<A, T> = A[] extends (1 | T)[] ? true : number extends A | T ? true : false;
