import type { Shape, ShapeMismatch, Show } from "./shape.ts";

/**
 * What `item()` and `backward()` ask of `this`, written `this: Tensor<A> & OneElement<A, "item">`:
 * nothing when the shape can have a single element, else the mismatch.
 */
export type OneElement<A extends Shape, Op extends string> = number extends A["length"]
  ? unknown
  : [A[number]] extends [never]
    ? unknown
    : [Exclude<A[number], 1>] extends [never]
      ? unknown
      : number extends A[number]
        ? unknown
        : ShapeMismatch<`${Op}: needs a tensor with one element, got ${Show<A>}`>;
