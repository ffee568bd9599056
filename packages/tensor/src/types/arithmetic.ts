/**
 * Arithmetic on non-negative integer literals, worked digit by digit on decimal strings as on paper.
 * The cost grows with the number of digits, not with the value: 50257 * 768 is no harder than
 * 12 * 34. Subtraction adds the nine's complement, so that one table serves both.
 */

/** `SUM[carry][a][b]`: carry and digit of a + b + carry. */
interface SUM {
  "0": {
    "0": ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09"];
    "1": ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
    "2": ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11"];
    "3": ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
    "4": ["04", "05", "06", "07", "08", "09", "10", "11", "12", "13"];
    "5": ["05", "06", "07", "08", "09", "10", "11", "12", "13", "14"];
    "6": ["06", "07", "08", "09", "10", "11", "12", "13", "14", "15"];
    "7": ["07", "08", "09", "10", "11", "12", "13", "14", "15", "16"];
    "8": ["08", "09", "10", "11", "12", "13", "14", "15", "16", "17"];
    "9": ["09", "10", "11", "12", "13", "14", "15", "16", "17", "18"];
  };
  "1": {
    "0": ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
    "1": ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11"];
    "2": ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
    "3": ["04", "05", "06", "07", "08", "09", "10", "11", "12", "13"];
    "4": ["05", "06", "07", "08", "09", "10", "11", "12", "13", "14"];
    "5": ["06", "07", "08", "09", "10", "11", "12", "13", "14", "15"];
    "6": ["07", "08", "09", "10", "11", "12", "13", "14", "15", "16"];
    "7": ["08", "09", "10", "11", "12", "13", "14", "15", "16", "17"];
    "8": ["09", "10", "11", "12", "13", "14", "15", "16", "17", "18"];
    "9": ["10", "11", "12", "13", "14", "15", "16", "17", "18", "19"];
  };
}
/** `MUL[a][b]`: tens and ones of a * b. */
interface MUL {
  "0": ["00", "00", "00", "00", "00", "00", "00", "00", "00", "00"];
  "1": ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09"];
  "2": ["00", "02", "04", "06", "08", "10", "12", "14", "16", "18"];
  "3": ["00", "03", "06", "09", "12", "15", "18", "21", "24", "27"];
  "4": ["00", "04", "08", "12", "16", "20", "24", "28", "32", "36"];
  "5": ["00", "05", "10", "15", "20", "25", "30", "35", "40", "45"];
  "6": ["00", "06", "12", "18", "24", "30", "36", "42", "48", "54"];
  "7": ["00", "07", "14", "21", "28", "35", "42", "49", "56", "63"];
  "8": ["00", "08", "16", "24", "32", "40", "48", "56", "64", "72"];
  "9": ["00", "09", "18", "27", "36", "45", "54", "63", "72", "81"];
}
/** The complement of a digit to nine. */
interface NINE {
  "0": "9";
  "1": "8";
  "2": "7";
  "3": "6";
  "4": "5";
  "5": "4";
  "6": "3";
  "7": "2";
  "8": "1";
  "9": "0";
}
/** The digit after a digit; a quotient digit never has to grow beyond nine. */
interface NEXT {
  "0": "1";
  "1": "2";
  "2": "3";
  "3": "4";
  "4": "5";
  "5": "6";
  "6": "7";
  "7": "8";
  "8": "9";
  "9": "9";
}
type Digit = keyof NINE;
type Carry = "0" | "1";

type Rev<S extends string, R extends string = ""> = S extends `${infer H}${infer T}`
  ? Rev<T, `${H}${R}`>
  : R;
type Trim<S extends string> = S extends `0${infer T}` ? (T extends "" ? "0" : Trim<T>) : S;

/** a + b: digits in little-endian order in, big-endian out. */
type AddLE<
  A extends string,
  B extends string,
  C extends Carry = "0",
  R extends string = "",
> = A extends `${infer a extends Digit}${infer AT}`
  ? B extends `${infer b extends Digit}${infer BT}`
    ? SUM[C][a][b] extends `${infer c extends Carry}${infer d}`
      ? AddLE<AT, BT, c, `${d}${R}`>
      : never
    : C extends "0"
      ? `${Rev<A>}${R}`
      : AddLE<A, "0", C, R>
  : B extends ""
    ? C extends "0"
      ? R
      : `1${R}`
    : C extends "0"
      ? `${Rev<B>}${R}`
      : AddLE<"0", B, C, R>;
type AddText<A extends string, B extends string> = A extends "0"
  ? B
  : B extends "0"
    ? A
    : AddLE<Rev<A>, Rev<B>>;

