import { expect, test } from "vitest";
import type { CaseResult } from "../src/measure-operations.ts";
import { operationSections } from "../src/operation-sections.ts";
import { makeInputs } from "../src/operations.ts";
import { operations as loops } from "../src/peers/hand-written.ts";
import { operations } from "../src/peers/nabla.ts";
import { operationTable } from "../src/report-operations.ts";

const section = operationSections[0]!;
const [small] = section.cases;

test("inputs are in their range, spread evenly, and differ from each other", () => {
  const [a, b] = makeInputs({ shapes: [[10, 10], [100]], range: [2, 4] });
  expect(a!.shape).toEqual([10, 10]);
  expect(Math.min(...a!.values)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...a!.values)).toBeLessThan(4);
  expect(a!.values.filter((value) => value < 3).length).toBe(50);
  expect(b!.values).not.toEqual(a!.values);
});

test("nabla and the hand-written loop agree on the smallest case of every section", async () => {
  const [nabla, written] = [operations.nabla!(), loops["hand-written"]!()];
  for (const { cases } of operationSections) {
    const [work] = cases;
    const [f, g] = [nabla.ops[work!.op]!, written.ops[work!.op]];
    const inputs = makeInputs(work!);
    const value = await f(...inputs).value();
    expect(Number.isFinite(value)).toBe(true);
    if (g) expect(Math.abs(value - (await g(...inputs).value()))).toBeLessThan(work!.tolerance);
  }
});

test("a table has the work per second, the ratio of times, and no figure for a wrong result", () => {
  const timed = (id: string, seconds: number, ratio: number) => ({
    id,
    name: id,
    version: "1",
    seconds: { p25: seconds, median: seconds, p75: seconds },
    ratio: { p25: ratio, median: ratio, p75: ratio },
    rounds: [seconds],
  });
  const result: CaseResult = {
    case: { ...small!, work: 2e6 },
    results: [timed("nabla", 1e-3, 1), timed("other", 4e-3, 4), timed("broken", 1e-4, 0.1)],
    wrong: ["broken"],
  };
  const absent: CaseResult = { ...result, results: [timed("nabla", 1e-3, 1)], wrong: [] };
  const { table } = operationTable({ section, base: "nabla", cases: [result, absent] });
  expect(table.slice(1)).toEqual([
    ["nabla", "1", "2.00 (×1.00)", "2.00 (×1.00)"],
    ["other", "1", "0.500 (×4.00)", "–"],
    ["broken", "1", "wrong result", "–"],
  ]);
});
