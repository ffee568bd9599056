import { describe, expect, test } from "vitest";
import {
  addGemm,
  float32,
  float64,
  type GemmExports,
  gemmFloat32,
  gemmFloat64,
  hasRelaxedSimd,
  importScratch,
  type Lanes,
  ModuleBuilder,
  reserve,
  type ScratchGemm,
  scratchKernels,
} from "../src/index.ts";
import { disassemble } from "./support/run.ts";

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly at: (i: number, j: number) => number;
}

/** Small integers: their products and sums are exact in both types, so results must be equal. */
const integers = (rows: number, columns: number, seed: number): Matrix => ({
  rows,
  columns,
  at: (i, j) => ((i * 31 + j * 17 + seed * 7 + ((i * j) % 5)) % 13) - 6,
});

/** How a matrix lies in memory: elements between rows and between columns. */
type Strides = (m: Matrix) => [number, number];
const rowMajor: Strides = ({ columns }) => [columns, 1];
const columnMajor: Strides = ({ rows }) => [1, rows];
const spread: Strides = ({ columns }) => [3 * columns + 1, 2];
const backToFront: Strides = ({ rows, columns }) => [columns * rows, rows];

interface Product {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly stridesA?: Strides;
  readonly stridesB?: Strides;
  readonly accumulate?: boolean;
}

/** The product as the module computes it; c holds 1 everywhere before. */
function multiply(gemm: ScratchGemm, product: Product): number[] {
  const { a, b, stridesA = rowMajor, stridesB = rowMajor, accumulate = false } = product;
  const views = reserve(8 * 2 ** 20);
  const view = gemm.bytes === 4 ? views.f32 : views.f64;
  let end = gemm.workBytes / gemm.bytes;
  const place = (matrix: Matrix, [si, sj]: [number, number]): [number, number, number] => {
    const start = end;
    for (let i = 0; i < matrix.rows; i++)
      for (let j = 0; j < matrix.columns; j++) {
        view[start + i * si + j * sj] = matrix.at(i, j);
        end = Math.max(end, start + i * si + j * sj + 1);
      }
    return [start * gemm.bytes, si * gemm.bytes, sj * gemm.bytes];
  };
  const placedA = place(a, stridesA(a));
  const placedB = place(b, stridesB(b));
  const c = end + 16;
  const [rows, columns] = gemm.tiled(a.rows, b.columns);
  view.fill(1, c, c + rows * columns);
  const { bytes } = gemm;
  const kernels = gemm.kernels() as GemmExports;
  kernels.gemm(
    a.rows,
    b.columns,
    a.columns,
    ...placedA,
    ...placedB,
    c * bytes,
    columns * bytes,
    0,
    accumulate ? 1 : 0,
  );
  kernels.compact(c * bytes, a.rows, b.columns * bytes, columns * bytes);
  return [...view.subarray(c, c + a.rows * b.columns)];
}

function expected(a: Matrix, b: Matrix, before = 0): number[] {
  return Array.from({ length: a.rows * b.columns }, (_, q) => {
    const [i, j] = [Math.floor(q / b.columns), q % b.columns];
    let sum = before;
    for (let p = 0; p < a.columns; p++) sum += a.at(i, p) * b.at(p, j);
    return sum;
  });
}

const types: readonly (readonly [string, ScratchGemm, Lanes])[] = [
  ["float32", gemmFloat32, float32],
  ["float64", gemmFloat64, float64],
];

