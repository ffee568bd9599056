import type {
  AnyShape,
  Dim,
  IsAny,
  SameDim,
  Shape,
  ShapeMismatch,
  Show,
  ShowDim,
} from "./shape.ts";

/** A function on shapes, which is what a module is to the compiler: `out` is stated in `this["in"]`. */
export interface ShapeFn {
  /** The shape it is applied to. */
  readonly in: unknown;
  /** The resulting shape, or the mismatch. */
  readonly out: AnyShape;
  /** A shape that it accepts, as loose as can be said. */
  readonly probe: Shape;
}
/** `F` applied to the shape `A`: the output's shape, or the mismatch. */
export type Apply<F extends { readonly out: unknown }, A> =
  IsAny<F> extends true ? AnyShape : (F & { readonly in: A })["out"];

/** A map of the last axis, `[..., I]` to `[..., O]`; leading axes, known or not, pass through. */
export type LastDim<A, I extends Dim, O extends Dim, Name extends string> =
  IsAny<A> extends true
    ? AnyShape
    : A extends readonly [...infer L extends Dim[], infer K]
      ? SameDim<K, I> extends true
        ? [...L, O]
        : ShapeMismatch<`${Name}: expects [..., ${ShowDim<I>}], got ${Show<A>}`>
      : A extends readonly []
        ? ShapeMismatch<`${Name}: expects [..., ${ShowDim<I>}], got a scalar`>
        : AnyShape;

/**
 * A function on shapes given by a pattern: `Maps<["B", 784], ["B", 10]>` takes any batch size `B`
 * and returns it. Names in `In` bind what they meet and stand for it in `Out`.
 */
export interface Maps<In extends Shape, Out extends Shape> extends ShapeFn {
  /** `In` with its names left open. */
  readonly probe: Unbound<In>;
  /** `Out` with its names filled in. */
  readonly out: ApplyMap<this["in"], In, Out>;
}
type Unbound<S extends Shape> = { -readonly [K in keyof S]: S[K] extends string ? number : S[K] };
type ApplyMap<A, In extends Shape, Out extends Shape> =
  IsAny<A> extends true
    ? AnyShape
    : A extends Shape
      ? number extends A["length"]
        ? Unbound<Out>
        : A["length"] extends In["length"]
          ? Unify<A, In> extends infer E
            ? [E] extends [never]
              ? ShapeMismatch<MapMessage<In, A>>
              : Substitute<Out, E>
            : never
          : ShapeMismatch<MapMessage<In, A>>
      : AnyShape;
type MapMessage<In extends Shape, A extends Shape> = `expects ${Show<In>}, got ${Show<A>}`;
/** What the names of the pattern `P` stand for in `A`, or `never` when `A` does not match. */
type Unify<A, P, E = Record<never, never>> = A extends readonly [infer a, ...infer AT]
  ? P extends readonly [infer p, ...infer PT]
    ? p extends string
      ? p extends keyof E
        ? SameDim<a, E[p]> extends true
          ? Unify<AT, PT, E>
          : never
        : Unify<AT, PT, E & { [K in p]: a }>
      : SameDim<a, p> extends true
        ? Unify<AT, PT, E>
        : never
    : never
  : E;
type Substitute<Out extends Shape, E> = {
  -readonly [K in keyof Out]: Out[K] extends keyof E
    ? E[Out[K]] extends Dim
      ? E[Out[K]]
      : number
    : Out[K] extends string
      ? number
      : Out[K];
};
