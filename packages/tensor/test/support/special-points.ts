/** Operands and the result, as one point of a function. */
export type Point = readonly [operands: readonly number[], result: number];

/** What a function must give at special values: sentences with their points. */
export type Rules = { readonly [sentence: string]: readonly Point[] };

export const INF = Infinity;
export const PI = Math.PI;
const POSITIVE = [0.5, 1, 3, 1e30, INF];
const NEGATIVE = POSITIVE.map((x) => -x);
export const FINITE = [0.25, 1, 2.5, 7];
export const BELOW = FINITE.map((x) => -x);
export const ZEROS = [0, -0];
export const ALL = [NaN, ...POSITIVE, ...NEGATIVE, ...ZEROS];

export const to = (result: number, ...operands: number[]): Point => [operands, result];
/** The same value comes back. */
export const fixed = (...values: number[]): Point[] => values.map((x) => to(x, x));
export const all = (values: readonly number[], result: number): Point[] =>
  values.map((x) => to(result, x));
/** Every pair of a value from each list. */
export const pairs = (
  xs: readonly number[],
  ys: readonly number[],
  result: number | ((x: number, y: number) => number),
): Point[] =>
  xs.flatMap((x) =>
    ys.map((y): Point => to(typeof result === "number" ? result : result(x, y), x, y)),
  );
export const nan: Rules = { "NaN for NaN": all([NaN], NaN) };
export const eitherNaN: Rules = {
  "NaN where either operand is": [...pairs([NaN], ALL, NaN), ...pairs(ALL, [NaN], NaN)],
};
export const odd = {
  ...nan,
  "keeps the sign of zero": fixed(0, -0),
};
export const rounding = {
  ...odd,
  "leaves whole numbers and infinities": fixed(1, -3, 1e20, INF, -INF),
};
export const limits = (below: number, above: number): Rules => ({
  "has its limits at infinities": [to(below, -INF), to(above, INF)],
});
