/**
 * Packing of a matrix that does not lie in memory as one: its element (k, j) is at
 * `from + rows[k] + columns[j]`, two tables of offsets. The matrix of all windows of an image is of this
 * kind. It is packed into panels like any other, and never written out: neighbouring windows share most
 * of their elements.
 */
import { type FunctionReference, select } from "../assembler/control.ts";
import type { FunctionBuilder, Local } from "../assembler/function.ts";
import { i32 } from "../assembler/integers.ts";
import type { ModuleBuilder } from "../assembler/module.ts";
import { v128 } from "../assembler/simd.ts";
import type { Value } from "../assembler/value.ts";
import { VECTORS } from "./kernel.ts";
import type { Lanes } from "./lanes.ts";

const PARAMETERS = {
  to: "i32",
  from: "i32",
  /** Addresses of the tables, whose entries are i32 numbers of bytes, growing from one to the next. */
  rows: "i32",
  columns: "i32",
  /** How many columns and rows are packed. */
  count: "i32",
  depth: "i32",
} as const;

/** A function that packs a block of `depth` rows and `count` columns. */
export type PlacedPacker = FunctionReference<typeof PARAMETERS, null>;

type Builder = FunctionBuilder<typeof PARAMETERS, null>;

/** Adds the function. */
export function addPlacedPacker(module: ModuleBuilder, lanes: Lanes): PlacedPacker {
  const f = module.function("packPlaced", PARAMETERS, null);
  const { to, from, columns, count, depth } = f.params;
  const [j, last, strip] = [f.local("i32", "j"), f.local("i32", "last"), f.local("i32", "strip")];
  const starts = Array.from({ length: lanes.count }, (_, r) => f.local("i32", `start${r}`));
  const width = VECTORS * lanes.count;
  f.set(last, i32.sub(count, 1));
  f.for(j, { from: 0, to: count, step: width }, () => {
    for (let v = 0; v < VECTORS; v++) {
      for (const [r, start] of starts.entries()) {
        // Beyond the edge the last column is packed again: any other memory might not exist.
        f.set(start, i32.add(j, v * lanes.count + r));
        f.set(start, select(i32.lt_s(start, last), start, last));
        f.set(start, i32.add(from, entry(columns, start)));
      }
      f.set(strip, i32.add(to, v * 16));
      packStrip(f, lanes, starts, strip);
    }
    f.set(to, i32.add(to, i32.mul(depth, width * lanes.bytes)));
  });
  return f;
}

const entry = (table: Value<"i32">, index: Value<"i32">): Value<"i32"> =>
  i32.load(i32.add(table, i32.shl(index, 2)));

/** Packs as many columns as a vector has lanes: a vector for each row, a panel's width apart. */
function packStrip(
  f: Builder,
  lanes: Lanes,
  starts: readonly Local<"i32">[],
  strip: Local<"i32">,
): void {
  const first = starts[0] as Local<"i32">;
  // Where the columns end, the last one stands for those that are missing: each has to be looked at.
  const gaps = starts.map((start, r) => i32.sub(i32.sub(start, first), r * lanes.bytes));
  f.if(
    i32.eqz(gaps.slice(1).reduce(i32.or)),
    () => neighbours(f, first, strip),
    () => strangers(f, lanes, starts, strip),
  );
}

/** The columns are neighbours in memory: vectors are copied. */
function neighbours(f: Builder, first: Local<"i32">, strip: Local<"i32">): void {
  const { rows, depth } = f.params;
  const [at, end] = [f.local("i32"), f.local("i32")];
  f.set(end, i32.add(rows, i32.shl(depth, 2)));
  f.for(at, { from: rows, to: end, step: 4 }, () => {
    f.do(v128.store(strip, v128.load(i32.add(first, i32.load(at)))));
    f.set(strip, i32.add(strip, VECTORS * 16));
  });
}

/** The columns are anywhere: where rows are neighbours squares are transposed, else elements are copied. */
function strangers(
  f: Builder,
  lanes: Lanes,
  starts: readonly Local<"i32">[],
  strip: Local<"i32">,
): void {
  const { rows, depth } = f.params;
  const [at, end, row] = [f.local("i32"), f.local("i32"), f.local("i32")];
  const reach = (lanes.count - 1) * 4;
  f.set(end, i32.add(rows, i32.shl(depth, 2)));
  f.set(at, rows);
  f.block((exit) => {
    f.loop((again) => {
      f.br_if(exit, i32.ge_s(at, end));
      f.set(row, i32.load(at));
      f.if(i32.lt_s(i32.add(at, reach), end), () => {
        const further = i32.sub(i32.load(at, reach), row);
        f.if(i32.eq(further, (lanes.count - 1) * lanes.bytes), () => {
          square(f, lanes, starts, row, strip);
          f.set(strip, i32.add(strip, lanes.count * VECTORS * 16));
          f.set(at, i32.add(at, lanes.count * 4));
          f.br(again);
        });
      });
      for (const [r, start] of starts.entries())
        f.do(lanes.copy(strip, r * lanes.bytes, i32.add(start, row)));
      f.set(strip, i32.add(strip, VECTORS * 16));
      f.set(at, i32.add(at, 4));
      f.br(again);
    });
  });
}

/** Packs as many rows as columns, which are neighbours in memory. */
function square(
  f: Builder,
  lanes: Lanes,
  starts: readonly Local<"i32">[],
  row: Local<"i32">,
  strip: Local<"i32">,
): void {
  const vectors = starts.map(() => f.local("v128"));
  for (const [r, start] of starts.entries())
    f.set(vectors[r] as Local<"v128">, v128.load(i32.add(start, row)));
  for (const [q, column] of lanes.transpose(vectors).entries())
    f.do(v128.store(strip, column, q * VECTORS * 16));
}
