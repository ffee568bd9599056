import { expect, test } from "vitest";
import { growth, leaks, type MemoryReport, type MemorySample } from "../src/memory.ts";

const sample = (steps: number, heap: number): MemorySample => ({
  steps,
  heap,
  external: 2,
  rss: 90,
});
const report = (heaps: readonly number[]): MemoryReport => ({
  name: "nabla",
  samples: heaps.map((heap, i) => sample(10 ** i, heap)),
  peakRss: 100,
  kept: { losses: 1, before: sample(0, 7), holding: sample(1, 40), after: sample(1, 7) },
});

test("what the first tenth of a run gains is warming up, not a leak", () => {
  expect(growth(report([7, 30, 30.5]))).toBeCloseTo(0.5);
  expect(leaks(report([7, 30, 30.5]))).toBe(false);
});

test("memory that grows with the steps is a leak", () => {
  expect(leaks(report([7, 8, 20]))).toBe(true);
});
