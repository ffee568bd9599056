/**
 * Reductions of float32 in the scratch memory: of a run of elements to one number, and of rows to one
 * row. Sums are accumulated in float64, so that they are as good as exact.
 */

import { call, type FunctionReference } from "./assembler/control.ts";
import { f32, f64 } from "./assembler/floats.ts";
import type { FunctionBuilder, Local } from "./assembler/function.ts";
import { i32 } from "./assembler/integers.ts";
import { ModuleBuilder } from "./assembler/module.ts";
import { shuffle32, v128 } from "./assembler/simd.ts";
import { f32x4, f64x2 } from "./assembler/simd-floats.ts";
import type { Value } from "./assembler/value.ts";
import { importScratch, scratchKernels } from "./scratch.ts";

/** What is done with the elements. */
export type Reduction = "sum" | "sumOfSquares" | "max" | "min";

/** Exports of the module of {@link reduceKernels}. Addresses and distances are in bytes. */
export type ReduceKernels = {
  /** Reduces the `count` > 0 elements from `at` on. */
  readonly [R in Reduction as `${R}Run`]: (at: number, count: number) => number;
} & {
  /** Reduces `runs` runs that follow each other to results at `to`: of float64 for sums, else float32. */
  readonly [R in Reduction as `${R}Runs`]: (
    at: number,
    runs: number,
    count: number,
    to: number,
  ) => void;
} & {
  /**
   * Reduces `rows` rows of `count` elements, `pitch` apart, into the row of results at `to`: of float64
   * for sums, else of float32. Both may be written to the next multiple of 8 elements.
   */
  readonly [R in Reduction as `${R}Rows`]: (
    at: number,
    rows: number,
    pitch: number,
    count: number,
    to: number,
  ) => void;
};

type Vector = Value<"v128">;
type Run<R extends "f32" | "f64"> = FunctionReference<
  { readonly at: "i32"; readonly count: "i32" },
  R
>;

const FLOAT = 4;
const VECTOR = 16;
/** Elements of one round: two vectors. */
const ROUND = 8;

/** The two halves of four float32 as float64, or their squares. */
function widened(of: "sum" | "sumOfSquares", v: Local<"v128">): [Vector, Vector] {
  const high = shuffle32(v, v, [2, 3, 2, 3]);
  const halves = [f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(high)] as [Vector, Vector];
  return of === "sum" ? halves : [f64x2.mul(halves[0], halves[0]), f64x2.mul(halves[1], halves[1])];
}

/** Adds up what `loads` leave in accumulators of float64. */
function sumRun(module: ModuleBuilder, of: "sum" | "sumOfSquares"): Run<"f64"> {
  const f = module.function(`${of}Run`, { at: "i32", count: "i32" }, "f64", { exported: true });
  const { at, count } = f.params;
  const [v, end] = [f.local("v128"), f.local("i32", "end")];
  const sums = [0, 1, 2, 3].map(() => f.local("v128"));
  forRounds(f, at, end, count, () => {
    for (const half of [0, 1]) {
      f.set(v, v128.load(at, half * VECTOR));
      widened(of, v).forEach((x, i) => {
        const sum = sums[2 * half + i] as Local<"v128">;
        f.set(sum, f64x2.add(sum, x));
      });
    }
  });
  const [first, ...rest] = sums;
  f.set(v, rest.reduce<Vector>(f64x2.add, first as Vector));
  const total = f.local("f64", "total");
  f.set(total, f64.add(f64x2.extract_lane(v, 0), f64x2.extract_lane(v, 1)));
  const x = f.local("f64");
  forRest(f, at, end, count, () => {
    f.set(x, f64.promote_f32(f32.load(at)));
    f.set(total, f64.add(total, of === "sum" ? x : f64.mul(x, x)));
  });
  f.return(total);
  return f;
}

/** Does `round` for every eight elements from `at` on, which moves on. */
function forRounds(
  f: FunctionBuilder,
  at: Local<"i32">,
  end: Local<"i32">,
  count: Local<"i32">,
  round: () => void,
): void {
  f.set(end, i32.add(at, i32.mul(i32.and(count, -ROUND), FLOAT)));
  f.for(at, { from: at, to: end, step: ROUND * FLOAT }, round);
}

/** Does `step` for the elements that are left. */
function forRest(
  f: FunctionBuilder,
  at: Local<"i32">,
  end: Local<"i32">,
  count: Local<"i32">,
  step: () => void,
): void {
  f.set(end, i32.add(at, i32.mul(i32.and(count, ROUND - 1), FLOAT)));
  f.for(at, { from: at, to: end, step: FLOAT }, step);
}

