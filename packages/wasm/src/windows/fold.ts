/**
 * The sum or the largest element of each window of many planes, as in pooling. Rows of a window are
 * combined first, a vector at a time, and then neighbouring columns.
 */
import type { FunctionReference } from "../assembler/control.ts";
import { f32, f64 } from "../assembler/floats.ts";
import type { FunctionBuilder, Local } from "../assembler/function.ts";
import { i32 } from "../assembler/integers.ts";
import { ModuleBuilder } from "../assembler/module.ts";
import { shuffle32, v128 } from "../assembler/simd.ts";
import { f32x4, f64x2 } from "../assembler/simd-floats.ts";
import { i32x4 } from "../assembler/simd-integers.ts";
import type { Value } from "../assembler/value.ts";
import { importScratch, scratchKernels } from "../scratch.ts";

type V = Value<"v128">;

/** What is known of an element type. */
interface Elements {
  readonly bytes: 4 | 8;
  /** Elements in a vector. */
  readonly count: 4 | 2;
  readonly combine: { readonly sum: (x: V, y: V) => V; readonly max: (x: V, y: V) => V };
  /** The element in memory, in all lanes. */
  splat(address: Value<"i32">): V;
  /** Every second element of two vectors. */
  even(x: V, y: V): V;
  /** Writes the first element. */
  put(to: Value<"i32">, x: V): ReturnType<typeof f32.store>;
}

const FLOAT32: Elements = {
  bytes: 4,
  count: 4,
  combine: { sum: f32x4.add, max: f32x4.max },
  splat: (address) => v128.load32_splat(address),
  even: (x, y) => shuffle32(x, y, [0, 2, 4, 6]),
  put: (to, x) => f32.store(to, f32x4.extract_lane(x, 0)),
};

const FLOAT64: Elements = {
  bytes: 8,
  count: 2,
  combine: { sum: f64x2.add, max: f64x2.max },
  splat: (address) => v128.load64_splat(address),
  even: (x, y) => shuffle32(x, y, [0, 1, 4, 5]),
  put: (to, x) => f64.store(to, f64x2.extract_lane(x, 0)),
};

const PARAMETERS = {
  /** How many planes there are, of `height` rows of `width` elements. */
  planes: "i32",
  height: "i32",
  width: "i32",
  from: "i32",
  to: "i32",
  /** Room for a row and two vectors. */
  work: "i32",
  /** How many windows there are along both axes. */
  rows: "i32",
  columns: "i32",
  /** Addresses of tables of i32: where windows start along both axes, and how many elements they have. */
  rowStarts: "i32",
  rowCounts: "i32",
  columnStarts: "i32",
  columnCounts: "i32",
  /** Distance between neighbours in a window along both axes. */
  rowStep: "i32",
  columnStep: "i32",
  /** The windows along a row from `first` to `end` have `size` elements, and start `stride` apart: 1 or 2. */
  first: "i32",
  end: "i32",
  size: "i32",
  stride: "i32",
} as const;

type Builder = FunctionBuilder<typeof PARAMETERS, null>;

/** A function that combines the elements of each window. Up to 32 bytes beyond the planes are read. */
type WindowFold = FunctionReference<typeof PARAMETERS, null>;

/** Adds the function. */
function addFold(module: ModuleBuilder, elements: Elements, kind: "sum" | "max"): WindowFold {
  const f = module.function(kind, PARAMETERS, null, { exported: true });
  const { planes, height, width, from, to, rows, columns, rowStarts, rowCounts } = f.params;
  const [plane, i, row, count] = [
    f.local("i32", "plane"),
    f.local("i32", "i"),
    f.local("i32", "row"),
    f.local("i32", "count"),
  ];
  const bytes = (n: Value<"i32">): Value<"i32"> => i32.mul(n, elements.bytes);
  f.for(plane, { from: 0, to: planes, step: 1 }, () => {
    f.for(i, { from: 0, to: rows, step: 1 }, () => {
      f.set(row, i32.add(from, bytes(i32.mul(entry(rowStarts, i), width))));
      f.set(count, entry(rowCounts, i));
      combineRows(f, elements, kind, row, count);
      combineColumns(f, elements, kind);
      f.set(to, i32.add(to, bytes(columns)));
    });
    f.set(from, i32.add(from, bytes(i32.mul(height, width))));
  });
  return f;
}

