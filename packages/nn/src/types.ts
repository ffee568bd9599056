// What the signatures of modules are written with. Whether a type is a function on shapes is asked by
// its keys, never by `F extends ShapeFn`: the latter stays undecided while a dimension is a type
// parameter, and code that is generic in a size would not compile.
import type {
  AnyShape,
  Apply,
  Check,
  Dim,
  IsAny,
  LastDim,
  Ok,
  Shape,
  ShapeFn,
  ShapeMismatch,
  ShowDim,
  Tensor,
} from "@nabla/tensor";

/** What a module declares that declares nothing: it then fits everywhere, unchecked. */
// biome-ignore lint/suspicious/noExplicitAny: the only type that is compatible both ways
export type AnyFn = any;

/**
 * The type of a module's `call`. A function on shapes (`LinearFn`, `Maps`) checks its one input; a
 * signature is taken as it is (losses, modules of several inputs); without either, `call` has the
 * type of the module's own `forward`.
 */
export type CallOf<F, Forward> =
  IsAny<F> extends true
    ? ForwardCall<Forward>
    : F extends { readonly out: unknown }
      ? ShapeCall
      : F;
/** Takes `F` from `this`, so that it is one and the same type for all modules and costs nothing to compare. */
type ShapeCall = <F extends ShapeFn, A extends Shape>(
  this: Typed<F>,
  x: Check<Apply<F, A>, Tensor<A>>,
) => Tensor<Ok<Apply<F, A>>>;
/** Of plain `Module` nothing is known but that it takes a tensor first. */
type ForwardCall<Forward> = Forward extends (...inputs: never[]) => infer Out
  ? unknown extends Out
    ? (x: Tensor, ...rest: never[]) => AnyFn
    : Forward
  : never;

/** A linear layer: `[..., I]` to `[..., O]`. */
export interface LinearFn<I extends Dim, O extends Dim> extends ShapeFn {
  /** Any leading axes. */
  readonly probe: [...Dim[], I];
  /** The last axis replaced. */
  readonly out: LastDim<this["in"], I, O, `Linear(${ShowDim<I>}, ${ShowDim<O>})`>;
}

/** A module that keeps the shape: activations, dropout. */
export interface SameFn extends ShapeFn {
  /** Any shape. */
  readonly probe: AnyShape;
  /** The same shape. */
  readonly out: this["in"];
}

/** What a module is to the compiler here; the class itself would make the types circular. */
export interface Typed<F = AnyFn> {
  /** The function on shapes that the module declares. */
  readonly "~fn": F;
}
/** The function on shapes that a module declares; none where `call` has a signature of its own. */
type FnOf<M> = M extends { readonly "~fn": infer F }
  ? F extends { readonly probe: unknown; readonly out: unknown }
    ? F
    : AnyFn
  : AnyFn;

/** Layers one after the other. */
export interface SequentialFn<L extends readonly Typed[]> extends ShapeFn {
  /** What the first layer accepts. */
  readonly probe: L extends readonly [infer M, ...unknown[]] ? FnOf<M>["probe"] : AnyShape;
  /** What the last layer returns. */
  readonly out: Run<L, this["in"]>;
}
type Run<L, A> = L extends readonly []
  ? A
  : L extends readonly [infer M, ...infer T]
    ? A extends readonly [...infer S extends Shape]
      ? Run<T, Apply<FnOf<M>, S>>
      : A
    : AnyShape;

/**
 * Do the layers `L` fit each other? Feeds the first layer's own pattern through them; behind an
 * unknown shape the next layer's pattern starts anew.
 */
export type Fit<L, A = AnyShape, I extends 0[] = []> = L extends readonly [infer M, ...infer T]
  ? IsAny<A> extends true
    ? FitNext<T, Apply<FnOf<M>, FnOf<M>["probe"]>, I>
    : A extends readonly [...infer S extends Shape]
      ? FitNext<T, Apply<FnOf<M>, S>, I>
      : AnyShape
  : A;
type FitNext<T, R, I extends 0[]> =
  IsAny<R> extends true
    ? Fit<T, AnyShape, [...I, 0]>
    : R extends ShapeMismatch<infer Message>
      ? ShapeMismatch<`Sequential: layer ${I["length"]}: ${Message}`>
      : Fit<T, R, [...I, 0]>;
