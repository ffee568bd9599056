import { afterEach, describe, expect, test } from "vitest";
import { NablaError } from "../src/errors.ts";
import { formatArray, formatTensor, printOptions, setPrintOptions } from "../src/printing/index.ts";

const defaults = printOptions();
afterEach(() => setPrintOptions(defaults));

describe("setPrintOptions", () => {
  test("starts from the documented defaults", () => {
    expect(defaults).toEqual({
      precision: 4,
      threshold: 1000,
      edgeItems: 3,
      lineWidth: 75,
      sciMode: "auto",
    });
  });

  test("changes what later calls print and keeps the other settings", () => {
    setPrintOptions({ precision: 2 });
    expect(formatTensor([Math.PI], [1], "float32")).toBe("tensor([3.14])");
    expect(printOptions()).toEqual({ ...defaults, precision: 2 });
  });

  test("gives way to the options of a call", () => {
    setPrintOptions({ precision: 2, threshold: 2, edgeItems: 1 });
    expect(formatArray([1, 2, 3], [3], "int32", { threshold: 3 })).toBe("[1 2 3]");
    expect(formatArray([1, 2, 3], [3], "int32")).toBe("[1 ... 3]");
  });

  test("can turn summaries and wrapping off with Infinity", () => {
    setPrintOptions({ threshold: Infinity, lineWidth: Infinity });
    const text = formatArray((i) => i, [2000], "int32");
    expect(text.split(/\s+/).filter((word) => word !== "[")).toHaveLength(2000);
    expect(text).not.toContain("\n");
  });

  test("returns copies that change nothing", () => {
    Object.assign(printOptions(), { precision: 0 });
    expect(printOptions().precision).toBe(4);
  });

  test.each([
    [{ precision: -1 }, "setPrintOptions: precision is -1: needed 0 to 100"],
    [{ precision: 2.5 }, "setPrintOptions: precision is 2.5: needed 0 to 100"],
    [{ precision: Infinity }, "setPrintOptions: precision is Infinity: needed 0 to 100"],
    [{ threshold: NaN }, "setPrintOptions: threshold is NaN: needed an integer ≥ 0 or Infinity"],
    [{ edgeItems: 0 }, "setPrintOptions: edgeItems is 0: needed an integer ≥ 1 or Infinity"],
    [{ lineWidth: 0 }, "setPrintOptions: lineWidth is 0: needed an integer ≥ 1 or Infinity"],
    [{ sciMode: "yes" as "auto" }, 'setPrintOptions: sciMode is yes: needed true, false or "auto"'],
  ])("refuses %o and leaves the settings alone", (options, message) => {
    expect(() => setPrintOptions(options)).toThrow(NablaError);
    expect(() => setPrintOptions(options)).toThrow(message);
    expect(printOptions()).toEqual(defaults);
  });
});