const entry = (table: Value<"i32">, index: Value<"i32">): Value<"i32"> =>
  i32.load(i32.add(table, i32.shl(index, 2)));

/** Combines `count` rows from `row` on into the working row. */
function combineRows(
  f: Builder,
  { bytes, combine }: Elements,
  kind: "sum" | "max",
  row: Local<"i32">,
  count: Local<"i32">,
): void {
  const { work, width, rowStep } = f.params;
  const [x, at, end] = [f.local("i32", "x"), f.local("i32", "at"), f.local("i32", "end")];
  const [sum, step] = [f.local("v128", "rowsSoFar"), f.local("i32", "nextRow")];
  f.set(step, i32.mul(i32.mul(rowStep, width), bytes));
  f.for(x, { from: 0, to: i32.mul(width, bytes), step: 16 }, () => {
    f.set(at, i32.add(row, x));
    f.set(sum, v128.load(at));
    f.set(end, i32.add(at, i32.mul(step, count)));
    f.set(at, i32.add(at, step));
    f.for(at, { from: at, to: end, step }, () => {
      f.set(sum, combine[kind](sum, v128.load(at)));
    });
    f.do(v128.store(i32.add(work, x), sum));
  });
}

/** Combines neighbours of the working row: a vector of windows at a time where they are regular. */
function combineColumns(f: Builder, elements: Elements, kind: "sum" | "max"): void {
  const { work, to, columns, columnStarts, columnCounts, first, end, size, stride } = f.params;
  const { bytes, count } = elements;
  const [j, at] = [f.local("i32", "j"), f.local("i32", "window")];
  f.set(j, 0);
  f.block((exit) => {
    f.loop((again) => {
      f.br_if(exit, i32.ge_s(j, columns));
      f.set(at, i32.add(work, i32.mul(entry(columnStarts, j), bytes)));
      const regular = i32.and(i32.le_s(first, j), i32.le_s(i32.add(j, count), end));
      f.if(
        regular,
        () => {
          const store = (x: V): void => f.do(v128.store(i32.add(to, i32.mul(j, bytes)), x));
          const pairs = elements.even(v128.load(at), v128.load(at, 16));
          f.if(
            i32.eq(stride, 1),
            () => store(combineAlong(f, elements, kind, at, size, v128.load(at))),
            () => store(combineAlong(f, elements, kind, at, size, pairs)),
          );
          f.set(j, i32.add(j, count));
        },
        () => {
          const length = entry(columnCounts, j);
          const one = combineAlong(f, elements, kind, at, length, elements.splat(at));
          f.do(elements.put(i32.add(to, i32.mul(j, bytes)), one));
          f.set(j, i32.add(j, 1));
        },
      );
      f.br(again);
    });
  });
}

/** Combines what `read` reads at `at` with what it reads at the following places of a window. */
function combineAlong(
  f: Builder,
  { bytes, combine }: Elements,
  kind: "sum" | "max",
  at: Local<"i32">,
  length: Value<"i32">,
  read: V,
): V {
  const { columnStep } = f.params;
  const [sum, stop] = [f.local("v128"), f.local("i32")];
  f.set(sum, read);
  f.set(stop, i32.add(at, i32.mul(i32.mul(length, columnStep), bytes)));
  f.set(at, i32.add(at, i32.mul(columnStep, bytes)));
  f.for(at, { from: at, to: stop, step: i32.mul(columnStep, bytes) }, () => {
    f.set(sum, combine[kind](sum, read));
  });
  return sum;
}

