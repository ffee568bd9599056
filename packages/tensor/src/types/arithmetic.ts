/**
 * Arithmetic on non-negative integer literals, worked digit by digit on decimal strings as on paper.
 * The cost grows with the number of digits, not with the value: 50257 * 768 is no harder than
 * 123 * 456. Within this file numbers are strings that begin with the ones ("LE", little-endian),
 * since that is the order in which carries run; zeros at the end do no harm.
 */
import type { PRODUCT } from "./product-table.ts";
import type { SUM } from "./sum-table.ts";

/** The complement of a digit to nine. */
interface NINE {
  readonly [digit: string]: string;
  readonly "0": "9";
  readonly "1": "8";
  readonly "2": "7";
  readonly "3": "6";
  readonly "4": "5";
  readonly "5": "4";
  readonly "6": "3";
  readonly "7": "2";
  readonly "8": "1";
  readonly "9": "0";
}
/** The digit after a digit; nothing here counts beyond nine. */
interface NEXT {
  readonly [digit: string]: string;
  readonly "0": "1";
  readonly "1": "2";
  readonly "2": "3";
  readonly "3": "4";
  readonly "4": "5";
  readonly "5": "6";
  readonly "6": "7";
  readonly "7": "8";
  readonly "8": "9";
}

type Reverse<S extends string> = S extends `${infer a}${infer b}${infer c}${infer d}${infer T}`
  ? `${Reverse<T>}${d}${c}${b}${a}`
  : S extends `${infer a}${infer b}${infer c}`
    ? `${c}${b}${a}`
    : S;
type Trim<S extends string> = S extends `0${infer T}` ? (T extends "" ? "0" : Trim<T>) : S;
/** Back to a literal. A number too big for one prints with an exponent and becomes `number`. */
type Literal<S extends string> = S extends `${infer N extends number}` ? N : never;

/** a + b; `C` is the carry. */
type AddLE<
  A extends string,
  B extends string,
  C extends string = "0",
  R extends string = "",
> = A extends `${infer a}${infer AT}`
  ? B extends `${infer b}${infer BT}`
    ? SUM[`${C}${a}${b}`] extends `${infer c}${infer d}`
      ? AddLE<AT, BT, c, `${R}${d}`>
      : never
    : C extends "0"
      ? `${R}${A}`
      : AddLE<A, "0", C, R>
  : B extends ""
    ? C extends "0"
      ? R
      : `${R}1`
    : C extends "0"
      ? `${R}${B}`
      : AddLE<"0", B, C, R>;

/** a - b, by adding the nine's complement of b with a carry; `null` when b is the larger one. */
type SubLE<
  A extends string,
  B extends string,
  C extends string = "1",
  R extends string = "",
> = A extends `${infer a}${infer AT}`
  ? B extends `${infer b}${infer BT}`
    ? SUM[`${C}${a}${NINE[b]}`] extends `${infer c}${infer d}`
      ? SubLE<AT, BT, c, `${R}${d}`>
      : never
    : C extends "1"
      ? `${R}${A}`
      : SUM[`${C}${a}9`] extends `${infer c}${infer d}`
        ? SubLE<AT, "", c, `${R}${d}`>
        : never
  : B extends ""
    ? C extends "1"
      ? R
      : null
    : null;

/** a * d for one digit d; `C` is the digit carried. */
type MulDigit<
  A extends string,
  d extends string,
  C extends string = "0",
  R extends string = "",
> = A extends `${infer a}${infer AT}`
  ? PRODUCT[`${a}${d}`] extends `${infer tens}${infer ones}`
    ? SUM[`0${ones}${C}`] extends `${infer c}${infer r}`
      ? MulDigit<AT, d, c extends "0" ? tens : NEXT[tens], `${R}${r}`>
      : never
    : never
  : C extends "0"
    ? R
    : `${R}${C}`;
/** a * b by Horner's rule over the digits of b, which end with the ones. */
type MulLE<
  A extends string,
  B extends string,
  R extends string = "",
> = B extends `${infer b}${infer BT}`
  ? MulLE<
      A,
      BT,
      b extends "0" ? `0${R}` : R extends "" ? MulDigit<A, b> : AddLE<`0${R}`, MulDigit<A, b>>
    >
  : R;

/** Long division of n, which ends with the ones: quotient (so too) and remainder. */
type Divide<
  N extends string,
  M extends string,
  Q extends string = "",
  R extends string = "",
> = N extends `${infer n}${infer T}`
  ? DivideDigit<`${n}${R}`, M> extends [infer q extends string, infer r extends string]
    ? Divide<T, M, `${Q}${q}`, r>
    : never
  : [Q, R];
type DivideDigit<R extends string, M extends string, q extends string = "0"> =
  SubLE<R, M> extends infer Left extends string ? DivideDigit<Left, M, NEXT[q]> : [q, R];

/** A + B. */
export type Add<A extends number, B extends number> = A extends 0
  ? B
  : Literal<Reverse<AddLE<Reverse<`${A}`>, Reverse<`${B}`>>>>;
/** A - B, for A >= B. */
export type Sub<A extends number, B extends number> = B extends 0
  ? A
  : SubLE<Reverse<`${A}`>, Reverse<`${B}`>> extends infer R extends string
    ? Literal<Trim<Reverse<R>>>
    : never;
/** A * B. */
export type Mul<A extends number, B extends number> = A extends 1
  ? B
  : B extends 1
    ? A
    : A extends 0
      ? 0
      : B extends 0
        ? 0
        : Literal<Reverse<MulLE<Reverse<`${A}`>, `${B}`>>>;
/** Quotient and remainder of A / B, for B > 0. */
export type DivMod<A extends number, B extends number> = B extends 1
  ? [A, 0]
  : A extends B
    ? [1, 0]
    : Divide<`${A}`, Reverse<`${B}`>> extends [infer q extends string, infer r extends string]
      ? [Literal<Trim<q>>, Literal<Trim<Reverse<r>>>]
      : never;
/** A < B. */
export type Less<A extends number, B extends number> = A extends B
  ? false
  : SubLE<Reverse<`${A}`>, Reverse<`${B}`>> extends null
    ? true
    : false;
