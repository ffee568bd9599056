import type { Shape, Tensor } from "@nabla/tensor";

/** Are two types identical? They are when the compiler cannot tell conditions on them apart. */
export type Equal<X, Y> =
  (<T>() => T extends X ? 1 : 2) extends <T>() => T extends Y ? 1 : 2 ? true : false;

type ShapeIn<T> = T extends Tensor<infer S> ? S : never;

/** `expectShape(x).toBe<[3, 2]>()` compiles only if `x` is exactly a `Tensor<[3, 2]>`. */
export declare function expectShape<T extends Tensor>(
  x: T,
): {
  toBe<S>(...mismatch: Equal<ShapeIn<T>, S> extends true ? [] : [{ actual: ShapeIn<T> }]): void;
};

/** `expectConsistent<[3, 2]>(x)` compiles if `x` may have that shape, as far as is known. */
export declare function expectConsistent<S extends Shape>(x: Tensor<S>): void;

/** `expectType<Equal<X, Y>>()` compiles only if the two are identical. */
export declare function expectType<_True extends true>(): void;