/** a - b for a >= b; a carry of one means that nothing is borrowed. */
type SubLE<
  A extends string,
  B extends string,
  C extends Carry = "1",
  R extends string = "",
> = A extends `${infer a extends Digit}${infer AT}`
  ? B extends `${infer b extends Digit}${infer BT}`
    ? SUM[C][a][NINE[b]] extends `${infer c extends Carry}${infer d}`
      ? SubLE<AT, BT, c, `${d}${R}`>
      : never
    : C extends "1"
      ? Trim<`${Rev<A>}${R}`>
      : SUM[C][a]["9"] extends `${infer c extends Carry}${infer d}`
        ? SubLE<AT, "", c, `${d}${R}`>
        : never
  : Trim<R>;
type SubText<A extends string, B extends string> = A extends B
  ? "0"
  : B extends "0"
    ? A
    : SubLE<Rev<A>, Rev<B>>;

/** a < b, scanning both once; `V` is the verdict of the first digit that differs. */
type LessText<
  A extends string,
  B extends string,
  V extends boolean | null = null,
> = A extends `${infer a extends Digit}${infer AT}`
  ? B extends `${infer b extends Digit}${infer BT}`
    ? LessText<AT, BT, V extends null ? LessDigit<a, b> : V>
    : false
  : B extends ""
    ? V extends true
      ? true
      : false
    : true;
type LessDigit<a extends Digit, b extends Digit> = a extends b
  ? null
  : SUM["1"][b][NINE[a]] extends `1${string}`
    ? true
    : false;

/** a * d for one digit d: little-endian in, big-endian out. */
type MulDigit<
  A extends string,
  d extends Digit,
  C extends Digit = "0",
  R extends string = "",
> = A extends `${infer a extends Digit}${infer AT}`
  ? MUL[a][d] extends `${infer tens extends Digit}${infer ones extends Digit}`
    ? SUM["0"][ones][C] extends `${infer c}${infer r}`
      ? MulDigit<AT, d, c extends "0" ? tens : NEXT[tens], `${r}${R}`>
      : never
    : never
  : C extends "0"
    ? R
    : `${C}${R}`;
/** a * b by Horner's rule over the digits of b, `A` little-endian. */
type MulText<
  A extends string,
  B extends string,
  R extends string = "0",
> = B extends `${infer b extends Digit}${infer BT}`
  ? MulText<
      A,
      BT,
      b extends "0"
        ? R extends "0"
          ? "0"
          : `${R}0`
        : R extends "0"
          ? MulDigit<A, b>
          : AddText<`${R}0`, MulDigit<A, b>>
    >
  : R;

/** Long division: quotient and remainder. */
type DivText<
  N extends string,
  M extends string,
  Q extends string = "",
  Rem extends string = "0",
> = N extends `${infer n}${infer NT}`
  ? DivDigit<Rem extends "0" ? n : `${Rem}${n}`, M> extends [
      infer q extends string,
      infer r extends string,
    ]
    ? DivText<NT, M, Q extends "" ? (q extends "0" ? "" : q) : `${Q}${q}`, r>
    : never
  : [Q extends "" ? "0" : Q, Rem];
type DivDigit<Rem extends string, M extends string, q extends Digit = "0"> =
  LessText<Rem, M> extends true ? [q, Rem] : DivDigit<SubText<Rem, M>, M, NEXT[q]>;

/** A product too big for a number literal prints with an exponent and so becomes `number`. */
type ToNumber<S> = S extends `${infer N extends number}` ? N : never;

/** A + B. */
export type Add<A extends number, B extends number> = ToNumber<AddText<`${A}`, `${B}`>>;
/** A - B, for A >= B. */
export type Sub<A extends number, B extends number> = ToNumber<SubText<`${A}`, `${B}`>>;
/** A * B. */
export type Mul<A extends number, B extends number> = A extends 1
  ? B
  : B extends 1
    ? A
    : A extends 0
      ? 0
      : B extends 0
        ? 0
        : ToNumber<MulText<Rev<`${A}`>, `${B}`>>;
/** Quotient and remainder of A / B, for B > 0. */
export type DivMod<A extends number, B extends number> = B extends 1
  ? [A, 0]
  : A extends B
    ? [1, 0]
    : DivText<`${A}`, `${B}`> extends [infer q, infer r]
      ? [ToNumber<q>, ToNumber<r>]
      : never;
/** A < B. */
export type Less<A extends number, B extends number> = LessText<`${A}`, `${B}`>;
