import { afterEach, describe, expect, it, vi } from "vitest";
import type { DType } from "../src/index.ts";

const original = globalThis.Function;
afterEach(() => vi.unstubAllGlobals());

/** Values that show the sign of a zero, and NaN. */
const exact = (x: number): string => (Object.is(x, -0) ? "-0" : String(x));

/** Results of all ops, computed by modules that have no kernels yet. */
async function fresh(
  forbidden: boolean,
): Promise<{ values: Map<string, string>; compiled: number }> {
  vi.resetModules();
  const compile = vi.fn(function compile(...args: string[]) {
    return original(...args);
  });
  vi.stubGlobal("Function", compile);
  const internal = await import("../src/internal.ts");
  internal.forbidGeneratedCode(forbidden);
  const { make } = await import("./support/layouts.ts");
  const { apply } = await import("./support/checking.ts");
  const { entries } = await import("./support/samples.ts");
  const { sampleArray } = await import("./support/values.ts");
  compile.mockClear();
  const values = new Map<string, string>();
  const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, 2.5, -1.5, 1e300, -3];
  for (const [name, sample] of entries) {
    if (sample.kind === "map") {
      const n = sample.domains.length;
      const count = special.length ** Math.min(n, 2);
      const operands = Array.from({ length: n }, (_, i) => ({
        shape: [count],
        data: Array.from(
          { length: count },
          (_, j) => special[Math.floor(j / special.length ** i) % special.length]!,
        ),
      }));
      const dtypes: readonly DType[] = sample.refusesFloats ? ["int32"] : ["float64", "float32"];
      for (const dtype of dtypes) {
        const flat = apply(
          name,
          operands.map((x) => make(x, dtype)),
          {},
        );
        const strided = apply(
          name,
          operands.map((x) => make(x, dtype).slice([null, null, -1])),
          {},
        );
        const scalars = apply(
          name,
          operands.map((x) => make({ shape: [], data: [x.data[7]!] }, dtype)),
          {},
        );
        for (const [layout, y] of Object.entries({ flat, strided, scalars }))
          values.set(`${name} ${dtype} ${layout}`, [...y.data].map(exact).join());
      }
    } else if (sample.kind === "array")
      sample.cases.forEach(({ shapes, attrs, fixed }, i) => {
        const operands = shapes.map((shape, j) =>
          fixed?.[j]
            ? make({ shape, data: fixed[j] }, "int32")
            : make(sampleArray(shape, "float64", sample.domain, j + 1), "float64"),
        );
        values.set(`${name} case ${i}`, [...apply(name, operands, attrs).data].map(exact).join());
      });
  }
  return { values, compiled: compile.mock.calls.length };
}

describe("where a content-security policy forbids generated code", () => {
  it("plain loops give the same bits as generated ones", async () => {
    const generated = await fresh(false);
    const plain = await fresh(true);
    expect(generated.compiled).toBeGreaterThan(100);
    expect(plain.compiled).toBe(0);
    const different = [...generated.values].filter(
      ([key, value]) => plain.values.get(key) !== value,
    );
    expect(different.map(([key]) => key)).toEqual([]);
    expect(plain.values.size).toBe(generated.values.size);
    // All ops are compiled and computed twice, which takes seconds on a busy machine.
  }, 60_000);
});
