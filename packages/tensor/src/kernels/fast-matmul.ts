/**
 * Matrix products by WebAssembly: operands are copied into the scratch memory, multiplied there, and the
 * result is copied out. The copies cost a few percent; the product is twenty times as fast as in
 * JavaScript.
 */
import { reserve, type ScratchGemm, type ScratchViews } from "@nabla/wasm";
import type { ProductKernel } from "./matmul.ts";

type Floats = Float32Array | Float64Array;

/** A block of a matrix: where it begins, its rows and columns, and the strides of both. */
type Block = readonly [at: number, rows: number, columns: number, si: number, sj: number];

/** Multiplications from which on the copies pay; a call of WebAssembly costs as much as 500 of them. */
const WORTHWHILE = 700;

/** Results from which on tiles pay: fewer leave most of a tile unused, above all the one of a dot product. */
const RESULTS = 4;

/** Rows that are shorter than this are copied element by element: views of them cost more. */
const SHORT_ROW = 48;

/** Rows and columns that are in the scratch memory at most; larger squares were no faster. */
const TILE = 512;

/** Elements beyond the ends of operands that the product may read. */
const SLACK = 16;

/** What the product needs to know of an element type. */
export interface FastType {
  /** The functions in WebAssembly. */
  readonly gemm: ScratchGemm;
  /** The scratch memory as elements of the type. */
  view(views: ScratchViews): Floats;
  /** Copies elements one by one. */
  readonly gather: typeof gather;
}

/** Copies rows of arbitrary strides to one after the other. */
export function gather(
  from: Floats,
  at: number,
  rows: number,
  columns: number,
  si: number,
  sj: number,
  to: Floats,
  q: number,
): void {
  for (let i = 0; i < rows; i++) {
    let o = at + i * si;
    for (let j = 0; j < columns; j++) {
      to[q++] = from[o] as number;
      o += sj;
    }
  }
}

/**
 * Copies a block to `q` on. If its columns are contiguous it stays in that order, since the product reads
 * either.
 *
 * @returns the strides of the copy.
 */
function bring(
  type: FastType,
  from: Floats,
  [at, rows, columns, si, sj]: Block,
  to: Floats,
  q: number,
): readonly [si: number, sj: number] {
  if (si === 1 && sj !== 1 && columns > 1) {
    bring(type, from, [at, columns, rows, sj, si], to, q);
    return [1, rows];
  }
  if (sj === 1 && (si === columns || rows === 1)) to.set(from.subarray(at, at + rows * columns), q);
  else if (sj === 1 && columns >= SHORT_ROW) copyRows(from, at, si, to, q, columns, rows, columns);
  else type.gather(from, at, rows, columns, si, sj, to, q);
  return [columns, 1];
}

/** Copies contiguous rows. */
function copyRows(
  from: Floats,
  at: number,
  stride: number,
  to: Floats,
  q: number,
  toStride: number,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++)
    to.set(from.subarray(at + i * stride, at + i * stride + columns), q + i * toStride);
}

/** The product by WebAssembly where it pays and can be had, otherwise by `plain`. */
export function fastProduct(type: FastType, plain: ProductKernel): ProductKernel {
  const { gemm } = type;
  const { bytes } = gemm;
  const product: ProductKernel = (m, k, n, a, ao, am, ak, b, bo, bk, bn, c, co) => {
    const pays = m * k * n >= WORTHWHILE && m * n >= RESULTS;
    const kernels = pays ? gemm.kernels() : null;
    if (kernels === null) {
      plain(m, k, n, a, ao, am, ak, b, bo, bk, bn, c, co);
      return;
    }
    if (n === 1 && m > 1) {
      // A tile is higher than wide in no type: as a row, a column leaves less of it unused.
      product(1, k, m, b, bo, 0, bk, a, ao, ak, am, c, co);
      return;
    }
    const [mt, kt, nt] = [Math.min(m, TILE), Math.min(k, TILE), Math.min(n, TILE)];
    const [rows, columns] = gemm.tiled(mt, nt);
    const atA = gemm.workBytes / bytes;
    const atB = atA + mt * kt + SLACK;
    const atC = atB + kt * nt + SLACK;
    const views = type.view(reserve((atC + rows * columns) * bytes));
    const stride = columns * bytes;
    for (let j = 0; j < n; j += nt)
      for (let i = 0; i < m; i += mt) {
        const [mi, nj] = [Math.min(mt, m - i), Math.min(nt, n - j)];
        for (let p = 0; p < k; p += kt) {
          const kp = Math.min(kt, k - p);
          const blockA: Block = [ao + i * am + p * ak, mi, kp, am, ak];
          const [sm, sk] = bring(type, a as Floats, blockA, views, atA);
          const blockB: Block = [bo + p * bk + j * bn, kp, nj, bk, bn];
          const [tk, tn] = bring(type, b as Floats, blockB, views, atB);
          // biome-ignore format: an operand a line
          kernels.gemm(
            mi, nj, kp,
            atA * bytes, sm * bytes, sk * bytes,
            atB * bytes, tk * bytes, tn * bytes,
            atC * bytes, stride, 0, p,
          );
        }
        if (columns !== nj) kernels.compact(atC * bytes, mi, nj * bytes, stride);
        const to = c as Floats;
        if (nj === n) to.set(views.subarray(atC, atC + mi * n), co + i * n);
        else copyRows(views, atC, nj, to, co + i * n + j, n, mi, nj);
      }
  };
  return product;
}