/** Adds the function that finds where the largest element of each window of float32 is, in its plane. */
function addArgmax(module: ModuleBuilder): WindowFold {
  const f = module.function("argmax", PARAMETERS, null, { exported: true });
  const { planes, height, width, from, to, rows, columns, rowStarts, rowCounts } = f.params;
  const { columnStarts, columnCounts, first, end, size, stride } = f.params;
  const [plane, i, j] = [f.local("i32", "plane"), f.local("i32", "i"), f.local("i32", "j")];
  const [row, start] = [f.local("i32", "row"), f.local("i32", "start")];
  const pairs = (at: Value<"i32">): V => FLOAT32.even(v128.load(at), v128.load(at, 16));
  f.for(plane, { from: 0, to: planes, step: 1 }, () => {
    f.for(i, { from: 0, to: rows, step: 1 }, () => {
      f.set(row, i32.add(from, i32.shl(i32.mul(entry(rowStarts, i), width), 2)));
      const search = (read: (at: Value<"i32">) => V, length: Value<"i32">): V =>
        searchWindow(f, start, entry(rowCounts, i), length, read);
      f.set(j, 0);
      f.block((exit) => {
        f.loop((again) => {
          f.br_if(exit, i32.ge_s(j, columns));
          f.set(start, i32.add(row, i32.shl(entry(columnStarts, j), 2)));
          const place = i32.add(to, i32.shl(j, 2));
          f.if(i32.and(i32.le_s(first, j), i32.le_s(i32.add(j, 4), end)), () => {
            // Neighbouring windows are apart by the stride, and so are their elements.
            f.if(
              i32.eq(stride, 1),
              () => f.do(v128.store(place, i32x4.add(search(v128.load, size), STEPS[1]))),
              () => f.do(v128.store(place, i32x4.add(search(pairs, size), STEPS[2]))),
            );
            f.set(j, i32.add(j, 4));
            f.br(again);
          });
          const one = search(FLOAT32.splat, entry(columnCounts, j));
          f.do(i32.store(place, i32x4.extract_lane(one, 0)));
          f.set(j, i32.add(j, 1));
          f.br(again);
        });
      });
      f.set(to, i32.add(to, i32.shl(columns, 2)));
    });
    f.set(from, i32.add(from, i32.shl(i32.mul(height, width), 2)));
  });
  return f;
}

const STEPS = { 1: i32x4.const(0, 1, 2, 3), 2: i32x4.const(0, 2, 4, 6) } as const;

/** Where the largest of what `read` reads is, counted from the plane's beginning; of several NaN the last. */
function searchWindow(
  f: Builder,
  start: Local<"i32">,
  rows: Value<"i32">,
  columns: Value<"i32">,
  read: (at: Value<"i32">) => V,
): V {
  const { from, width, rowStep, columnStep } = f.params;
  const [line, lines, at, end] = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
  const [largest, place, value, better] = [
    f.local("v128"),
    f.local("v128"),
    f.local("v128"),
    f.local("v128"),
  ];
  const position = (address: Value<"i32">): V => i32x4.splat(i32.shr_s(i32.sub(address, from), 2));
  f.set(largest, read(start));
  f.set(place, position(start));
  const down = i32.shl(i32.mul(rowStep, width), 2);
  f.set(lines, i32.add(start, i32.mul(rows, down)));
  f.for(line, { from: start, to: lines, step: down }, () => {
    f.set(end, i32.add(line, i32.shl(i32.mul(columns, columnStep), 2)));
    f.for(at, { from: line, to: end, step: i32.shl(columnStep, 2) }, () => {
      f.set(value, read(at));
      f.set(better, v128.or(f32x4.gt(value, largest), f32x4.ne(value, value)));
      f.set(largest, v128.bitselect(value, largest, better));
      f.set(place, v128.bitselect(position(at), place, better));
    });
  });
  return place;
}

/** The functions, whose arguments are those of `PARAMETERS` in their order. */
export interface FoldExports {
  /** The sum of each window. */
  sum(...args: number[]): void;
  /** The largest element of each window; NaN if there is one. */
  max(...args: number[]): void;
}

/** The functions on float32. */
export interface Float32FoldExports extends FoldExports {
  /** Where the largest element of each window is in its plane, as i32. */
  argmax(...args: number[]): void;
}

/** Sums and maxima of windows of float32, and where these are. */
export const windowFoldsFloat32: () => Float32FoldExports | null =
  scratchKernels<Float32FoldExports>(() => {
    const module = moduleOf(FLOAT32);
    addArgmax(module);
    return module;
  });

/** Sums and maxima of windows of float64. */
export const windowFoldsFloat64: () => FoldExports | null = scratchKernels<FoldExports>(() =>
  moduleOf(FLOAT64),
);

function moduleOf(elements: Elements): ModuleBuilder {
  const module = new ModuleBuilder();
  importScratch(module);
  addFold(module, elements, "sum");
  addFold(module, elements, "max");
  return module;
}
