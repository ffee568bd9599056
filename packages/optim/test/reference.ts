import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Tensor, tensor } from "@nabla/tensor";
import { expect } from "vitest";
import type { Optimizer } from "../src/index.ts";

/** One optimizer of PyTorch 1.13.1 on two parameters, in float64. */
export interface OptimizerCase {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly groups: readonly Readonly<Record<string, unknown>>[] | null;
  readonly shapes: readonly (readonly number[])[];
  readonly initial: readonly (readonly number[])[];
  readonly gradients: readonly (readonly (readonly number[])[])[];
  readonly parameters: readonly (readonly (readonly number[])[])[];
}

const folder = process.env.NABLA_SHARED;

/** The cases of one optimizer; none where there are no reference figures. */
export function referenceCases(optimizer: string): OptimizerCase[] {
  const path = join(folder ?? "", "reference", "optimizers.json");
  if (folder === undefined || !existsSync(path)) {
    console.warn("skipped: optimizers.json (set NABLA_SHARED to the folder with the figures)");
    return [];
  }
  const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: OptimizerCase[] };
  return cases.filter((c) => c.optimizer === optimizer);
}

/** `weight_decay` as `weightDecay`. */
export const camelCase = (options: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

const toTensor = (values: readonly number[], shape: readonly number[]): Tensor =>
  tensor(new Float64Array(values)).reshape([...shape]);

/** Feeds the gradients of a case to an optimizer and compares the parameters after every step. */
export function expectTrajectory(
  c: OptimizerCase,
  create: (params: Tensor[], groups: Record<string, unknown>[] | null) => Optimizer,
): void {
  const params = c.initial.map((values, i) => toTensor(values, c.shapes[i] ?? []));
  for (const p of params) p.requiresGrad = true;
  const groups =
    c.groups?.map((group, i) => ({ ...camelCase(group), params: [params[i]] })) ?? null;
  const optimizer = create(params, groups);
  c.gradients.forEach((gradients, t) => {
    params.forEach((p, i) => {
      p.grad = toTensor(gradients[i] ?? [], c.shapes[i] ?? []);
    });
    optimizer.step();
    params.forEach((p, i) => {
      const expected = c.parameters[t]?.[i] ?? [];
      const off = Array.from(p.data).map((value, j) => Math.abs(value - (expected[j] ?? NaN)));
      // 25 steps of a few roundings each leave all but the last digits of float64 alone.
      expect(Math.max(...off)).toBeLessThan(1e-12);
    });
  });
}
