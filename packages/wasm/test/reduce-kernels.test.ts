import { describe, expect, test } from "vitest";
import { type ReduceKernels, reduceKernels, reserve } from "../src/index.ts";
import { reduceModule } from "../src/reduce-kernels.ts";
import { disassemble } from "./support/run.ts";

const kernels = reduceKernels() as ReduceKernels;
const numbers = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => ((i * 7919) % 64) - 31.5);

describe("reductions in the scratch memory", () => {
  test("are a module that another implementation finds valid", () => {
    expect(disassemble(reduceModule())).toContain('(export "sumOfSquaresRows"');
  });

  test("reduce runs of any length", () => {
    for (const n of [1, 2, 3, 7, 8, 9, 15, 16, 31, 100]) {
      const x = numbers(n);
      reserve(4096).f32.set([1e30, ...x, 1e30]);
      expect(kernels.sumRun(4, n)).toBe(x.reduce((a, b) => a + b, 0));
      expect(kernels.sumOfSquaresRun(4, n)).toBe(x.reduce((a, b) => a + b * b, 0));
      expect(kernels.maxRun(4, n)).toBe(Math.max(...x));
      expect(kernels.minRun(4, n)).toBe(Math.min(...x));
    }
  });

  test("reduce several runs, one after the other", () => {
    const x = numbers(3 * 11);
    const { f32, f64 } = reserve(4096);
    f32.set(x);
    kernels.sumRuns(0, 3, 11, 1024);
    kernels.maxRuns(0, 3, 11, 2048);
    const rows = [x.slice(0, 11), x.slice(11, 22), x.slice(22)];
    expect([...f64.subarray(128, 131)]).toEqual(rows.map((row) => row.reduce((a, b) => a + b, 0)));
    expect([...f32.subarray(512, 515)]).toEqual(rows.map((row) => Math.max(...row)));
  });

  test("reduce rows into a row of results, on top of what is there", () => {
    const [rows, pitch, count] = [5, 13, 11];
    const x = numbers(rows * pitch);
    const { f32, f64 } = reserve(4096);
    const column = (j: number): number[] =>
      Array.from({ length: rows }, (_, i) => x[i * pitch + j] as number);
    f32.set(x);
    f64.fill(100, 128, 128 + 16);
    f32.fill(20, 512, 512 + 16);
    kernels.sumOfSquaresRows(0, rows, 4 * pitch, count, 1024);
    kernels.minRows(0, rows, 4 * pitch, count, 2048);
    const every = Array.from({ length: count }, (_, j) => column(j));
    expect([...f64.subarray(128, 128 + count)]).toEqual(
      every.map((c) => c.reduce((a, b) => a + b * b, 100)),
    );
    expect([...f32.subarray(512, 512 + count)]).toEqual(every.map((c) => Math.min(20, ...c)));
  });
});
