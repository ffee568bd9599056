import { gemmFloat32, gemmFloat64 } from "@nabla/wasm";
import type { TypedArray } from "../dtype.ts";
import { type FastType, fastProduct, gather } from "./fast-matmul.ts";
import { perType } from "./source.ts";

/** c[m, n] = a[m, k] · b[k, n]: `am`, `ak`, `bk`, `bn` are strides, `ao`, `bo`, `co` offsets; c is contiguous. */
export type ProductKernel = (
  m: number,
  k: number,
  n: number,
  a: TypedArray,
  ao: number,
  am: number,
  ak: number,
  b: TypedArray,
  bo: number,
  bk: number,
  bn: number,
  c: TypedArray,
  co: number,
) => void;

/**
 * Four columns at a time, so that each element of a is read once for four products; sums are kept in
 * float64.
 */
const product: ProductKernel = (m, k, n, a, ao, am, ak, b, bo, bk, bn, c, co) => {
  let q = co;
  const n4 = n - (n & 3);
  for (let i = 0; i < m; i++) {
    const row = ao + i * am;
    for (let j = 0; j < n4; j += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let b0 = bo + j * bn;
      let at = row;
      for (let p = 0; p < k; p++) {
        const x = a[at] as number;
        s0 += x * (b[b0] as number);
        s1 += x * (b[b0 + bn] as number);
        s2 += x * (b[b0 + 2 * bn] as number);
        s3 += x * (b[b0 + 3 * bn] as number);
        at += ak;
        b0 += bk;
      }
      c[q] = s0;
      c[q + 1] = s1;
      c[q + 2] = s2;
      c[q + 3] = s3;
      q += 4;
    }
    for (let j = n4; j < n; j++) {
      let sum = 0;
      let at = row;
      let bt = bo + j * bn;
      for (let p = 0; p < k; p++) {
        sum += (a[at] as number) * (b[bt] as number);
        at += ak;
        bt += bk;
      }
      c[q++] = sum;
    }
  }
};

/**
 * The same for one column. Four rows at a time: their sums do not wait for each other, and each element
 * of b is read once for four products.
 */
const columnProduct: ProductKernel = (m, k, _n, a, ao, am, ak, b, bo, bk, _bn, c, co) => {
  const m4 = m - (m & 3);
  for (let i = 0; i < m4; i += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let at = ao + i * am;
    let bt = bo;
    for (let p = 0; p < k; p++) {
      const x = b[bt] as number;
      s0 += (a[at] as number) * x;
      s1 += (a[at + am] as number) * x;
      s2 += (a[at + 2 * am] as number) * x;
      s3 += (a[at + 3 * am] as number) * x;
      at += ak;
      bt += bk;
    }
    c[co + i] = s0;
    c[co + i + 1] = s1;
    c[co + i + 2] = s2;
    c[co + i + 3] = s3;
  }
  for (let i = m4; i < m; i++) {
    let sum = 0;
    let at = ao + i * am;
    let bt = bo;
    for (let p = 0; p < k; p++) {
      sum += (a[at] as number) * (b[bt] as number);
      at += ak;
      bt += bk;
    }
    c[co + i] = sum;
  }
};

/** The same over integers, which wrap: float64 would lose the low digits of large products. */
const integerProduct: ProductKernel = (m, k, n, a, ao, am, ak, b, bo, bk, bn, c, co) => {
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++)
        sum =
          (sum + Math.imul(a[ao + i * am + p * ak] as number, b[bo + p * bk + j * bn] as number)) |
          0;
      c[co + i * n + j] = sum;
    }
};

/** c[m, n] += row[n], both contiguous. */
function addRow(
  m: number,
  n: number,
  row: TypedArray,
  ro: number,
  c: TypedArray,
  co: number,
): void {
  let q = co;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      c[q] = (c[q] as number) + (row[ro + j] as number);
      q += 1;
    }
}

/** The kernel that adds a row, for each dtype by its code. */
export const addRowKernels: readonly (typeof addRow)[] = perType(addRow);

const integerKernels = perType(integerProduct).slice(0, 3);

const gathers = perType(gather);
const float32: FastType = {
  gemm: gemmFloat32,
  view: (views) => views.f32,
  gather: gathers[3] as typeof gather,
};
const float64: FastType = {
  gemm: gemmFloat64,
  view: (views) => views.f64,
  gather: gathers[4] as typeof gather,
};

/** Kernels by dtype code: floats are multiplied by WebAssembly where that is faster than by `plain`. */
function kernelsOf(plain: ProductKernel): readonly ProductKernel[] {
  const copies = perType(plain);
  return [
    ...integerKernels,
    fastProduct(float32, copies[3] as ProductKernel),
    fastProduct(float64, copies[4] as ProductKernel),
  ];
}

/** The product kernel of each dtype, by its code. */
export const productKernels: readonly ProductKernel[] = kernelsOf(product);

/** The kernel for a single column, likewise. */
export const columnKernels: readonly ProductKernel[] = kernelsOf(columnProduct);
