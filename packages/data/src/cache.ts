import { builtin, platform, variable } from "./node.ts";

/** What the place of the cache depends on. */
export interface CacheEnvironment {
  readonly platform: string | undefined;
  /** The user's home folder, `undefined` for a user without one. */
  readonly home: string | undefined;
  readonly variable: (name: string) => string | undefined;
}

/**
 * The folder for downloads: `NABLA_CACHE`, or else one for nabla in the user's cache folder, which
 * is `Library/Caches` on macOS, `LOCALAPPDATA` on Windows, and elsewhere `XDG_CACHE_HOME` or
 * `~/.cache`.
 */
export function cacheFolderOf(
  { platform, home, variable }: CacheEnvironment,
  path: typeof import("node:path"),
): string | undefined {
  const inHome = (folder: string): string | undefined => home && path.posix.join(home, folder);
  const xdg = variable("XDG_CACHE_HOME");
  const chosen = variable("NABLA_CACHE");
  if (chosen) return chosen;
  if (platform === "win32") {
    const local = variable("LOCALAPPDATA") ?? (home && path.win32.join(home, "AppData", "Local"));
    return local && path.win32.join(local, "nabla", "Cache");
  }
  if (platform === "darwin") return inHome("Library/Caches/nabla");
  // The XDG specification tells programs to ignore relative paths.
  return xdg?.startsWith("/") ? path.posix.join(xdg, "nabla") : inHome(".cache/nabla");
}

/** The cache folder of this process, or `undefined` where there is none. */
export function cacheFolder(): string | undefined {
  const path = builtin("node:path");
  return path && cacheFolderOf({ platform: platform(), home: homeFolder(), variable }, path);
}

function homeFolder(): string | undefined {
  try {
    return builtin("node:os")?.homedir() || undefined;
  } catch {
    // A user whom the system does not know, as in some containers.
    return undefined;
  }
}

/**
 * Writes a file so that a reader sees either nothing or all of it, also when this process is
 * killed half-way or another one writes the same file: the bytes go to a temporary file in the
 * same folder (a rename across file systems would be a copy), which then takes the name.
 */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const fs = builtin("node:fs/promises");
  const path = builtin("node:path");
  if (!fs || !path) throw new Error("no file system");
  await fs.mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    // flush: a power cut must not leave the new name on an empty file.
    await fs.writeFile(temporary, bytes, { flag: "wx", flush: true });
    await fs.rename(temporary, file);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}
