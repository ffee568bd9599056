import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../workspace.ts";

const members = ["packages", "examples"].flatMap((parent) =>
  readdirSync(join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((path) => existsSync(join(root, path, "package.json"))),
);

test.each(members)("%s is type-checked, with its tests where it has any", (member) => {
  const read = (file: string) => JSON.parse(readFileSync(join(root, member, file), "utf8"));
  expect(read("package.json").scripts.typecheck).toMatch(/\btsc -p tsconfig\.json/);
  const folders = ["src", "test"].filter((folder) => existsSync(join(root, member, folder)));
  expect(read("tsconfig.json").include).toEqual(expect.arrayContaining(folders));
});
