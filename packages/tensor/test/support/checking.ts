import { expect } from "vitest";
import type { DType, Tensor } from "../../src/index.ts";
import { dispatch, type Op, type OpAttrs, type OpName, ops } from "../../src/internal.ts";
import { valuesOf } from "./layouts.ts";
import type { Nd } from "./nd.ts";
import { agree, stored } from "./values.ts";

/** Applies an op by name; the table pairs each op with its own attributes. */
export function apply(name: OpName, inputs: readonly Tensor[], attrs: OpAttrs[OpName]): Tensor {
  return dispatch(ops[name] as unknown as Op, inputs, attrs);
}

/** What is wrong with a result; empty where nothing is. */
export function faults(
  result: Tensor,
  expected: Nd,
  dtype: DType,
  options: { what: string; signed?: boolean; terms?: number },
): string[] {
  const list: string[] = [];
  if (result.dtype !== dtype) list.push(`dtype ${result.dtype}, not ${dtype}`);
  if (`${result.shape}` !== `${expected.shape}`)
    list.push(`shape [${result.shape}], not [${expected.shape}]`);
  const { data } = valuesOf(result);
  // A sum of many terms is off by their sizes, not by its own.
  const scale = options.terms === undefined ? 0 : options.terms ** 2;
  expected.data.forEach((value, i) => {
    const wanted = stored(dtype, value);
    if (!agree(data[i]!, wanted, dtype, options.signed ?? false, scale))
      list.push(`[${i}] is ${data[i]}, not ${wanted}`);
  });
  if (data.length !== expected.data.length) list.push(`${data.length} values`);
  return list.map((fault) => `${options.what}: ${fault}`);
}

/** Fails with the first faults of a list. */
export function expectNone(list: readonly string[]): void {
  expect(list.length, list.slice(0, 10).join("\n")).toBe(0);
}

/** Every way to take one of each list. */
export function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (heads, list) => heads.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  );
}
