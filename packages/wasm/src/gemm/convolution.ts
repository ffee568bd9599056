import { call, type FunctionReference } from "../assembler/control.ts";
import { hasRelaxedSimd } from "../assembler/features.ts";
import { i32 } from "../assembler/integers.ts";
import { ModuleBuilder } from "../assembler/module.ts";
import { importScratch, scratchKernels } from "../scratch.ts";
import { addBlocks, addCompact, tiled, workBytes } from "./gemm.ts";
import { float32, float64, type Lanes } from "./lanes.ts";
import { addPlacedPacker } from "./pack-placed.ts";

const PARAMETERS = {
  m: "i32",
  n: "i32",
  k: "i32",
  a: "i32",
  am: "i32",
  ak: "i32",
  b: "i32",
  /** Addresses of two tables of numbers of bytes, growing from one to the next. */
  rows: "i32",
  columns: "i32",
  c: "i32",
  cm: "i32",
  work: "i32",
  accumulate: "i32",
} as const;

/**
 * The function c[m, n] = a[m, k] · b[k, n] where element (k, n) of b lies at `b + rows[k] + columns[n]`:
 * the product of filters with all windows of an image. The rest is as in `Gemm`.
 */
export type Convolution = FunctionReference<typeof PARAMETERS, null>;

/** Adds the product to a module; `fused` needs relaxed SIMD. */
export function addConvolution(module: ModuleBuilder, lanes: Lanes, fused: boolean): Convolution {
  const pack = addPlacedPacker(module, lanes);
  const f = module.function("convolution", PARAMETERS, null, { exported: true });
  const { b, rows, columns } = f.params;
  addBlocks(module, f, f.params, lanes, fused, (block) =>
    call(pack, {
      to: block.to,
      from: b,
      rows: i32.add(rows, i32.shl(block.p, 2)),
      columns: i32.add(columns, i32.shl(block.j, 2)),
      count: block.columns,
      depth: block.depth,
    }),
  );
  return f;
}

/** The functions of the module: addresses and strides are in bytes. */
export interface ConvolutionExports {
  /**
   * c[m, n] = a[m, k] · b[k, n], or += if `accumulate` is not 0, where element (k, n) of b lies at
   * `b + rows[k] + columns[n]`: the rest is as in {@link Gemm}.
   */
  convolution(
    m: number,
    n: number,
    k: number,
    a: number,
    am: number,
    ak: number,
    b: number,
    rows: number,
    columns: number,
    c: number,
    cm: number,
    work: number,
    accumulate: number,
  ): void;
  /** Moves rows of `bytes` bytes together which are `stride` bytes apart. */
  compact(c: number, rows: number, bytes: number, stride: number): void;
}

/** Products of filters with windows, of one element type, in the scratch memory. */
export interface ScratchConvolution {
  /** Bytes of an element. */
  readonly bytes: number;
  /** Bytes of working memory. */
  readonly workBytes: number;
  /** Rows and columns that are written of a result with `m` and `n`. */
  tiled(m: number, n: number): [rows: number, columns: number];
  /** The functions; null where they can't be had (see {@link scratchKernels}). */
  kernels(): ConvolutionExports | null;
}

const scratchConvolution = (lanes: Lanes): ScratchConvolution => ({
  bytes: lanes.bytes,
  workBytes: workBytes(lanes),
  tiled: (m, n) => tiled(lanes, m, n),
  kernels: scratchKernels<ConvolutionExports>(() => {
    const module = new ModuleBuilder();
    importScratch(module);
    addConvolution(module, lanes, hasRelaxedSimd());
    addCompact(module);
    return module;
  }),
});

/** Products of float32 filters with windows. */
export const convolutionFloat32: ScratchConvolution = scratchConvolution(float32);

/** Products of float64 filters with windows. */
export const convolutionFloat64: ScratchConvolution = scratchConvolution(float64);
