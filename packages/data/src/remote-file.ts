import { unzipSync } from "fflate";
import { cacheFolder, writeAtomically } from "./cache.ts";
import { dataError } from "./fail.ts";
import { builtin, reason, variable } from "./node.ts";

/** A text file that is published somewhere and never changes. */
export interface RemoteFile {
  /** Its name in the cache, and inside the archive where an address serves one. */
  readonly name: string;
  /** Addresses to try in turn, each of the file itself or of a zip archive that holds it. */
  readonly addresses: readonly string[];
  /** SHA-256 of the file with plain line feeds. */
  readonly sha256: string;
  /** Its length in bytes with plain line feeds. */
  readonly bytes: number;
}

/** The part of the standard `fetch` that a download needs; pass your own to use a proxy. */
export type FetchLike = (
  address: string,
  options: { readonly signal: AbortSignal },
) => Promise<FetchAnswer>;

/** The part of the standard `Response` that a download reads. */
export interface FetchAnswer {
  /** Whether the status is a success. */
  readonly ok: boolean;
  /** The HTTP status, such as 404. */
  readonly status: number;
  /** Reads the whole body. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** How a downloaded data set is found and fetched. */
export interface DownloadOptions {
  /** Folder of the cache (default: `NABLA_CACHE`, else `nabla` in the user's cache folder). */
  readonly cacheDir?: string;
  /** Used instead of the global `fetch`. */
  readonly fetch?: FetchLike;
  /** Milliseconds to wait for each address (default 10,000). */
  readonly timeout?: number;
  /** Aborts the download; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The text of a file and where it was found. */
export interface FoundFile {
  readonly text: string;
  readonly source: string;
}

/** Finds the file in `NABLA_SHARED` or the cache, or else downloads it into the cache. */
export async function findFile(
  op: string,
  file: RemoteFile,
  options: DownloadOptions,
): Promise<FoundFile> {
  const problems: string[] = [];
  const cached = inFolder(options.cacheDir ?? cacheFolder(), file.name);
  const shared = variable("NABLA_SHARED");
  for (const path of [shared && inFolder(`${shared}/data`, file.name), cached]) {
    const text = path && (await attempt(path, problems, () => readVerified(path, file)));
    if (path && text) return { text, source: path };
  }
  for (const address of file.addresses) {
    const text = await attempt(address, problems, () => download(address, file, options));
    if (text) return { text, source: await keep(cached, text, address) };
  }
  const place = cached ? `, and put ${file.name} at ${cached}` : "";
  throw dataError(
    op,
    `${file.name} was not found and could not be downloaded (${problems.join("; ")})`,
    "a network connection, or the file itself",
    `download ${file.addresses[0]} by other means, unpack it${place}`,
  );
}

function inFolder(folder: string | undefined, name: string): string | undefined {
  return folder && builtin("node:path")?.resolve(folder, name);
}

/** Runs one way to the file; a failure is noted and the next way gets its turn. */
async function attempt(
  place: string,
  problems: string[],
  way: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await way();
  } catch (error) {
    if (error instanceof Aborted) throw error.cause;
    problems.push(`${place}: ${reason(error)}`);
    return undefined;
  }
}

/** The user's own signal fired: no further way is to be tried. */
class Aborted extends Error {}

/** The file at `path`, `undefined` where there is none. */
async function readVerified(path: string, file: RemoteFile): Promise<string | undefined> {
  try {
    const bytes = await builtin("node:fs/promises")?.readFile(path);
    return bytes && (await verified(bytes, file));
  } catch (error) {
    if (reason(error) === "ENOENT" || reason(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

async function download(
  address: string,
  file: RemoteFile,
  { fetch = globalThis.fetch, timeout = 10_000, signal }: DownloadOptions,
): Promise<string> {
  const limit = AbortSignal.timeout(timeout);
  try {
    const answer = await fetch(address, {
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (!answer.ok) throw new Error(`HTTP status ${answer.status}`);
    return await verified(unpack(new Uint8Array(await answer.arrayBuffer()), file), file);
  } catch (error) {
    if (signal?.aborted) throw new Aborted("aborted", { cause: signal.reason });
    if (limit.aborted) throw new Error(`no answer within ${timeout / 1000} s`);
    throw error;
  }
}

/** The file out of a zip archive, or the bytes as they are when they are no archive. */
function unpack(bytes: Uint8Array, file: RemoteFile): Uint8Array {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return bytes;
  const isWanted = (entry: { name: string; originalSize: number }): boolean =>
    // Bounds what a wrong archive may unpack to; line ends may be two bytes long.
    entry.name.split("/").pop() === file.name && entry.originalSize <= 2 * file.bytes;
  const [found] = Object.values(unzipSync(bytes, { filter: isWanted }));
  if (!found) throw new Error(`the archive holds no ${file.name}`);
  return found;
}

/** The text, if it is the right one. Line ends differ between copies, so they are not compared. */
async function verified(bytes: Uint8Array, file: RemoteFile): Promise<string> {
  const text = new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  const found = await sha256(new TextEncoder().encode(text));
  if (found === file.sha256) return text;
  throw new Error(
    `not the expected content (${bytes.length} bytes, SHA-256 ${found.slice(0, 12)}…` +
      ` instead of ${file.sha256.slice(0, 12)}…)`,
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Saves a download; a cache that cannot be written costs the next download, not this result. */
async function keep(cached: string | undefined, text: string, address: string): Promise<string> {
  if (!cached) return address;
  try {
    await writeAtomically(cached, new TextEncoder().encode(text));
    return address;
  } catch (error) {
    return `${address} (not cached at ${cached}: ${reason(error)})`;
  }
}
