import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "@nabla/tensor";
import { zipSync } from "fflate";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type FetchLike, loadAirfoil, standardize } from "../src/index.ts";
import { leastSquaresLoss } from "./least-squares.ts";

const shared = process.env.NABLA_SHARED;
const nowhere = join(import.meta.dirname, "no-such-folder");
const offline: FetchLike = async () => {
  throw new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } });
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test("Offline, the message names the addresses and the file to put in the cache.", async () => {
  vi.stubEnv("NABLA_SHARED", "");
  const error: unknown = await loadAirfoil({ fetch: offline, cacheDir: nowhere }).catch((e) => e);
  expect(error).toBeInstanceOf(DataError);
  const { message, op } = error as DataError;
  expect(op).toBe("loadAirfoil");
  expect(message).toContain("https://archive.ics.uci.edu/static/public/291/airfoil+self+noise.zip");
  expect(message).toContain(
    `put airfoil_self_noise.dat at ${join(nowhere, "airfoil_self_noise.dat")}`,
  );
});

describe.skipIf(!shared)("With the data at hand", () => {
  const path = join(shared ?? "", "data/airfoil_self_noise.dat");

  test("they are read from NABLA_SHARED, with names, licence and citation.", async () => {
    const table = await loadAirfoil({ fetch: offline });
    expect(table.x.shape).toEqual([1503, 5]);
    expect(table.y.shape).toEqual([1503, 1]);
    expect(table.rows).toBe(1503);
    expect(table.features).toHaveLength(5);
    expect(table.target).toBe("sound pressure level (dB)");
    expect(table.source).toBe(path);
    expect(table.license).toBe("CC BY 4.0");
    expect(table.citation).toContain("Brooks");
    expect(table.x.dtype).toBe("float32");
  });

  test("the archive as UCI serves it, with Windows line ends, passes the checksum.", async () => {
    vi.stubEnv("NABLA_SHARED", "");
    const text = (await readFile(path, "utf8")).replaceAll("\n", "\r\n");
    expect(text.length).toBe(59_984);
    const archive = zipSync({ "airfoil_self_noise.dat": new TextEncoder().encode(text) });
    const fetch: FetchLike = async () => new Response(Uint8Array.from(archive));
    // A file cannot be a folder: nothing is left behind.
    const table = await loadAirfoil({ fetch, cacheDir: path, dtype: "float64" });
    expect((table.x.toArray() as number[][])[1502]).toEqual([6300, 15.6, 0.1016, 39.6, 0.0528487]);
    expect((table.y.toArray() as number[][])[1502]).toEqual([104.204]);
  });

  test("a line fitted to the textbook's 1,500 standardised rows has the known loss.", async () => {
    const table = await loadAirfoil({ fetch: offline, dtype: "float64" });
    const x = standardize(table.x).values.toArray() as number[][];
    const y = (standardize(table.y).values.toArray() as number[][]).flat();
    const loss = leastSquaresLoss(x.slice(0, 1500), y.slice(0, 1500));
    // The known figure has six digits.
    expect(loss).toBeCloseTo(0.241688, 6);
  });
});
