import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatArray, formatTensor } from "../src/printing/index.ts";
import { goldens } from "./printing-goldens.ts";

describe("formatArray prints what NumPy's array2string prints", () => {
  test.each(goldens)("$name", ({ data, shape, dtype, options, str }) => {
    expect(formatArray(data, shape, dtype, options)).toBe(str);
  });
});

describe("formatTensor lays out like NumPy's repr", () => {
  test.each(goldens)("$name", ({ data, shape, dtype, options, repr }) => {
    const text = formatTensor(data, shape, dtype, options);
    expect(text.replace(/,(\s+(shape|dtype)=[^)]*)\)$/, ")")).toBe(`tensor(${repr})`);
  });
});

describe("formatTensor says what the elements do not show", () => {
  const matrix = [1, 2, 3, 4];
  test.each([
    ["float32", "tensor([[1., 2.],\n        [3., 4.]])"],
    ["float64", "tensor([[1., 2.],\n        [3., 4.]], dtype=float64)"],
    ["int32", "tensor([[1, 2],\n        [3, 4]])"],
    ["uint8", "tensor([[1, 2],\n        [3, 4]], dtype=uint8)"],
    ["bool", "tensor([[ true,  true],\n        [ true,  true]])"],
  ] as const)("the dtype of %s unless it is the usual one of its kind", (dtype, text) => {
    expect(formatTensor(matrix, [2, 2], dtype)).toBe(text);
  });

  test("the shape where there are no elements, unless it is [0]", () => {
    expect(formatTensor([], [0], "float32")).toBe("tensor([])");
    expect(formatTensor([], [0, 3], "float32")).toBe("tensor([], shape=[0, 3])");
    expect(formatTensor([], [2, 0], "float64")).toBe("tensor([], shape=[2, 0], dtype=float64)");
  });

  test("every dtype but float32 where there are no elements", () => {
    expect(formatTensor([], [0], "int32")).toBe("tensor([], dtype=int32)");
    expect(formatTensor([], [0], "bool")).toBe("tensor([], dtype=bool)");
  });

  test("that it requires a gradient", () => {
    expect(formatTensor([1.5], [], "float32", { requiresGrad: true })).toBe(
      "tensor(1.5, requiresGrad=true)",
    );
    expect(formatTensor([1], [1], "float64", { requiresGrad: true })).toBe(
      "tensor([1.], dtype=float64, requiresGrad=true)",
    );
  });

  test("on a line of its own where it would not fit", () => {
    const data = [1, 2, 3];
    // 35 columns: the last one is the closing parenthesis.
    expect(formatTensor(data, [3], "float64", { lineWidth: 35 })).toBe(
      "tensor([1., 2., 3.], dtype=float64)",
    );
    expect(formatTensor(data, [3], "float64", { lineWidth: 34 })).toBe(
      "tensor([1., 2., 3.],\n       dtype=float64)",
    );
  });
});

describe("sciMode", () => {
  test("true prints exponents where NumPy would not", () => {
    expect(formatArray([0, 1.5, -20], [3], "float32", { sciMode: true })).toBe(
      "[ 0.0e+00  1.5e+00 -2.0e+01]",
    );
  });

  test("false prints none, however large the numbers are", () => {
    expect(formatArray([1.5e22, 0.25], [2], "float64", { sciMode: false })).toBe(
      `[15000000000000000000000.${" ".repeat(25)}0.25]`,
    );
  });
});

describe("elements", () => {
  test("that are not shown are not read", () => {
    const read = new Set<number>();
    const get = (index: number): number => {
      read.add(index);
      return index;
    };
    const text = formatArray(get, [1000, 1000], "int32", { edgeItems: 1 });
    expect(text).toBe("[[     0 ...    999]\n ...\n [999000 ... 999999]]");
    expect([...read].sort((a, b) => a - b)).toEqual([0, 999, 999000, 999999]);
  });

  test("come from a typed array or from a function alike", () => {
    const data = Float64Array.of(1.5, -2, 3e-3, 4);
    expect(formatArray((i) => data[i] as number, [2, 2], "float64")).toBe(
      formatArray(data, [2, 2], "float64"),
    );
  });
});

describe("properties", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
  const sized = shapes.chain((shape) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const element = fc.double({ noNaN: true, noDefaultInfinity: true });
    return fc.record({
      shape: fc.constant(shape),
      data: fc.array(element, { minLength: size, maxLength: size }),
    });
  });

  test("float64 printed with 17 digits after the first reads back as the same numbers", () => {
    fc.assert(
      fc.property(sized, ({ shape, data }) => {
        const text = formatArray(data, shape, "float64", { precision: 17, sciMode: true });
        const numbers = text.replace(/[[\]]/g, " ").trim().split(/\s+/).map(Number);
        expect(numbers).toEqual(data);
      }),
    );
  });

  test("brackets nest as the axes do, and commas separate all elements", () => {
    fc.assert(
      fc.property(sized, ({ shape, data }) => {
        const ints = data.map((_, i) => i);
        const text = formatTensor(ints, shape, "int32", { threshold: Infinity, lineWidth: 20 });
        const inner = JSON.parse(text.slice("tensor(".length, -1)) as number;
        let nested: unknown = inner;
        for (const extent of shape) {
          expect(nested).toHaveLength(extent);
          nested = (nested as unknown[])[0];
        }
        expect([inner].flat(Infinity)).toEqual(ints);
      }),
    );
  });

  test("no line is longer than asked where one element fits", () => {
    const width = 40;
    fc.assert(
      fc.property(sized, ({ shape, data }) => {
        const lines = formatTensor(data, shape, "float32", { lineWidth: width }).split("\n");
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
