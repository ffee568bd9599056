import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError } from "@nabla/tensor";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { problemFrom, textbookProblem } from "../src/problem.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nabla-example-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function read(text: string, batchSize = 10) {
  const file = join(folder, "table.csv");
  await writeFile(file, text);
  return problemFrom(file, batchSize);
}

const rows = "1,2,3\n2,1,4\n0,1,5\n".repeat(4);

test("standardises a table whose last column is the target", async () => {
  const problem = await read(`a,b,c\n${rows}`);
  const { features, target, x, y } = problem;
  expect({ features, target }).toEqual({ features: ["a", "b"], target: "c" });
  expect([x.shape, y.shape]).toEqual([
    [12, 2],
    [12, 1],
  ]);
  // Rounding of float64 is all that is left of the mean.
  for (const mean of [...x.mean(0).data, y.mean().item()]) expect(mean).toBeCloseTo(0, 14);
  for (const square of x.square().mean(0).data) expect(square).toBeCloseTo(1, 14);
});

test("keeps the differences between large numbers", async () => {
  const table = Array.from({ length: 12 }, (_, i) => `${1e9 + i},${i}`).join("\n");
  const { x, y } = await read(table);
  for (const [i, value] of x.data.entries()) expect(value).toBeCloseTo(y.data[i]!, 6);
});

test.each([
  [`${rows}1,two,3\n`, /table\.csv, line 13, column 2 \("column 2"\): "two" is no number/],
  [`a,b,c\n${rows}1,2,NaN\n`, /table\.csv, line 14, column 3 \("c"\): "NaN" is not a number/],
  [`${rows}1,2\n`, /table\.csv, line 13: 2 cells: needs 3 cells/],
  ["1,2,3\n2,1,4\n3,3,3\n4,2,5\n", /table\.csv: 4 rows of data: fewer than a batch of 10/],
  ["1,2,3\n2,1,4\n", /table\.csv: 2 rows of data: 3 weights need at least as many/],
  ["1,2\n".repeat(12), /table\.csv: "column 2" is the same in all rows: there is nothing to learn/],
  ["", /table\.csv, no line with data/],
])("refuses %j", async (text, message) => {
  const error = await read(text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataError);
  expect((error as Error).message).toMatch(message);
});

test("refuses a file that does not exist", async () => {
  await expect(problemFrom("no-such-file.csv", 10)).rejects.toThrow(/no-such-file\.csv does not/);
});

function withoutAirfoil(fetch: typeof globalThis.fetch): void {
  vi.stubEnv("NABLA_SHARED", "");
  vi.stubEnv("NABLA_CACHE", join(folder, "no-such-cache"));
  vi.stubGlobal("fetch", fetch);
}

test("takes the penguins where the airfoil data can't be had, and says why", async () => {
  withoutAirfoil(() => Promise.reject(new Error("no network in this test")));
  const { name, reason, rows, unused } = await textbookProblem(10);
  expect({ name, rows, unused }).toEqual({ name: "Palmer penguins", rows: 333, unused: 0 });
  expect(reason).toContain("no network in this test");
});

test("waits 3 s at most for a network that never answers", { timeout: 20_000 }, async () => {
  withoutAirfoil(
    (_, options) =>
      new Promise((_resolve, reject) => {
        const { signal } = options!;
        signal!.addEventListener("abort", () => reject(signal!.reason), { once: true });
        if (signal!.aborted) reject(signal!.reason);
      }),
  );
  const start = performance.now();
  expect((await textbookProblem(10)).name).toBe("Palmer penguins");
  // A busy machine adds to it; without the limit, the two addresses would take 20 s.
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("refuses a batch that is larger than the data", async () => {
  withoutAirfoil(() => Promise.reject(new Error("no network in this test")));
  await expect(textbookProblem(334)).rejects.toThrow(/333 rows of data: fewer than a batch of 334/);
});
