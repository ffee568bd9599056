import { describe, expect, it } from "vitest";
import type { DType, Tensor } from "../../src/index.ts";
import type { OpAttrs, OpName } from "../../src/internal.ts";
import { apply, combinations, expectNone, faults } from "./checking.ts";
import { type Arranged, arrangements, make, sharesMemory, valuesOf } from "./layouts.ts";
import { type Nd, product, zip } from "./nd.ts";
import { type ArraySample, type Case, entries, type MapSample } from "./samples.ts";
import { sampleArray, stored } from "./values.ts";

const DTYPES: readonly DType[] = ["bool", "uint8", "int32", "float32", "float64"];
const isFloat = (dtype: DType): boolean => dtype.startsWith("float");
const higher = (a: DType, b: DType): DType => (DTYPES.indexOf(a) > DTYPES.indexOf(b) ? a : b);

/** What a map op gives for these values: exact where integers stay integers. */
function expectedMap(sample: MapSample, values: readonly Nd[], meet: DType): [Nd, DType] {
  const compute = sample.result === "float" && !isFloat(meet) ? "float32" : meet;
  const dtype = sample.result === "bool" ? "bool" : compute;
  const { integer } = sample;
  if (isFloat(dtype) || dtype !== compute || integer === undefined) {
    const cast = compute === "float32" ? Math.fround : (x: number): number => x;
    return [zip(values, (...v) => sample.reference(...v.map(cast))), dtype];
  }
  const wrap = (value: bigint): number => {
    if (dtype === "bool") return +(value !== 0n);
    return Number(dtype === "int32" ? BigInt.asIntN(32, value) : BigInt.asUintN(8, value));
  };
  return [zip(values, (...v) => wrap(integer(...v.map((x) => BigInt(x))))), dtype];
}

const meetOf = (name: OpName, dtypes: readonly DType[]): DType =>
  (name === "where" ? dtypes.slice(1) : dtypes).reduce(higher);

const SHAPES: { readonly [arity: number]: readonly (readonly (readonly number[])[])[] } = {
  1: [[[]], [[1]], [[0]], [[5]], [[2, 3]], [[2, 0, 3]], [[1, 3, 1]], [[2, 3, 4]], [[130]]],
  2: [
    [[], []],
    [
      [2, 3],
      [2, 3],
    ],
    [[3], [2, 3]],
    [[2, 3], [3]],
    [
      [2, 1],
      [1, 3],
    ],
    [[], [2, 3]],
    [[2, 3], []],
    [[1], [2, 3]],
    [[1, 1, 1], [3]],
    [[0], [1]],
    [[2, 1], [0]],
    [
      [2, 1, 3, 1],
      [4, 1, 2],
    ],
    [[130], [130]],
    // Rank 8.
    [
      [1, 2, 1, 1, 2, 1, 1, 1],
      [2, 1, 1, 1, 1, 1, 2],
    ],
  ],
  3: [
    [[], [], []],
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    [[2, 1], [3], []],
    [[], [2, 1], [1, 3]],
    [[0], [], [1]],
    [[130], [130], [130]],
    [[2, 1, 1, 1, 1, 1, 1, 1], [2, 1, 1, 1], [2]],
  ],
};

function checkMap(name: OpName, sample: MapSample, dtypes: readonly DType[]): string[] {
  const list: string[] = [];
  for (const shapes of SHAPES[sample.domains.length]!) {
    const arrays = shapes.map((shape, i) =>
      sampleArray(shape, dtypes[i]!, sample.domains[i]!, i + 1),
    );
    for (const chosen of combinations(arrays.map((x, i) => arrangements(x, dtypes[i]!))))
      list.push(...checkMapOn(name, sample, dtypes, chosen));
  }
  return list;
}

function checkMapOn(
  name: OpName,
  sample: MapSample,
  dtypes: readonly DType[],
  chosen: readonly Arranged[],
): string[] {
  const what = chosen.map((c, i) => `${dtypes[i]} [${c.values.shape}] ${c.layout}`).join(", ");
  const [expected, dtype] = expectedMap(
    sample,
    chosen.map((c) => c.values),
    meetOf(name, dtypes),
  );
  const result = apply(
    name,
    chosen.map((c) => c.tensor),
    {},
  );
  const list = faults(result, expected, dtype, { what });
  for (const { tensor } of chosen)
    if (sharesMemory(result, tensor)) list.push(`${what}: the result aliases an operand`);
  return list;
}

