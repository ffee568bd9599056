import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { DType, Tensor } from "../src/index.ts";
import { ops } from "../src/internal.ts";
import type { Point } from "./support/special-points.ts";
import { specialValues } from "./support/special-values.ts";

/** Elementwise ops whose values are never special: integers, and choices. */
const OTHERS = ["where", "cast"];

it("every elementwise op on floats has its special values written down", () => {
  const maps = Object.values(ops).filter(({ name, map }) => map !== null && !OTHERS.includes(name));
  const floats = maps.filter(({ map }) => !["bits", "integer"].includes(map!.rule));
  expect(floats.map(({ name }) => name).filter((name) => !(name in specialValues))).toEqual([]);
});

type Make = (values: number[], dtype: DType) => Tensor;

/** Calls a method by its name. */
function call(name: string, operands: readonly Tensor[]): Tensor {
  const [x, ...others] = operands as [Tensor, ...Tensor[]];
  const methods = x as unknown as { [name: string]: (...others: Tensor[]) => Tensor };
  return methods[name]!(...others);
}

/** Results at all points: in one loop, against the order of memory, and one by one. */
function ways(make: Make, name: string, points: readonly Point[], dtype: DType): number[][] {
  const columns = points[0]![0].map((_, i) => points.map(([operands]) => operands[i]!));
  // So many that SIMD instructions take over where there are some.
  const times = Math.ceil(4100 / points.length);
  const many = columns.map((column) => Array.from({ length: times }, () => column).flat());
  const loop = call(
    name,
    many.map((column) => make(column, dtype)),
  );
  const reversed = call(
    name,
    columns.map((column) => make([...column].reverse(), dtype).flip()),
  );
  const single = points.map(([operands]) =>
    call(
      name,
      operands.map((v) => make([v], dtype)),
    ).item(),
  );
  const last = [...loop.data].slice(-points.length);
  return [[...loop.data].slice(0, points.length), last, [...reversed.data], single];
}

describe.each([
  ["generated code", false],
  ["plain loops", true],
])("special values by %s", (_, forbidden) => {
  let make: Make;

  beforeAll(async () => {
    vi.resetModules();
    const internal = await import("../src/internal.ts");
    internal.forbidGeneratedCode(forbidden);
    const { tensor } = await import("../src/index.ts");
    make = (values, dtype) => tensor(values, { dtype });
  });
  afterAll(() => vi.resetModules());

  describe.each(Object.entries(specialValues))("%s", (name, rules) => {
    it.each(Object.entries(rules))("%s", (__, points) => {
      for (const dtype of ["float64", "float32"] as const) {
        const kept = (x: number): number => (dtype === "float32" ? Math.fround(x) : x);
        const expected = points.map(([operands, result]) => [...operands, "→", kept(result)]);
        for (const values of ways(make, name, points, dtype)) {
          const found = points.map(([operands], i) => [...operands, "→", values[i]]);
          expect(found, dtype).toEqual(expected);
        }
      }
    });
  });
});
