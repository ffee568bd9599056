import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Where the peers live: ignored by git, and no package.json of the repository knows them. */
export const peersFolder: string = fileURLToPath(new URL("../.peers/", import.meta.url));

/** Loads a CommonJS peer. */
export const requirePeer: NodeJS.Require = createRequire(`${peersFolder}package.json`);

/** Loads an ES module peer by its file, since `require` does not see import-only exports. */
export async function importPeer(path: string): Promise<unknown> {
  return import(pathToFileURL(`${peersFolder}node_modules/${path}`).href);
}

/** The installed version of a package among the peers, if any. */
export function installedVersion(name: string): string | undefined {
  const manifest = `${peersFolder}node_modules/${name}/package.json`;
  if (!existsSync(manifest)) return undefined;
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

/**
 * Installs what is missing of the given packages at exactly the given versions, without running
 * their install scripts (one of them compiles a graphics library nobody here needs).
 *
 * @returns why it could not be done, or undefined when everything is there.
 */
export function installPeers(packages: Readonly<Record<string, string>>): string | undefined {
  const missing = Object.entries(packages)
    .filter(([name, version]) => installedVersion(name) !== version)
    .map(([name, version]) => `${name}@${version}`);
  if (missing.length === 0) return undefined;
  mkdirSync(peersFolder, { recursive: true });
  const manifest = `${peersFolder}package.json`;
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  process.stderr.write(`installing ${missing.join(", ")} into packages/benchmarks/.peers …\n`);
  const flags = [
    "--ignore-scripts",
    "--save-exact",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
  ];
  const npm = spawnSync("npm", ["install", ...flags, ...missing], {
    cwd: peersFolder,
    encoding: "utf8",
    shell: process.platform === "win32",
    timeout: 600_000,
  });
  if (npm.status === 0) return undefined;
  const complaint = `${npm.error?.message ?? ""}\n${npm.stderr ?? ""}`;
  const line = complaint.split("\n").find((text) => /error|ENOENT|ETIMEDOUT/i.test(text));
  return `npm could not install ${missing.join(", ")}: ${line?.trim() ?? "no reason given"}`;
}
