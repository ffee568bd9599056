import type { TypedArray } from "../dtype.ts";
import type { AnyShape, Shape, ShapeMismatch } from "./shape.ts";

/** Numbers or booleans in nested arrays, as `tensor` takes them. */
export type NestedData = number | boolean | readonly [] | readonly NestedData[];

type IsUnion<T, U = T> = [T] extends [never]
  ? false
  : T extends unknown
    ? [U] extends [T]
      ? false
      : true
    : never;

/** The shape of nested arrays, or the mismatch when rows differ in length. */
export type ShapeOfData<T> = T extends TypedArray ? [number] : DataGo<T>;
type DataGo<T, R extends Shape = []> = R["length"] extends 7
  ? AnyShape // the constraint of `T` is recursive, so the walk needs an end
  : [T] extends [never]
    ? R
    : [T] extends [readonly unknown[]]
      ? IsUnion<T["length"]> extends true
        ? ShapeMismatch<`tensor: ragged nested array: rows of different lengths at depth ${R["length"]}`>
        : DataGo<T[number], [...R, T["length"]]>
      : [T] extends [number | boolean]
        ? R
        : ShapeMismatch<`tensor: ragged nested array: numbers and arrays mixed at depth ${R["length"]}`>;
