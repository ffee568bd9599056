import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readManifest, root } from "../workspace.ts";

const pinned = readManifest(join(root, "package.json")).packageManager ?? "";

test("package.json pins an exact version of pnpm", () => {
  expect(pinned).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
});

test.each(["README.md", "CONTRIBUTING.md", ".ci/run"])("%s names the pinned version", (file) => {
  const named = readFileSync(join(root, file), "utf8").match(/pnpm@[\w.]+/g) ?? [];
  expect(new Set(named)).toEqual(new Set([pinned]));
});
