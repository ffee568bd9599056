import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Tensor, tensor } from "@nabla/tensor";
import { expect } from "vitest";

/** A tensor as the reference files hold it. */
export interface Flat {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const folder = process.env.NABLA_SHARED;

/** The cases of a file of figures computed by PyTorch 1.13.1; none where there is no such file. */
export function referenceCases<T>(file: string): T[] {
  const path = join(folder ?? "", "reference", file);
  if (folder === undefined || !existsSync(path)) {
    console.warn(`skipped: ${file} (set NABLA_SHARED to the folder with the reference figures)`);
    return [];
  }
  return (JSON.parse(readFileSync(path, "utf8")) as { cases: T[] }).cases;
}

/** A float64 tensor of a case. */
export const toTensor = ({ shape, data }: Flat): Tensor =>
  tensor(new Float64Array(data)).reshape([...shape]);

/** Sums in another order differ in the last digits of float64: 1e-12 leaves four of them. */
export function expectClose(actual: Tensor | null, expected: Flat): void {
  expect(actual?.shape).toEqual(expected.shape);
  const values = Array.from(actual?.data ?? []);
  const difference = Math.max(0, ...values.map((v, i) => Math.abs(v - (expected.data[i] ?? NaN))));
  expect(difference).toBeLessThan(1e-12);
}
