import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Compilation,
  compile,
  compilers,
  folder,
  generated,
  writeDeclarations,
} from "../test-types/compile.ts";
import { type FuzzCounts, writeFuzz } from "../test-types/fuzz.ts";
import { differences } from "../test-types/markers.ts";
import { writeModel } from "../test-types/model.ts";

// A compiler that starts cold on a busy machine takes some seconds a project.
const timeout = 120_000;
/** A quarter above what the file costs, so that growth is noticed before users do. */
const budget = 150_000;
const cases = readdirSync(join(folder, "cases")).map((name) => `cases/${name}`);
let fuzz: FuzzCounts;

beforeAll(() => {
  mkdirSync(generated, { recursive: true });
  writeDeclarations();
  fuzz = writeFuzz(20, 40);
  writeModel();
}, timeout);

test("the random calls hold many that the library accepts and many that it refuses", () => {
  expect(fuzz.accepted).toBeGreaterThan(500);
  expect(fuzz.rejected).toBeGreaterThan(150);
});

describe.each(compilers)("with the compiler %s", (compiler) => {
  let compiled: Compilation;
  const errorsIn = (file: string) => compiled.diagnostics.filter((d) => d.file === file);

  beforeAll(() => {
    compiled = compile(compiler, "tsconfig.json");
  }, timeout);

  test.each(cases)("%s has the shapes and errors that it announces", (file) => {
    expect(differences(file, errorsIn(file))).toEqual([]);
  });

  test("random calls have the shapes that the library computes, and errors where it throws", () => {
    const file = "generated/fuzz.ts";
    expect(differences(file, errorsIn(file))).toEqual([]);
  });

  test("the library's own declarations have no errors", () => {
    const known = new Set([...cases, "generated/fuzz.ts"]);
    expect(compiled.diagnostics.filter((d) => !known.has(d.file))).toEqual([]);
  });

  test("ten models compile, within the budget of type instantiations", { timeout }, () => {
    const { diagnostics, instantiations } = compile(compiler, "tsconfig.model.json");
    expect(diagnostics).toEqual([]);
    expect(instantiations).toBeLessThan(budget);
  });
});
