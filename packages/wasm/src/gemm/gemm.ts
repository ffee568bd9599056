/**
 * The general matrix product c = a · b, or c += a · b, in blocks that fit the caches, as Goto and van de
 * Geijn describe ("Anatomy of high-performance matrix multiplication", ACM Transactions on Mathematical
 * Software 34(3), 2008).
 *
 * The sum over a block of DEPTH terms is added to c as a whole, so that the rounding errors of a sum of k
 * terms grow with √DEPTH and √(k / DEPTH) and not with √k.
 */
import { call, type FunctionReference } from "../assembler/control.ts";
import type { FunctionBuilder, Local } from "../assembler/function.ts";
import { i32 } from "../assembler/integers.ts";
import type { ModuleBuilder } from "../assembler/module.ts";
import { v128 } from "../assembler/simd.ts";
import type { Effect, Operand, Value } from "../assembler/value.ts";
import { addKernel, ROWS, VECTORS } from "./kernel.ts";
import type { Lanes } from "./lanes.ts";
import { addPacker } from "./pack.ts";

/** Terms that are summed at a time: so deep a panel of a and one of b stay in the L1 cache. */
const DEPTH = 256;
/** Rows of a packed block of a, which stays in the L2 cache. */
const HEIGHT = 128;
/** Columns of a packed block of b. */
const WIDTH = 1024;

/** What all products are told, however b lies in memory. */
export const PRODUCT = {
  m: "i32",
  n: "i32",
  k: "i32",
  a: "i32",
  am: "i32",
  ak: "i32",
  c: "i32",
  cm: "i32",
  /** Where the packed blocks go: {@link workBytes}. */
  work: "i32",
  /** 0: c is overwritten; otherwise added to. */
  accumulate: "i32",
} as const;

const PARAMETERS = {
  m: "i32",
  n: "i32",
  k: "i32",
  a: "i32",
  am: "i32",
  ak: "i32",
  b: "i32",
  bk: "i32",
  bn: "i32",
  c: "i32",
  cm: "i32",
  work: "i32",
  accumulate: "i32",
} as const;

/**
 * The function c[m, n] = a[m, k] · b[k, n] over matrices in memory: `am`, `ak` and so on are strides in
 * bytes, those of a and b arbitrary. A row of c has neighbouring columns; its rows and columns are
 * written as far as a multiple of a tile's (see {@link ScratchGemm.tiled}), and up to 48 bytes beyond the ends of a
 * and b are read, but not used. k = 0 writes nothing.
 */
export type Gemm = FunctionReference<typeof PARAMETERS, null>;

/** Bytes of working memory that a product needs. */
export const workBytes = (lanes: Lanes): number => (HEIGHT + WIDTH) * DEPTH * lanes.bytes;

/** Rows and columns that the product writes of a result with `m` and `n`. */
export const tiled = (lanes: Lanes, m: number, n: number): [rows: number, columns: number] => {
  const width = VECTORS * lanes.count;
  return [Math.ceil(m / ROWS) * ROWS, Math.ceil(n / width) * width];
};

/**
 * Adds the product to a module, as a function for others to call; `fused` needs relaxed SIMD. The
 * functions that it calls are named after it.
 *
 * @example
 * ```ts
 * import { addGemm, call, float64, hasRelaxedSimd, ModuleBuilder } from "@nabla/wasm";
 *
 * const module = new ModuleBuilder();
 * module.memory({ min: 64 });
 * const gemm = addGemm(module, float64, hasRelaxedSimd());
 * const f = module.function("twoByTwo", { a: "i32", b: "i32", c: "i32", work: "i32" }, null);
 * const sizes = { m: 2, n: 2, k: 2 };
 * const strides = { am: 16, ak: 8, bk: 16, bn: 8, cm: 32 };
 * f.do(call(gemm, { ...f.params, ...sizes, ...strides, accumulate: 0 }));
 * gemm.name; // => "gemm"
 * ```
 */
