import type { Broadcast } from "./broadcast.ts";
import type { AnyShape, SameDim, Shape, ShapeMismatch, Show, ShowDim } from "./shape.ts";

type InnerMessage<
  A extends Shape,
  B extends Shape,
  K1,
  K2,
> = `matmul: ${Show<A>} x ${Show<B>}: inner dimensions ${ShowDim<K1>} and ${ShowDim<K2>} differ`;

/** The shape of a matrix product with NumPy's rules, or the mismatch. */
export type MatMul<A extends Shape, B extends Shape> = number extends A["length"]
  ? AnyShape
  : number extends B["length"]
    ? AnyShape
    : A extends readonly [infer M, infer K]
      ? B extends readonly [infer K2, infer N]
        ? SameDim<K, K2> extends true
          ? [M, N]
          : ShapeMismatch<InnerMessage<A, B, K, K2>>
        : MatMulN<A, B>
      : MatMulN<A, B>;

/** Vectors on either side, and leading axes that broadcast. */
type MatMulN<A extends Shape, B extends Shape> = A extends readonly []
  ? ShapeMismatch<"matmul: left operand is a scalar">
  : B extends readonly []
    ? ShapeMismatch<"matmul: right operand is a scalar">
    : A extends readonly [...infer AB extends Shape, infer M, infer K]
      ? B extends readonly [...infer BB extends Shape, infer K2, infer N]
        ? SameDim<K, K2> extends true
          ? Batched<AB, BB, M, N>
          : ShapeMismatch<InnerMessage<A, B, K, K2>>
        : B extends readonly [infer K2]
          ? SameDim<K, K2> extends true
            ? [...AB, M]
            : ShapeMismatch<InnerMessage<A, B, K, K2>>
          : never
      : VectorMatrix<A, B>;
type Batched<AB extends Shape, BB extends Shape, M, N> =
  Broadcast<AB, BB, "matmul batch dims"> extends infer R
    ? R extends readonly unknown[]
      ? [...R, M, N]
      : R
    : never;
type VectorMatrix<A extends Shape, B extends Shape> = A extends readonly [infer K]
  ? B extends readonly [...infer BB extends Shape, infer K2, infer N]
    ? SameDim<K, K2> extends true
      ? [...BB, N]
      : ShapeMismatch<InnerMessage<A, B, K, K2>>
    : B extends readonly [infer K2]
      ? SameDim<K, K2> extends true
        ? []
        : ShapeMismatch<InnerMessage<A, B, K, K2>>
      : never
  : never;
