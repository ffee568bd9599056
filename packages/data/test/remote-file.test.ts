import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError } from "@nabla/tensor";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FetchLike, findFile, type RemoteFile } from "../src/remote-file.ts";

const text = "1\t2\n3\t4\n";
const file: RemoteFile = {
  name: "small.dat",
  addresses: ["https://example.org/small.zip", "https://example.org/small.dat"],
  sha256: createHash("sha256").update(text).digest("hex"),
  bytes: text.length,
};
const bytes = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

/** A server that gives the same answer to everyone, and counts. */
function server(content: Uint8Array, status = 200): FetchLike & { asked: string[] } {
  const asked: string[] = [];
  const fetch: FetchLike = async (address) => {
    asked.push(address);
    return new Response(Uint8Array.from(content), { status });
  };
  return Object.assign(fetch, { asked });
}
const offline: FetchLike = async () => {
  throw new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } });
};

let cacheDir: string;
let cached: string;
const find = (options: Parameters<typeof findFile>[2] = {}) =>
  findFile("load", file, { cacheDir, ...options });

beforeEach(async () => {
  vi.stubEnv("NABLA_SHARED", "");
  cacheDir = await mkdtemp(join(tmpdir(), "nabla-remote-"));
  cached = join(cacheDir, file.name);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cacheDir, { recursive: true });
});

describe("A file is found", () => {
  test("in NABLA_SHARED before anywhere else.", async () => {
    await mkdir(join(cacheDir, "data"));
    await writeFile(join(cacheDir, "data", file.name), text);
    vi.stubEnv("NABLA_SHARED", cacheDir);
    const source = join(cacheDir, "data", file.name);
    expect(await find({ fetch: offline })).toEqual({ text, source });
  });

  test("in the cache, without a network.", async () => {
    await writeFile(cached, text);
    expect(await find({ fetch: offline })).toEqual({ text, source: cached });
  });

  test("in the cache that NABLA_CACHE names.", async () => {
    await writeFile(cached, text);
    vi.stubEnv("NABLA_CACHE", cacheDir);
    expect(await findFile("load", file, { fetch: offline })).toEqual({ text, source: cached });
  });

  test("whatever its line ends are.", async () => {
    await writeFile(cached, text.replaceAll("\n", "\r\n"));
    expect(await find({ fetch: offline })).toEqual({ text, source: cached });
  });
});

describe("A download", () => {
  test("of a zip archive is unpacked and kept for the next time.", async () => {
    const archive = zipSync({ "readme.txt": bytes("hello"), "folder/small.dat": bytes(text) });
    const fetch = server(archive);
    expect(await find({ fetch })).toEqual({ text, source: file.addresses[0] });
    expect(await readFile(cached, "utf8")).toBe(text);
    expect(await find({ fetch })).toEqual({ text, source: cached });
    expect(fetch.asked).toEqual([file.addresses[0]]);
    expect(await readdir(cacheDir)).toEqual([file.name]);
  });

  test("of the bare file with Windows line ends gives plain ones.", async () => {
    const { text: found } = await find({ fetch: server(bytes("1\t2\r\n3\t4\r\n")) });
    expect(found).toBe(text);
    expect(await readFile(cached, "utf8")).toBe(text);
  });

  test("goes on to the next address when one fails.", async () => {
    const good = server(bytes(text));
    const bad = server(bytes("gone"), 404);
    const fetch: FetchLike = (address, options) =>
      (address === file.addresses[0] ? bad : good)(address, options);
    expect((await find({ fetch })).source).toBe(file.addresses[1]);
  });

  test("replaces a damaged file in the cache.", async () => {
    await writeFile(cached, text.slice(0, 5));
    expect((await find({ fetch: server(bytes(text)) })).text).toBe(text);
    expect(await readFile(cached, "utf8")).toBe(text);
  });

  test("that cannot be kept is used all the same, and says why it is not kept.", async () => {
    await writeFile(join(cacheDir, "file"), "");
    const found = await find({ fetch: server(bytes(text)), cacheDir: join(cacheDir, "file") });
    expect(found.text).toBe(text);
    expect(found.source).toMatch(/^https:.* \(not cached at .*small\.dat: E[A-Z]+\)$/);
  });
});

describe("A download fails with a clear message", () => {
  const failure = async (options: Parameters<typeof findFile>[2]): Promise<Error> => {
    const error: unknown = await find(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataError);
    return error as Error;
  };

  test("offline: the addresses, the place in the cache, and what to do.", async () => {
    const { message } = await failure({ fetch: offline });
    expect(message).toMatch(/^load: small\.dat was not found and could not be downloaded/);
    for (const address of file.addresses) expect(message).toContain(`${address}: ENOTFOUND`);
    expect(message).toContain(`put small.dat at ${cached}`);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("when the server has other content, which is never kept.", async () => {
    const { message } = await failure({ fetch: server(bytes("<html>Log in first</html>")) });
    expect(message).toContain("not the expected content (25 bytes, SHA-256");
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("when the connection broke after a part of the file.", async () => {
    const { message } = await failure({ fetch: server(bytes(text.slice(0, -2))) });
    expect(message).toContain("not the expected content");
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("when the archive is cut off.", async () => {
    const archive = zipSync({ "small.dat": bytes(text) });
    await failure({ fetch: server(archive.slice(0, 40)) });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("when the archive does not hold the file, or one that is far too large.", async () => {
    const other = zipSync({ "other.dat": bytes(text) });
    const large = zipSync({ "small.dat": new Uint8Array(1e6) });
    for (const archive of [other, large]) {
      const { message } = await failure({ fetch: server(archive) });
      expect(message).toContain("the archive holds no small.dat");
    }
  });

  test("when the server refuses.", async () => {
    const { message } = await failure({ fetch: server(bytes(""), 503) });
    expect(message).toContain("HTTP status 503");
  });

  test("when the cache is damaged and there is no network: both are named.", async () => {
    await writeFile(cached, "damaged");
    const { message } = await failure({ fetch: offline });
    expect(message).toContain(`${cached}: not the expected content (7 bytes`);
    expect(message).toContain("ENOTFOUND");
  });

  test("when the server does not answer in time.", async () => {
    const silent: FetchLike = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    const { message } = await failure({ fetch: silent, timeout: 20 });
    expect(message).toContain("no answer within 0.02 s");
  });
});

test("The user's signal ends the download with its own reason, and no address is tried again.", async () => {
  const controller = new AbortController();
  const fetch: FetchLike = vi.fn(async (_, { signal }) => {
    controller.abort(new Error("enough"));
    throw signal.reason;
  });
  await expect(find({ fetch, signal: controller.signal })).rejects.toThrow("enough");
  expect(fetch).toHaveBeenCalledTimes(1);
});