function extremeRun(module: ModuleBuilder, of: "max" | "min"): Run<"f32"> {
  const f = module.function(`${of}Run`, { at: "i32", count: "i32" }, "f32", { exported: true });
  const { at, count } = f.params;
  const end = f.local("i32", "end");
  const [a, b, best] = [f.local("v128"), f.local("v128"), f.local("f32", "best")];
  const start = of === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  f.set(a, f32x4.const(start));
  f.set(b, f32x4.const(start));
  forRounds(f, at, end, count, () => {
    f.set(a, f32x4[of](a, v128.load(at)));
    f.set(b, f32x4[of](b, v128.load(at, VECTOR)));
  });
  f.set(a, f32x4[of](a, b));
  const [x, y, z, w] = [0, 1, 2, 3].map((lane) => f32x4.extract_lane(a, lane)) as [
    Value<"f32">,
    Value<"f32">,
    Value<"f32">,
    Value<"f32">,
  ];
  f.set(best, f32[of](f32[of](x, y), f32[of](z, w)));
  forRest(f, at, end, count, () => {
    f.set(best, f32[of](best, f32.load(at)));
  });
  f.return(best);
  return f;
}

/** Calls `run` for one run after the other. */
function runsOf(module: ModuleBuilder, of: Reduction, run: Run<"f32"> | Run<"f64">): void {
  const parameters = { at: "i32", runs: "i32", count: "i32", to: "i32" } as const;
  const f = module.function(`${of}Runs`, parameters, null, { exported: true });
  const { at, runs, count, to } = f.params;
  const i = f.local("i32", "i");
  f.for(i, { from: 0, to: runs, step: 1 }, () => {
    if (run.result === "f64") f.do(f64.store(to, call(run, { at, count })));
    else f.do(f32.store(to, call(run as Run<"f32">, { at, count })));
    f.set(at, i32.add(at, i32.mul(count, FLOAT)));
    f.set(to, i32.add(to, run.result === "f64" ? 2 * FLOAT : FLOAT));
  });
}

/** Walks the rows for eight columns at a time, whose results stay in registers meanwhile. */
function rowsOf(module: ModuleBuilder, of: Reduction): void {
  const sums = of === "sum" || of === "sumOfSquares";
  const parameters = { at: "i32", rows: "i32", pitch: "i32", count: "i32", to: "i32" } as const;
  const f = module.function(`${of}Rows`, parameters, null, { exported: true });
  const { at, rows, pitch, count, to } = f.params;
  const [column, row, x] = [f.local("i32"), f.local("i32"), f.local("i32")];
  const v = f.local("v128");
  const results = Array.from({ length: sums ? 4 : 2 }, () => f.local("v128"));
  f.for(column, { from: 0, to: count, step: ROUND }, () => {
    results.forEach((result, i) => {
      f.set(result, v128.load(to, i * VECTOR));
    });
    f.set(x, at);
    f.for(row, { from: 0, to: rows, step: 1 }, () => {
      for (const half of [0, 1]) {
        f.set(v, v128.load(x, half * VECTOR));
        const terms = sums ? widened(of, v) : [v];
        terms.forEach((term, i) => {
          const result = results[terms.length * half + i] as Local<"v128">;
          f.set(result, sums ? f64x2.add(result, term) : f32x4[of](result, term));
        });
      }
      f.set(x, i32.add(x, pitch));
    });
    results.forEach((result, i) => {
      f.do(v128.store(to, result, i * VECTOR));
    });
    f.set(to, i32.add(to, results.length * VECTOR));
    f.set(at, i32.add(at, ROUND * FLOAT));
  });
}

/** The module of all reductions. */
export function reduceModule(): ModuleBuilder {
  const module = new ModuleBuilder();
  importScratch(module);
  for (const of of ["sum", "sumOfSquares"] as const) runsOf(module, of, sumRun(module, of));
  for (const of of ["max", "min"] as const) runsOf(module, of, extremeRun(module, of));
  for (const of of ["sum", "sumOfSquares", "max", "min"] as const) rowsOf(module, of);
  return module;
}

/** The reductions, compiled when first asked for; null where there is no WebAssembly. */
export const reduceKernels: () => ReduceKernels | null =
  scratchKernels<ReduceKernels>(reduceModule);