describe.each(types)("the %s product", (_name, gemm, lanes) => {
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 17];
  test("is exact on integers, for all sizes about those of a tile", () => {
    for (const m of sizes)
      for (const n of sizes)
        for (const k of sizes) {
          const [a, b] = [integers(m, k, 1), integers(k, n, 2)];
          expect(multiply(gemm, { a, b }), `${m} ${n} ${k}`).toEqual(expected(a, b));
        }
  });

  test("goes over the edges of blocks in all three directions", () => {
    const [a, b] = [integers(131, 259, 3), integers(259, 1027, 4)];
    expect(multiply(gemm, { a, b })).toEqual(expected(a, b));
  });

  test("reads operands that lie in any order", () => {
    const layouts = [rowMajor, columnMajor, spread, backToFront];
    const [a, b] = [integers(6, 11, 5), integers(11, 13, 6)];
    for (const stridesA of layouts)
      for (const stridesB of layouts)
        expect(multiply(gemm, { a, b, stridesA, stridesB })).toEqual(expected(a, b));
  });

  test("adds to what is there", () => {
    const [a, b] = [integers(5, 300, 7), integers(300, 9, 8)];
    expect(multiply(gemm, { a, b, accumulate: true })).toEqual(expected(a, b, 1));
  });

  test("keeps NaN and infinity in their rows and columns", () => {
    const value = (i: number, j: number): number =>
      i === 1 ? Number.NaN : i === 2 && j === 0 ? Infinity : 1;
    const a: Matrix = { rows: 5, columns: 3, at: value };
    const b: Matrix = { rows: 3, columns: 2, at: (i, j) => (i === 0 && j === 1 ? 0 : 2) };
    const got = multiply(gemm, { a, b });
    expect(got).toEqual([6, 4, Number.NaN, Number.NaN, Infinity, Number.NaN, 6, 4, 6, 4]);
  });

  test("is a valid module with and without fused multiply-add", () => {
    for (const fused of [false, true]) {
      const module = new ModuleBuilder();
      importScratch(module);
      addGemm(module, lanes, fused);
      expect(disassemble(module).includes("relaxed_madd")).toBe(fused);
    }
  });

  test("is exact on integers without fused multiply-add, too", () => {
    const kernels = scratchKernels<GemmExports>(() => {
      const module = new ModuleBuilder();
      importScratch(module);
      addGemm(module, lanes, false, { exported: true });
      return module;
    });
    const compact = () => {};
    const plain = { ...gemm, kernels: () => ({ ...(kernels() as GemmExports), compact }) };
    const [a, b] = [integers(9, 300, 9), integers(300, 16, 10)];
    expect(multiply(plain, { a, b })).toEqual(expected(a, b));
  });
});

test("products of both types can be in one module, under names of their own", () => {
  const module = new ModuleBuilder();
  importScratch(module);
  for (const [name, , lanes] of types) addGemm(module, lanes, false, { name, exported: true });
  const text = disassemble(module);
  expect(text).toContain('(export "float32"');
  expect(text).toContain("(func $float64.packB");
});

describe("rounding", () => {
  const EPS = 2 ** -24;
  // Sums in blocks of 256 terms: a rounding error each for the terms of a block and for the blocks.
  const growth = (k: number): number => Math.sqrt(256) + Math.sqrt(k / 256);

  test("of float32 grows with the square root of a block's terms, and of the blocks", () => {
    let state = 1;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.fround(state / 2 ** 31 - 1);
    };
    for (const k of [256, 4096, 32768]) {
      const [x, y] = [0, 1].map(() => Float64Array.from({ length: 8 * k }, random));
      const a: Matrix = { rows: 8, columns: k, at: (i, p) => (x as Float64Array)[i * k + p] ?? 0 };
      const b: Matrix = { rows: k, columns: 8, at: (p, j) => (y as Float64Array)[p * 8 + j] ?? 0 };
      const got = multiply(gemmFloat32, { a, b });
      const absolute = (m: Matrix): Matrix => ({ ...m, at: (i, j) => Math.abs(m.at(i, j)) });
      const sums = expected(absolute(a), absolute(b));
      for (const [q, exact] of expected(a, b).entries())
        expect(Math.abs((got[q] as number) - exact)).toBeLessThan(
          // The sum of the terms' sizes bounds each partial sum; that they vary makes errors average out.
          growth(k) * EPS * (sums[q] as number),
        );
    }
  });

  test("is once for a product and its sum only where the engine has relaxed SIMD", () => {
    // The product 1 + 2⁻¹¹ + 2⁻²⁴ rounds to 1 + 2⁻¹¹ by itself, but not within a fused sum.
    const x = 1 + 2 ** -12;
    const a: Matrix = { rows: 1, columns: 2, at: (_, p) => (p === 0 ? -1 : x) };
    const b: Matrix = { rows: 2, columns: 1, at: (p) => (p === 0 ? 1 + 2 ** -11 : x) };
    // Relaxed SIMD leaves it to the machine.
    const allowed = hasRelaxedSimd() ? [0, 2 ** -24] : [0];
    expect(allowed).toContain(multiply(gemmFloat32, { a, b })[0]);
  });
});
