import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCycle, importsOf, importsUnder } from "../imports.ts";
import {
  forbiddenDependencies,
  forbiddenImports,
  mayImport,
  undeclaredImports,
} from "../layers.ts";
import { listPackages } from "../workspace.ts";

const packages = listPackages();

test("every package has a row in the table of allowed imports, and every row a package", () => {
  expect(Object.keys(mayImport).sort()).toEqual(packages.map(({ name }) => name));
});

describe.each(packages)("$name", ({ name, path, manifest }) => {
  const imports = importsUnder(join(path, "src"));

  test("imports only packages below it", () => {
    expect(forbiddenImports(name, imports)).toEqual([]);
  });

  test("depends only on packages below it, and on nobody else's where it promises so", () => {
    expect(forbiddenDependencies(name, manifest)).toEqual([]);
  });

  test("declares what it imports", () => {
    expect(undeclaredImports(manifest, imports)).toEqual([]);
  });

  // Type-only imports are exempt: they are erased, so they cannot make one module see another
  // half-initialized, and a class and the types of its methods may well name each other.
  test("has no import cycle", () => {
    expect(findCycle(imports)).toBeNull();
  });
});

describe("the checks themselves", () => {
  test("find an import of a package that is not below", () => {
    const imports = importsOf("a.ts", 'import { Linear } from "@nabla/nn";');
    expect(forbiddenImports("tensor", imports)).toEqual(["tensor/src/a.ts imports @nabla/nn"]);
    expect(forbiddenImports("nabla", imports)).toEqual([]);
  });

  test("find a type-only, re-exported, dynamic or deep import of a package that is not below", () => {
    const sources = [
      'import type { Linear } from "@nabla/nn";',
      'export { Linear } from "@nabla/nn";',
      'export * from "nabla";',
      'await import("@nabla/nn");',
      'import "@nabla/nn/dist/index.js";',
    ];
    for (const source of sources) {
      expect(forbiddenImports("tensor", importsOf("a.ts", source))).toHaveLength(1);
    }
  });

  test("find a relative import that leaves the package's source", () => {
    const inside = importsOf("ops/a.ts", 'import "../b.ts";');
    expect(forbiddenImports("tensor", inside)).toEqual([]);
    const outside = importsOf("ops/a.ts", 'import "../../../nn/src/index.ts";');
    expect(forbiddenImports("tensor", outside)).toHaveLength(1);
  });

  test("find a dependency that is not below, or is somebody else's", () => {
    const manifest = { name: "x", dependencies: { "@nabla/nn": "workspace:^", lodash: "1" } };
    expect(forbiddenDependencies("optim", manifest)).toEqual(["@nabla/nn", "lodash"]);
    expect(forbiddenDependencies("viz", manifest)).toEqual(["@nabla/nn"]);
  });

  test("find an import that the manifest does not declare", () => {
    const imports = importsOf("a.ts", 'import "node:fs"; import "lodash/get"; import "./b.ts";');
    expect(undeclaredImports({ name: "x" }, imports)).toEqual(["lodash"]);
    expect(undeclaredImports({ name: "x", dependencies: { lodash: "1" } }, imports)).toEqual([]);
  });

  test("find a cycle across folders, and let type-only imports close one", () => {
    const chain = [
      ...importsOf("a.ts", 'import "./ops/b.ts";'),
      ...importsOf("ops/b.ts", 'export * from "./c.ts";'),
    ];
    const back = importsOf("ops/c.ts", 'import { a } from "../a.ts";');
    const erased = importsOf("ops/c.ts", 'import type { A } from "../a.ts";');
    expect(findCycle([...chain, ...back])).toEqual(["a.ts", "ops/b.ts", "ops/c.ts", "a.ts"]);
    expect(findCycle([...chain, ...erased])).toBeNull();
  });

  test("take an import that mixes values and types for a real one", () => {
    const [mixed] = importsOf("a.ts", 'import { type A, b } from "./b.ts";');
    expect(mixed?.erased).toBe(false);
  });
});