const FLOATS = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  0.3,
  -0.3,
  2,
  3,
  -3,
  7.25,
  1e-300,
  -1e-300,
  1e-40,
  1e20,
  -1e20,
  1e300,
  -1e300,
  88.5,
  -88.5,
  710,
  -746,
];
const INTEGERS = [0, 1, -1, 2, -2, 3, 7, -7, 100, 255, 256, 65536, 2 ** 31 - 1, -(2 ** 31)];
/** The sign of a zero that these return is not defined: NumPy's differs from machine to machine. */
const UNSIGNED: readonly OpName[] = ["maximum", "minimum", "relu", "clamp", "sinc"];

/** Special values in every combination: in one pass, one by one, and backwards. */
function checkSpecial(name: OpName, sample: MapSample, dtype: DType): string[] {
  const arity = sample.domains.length;
  const pool = (isFloat(dtype) ? FLOATS : INTEGERS).filter(
    (v) => dtype === "bool" || v >= 0 || dtype !== "uint8",
  );
  const numbers = arity === 3 ? pool.slice(0, 6) : pool;
  const points = combinations(Array.from({ length: arity }, () => numbers)).filter(
    ([, y]) => name !== "pow" || isFloat(dtype) || y! < 1000,
  );
  const values = Array.from({ length: arity }, (_, i): Nd => {
    return { shape: [points.length], data: points.map((p) => stored(dtype, p[i]!)) };
  });
  const [expected, type] = expectedMap(sample, values, dtype);
  const signed = !UNSIGNED.includes(name);
  const label = (i: number): string => `${name}(${values.map((v) => v.data[i])})`;
  const check = (what: string, operands: readonly Tensor[]): string[] =>
    faults(apply(name, operands, {}), expected, type, { what, signed }).map((f) =>
      f.replace(/\[(\d+)\]/, (_, i) => label(Number(i))),
    );
  const list = check(
    "at once",
    values.map((v) => make(v, dtype)),
  );
  const turned = values.map((v) => make({ ...v, data: [...v.data].reverse() }, dtype).flip());
  list.push(...check("strided", turned));
  points.forEach((_, i) => {
    const one = values.map((v) => make({ shape: [], data: [v.data[i]!] }, dtype));
    const wanted: Nd = { shape: [], data: [expected.data[i]!] };
    list.push(...faults(apply(name, one, {}), wanted, type, { what: label(i), signed }));
  });
  return list;
}

const accepts = (sample: MapSample, dtype: DType): boolean =>
  !(dtype === "bool" && sample.refusesBool) && !(isFloat(dtype) && sample.refusesFloats);

function describeMap(name: OpName, sample: MapSample): void {
  const arity = sample.domains.length;
  const accepted = DTYPES.filter((d) => accepts(sample, d));
  it.each(accepted)("has the reference's values for %s in every shape and layout", (dtype) => {
    expectNone(checkMap(name, sample, Array<DType>(arity).fill(dtype)));
  });
  it.each(accepted)("has the reference's values at special values of %s", (dtype) => {
    expectNone(checkSpecial(name, sample, dtype));
  });
  if (sample.refusesBool)
    it("refuses booleans, and says what to use", () => {
      const operands = Array.from({ length: arity }, () => make({ shape: [1], data: [1] }, "bool"));
      expect(() => apply(name, operands, {})).toThrow(`${name}: got bool`);
    });
  if (sample.refusesFloats)
    it("refuses floats, and says what to use", () => {
      const operands = Array.from({ length: arity }, () =>
        make({ shape: [1], data: [1] }, "float32"),
      );
      expect(() => apply(name, operands, {})).toThrow(`${name}: got float32`);
    });
  if (arity > 1)
    it("computes two dtypes in the higher one", () => {
      expectNone(checkMixed(name, sample));
    });
}

