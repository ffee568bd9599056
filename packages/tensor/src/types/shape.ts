/** The vocabulary of shapes in types: dimensions, sizes, errors, and how they are printed. */

/** One dimension: a size (`3`), a name (`"batch"`), or unknown (`number`). */
export type Dim = number | string;

/** A shape in types: `[3, 2]`, `["batch", 784]`, `[number, 10]`; see {@link AnyShape}. */
export type Shape = readonly Dim[];

/**
 * The shape of a tensor of which not even the rank is known.
 * It is `any` because it has to fit every declared shape, in both directions.
 */
// biome-ignore lint/suspicious/noExplicitAny: the only type that is compatible both ways
export type AnyShape = any;

declare const mismatch: unique symbol;
/**
 * The parameter type of a call whose shapes do not fit; `Message` says why.
 * No value has this type, so the compiler rejects the argument and shows the message.
 */
export interface ShapeMismatch<Message extends string> {
  /** What does not fit; never present at run time. */
  readonly [mismatch]: Message;
}

declare const dimOf: unique symbol;
declare const nameOf: unique symbol;
interface Named<N extends string> {
  readonly [nameOf]: N;
}
/** Methods are compared bivariantly: `number` agrees with every dimension, but 3 not with 4. */
interface Consistent<D> {
  is(dim: D): void;
}
/**
 * A size at run time that remembers its dimension: `x.shape[0]` of a `Tensor<["batch", 5]>` is a
 * `Size<"batch">`, which is a `number` that gives `"batch"` back when it is passed to `zeros`.
 */
export type Size<D> = number & {
  /** The dimension; never present at run time. */
  readonly [dimOf]: Consistent<D extends string ? number & Named<D> : D>;
};
/** The type of `tensor.shape`. */
export type Sizes<S extends Shape> = { readonly [K in keyof S]: Size<S[K]> };

/** The shape that a list of sizes stands for: literals stay, {@link Size} is undone. */
export type ShapeOf<T extends readonly number[]> = number extends T["length"]
  ? AnyShape
  : { -readonly [K in keyof T]: DimOf<T[K]> };
/** The dimension that one size stands for. */
export type DimOf<N> = N extends { readonly [dimOf]: Consistent<infer E> }
  ? IsAny<E> extends true
    ? number
    : E extends Named<infer Name>
      ? Name
      : E extends number
        ? E
        : number
  : N;

/** Is `T` exactly `any`? */
export type IsAny<T> = 0 extends 1 & T ? true : false;

/** A computed shape, or an unknown one after a mistake, so that one mistake gives one error. */
export type Ok<R> = R extends readonly [...infer S extends Shape] ? S : AnyShape;
/**
 * The mismatches in `R`. Unlike `Exclude` it names `R` in no branch, which spares the compiler to
 * look there for what it infers: a third of all work.
 */
type Mismatches<R> = R extends ShapeMismatch<infer Message> ? ShapeMismatch<Message> : never;
/** A parameter's type: `T` if the computed shape `R` is fine, else the mismatch. */
export type Check<R, T> = [R] extends [readonly unknown[]] ? T : Mismatches<R>;
/**
 * {@link Check} for a `const` type parameter, written `T & Guard<R>`: directly in a conditional
 * type the argument's literals would be lost.
 */
export type Guard<R> = [R] extends [readonly unknown[]] ? unknown : Mismatches<R>;

// `A[] extends B[]`, not `A extends B`: an array of a type parameter is not generic to the
// compiler, so the test is decided at once where it holds by identity. Code that is itself generic
// in a shape therefore still compiles.
/** Do two dimensions agree, without broadcasting? An unknown one agrees with all. */
export type SameDim<A, B> = A[] extends B[]
  ? true
  : B[] extends A[]
    ? true
    : number extends A | B
      ? true
      : false;

/** A dimension as text; unknown prints as `?`. */
export type ShowDim<D> = number extends D ? "?" : D extends Dim ? `${D}` : "?";
/** The elements of a list as text, separated by commas. */
export type Join<S, R extends string = ""> = S extends readonly [infer H, ...infer T]
  ? Join<T, R extends "" ? ShowDim<H> : `${R}, ${ShowDim<H>}`>
  : R;
/** A shape as text: `[batch, ?, 10]`, `[...]` when the rank is unknown. */
export type Show<S> = S extends Shape
  ? number extends S["length"]
    ? S extends readonly [...Dim[], infer L extends Dim]
      ? `[..., ${ShowDim<L>}]`
      : "[...]"
    : `[${Join<S>}]`
  : "[...]";
