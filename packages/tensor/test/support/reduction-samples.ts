import type { DType } from "../../src/index.ts";
import type { OpAttrs } from "../../src/internal.ts";
import { ALL, ANY, counted, floating, SHAPES, same } from "./cases.ts";
import { at, build, fold } from "./nd.ts";
import type { ArraySample, Case } from "./samples.ts";

type Reduced = OpAttrs["sum"];

/** Each shape over each single axis, all axes, none, and a pair apart from each other. */
const REDUCTIONS: readonly Case<Reduced>[] = SHAPES.flatMap((shape) => {
  const all = shape.map((_, i) => i);
  const lists = [all, [], ...all.map((i) => [i]), ...(all.length > 2 ? [[0, all.length - 1]] : [])];
  return lists.flatMap((axes) =>
    [false, true].map((keepDims) => ({ shapes: [shape], attrs: { axes, keepDims } })),
  );
});
/** Those that have an element for each result. */
const FILLED = REDUCTIONS.filter(
  ({ shapes: [shape], attrs }) => !attrs.axes.some((axis) => shape![axis] === 0),
);

const SCANS: readonly Case<{ readonly axis: number }>[] = SHAPES.flatMap((shape) =>
  shape.map((_, axis) => ({ shapes: [shape], attrs: { axis } })),
);
const POSITIONS: readonly Case<OpAttrs["argmax"]>[] = SCANS.filter(
  ({ shapes: [shape], attrs }) => shape![attrs.axis] !== 0,
).flatMap(({ shapes, attrs }) =>
  [false, true].map((keepDims) => ({ shapes, attrs: { ...attrs, keepDims } })),
);

/** Among them lines that are long enough for another algorithm. */
const SORTS: readonly Case<OpAttrs["argsort"]>[] = [
  ...SCANS,
  { shapes: [[130]], attrs: { axis: 0 } },
  { shapes: [[2, 70, 2]], attrs: { axis: 1 } },
].flatMap(({ shapes, attrs: { axis } }) =>
  [false, true].map((descending) => ({ shapes, attrs: { axis, descending } })),
);

function reduction(
  cases: readonly Case<Reduced>[],
  result: (dtype: DType) => DType,
  f: (values: number[]) => number,
): ArraySample<Reduced> {
  return {
    kind: "array",
    cases,
    dtypes: ALL,
    domain: ANY,
    result,
    terms: 24,
    reference: ([x], { axes, keepDims }) => fold(x!, axes, keepDims, f),
  };
}

/** Products of integers wrap at every step, so that many factors can't lose low digits. */
const multiplied = (values: readonly number[]): number =>
  values.every(Number.isInteger)
    ? Number(values.reduce((p, v) => BigInt.asIntN(32, p * BigInt(v)), 1n))
    : values.reduce((p, v) => p * v, 1);

const firstBest = (values: number[], better: (a: number, b: number) => boolean): number =>
  values.reduce((best, v, i) => (better(v, values[best]!) ? i : best), 0);

function position(better: (a: number, b: number) => boolean): ArraySample<OpAttrs["argmax"]> {
  return {
    kind: "array",
    cases: POSITIONS,
    dtypes: ALL,
    domain: ANY,
    result: () => "int32",
    reference: ([x], { axis, keepDims }) =>
      fold(x!, [axis], keepDims, (values) => firstBest(values, better)),
  };
}

function scan(f: (a: number, b: number) => number): ArraySample<{ readonly axis: number }> {
  return {
    kind: "array",
    cases: SCANS,
    dtypes: ALL,
    domain: ANY,
    result: counted,
    terms: 5,
    reference: ([x], { axis }) =>
      build(x!.shape, (index) =>
        Array.from({ length: index[axis]! + 1 }, (_, i) => at(x!, index.with(axis, i))).reduce(f),
      ),
  };
}

/** Of each beginning of a line, the last position that is at least as good as all others. */
function runningPosition(
  asGood: (a: number, b: number) => boolean,
): ArraySample<{ readonly axis: number }> {
  return {
    kind: "array",
    cases: SCANS,
    dtypes: ALL,
    domain: ANY,
    result: () => "int32",
    reference: ([x], { axis }) =>
      build(x!.shape, (index) => {
        const line = Array.from({ length: index[axis]! + 1 }, (_, i) =>
          at(x!, index.with(axis, i)),
        );
        return line.findLastIndex((a) => line.every((b) => asGood(a, b)));
      }),
  };
}

type ReductionName =
  | "sum"
  | "mean"
  | "meanSquare"
  | "prod"
  | "max"
  | "min"
  | "argmax"
  | "argmin"
  | "cumsum"
  | "cumprod"
  | "logcumsumexp"
  | "argcummax"
  | "argcummin"
  | "argsort";

/** Ops that fold lines of elements, or run along them. */
export const reductionSamples: { readonly [K in ReductionName]: ArraySample<OpAttrs[K]> } = {
  sum: reduction(REDUCTIONS, counted, (v) => v.reduce((a, b) => a + b, 0)),
  mean: reduction(REDUCTIONS, floating, (v) => v.reduce((a, b) => a + b, 0) / v.length),
  meanSquare: reduction(REDUCTIONS, floating, (v) => v.reduce((a, b) => a + b * b, 0) / v.length),
  prod: reduction(REDUCTIONS, counted, (v) => multiplied(v)),
  max: reduction(FILLED, same, (v) => [...v].sort((a, b) => b - a)[0]!),
  min: reduction(FILLED, same, (v) => [...v].sort((a, b) => a - b)[0]!),
  argmax: position((a, b) => a > b),
  argmin: position((a, b) => a < b),
  cumsum: scan((a, b) => a + b),
  cumprod: scan((a, b) => multiplied([a, b])),
  logcumsumexp: {
    ...scan((a, b) => Math.log(Math.exp(a) + Math.exp(b))),
    result: floating,
  },
  argcummax: runningPosition((a, b) => a >= b),
  argcummin: runningPosition((a, b) => a <= b),
  argsort: {
    kind: "array",
    cases: SORTS,
    dtypes: ALL,
    domain: ANY,
    result: () => "int32",
    reference: ([x], { axis, descending }) =>
      build(x!.shape, (index) => {
        const line = Array.from({ length: x!.shape[axis]! }, (_, i) => at(x!, index.with(axis, i)));
        const order = line.map((_, i) => i).sort((i, j) => line[i]! - line[j]!);
        const backwards = line.map((_, i) => i).sort((i, j) => line[j]! - line[i]!);
        return (descending ? backwards : order)[index[axis]!]!;
      }),
  },
};
