import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataError } from "@nabla/tensor";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadAirfoil, loadPenguins, loadTable, parseTable } from "../src/index.ts";

test("No file imports a module of Node, which a browser could not load.", async () => {
  const folder = join(import.meta.dirname, "../src");
  const files = await readdir(folder);
  expect(files).toContain("index.ts");
  for (const file of files) {
    expect(await readFile(join(folder, file), "utf8"), file).not.toMatch(/^import.*"node:/m);
  }
});

describe("Without the modules of Node", () => {
  beforeEach(() => {
    vi.stubEnv("NABLA_SHARED", "");
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  test("text is read, and the penguins are there.", () => {
    expect(parseTable("1,2\n").rows).toBe(1);
    expect(loadPenguins().rows).toBe(333);
  });

  test("a path cannot be read, and the message says what to do.", async () => {
    await expect(loadTable("a.csv")).rejects.toThrow(
      "loadTable: a.csv: needs a file system (fetch the text, use parseTable)",
    );
  });

  test("the airfoil data are downloaded, and no cache is offered.", async () => {
    const fetch = vi.fn(async () => new Response("not the data"));
    const error: unknown = await loadAirfoil({ fetch }).catch((reason: unknown) => reason);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect((error as DataError).message).toContain("not the expected content");
    expect((error as DataError).message).not.toContain("put airfoil");
  });
});
