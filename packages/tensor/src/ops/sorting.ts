import { TYPES, type TypedArray } from "../dtype.ts";
import { keysOf, sortPositions } from "../kernels/sort.ts";
import { perType } from "../kernels/source.ts";
import type { Tensor } from "../tensor.ts";
import { blank, rowMajor } from "./copy.ts";
import { defineOp, type Op } from "./op.ts";

/** Copies n elements, `step` apart, to the front of `line`. */
const takeLine = perType(
  (x: TypedArray, from: number, step: number, line: TypedArray, n: number): void => {
    for (let i = 0; i < n; i++) {
      line[i] = x[from] as number;
      from += step;
    }
  },
);

export const argsort: Op<"argsort"> = defineOp("argsort", "scan", ([input], attrs) => {
  const { axis, descending } = attrs;
  const x = rowMajor(input as Tensor);
  const { type } = x.storage;
  const { shape, size } = x.layout;
  const n = shape[axis] as number;
  const out = blank(TYPES.int32, shape);
  if (size === 0) return out;
  const inner = shape.slice(axis + 1).reduce((product, m) => product * m, 1);
  const take = takeLine[type.code] as (typeof takeLine)[number];
  const [values, target] = [x.storage.array(), out.storage.array()];
  const line = new type.array(n);
  const [order, spare] = [new Int32Array(n), new Int32Array(n)];
  for (let start = 0; start < size; start += n * inner)
    for (let at = start; at < start + inner; at++) {
      take(values, x.offset + at, inner, line, n);
      sortPositions(keysOf(type, line, n, descending), n, order, spare);
      for (let i = 0, to = out.offset + at; i < n; i++, to += inner)
        target[to] = order[i] as number;
    }
  return out;
});
