import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cacheFolderOf, writeAtomically } from "../src/cache.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "nabla-cache-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("The cache folder", () => {
  const of = (
    platform: string,
    home: string | undefined,
    variables: Record<string, string> = {},
  ): string | undefined =>
    cacheFolderOf({ platform, home, variable: (name) => variables[name] }, path);

  test("follows the custom of each system.", () => {
    expect(of("linux", "/home/ada")).toBe("/home/ada/.cache/nabla");
    expect(of("darwin", "/Users/ada")).toBe("/Users/ada/Library/Caches/nabla");
    expect(of("win32", "C:\\Users\\ada")).toBe("C:\\Users\\ada\\AppData\\Local\\nabla\\Cache");
  });

  test("follows the variables of each system, except a relative XDG_CACHE_HOME.", () => {
    expect(of("linux", "/home/ada", { XDG_CACHE_HOME: "/var/x" })).toBe("/var/x/nabla");
    expect(of("linux", "/home/ada", { XDG_CACHE_HOME: "x" })).toBe("/home/ada/.cache/nabla");
    expect(of("win32", "C:\\Users\\ada", { LOCALAPPDATA: "D:\\local" })).toBe(
      "D:\\local\\nabla\\Cache",
    );
  });

  test("is nowhere for a user without a home folder, unless a variable names it.", () => {
    for (const platform of ["linux", "darwin", "win32"]) {
      expect(of(platform, undefined)).toBeUndefined();
    }
    expect(of("linux", undefined, { XDG_CACHE_HOME: "/var/x" })).toBe("/var/x/nabla");
    expect(of("win32", undefined, { LOCALAPPDATA: "D:\\local" })).toBe("D:\\local\\nabla\\Cache");
  });

  test("is NABLA_CACHE wherever that is set.", () => {
    for (const platform of ["linux", "darwin", "win32"]) {
      expect(of(platform, "/home/ada", { NABLA_CACHE: "/data" })).toBe("/data");
    }
  });
});

/** Starts a process that writes `size` times the letter to the file, `repeats` times. */
function writer(file: string, letter: string, size: number, repeats: number) {
  const cache = pathToFileURL(path.join(import.meta.dirname, "../src/cache.ts"));
  const code = `
    import { writeAtomically } from ${JSON.stringify(cache)};
    const bytes = new Uint8Array(${size}).fill(${letter.charCodeAt(0)});
    for (let i = 0; i < ${repeats}; i++) await writeAtomically(${JSON.stringify(file)}, bytes);
  `;
  const args = ["--import", "tsx", "--input-type=module", "--eval", code];
  return spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: "inherit" });
}

// Processes take their time to start on a busy machine.
describe("writeAtomically", { timeout: 30_000 }, () => {
  test("makes the folders it needs and leaves nothing but the file.", async () => {
    const file = path.join(folder, "a/b/c.txt");
    await writeAtomically(file, new TextEncoder().encode("one"));
    await writeAtomically(file, new TextEncoder().encode("two"));
    expect(await readFile(file, "utf8")).toBe("two");
    expect(await readdir(path.dirname(file))).toEqual(["c.txt"]);
  });

  test("removes its temporary file when the file cannot take its name.", async () => {
    await mkdir(path.join(folder, "taken/inside"), { recursive: true });
    await expect(writeAtomically(path.join(folder, "taken"), new Uint8Array(3))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["taken"]);
  });

  test("leaves the old file whole when the process is killed in the middle.", async () => {
    const file = path.join(folder, "data.bin");
    await writeFile(file, "old");
    const size = 100_000_000;
    const child = writer(file, "n", size, 1);
    const isWriting = async () => (await readdir(folder)).some((name) => name.endsWith(".tmp"));
    while (!(await isWriting()) && child.exitCode === null) await setTimeout(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    const { size: found } = await stat(file);
    expect([3, size]).toContain(found);
    await writeAtomically(file, new TextEncoder().encode("new"));
    expect(await readFile(file, "utf8")).toBe("new");
  });

  test("lets two processes write at once: a reader sees one or the other whole.", async () => {
    const file = path.join(folder, "data.bin");
    const size = 300_000;
    const children = [writer(file, "a", size, 30), writer(file, "b", size, 30)];
    const ends = children.map((child) => once(child, "exit"));
    const seen = new Set<string>();
    while (children.some(({ exitCode }) => exitCode === null)) {
      const text = await readFile(file, "utf8").catch(() => undefined);
      if (text !== undefined) seen.add(`${text.length} of ${[...new Set(text)].join("")}`);
      await setTimeout(1);
    }
    expect(await Promise.all(ends)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect([...seen].sort()).toEqual([`${size} of a`, `${size} of b`]);
    expect(await readdir(folder)).toEqual(["data.bin"]);
  });
});
