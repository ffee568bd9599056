import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError } from "@nabla/tensor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadTable } from "../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nabla-table-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("A file is read, and the table is named after it.", async () => {
  const path = join(folder, "trees.csv");
  await writeFile(path, "girth,height,volume\n8.3,70,10.3\n8.6,65,10.25\n");
  const table = await loadTable(path, { dtype: "float64" });
  expect(table.name).toBe("trees.csv");
  expect(table.source).toBe(path);
  expect(table.features).toEqual(["girth", "height"]);
  expect(table.x.toArray()).toEqual([
    [8.3, 70],
    [8.6, 65],
  ]);
  expect(table.y.toArray()).toEqual([[10.3], [10.25]]);
});

test("A malformed file is named in the message, with line and column.", async () => {
  const path = join(folder, "bad.csv");
  await writeFile(path, "a,b\n1,2\n1,oops\n");
  await expect(loadTable(path)).rejects.toThrow(
    `loadTable: ${path}, line 3, column 2 ("b"): "oops" is no number: needs a finite number`,
  );
});

test("A missing file is reported with the place where it was looked for.", async () => {
  const missing = loadTable("no/such/file.csv");
  await expect(missing).rejects.toThrow(DataError);
  await expect(missing).rejects.toThrow("loadTable: no/such/file.csv does not exist");
  await expect(missing).rejects.toThrow(join(process.cwd(), "no/such/file.csv"));
});

test("A folder in place of a file is reported.", async () => {
  const path = join(folder, "folder.csv");
  await mkdir(path);
  await expect(loadTable(path)).rejects.toThrow(`${path} is a folder: needs a file`);
});

test("A spreadsheet in place of a text file is reported.", async () => {
  const path = join(folder, "book.xlsx");
  await writeFile(path, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
  await expect(loadTable(path)).rejects.toThrow("binary content: needs plain text");
});
