/**
 * The innermost part of the matrix product: tiles of c from packed panels of a and b.
 *
 * The sums of a tile stay in registers while the two panels are read from beginning to end. Of the
 * sixteen vector registers of x86-64 a tile of 4 by 2 vectors needs eight for sums, two for b and one for
 * an element of a. One step of the sum in a loop is what V8 allocates registers for best: unrolled, the
 * same code was slower.
 */
import type { FunctionReference } from "../assembler/control.ts";
import type { FunctionBuilder, Local } from "../assembler/function.ts";
import { i32 } from "../assembler/integers.ts";
import type { ModuleBuilder } from "../assembler/module.ts";
import { v128 } from "../assembler/simd.ts";
import type { Lanes } from "./lanes.ts";

/** Rows of a tile, and so of a panel of a. */
export const ROWS = 4;

/** Vectors in a row of a tile: a panel of b has as many columns as they have lanes. */
export const VECTORS = 2;

const PARAMETERS = {
  rows: "i32",
  columns: "i32",
  depth: "i32",
  a: "i32",
  b: "i32",
  c: "i32",
  /** Bytes from one row of c to the next. */
  stride: "i32",
  /** 0: c is overwritten; otherwise added to. */
  accumulate: "i32",
} as const;

/** A function that multiplies packed blocks. */
export type Kernel = FunctionReference<typeof PARAMETERS, null>;

type Builder = FunctionBuilder<typeof PARAMETERS, null>;
type Vector = Local<"v128">;

/** Adds the function that multiplies packed blocks, panel by panel. */
export function addKernel(
  module: ModuleBuilder,
  name: string,
  lanes: Lanes,
  fused: boolean,
): Kernel {
  const f = module.function(name, PARAMETERS, null);
  const { rows, columns, depth, a, b, c } = f.params;
  const i = f.local("i32", "i");
  const j = f.local("i32", "j");
  const atA = f.local("i32", "atA");
  const atC = f.local("i32", "atC");
  const sums = Array.from({ length: ROWS * VECTORS }, (_, n) =>
    f.local("v128", `sum${Math.floor(n / VECTORS)}_${n % VECTORS}`),
  );
  const width = VECTORS * lanes.count;
  f.for(j, { from: 0, to: columns, step: width }, () => {
    f.set(atA, a);
    f.set(atC, c);
    f.for(i, { from: 0, to: rows, step: ROWS }, () => {
      for (const sum of sums) f.set(sum, lanes.zero);
      addProducts(f, lanes, fused, atA, sums);
      writeTile(f, lanes, atC, sums);
    });
    f.set(b, i32.add(b, i32.mul(depth, width * lanes.bytes)));
    f.set(c, i32.add(c, VECTORS * 16));
  });
  return f;
}

/** Adds to the sums the products of a panel of a, which `atA` runs through, and of the panel b. */
function addProducts(
  f: Builder,
  lanes: Lanes,
  fused: boolean,
  atA: Local<"i32">,
  sums: readonly Vector[],
): void {
  const { b, depth } = f.params;
  const atB = f.local("i32", "atB");
  const p = f.local("i32", "p");
  const element = f.local("v128", "element");
  const vectors = Array.from({ length: VECTORS }, (_, v) => f.local("v128", `b${v}`));
  const mulAdd = fused ? lanes.fusedMulAdd : lanes.mulAdd;
  f.set(atB, b);
  f.for(p, { from: 0, to: depth, step: 1 }, () => {
    for (const [v, vector] of vectors.entries()) f.set(vector, v128.load(atB, v * 16));
    for (let r = 0; r < ROWS; r++) {
      f.set(element, lanes.splat(atA, r * lanes.bytes));
      for (const [v, vector] of vectors.entries()) {
        const sum = sums[r * VECTORS + v] as Vector;
        f.set(sum, mulAdd(element, vector, sum));
      }
    }
    f.set(atA, i32.add(atA, ROWS * lanes.bytes));
    f.set(atB, i32.add(atB, VECTORS * 16));
  });
}

/** Writes a tile to c, or adds it, and moves on to the rows below it. */
function writeTile(f: Builder, lanes: Lanes, atC: Local<"i32">, sums: readonly Vector[]): void {
  const { stride, accumulate } = f.params;
  const row = f.local("i32", "row");
  f.if(accumulate, () => {
    f.set(row, atC);
    for (const [n, sum] of sums.entries()) {
      f.set(sum, lanes.add(v128.load(row, (n % VECTORS) * 16), sum));
      if (n % VECTORS === VECTORS - 1) f.set(row, i32.add(row, stride));
    }
  });
  for (const [n, sum] of sums.entries()) {
    f.do(v128.store(atC, sum, (n % VECTORS) * 16));
    if (n % VECTORS === VECTORS - 1) f.set(atC, i32.add(atC, stride));
  }
}