/** Operands of different dtypes. */
function checkMixed(name: OpName, sample: MapSample): string[] {
  const every = combinations(sample.domains.map(() => DTYPES));
  const accepted = every.filter((list) => accepts(sample, meetOf(name, list)));
  return accepted.flatMap((dtypes) => {
    const operands = dtypes.map((dtype, i): Arranged => {
      const values = sampleArray([7], dtype, sample.domains[i]!, i + 1);
      return { layout: "row-major", tensor: make(values, dtype), values };
    });
    return checkMapOn(name, sample, dtypes, operands);
  });
}

type AnyCase = Case<OpAttrs[OpName]>;
type AnyArraySample = ArraySample<OpAttrs[OpName]>;

/** The layouts in which operand `i` of a case is tried. */
function layoutsOf(sample: AnyArraySample, used: AnyCase, i: number, dtype: DType): Arranged[] {
  const shape = used.shapes[i]!;
  const list = used.fixed?.[i];
  if (list !== undefined) return arrangements({ shape, data: list }, "int32").slice(0, 3);
  const all = arrangements(sampleArray(shape, dtype, sample.domain, i + 1), dtype);
  // Elements that share memory can't be overwritten one by one, and equal rows have no inverse.
  return sample.regular || (sample.overwrites && i === 0)
    ? all.filter((a) => !a.layout.startsWith("repeated"))
    : all;
}

/** The operands of a case in all combinations of layouts, made anew for each: ops may overwrite them. */
function operandsOf(sample: AnyArraySample, used: AnyCase, dtype: DType): Arranged[][] {
  const lists = used.shapes.map((_, i) => layoutsOf(sample, used, i, dtype));
  const combined = combinations(lists);
  if (!sample.overwrites) return combined;
  return combined.map(([target, ...rest]) => [
    layoutsOf(sample, used, 0, dtype).find((a) => a.layout === target!.layout)!,
    ...rest,
  ]);
}

function checkCase(name: OpName, sample: AnyArraySample, used: AnyCase, dtype: DType): string[] {
  const { attrs } = used;
  return operandsOf(sample, used, dtype).flatMap((chosen) => {
    const what = `${dtype} ${JSON.stringify(attrs, (key, v) => (key === "update" ? v.name : v))}: ${chosen.map((c) => `[${c.values.shape}] ${c.layout}`).join(", ")}`;
    const expected = sample.reference(
      chosen.map((c) => c.values),
      attrs,
    );
    const result = apply(
      name,
      chosen.map((c) => c.tensor),
      attrs,
    );
    const terms = sample.terms === undefined ? {} : { terms: sample.terms };
    const values = chosen.map((c) => c.values);
    const seen = sample.seen?.(valuesOf(result), values, attrs);
    const compared = seen === undefined ? result : make(seen, result.dtype);
    const list = faults(compared, expected, sample.result(dtype, attrs), { what, ...terms });
    return [...list, ...wrongMemory(sample, chosen, result).map((fault) => `${what}: ${fault}`)];
  });
}

function wrongMemory(
  sample: AnyArraySample,
  chosen: readonly Arranged[],
  result: Tensor,
): string[] {
  const list: string[] = [];
  chosen.forEach(({ tensor, values }, i) => {
    if (sample.overwrites && i === 0) {
      if (result !== tensor) list.push("the result is not the overwritten tensor");
      return;
    }
    if (!sample.view && sharesMemory(result, tensor)) list.push(`aliases operand ${i}`);
    if (faults(tensor, values, tensor.dtype, { what: "" }).length > 0)
      list.push(`changed operand ${i}`);
  });
  return list;
}

/** A test per op and dtype: values, dtypes, shapes, layouts and memory of results. */
export function describeOps(): void {
  describe.each(entries)("%s", (name, sample) => {
    if (sample.kind === "map") describeMap(name, sample);
    else if (sample.kind === "array")
      it.each(sample.dtypes)(
        "has the reference's values for %s in every case and layout",
        (dtype) => {
          const list = sample.cases.flatMap((used) => checkCase(name, sample, used, dtype));
          expectNone(list);
        },
      );
    else
      it("draws the shape and dtype that it is asked for", () => {
        for (const { attrs } of sample.cases) {
          const drawn = apply(name, [], attrs);
          const { shape, dtype } = attrs as OpAttrs["random"];
          expect(drawn.shape).toEqual(shape);
          expect(drawn.dtype).toBe(dtype);
          expect(new Set(drawn.data).size).toBe(product(shape));
        }
      });
  });
}
