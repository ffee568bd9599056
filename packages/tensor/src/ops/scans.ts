import { countable, TYPES, type TypedArray, type TypeInfo, toFloating } from "../dtype.ts";
import { perType } from "../kernels/source.ts";
import type { Tensor } from "../tensor.ts";
import { blank, rowMajor } from "./copy.ts";
import { defineOp, type Op } from "./op.ts";

/** Over `n` elements in each of `outer` x `inner` lines; both arrays contiguous from their offsets. */
type Scan = (
  x: TypedArray,
  o: number,
  y: TypedArray,
  q: number,
  outer: number,
  n: number,
  inner: number,
) => void;

const runningSum: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      let sum = 0;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        sum += x[o + at] as number;
        y[q + at] = sum;
      }
    }
};

const runningIntegerSum: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      let sum = 0;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        sum = (sum + (x[o + at] as number)) | 0;
        y[q + at] = sum;
      }
    }
};

const runningProduct: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      let product = 1;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        product *= x[o + at] as number;
        y[q + at] = product;
      }
    }
};

const runningIntegerProduct: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      let product = 1;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        product = Math.imul(product, x[o + at] as number);
        y[q + at] = product;
      }
    }
};

/** log(eᵃ + eᵇ) of what has been met so far and the next element, without overflow. */
const runningLogSumExp: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      // The sum is eᵗᵒᵖ · scale, with the largest element as the exponent.
      let top = -Infinity;
      let scale = 0;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        const v = x[o + at] as number;
        if (v > top) {
          scale = scale * Math.exp(top - v) + 1;
          top = v;
        } else scale += v === top ? 1 : Math.exp(v - top);
        y[q + at] = top + Math.log(scale);
      }
    }
};

/** Position of the last of the largest elements so far; of the first NaN from there on. */
const runningArgmax: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      let best = -Infinity;
      let where = 0;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        const v = x[o + at] as number;
        if (v >= best || (Number.isNaN(v) && !Number.isNaN(best))) {
          best = v;
          where = i;
        }
        y[q + at] = where;
      }
    }
};

/** Position of the last of the smallest elements so far; of the first NaN from there on. */
const runningArgmin: Scan = (x, o, y, q, outer, n, inner) => {
  for (let a = 0; a < outer; a++)
    for (let b = 0; b < inner; b++) {
      let best = Infinity;
      let where = 0;
      for (let i = 0, at = a * n * inner + b; i < n; i++, at += inner) {
        const v = x[o + at] as number;
        if (v <= best || (Number.isNaN(v) && !Number.isNaN(best))) {
          best = v;
          where = i;
        }
        y[q + at] = where;
      }
    }
};

type ScanName = "cumsum" | "cumprod" | "logcumsumexp" | "argcummax" | "argcummin";

function scan<K extends ScanName>(
  name: K,
  kernels: readonly Scan[],
  resultType: (type: TypeInfo) => TypeInfo,
): Op<K> {
  const evaluate: Op<"cumsum">["evaluate"] = ([input], { axis }) => {
    const x = rowMajor(input as Tensor);
    const { shape } = x.layout;
    const size = (from: number, to: number): number =>
      shape.slice(from, to).reduce((p, n) => p * n, 1);
    const out = blank(resultType(x.storage.type), shape);
    const kernel = kernels[x.storage.type.code] as Scan;
    kernel(
      x.storage.array(),
      x.offset,
      out.storage.array(),
      out.offset,
      size(0, axis),
      shape[axis] as number,
      size(axis + 1, shape.length),
    );
    return out;
  };
  return defineOp(name, "scan", evaluate as Op<K>["evaluate"]);
}

/** The first kernels for the integers, the second for the floats. */
const byKind = (integer: Scan, floating: Scan): readonly Scan[] => [
  ...perType(integer).slice(0, 3),
  ...perType(floating).slice(3),
];
const position = (): TypeInfo => TYPES.int32;

export const cumsum: Op<"cumsum"> = scan(
  "cumsum",
  byKind(runningIntegerSum, runningSum),
  countable,
);
export const cumprod: Op<"cumprod"> = scan(
  "cumprod",
  byKind(runningIntegerProduct, runningProduct),
  countable,
);
export const logcumsumexp: Op<"logcumsumexp"> = scan(
  "logcumsumexp",
  perType(runningLogSumExp),
  toFloating,
);
export const argcummax: Op<"argcummax"> = scan("argcummax", perType(runningArgmax), position);
export const argcummin: Op<"argcummin"> = scan("argcummin", perType(runningArgmin), position);
