import { hasRelaxedSimd } from "../assembler/features.ts";
import { ModuleBuilder } from "../assembler/module.ts";
import { importScratch, scratchKernels } from "../scratch.ts";
import { addCompact, addGemm, tiled, workBytes } from "./gemm.ts";
import { float32, float64, type Lanes } from "./lanes.ts";

/** Matrix products of one element type in the scratch memory. */
export interface ScratchGemm {
  /** Bytes of an element. */
  readonly bytes: number;
  /** Bytes of working memory. */
  readonly workBytes: number;
  /** Rows and columns that are written of a result with `m` and `n`. */
  tiled(m: number, n: number): [rows: number, columns: number];
  /** The functions; null where they can't be had (see {@link scratchKernels}). */
  kernels(): GemmExports | null;
}

/** The functions of the module of matrix products: addresses and strides are in bytes. */
export interface GemmExports {
  /** c[m, n] = a[m, k] · b[k, n], or += if `accumulate` is not 0: see {@link Gemm}. */
  gemm(
    m: number,
    n: number,
    k: number,
    a: number,
    am: number,
    ak: number,
    b: number,
    bk: number,
    bn: number,
    c: number,
    cm: number,
    work: number,
    accumulate: number,
  ): void;
  /** Moves rows of `bytes` bytes together which are `stride` bytes apart. */
  compact(c: number, rows: number, bytes: number, stride: number): void;
}

/** Built with fused multiply-add wherever the engine has it. */
const scratchGemm = (lanes: Lanes): ScratchGemm => ({
  bytes: lanes.bytes,
  workBytes: workBytes(lanes),
  tiled: (m, n) => tiled(lanes, m, n),
  kernels: scratchKernels<GemmExports>(() => {
    const module = new ModuleBuilder();
    importScratch(module);
    addGemm(module, lanes, hasRelaxedSimd(), { exported: true });
    addCompact(module);
    return module;
  }),
});

/** Products of float32 matrices. */
export const gemmFloat32: ScratchGemm = scratchGemm(float32);

/** Products of float64 matrices. */
export const gemmFloat64: ScratchGemm = scratchGemm(float64);
