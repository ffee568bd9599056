// Packs every public package as a registry would receive it, and uses the result as a stranger
// would: without our compiler settings, our sources or our installed dependencies.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { folderOf } from "./layers.ts";
import { listPackages, root, type WorkspacePackage } from "./workspace.ts";

interface Packed {
  readonly name: string;
  readonly tarball: string;
}

const compilers = ["typescript", "typescript-6.0", "typescript-5.9"];

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
}

function pack({ path, manifest }: WorkspacePackage, destination: string): Packed {
  const args = ["pack", "--json", "--pack-destination", destination];
  const output = execFileSync("pnpm", args, { cwd: path, encoding: "utf8" });
  const { filename } = JSON.parse(output) as { filename: string };
  return { name: manifest.name, tarball: filename };
}

function lint({ name, tarball }: Packed): void {
  console.log(`pack-check: ${name}`);
  run("publint", [tarball, "--strict"], root);
  run("attw", ["--profile", "esm-only", "--quiet", tarball], root);
}

/** Other people's packages, linked from where they are installed, so that no network is needed. */
function foreignDependencies(packages: readonly WorkspacePackage[]): Record<string, string> {
  const links = packages.flatMap(({ path, manifest }) =>
    Object.keys(manifest.dependencies ?? {})
      .filter((name) => folderOf(name) === null)
      .map((name) => [name, `link:${realpathSync(join(path, "node_modules", name))}`] as const),
  );
  return Object.fromEntries(links);
}

function install(folder: string, packed: readonly Packed[], foreign: Record<string, string>): void {
  const dependencies = Object.fromEntries(packed.map((p) => [p.name, `file:${p.tarball}`]));
  const manifest = {
    private: true,
    type: "module",
    dependencies,
    pnpm: { overrides: { ...dependencies, ...foreign } },
  };
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  run("pnpm", ["install", "--ignore-workspace", "--offline", "--no-frozen-lockfile"], folder);
}

/** Imports every entry of a package in a fresh process, where nothing was loaded before it. */
function importEntries(folder: string, { name }: Packed): void {
  const manifest = readFileSync(join(folder, "node_modules", name, "package.json"), "utf8");
  for (const leftover of ["@nabla/source", "workspace:"]) {
    if (manifest.includes(leftover)) throw new Error(`${name}: "${leftover}" was packed`);
  }
  const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> };
  for (const entry of Object.keys(exports)) {
    const specifier = JSON.stringify(posix.join(name, entry));
    const program = `const { length } = Object.keys(await import(${specifier}));
      console.log(${specifier}, length, "exports");
      if (length === 0) process.exit(1);`;
    run(process.execPath, ["--input-type=module", "--eval", program], folder);
  }
}

function typecheck(folder: string, compiler: string, moduleResolution: string): void {
  const compilerOptions = {
    target: "es2023",
    // Every program has AbortSignal and fetch from somewhere: browsers from the DOM, Node from its types.
    lib: ["es2023", "dom"],
    types: [],
    module: moduleResolution === "bundler" ? "esnext" : moduleResolution,
    moduleResolution,
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  };
  const project = join(folder, `tsconfig.${compiler}.${moduleResolution}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  const modules = compiler === "typescript" ? root : join(root, "tools");
  const bin = join(modules, "node_modules", compiler, "bin/tsc");
  console.log(`pack-check: ${compiler}, ${moduleResolution}`);
  run(process.execPath, [bin, "-p", project], folder);
}

const workshop = mkdtempSync(join(tmpdir(), "nabla-pack-"));
try {
  const packages = listPackages().filter(({ manifest }) => manifest.private !== true);
  const packed = packages.map((entry) => pack(entry, workshop));
  for (const entry of packed) lint(entry);
  const consumer = join(workshop, "consumer");
  install(consumer, packed, foreignDependencies(packages));
  for (const entry of packed) importEntries(consumer, entry);
  copyFileSync(join(root, "tools/consumer/consumer.ts"), join(consumer, "consumer.ts"));
  for (const compiler of compilers) typecheck(consumer, compiler, "nodenext");
  typecheck(consumer, "typescript", "bundler");
} finally {
  rmSync(workshop, { recursive: true });
}
