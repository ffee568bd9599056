/** Shapes of images: [batch, channels, …spatial], or [channels, …spatial] without a batch. */

import type { AnyShape, Dim, IsAny } from "./shape.ts";

/** The spatial axes of a result, whose sizes are not computed in types. */
export interface SpatialAxes {
  /** One axis. */
  readonly 1: [number];
  /** Two axes. */
  readonly 2: [number, number];
  /** Three axes. */
  readonly 3: [number, number, number];
}

/** The first dimension of a shape. */
type First<W> =
  IsAny<W> extends true ? number : W extends readonly [infer O extends Dim, ...Dim[]] ? O : number;

/** `Channels` maps over images of shape `X` with `R` spatial axes. */
type Mapped<X, Channels extends Dim, R extends keyof SpatialAxes> =
  IsAny<X> extends true
    ? AnyShape
    : X extends readonly [infer N extends Dim, Dim, ...SpatialAxes[R]]
      ? [N, Channels, ...SpatialAxes[R]]
      : X extends readonly [Dim, ...SpatialAxes[R]]
        ? [Channels, ...SpatialAxes[R]]
        : AnyShape;

/** Shape of a convolution of images of shape `X` with filters of shape `W`. */
export type Convolved<X, W, R extends keyof SpatialAxes> = Mapped<X, First<W>, R>;

/** Shape of a transposed convolution, whose number of channels depends on the groups. */
export type ConvolvedBack<X, R extends keyof SpatialAxes> = Mapped<X, number, R>;

/** Shape of images of shape `X` after pooling: other spatial sizes. */
export type Pooled<X, Sizes extends readonly number[]> =
  IsAny<X> extends true
    ? AnyShape
    : X extends readonly [infer N extends Dim, infer C extends Dim, ...{ [K in keyof Sizes]: Dim }]
      ? [N, C, ...Sizes]
      : X extends readonly [infer C extends Dim, ...{ [K in keyof Sizes]: Dim }]
        ? [C, ...Sizes]
        : AnyShape;

/** The sizes of two axes that are given as one number or a list. */
export type Sizes1<K> = K extends number
  ? [K]
  : K extends readonly [infer A extends number]
    ? [A]
    : [number];
/** The sizes of two axes that are given as one number or a list. */
export type Sizes2<K> = K extends number
  ? [K, K]
  : K extends readonly [infer A extends number, infer B extends number]
    ? [A, B]
    : [number, number];
/** The sizes of three axes that are given as one number or a list. */
export type Sizes3<K> = K extends number
  ? [K, K, K]
  : K extends readonly [infer A extends number, infer B extends number, infer C extends number]
    ? [A, B, C]
    : [number, number, number];

/** `A` with unknown sizes. */
export type Resized<A> = IsAny<A> extends true ? AnyShape : { -readonly [K in keyof A]: number };
