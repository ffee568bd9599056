import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository's root folder. */
export const root: string = fileURLToPath(new URL("../", import.meta.url));

/** What our tools read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** One folder of `packages/`: `name` is the folder's name, `path` its absolute path. */
export interface WorkspacePackage {
  readonly name: string;
  readonly path: string;
  readonly manifest: Manifest;
}

/** Reads a package.json. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}

/** The packages of the repository, in alphabetical order. */
export function listPackages(): WorkspacePackage[] {
  const folder = join(root, "packages");
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, path: join(folder, name) }))
    .filter(({ path }) => existsSync(join(path, "package.json")))
    .map((entry) => ({ ...entry, manifest: readManifest(join(entry.path, "package.json")) }));
}

/** The names of all files under a folder that `keep` accepts, relative to it, sorted, with `/`. */
export function listFiles(folder: string, keep: (path: string) => boolean): string[] {
  if (!existsSync(folder)) return [];
  const found: string[] = [];
  const visit = (relative: string): void => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules" && entry.name !== "dist") visit(path);
      } else if (keep(path)) found.push(path);
    }
  };
  visit("");
  return found.sort();
}
