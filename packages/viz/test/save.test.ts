import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { DataError } from "@nabla/tensor";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { learningCurve } from "../src/index.ts";

const figure = learningCurve([{ name: "a", y: [2, 1] }]);
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nabla-viz-"));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

describe("save", () => {
  it("makes folders, writes the SVG, leaves nothing else and returns the absolute path", async () => {
    const path = join(folder, "some", "where", "curve.svg");
    const saved = await figure.save(relative(process.cwd(), path));
    expect(isAbsolute(saved)).toBe(true);
    expect(saved).toBe(path);
    expect(await readFile(path, "utf8")).toBe(figure.toSVG());
    expect(await readdir(join(folder, "some", "where"))).toEqual(["curve.svg"]);
  });

  it("replaces an older file", async () => {
    const path = join(folder, "curve.svg");
    await learningCurve([{ name: "old", y: [5] }]).save(path);
    await figure.save(path);
    expect(await readFile(path, "utf8")).toBe(figure.toSVG());
  });

  it("leaves no draft behind when the file can't be written", async () => {
    const path = join(folder, "taken.svg");
    await learningCurve([{ name: "a", y: [1] }]).save(join(path, "inner.svg"));
    await expect(figure.save(path)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(await readdir(folder)).toEqual(["taken.svg"]);
  });

  it.each(["curve.png", "curve", ".svg", "folder/.svg"])("refuses the name %s", async (name) => {
    const refusal = figure.save(join(folder, name));
    await expect(refusal).rejects.toThrow(DataError);
    await expect(refusal).rejects.toThrow(/must end in \.svg/);
    expect(await readdir(folder)).toEqual([]);
  });

  it("says where there is no file system", async () => {
    vi.stubGlobal("process", undefined);
    await expect(figure.save("curve.svg")).rejects.toThrow(/in a page, use toSVG\(\)/);
  });
});