export function addGemm(
  module: ModuleBuilder,
  lanes: Lanes,
  fused: boolean,
  options: { readonly name?: string; readonly exported?: boolean } = {},
): Gemm {
  const { name = "gemm", exported = false } = options;
  const packB = addPacker(module, `${name}.packB`, lanes, VECTORS * lanes.count);
  const f = module.function(name, PARAMETERS, null, { exported });
  const { b, bk, bn } = f.params;
  addBlocks(module, f, f.params, lanes, fused, ({ to, j, columns, p, depth }) =>
    call(packB, { to, from: at(b, p, bk, j, bn), stride: bn, step: bk, rows: columns, depth }),
  );
  return f;
}

/** A block of b: `depth` rows from `p` and `columns` from `j`, to be packed from `to` on. */
export interface BlockOfB {
  readonly to: Local<"i32">;
  readonly j: Local<"i32">;
  readonly columns: Local<"i32">;
  readonly p: Local<"i32">;
  readonly depth: Local<"i32">;
}

/** The body of a product: goes through all blocks, those of b packed by `packB`. */
export function addBlocks(
  module: ModuleBuilder,
  f: FunctionBuilder,
  params: { readonly [K in keyof typeof PRODUCT]: Local<"i32"> },
  lanes: Lanes,
  fused: boolean,
  packB: (block: BlockOfB) => Effect,
): void {
  const packA = addPacker(module, `${f.name}.packA`, lanes, ROWS);
  const kernel = addKernel(module, `${f.name}.kernel`, lanes, fused);
  const { m, n, k, a, am, ak, c, cm, work, accumulate } = params;
  const packedB = f.local("i32", "packedB");
  f.set(packedB, i32.add(work, HEIGHT * DEPTH * lanes.bytes));
  blocks(f, "j", n, WIDTH, (j, columns) => {
    blocks(f, "p", k, DEPTH, (p, depth) => {
      f.do(packB({ to: packedB, j, columns, p, depth }));
      blocks(f, "i", m, HEIGHT, (i, rows) => {
        const block = at(a, i, am, p, ak);
        f.do(
          call(packA, { to: work, from: block, stride: am, step: ak, rows, depth }),
          call(kernel, {
            rows,
            columns,
            depth,
            a: work,
            b: packedB,
            c: at(c, i, cm, j, lanes.bytes),
            stride: cm,
            accumulate: i32.or(p, accumulate),
          }),
        );
      });
    });
  });
}

const at = (
  base: Value<"i32">,
  row: Value<"i32">,
  rowStride: Operand<"i32">,
  column: Value<"i32">,
  columnStride: Operand<"i32">,
): Value<"i32"> => i32.add(base, i32.add(i32.mul(row, rowStride), i32.mul(column, columnStride)));

/** Goes through `length` in blocks of `size`, of which the last may be smaller. */
function blocks(
  f: FunctionBuilder,
  name: string,
  length: Local<"i32">,
  size: number,
  body: (start: Local<"i32">, count: Local<"i32">) => void,
): void {
  const start = f.local("i32", name);
  const count = f.local("i32", `${name}Count`);
  f.for(start, { from: 0, to: length, step: size }, () => {
    f.set(count, i32.sub(length, start));
    f.if(i32.gt_s(count, size), () => f.set(count, size));
    body(start, count);
  });
}

const ROWS_OF_C = { c: "i32", rows: "i32", bytes: "i32", stride: "i32" } as const;

/**
 * Adds the function that moves rows of `bytes` bytes together which are `stride` bytes apart. It writes
 * whole vectors: what a row has too much is overwritten by the next.
 */
export function addCompact(module: ModuleBuilder): FunctionReference<typeof ROWS_OF_C, null> {
  const f = module.function("compact", ROWS_OF_C, null, { exported: true });
  const { c, rows, bytes, stride } = f.params;
  const [i, q] = [f.local("i32", "i"), f.local("i32", "q")];
  const [from, to] = [f.local("i32", "from"), f.local("i32", "to")];
  f.set(from, c);
  f.set(to, c);
  f.for(i, { from: 0, to: rows, step: 1 }, () => {
    f.for(q, { from: 0, to: bytes, step: 16 }, () => {
      f.do(v128.store(i32.add(to, q), v128.load(i32.add(from, q))));
    });
    f.set(from, i32.add(from, stride));
    f.set(to, i32.add(to, bytes));
  });
  return f;
}
