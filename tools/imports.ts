import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parseSync } from "vite";
import { listFiles } from "./workspace.ts";

/** An import or re-export. `erased` is true when it names types only and leaves no trace at run time. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly erased: boolean;
}

/** The imports of one module; `from` is the given file, `to` the specifier as written. */
export function importsOf(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    to: moduleRequest.value,
    // `import "x"` has no entries and runs x; `import { type T } from "x"` runs x as well under
    // verbatimModuleSyntax, so only a whole `import type` is erased.
    erased: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ to: moduleRequest.value, erased: isType }],
    ),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^["'](.+)["']$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[1] === undefined ? [] : [{ to: literal[1], erased: false }];
  });
  return [...imports, ...exports, ...dynamic].map((entry) => ({ from: file, ...entry }));
}

/** All imports of the TypeScript files under `folder`; `from` is relative to it. */
export function importsUnder(folder: string): Import[] {
  return listFiles(folder, (path) => path.endsWith(".ts")).flatMap((file) =>
    importsOf(file, readFileSync(join(folder, file), "utf8")),
  );
}

/** The package of a specifier (`@nabla/tensor/x` is of `@nabla/tensor`), null for a relative one. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith(".")) return null;
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** A cycle of relative imports, as the list of its files with the first repeated; null if none. */
export function findCycle(imports: readonly Import[]): string[] | null {
  const edges = new Map<string, string[]>();
  for (const { from, to, erased } of imports) {
    if (erased || packageOf(to) !== null) continue;
    const targets = edges.get(from) ?? [];
    edges.set(from, [...targets, posix.join(dirname(from), to)]);
  }
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of edges.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
