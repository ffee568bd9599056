import type { DType } from "../../src/index.ts";
import type { OpAttrs } from "../../src/internal.ts";
import type { Case } from "./samples.ts";
import type { Domain } from "./values.ts";

export const ALL: readonly DType[] = ["float64", "float32", "int32", "uint8", "bool"];
export const NUMBERS: readonly DType[] = ["float64", "float32", "int32", "uint8"];
export const ANY: Domain = { low: -2.4, high: 2.4 };

export const same = (dtype: DType): DType => dtype;
export const counted = (dtype: DType): DType =>
  dtype === "uint8" || dtype === "bool" ? "int32" : dtype;
export const floating = (dtype: DType): DType => (dtype.startsWith("float") ? dtype : "float32");

export const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [5],
  [2, 3],
  [1, 3, 1],
  [2, 3, 4],
  [3, 0, 2],
  [2, 1, 3, 1, 2],
];

export const plain = <A>(attrs: A, ...shapes: (readonly number[])[]): Case<A> => ({
  shapes,
  attrs,
});

export const NO_ATTRIBUTES: readonly Case<OpAttrs["detach"]>[] = SHAPES.map((shape) =>
  plain({}, shape),
);
