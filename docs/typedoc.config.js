import { readdirSync, readFileSync } from "node:fs";

const packages = new URL("../packages/", import.meta.url);
const isPublic = (name) =>
  !JSON.parse(readFileSync(new URL(`${name}/package.json`, packages), "utf8")).private;

const validation = {
  invalidLink: true,
  invalidPath: true,
  notDocumented: true,
  notExported: true,
  rewrittenLink: true,
  unusedMergeModuleWith: true,
};

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  name: "nabla",
  plugin: ["./math-plugin.js"],
  entryPointStrategy: "packages",
  entryPoints: readdirSync(packages)
    .filter(isPublic)
    .map((name) => `../packages/${name}`),
  // TypeDoc checks for missing documentation package by package, and only there.
  packageOptions: {
    tsconfig: "tsconfig.json",
    // Links to the source need a public repository to point to.
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    validation,
  },
  validation,
  treatWarningsAsErrors: true,
  projectDocuments: ["guide/*.md"],
  readme: "../README.md",
  disableSources: true,
  out: "dist/api",
};
