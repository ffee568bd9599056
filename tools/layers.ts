import { type Import, packageOf } from "./imports.ts";
import type { Manifest } from "./workspace.ts";

/** Which folders of `packages/` each may import. What is not listed may not be imported. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  wasm: [],
  tensor: ["wasm"],
  autograd: ["tensor"],
  nn: ["tensor", "autograd"],
  optim: ["tensor", "autograd"],
  data: ["tensor"],
  viz: ["tensor", "autograd"],
  nabla: ["tensor", "autograd", "nn", "optim", "data"],
  benchmarks: ["wasm", "tensor", "autograd", "nn", "optim", "data", "viz", "nabla"],
};

/** The packages whose users install nothing but nabla. */
export const selfContained: readonly string[] = ["wasm", "tensor", "autograd", "nn", "optim"];

/** The folder of one of our packages, null for somebody else's. */
export function folderOf(packageName: string): string | null {
  if (packageName === "nabla") return "nabla";
  return /^@nabla\/(.+)$/.exec(packageName)?.[1] ?? null;
}

/** Imports in a package's source that its row of the table does not allow. */
export function forbiddenImports(name: string, imports: readonly Import[]): string[] {
  const allowed = mayImport[name] ?? [];
  return imports.flatMap(({ from, to }) => {
    const folder = folderOf(packageOf(to) ?? "");
    const leaves = to.startsWith("../") && escapes(from, to);
    if (!leaves && (folder === null || allowed.includes(folder))) return [];
    return [`${name}/src/${from} imports ${to}`];
  });
}

/** Whether a relative import leaves `src`, by which it could reach another package's files. */
function escapes(from: string, to: string): boolean {
  const up = to.split("/").filter((part) => part === "..").length;
  return up > from.split("/").length - 1;
}

/** Dependencies in a manifest that the table does not allow, or that users of nabla should not need. */
export function forbiddenDependencies(name: string, manifest: Manifest): string[] {
  const runtime = [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
  ];
  const allowed = mayImport[name] ?? [];
  return runtime.filter((dependency) => {
    const folder = folderOf(dependency);
    return folder === null ? selfContained.includes(name) : !allowed.includes(folder);
  });
}

/** Packages that the source imports and the manifest does not list as a runtime dependency. */
export function undeclaredImports(manifest: Manifest, imports: readonly Import[]): string[] {
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  const used = imports.flatMap(({ to }) => packageOf(to) ?? []);
  return [...new Set(used)].filter((name) => !name.startsWith("node:") && !(name in declared));
}
