/**
 * Packing: laying a block of a matrix out as panels, in the order in which the kernel reads it.
 *
 * A panel has `width` rows (or columns) of the block; of each it holds the first element, then of each
 * the second, and so on: `width · depth` elements one after the other. The last panel of a block may
 * reach beyond its edge. What it holds there does not matter, since those products are never read.
 */
import { type FunctionReference, select } from "../assembler/control.ts";
import type { FunctionBuilder, Local } from "../assembler/function.ts";
import { i32 } from "../assembler/integers.ts";
import type { ModuleBuilder } from "../assembler/module.ts";
import { v128 } from "../assembler/simd.ts";
import type { Lanes } from "./lanes.ts";

const PARAMETERS = {
  to: "i32",
  from: "i32",
  /** Bytes from one row of a panel to the next. */
  stride: "i32",
  /** Bytes from one element of a row to the next. */
  step: "i32",
  rows: "i32",
  depth: "i32",
} as const;

/** A function that packs a block of `rows` by `depth` elements. */
export type Packer = FunctionReference<typeof PARAMETERS, null>;

type Builder = FunctionBuilder<typeof PARAMETERS, null>;

/** Adds the function that packs panels of `width`, whichever stride is that of neighbours. */
export function addPacker(
  module: ModuleBuilder,
  name: string,
  lanes: Lanes,
  width: number,
): Packer {
  const f = module.function(name, PARAMETERS, null);
  f.if(
    i32.eq(f.params.stride, lanes.bytes),
    () => packAcross(f, lanes, width),
    () => packAlong(f, lanes, width),
  );
  return f;
}

/** Adds `bytes` to an address. */
const advance = (f: Builder, local: Local<"i32">, bytes: number | Local<"i32">): void =>
  f.set(local, i32.add(local, bytes));

/** The elements that belong together in a panel are neighbours in memory: vectors are copied. */
function packAcross(f: Builder, lanes: Lanes, width: number): void {
  const { to, from, step, rows, depth } = f.params;
  const [row, p, at] = [f.local("i32", "row"), f.local("i32", "p"), f.local("i32", "at")];
  f.for(row, { from: 0, to: rows, step: width }, () => {
    f.set(at, from);
    f.for(p, { from: 0, to: depth, step: 1 }, () => {
      for (let offset = 0; offset < width * lanes.bytes; offset += 16)
        f.do(v128.store(to, v128.load(at, offset), offset));
      advance(f, to, width * lanes.bytes);
      advance(f, at, step);
    });
    advance(f, from, width * lanes.bytes);
  });
}

/** The elements of a row are neighbours (or nothing is): rows are transposed, a square at a time. */
function packAlong(f: Builder, lanes: Lanes, width: number): void {
  const { to, from, stride, step, rows, depth } = f.params;
  const [row, p, last] = [f.local("i32", "row"), f.local("i32", "p"), f.local("i32", "last")];
  const at = Array.from({ length: width }, (_, r) => f.local("i32", `at${r}`));
  f.set(last, i32.sub(rows, 1));
  f.for(row, { from: 0, to: rows, step: width }, () => {
    for (const [r, start] of at.entries()) {
      // Beyond the edge the last row is packed again: any other memory might not exist.
      f.set(start, i32.add(row, r));
      f.set(start, select(i32.lt_s(start, last), start, last));
      f.set(start, i32.add(from, i32.mul(start, stride)));
    }
    f.set(p, 0);
    f.if(i32.eq(step, lanes.bytes), () => squares(f, lanes, at, p));
    f.for(p, { from: p, to: depth, step: 1 }, () => {
      for (const [r, element] of at.entries()) {
        f.do(lanes.copy(to, r * lanes.bytes, element));
        advance(f, element, step);
      }
      advance(f, to, width * lanes.bytes);
    });
  });
}

/** Packs whole squares of `lanes.count` elements of as many rows, counting `p` as far as they reach. */
function squares(f: Builder, lanes: Lanes, at: readonly Local<"i32">[], p: Local<"i32">): void {
  const { to, depth } = f.params;
  const { count, bytes } = lanes;
  const vectors = at.map(() => f.local("v128"));
  f.for(p, { from: 0, to: i32.sub(depth, count - 1), step: count }, () => {
    for (const [r, start] of at.entries()) {
      f.set(vectors[r] as Local<"v128">, v128.load(start));
      advance(f, start, 16);
    }
    for (let r = 0; r < at.length; r += count)
      for (const [q, column] of lanes.transpose(vectors.slice(r, r + count)).entries())
        f.do(v128.store(to, column, (q * at.length + r) * bytes));
    advance(f, to, count * at.length * bytes);
  });
}
