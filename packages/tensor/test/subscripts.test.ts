import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AxisError,
  arange,
  DTypeError,
  FormatError,
  type Index,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";
import { arrangements, make, valuesOf } from "./support/layouts.ts";
import { at, broadcast, build, indices, type Nd, product } from "./support/nd.ts";

const counted = (shape: readonly number[]): Nd => ({
  shape,
  data: Array.from({ length: product(shape) }, (_, i) => i),
});
const ints = (data: readonly number[], shape: readonly number[] = [data.length]): Tensor =>
  make({ shape, data }, "int32");
const cube = arange(24).reshape([2, 3, 4]) as Tensor;

/** Many small tensors: less than a second, on a busy machine some. */
const timeout = 30_000;

/** An entry of a subscript: as text, as the tensor for its `?`, and as what it means for its axes. */
interface Part {
  readonly text: string;
  readonly tensor?: Tensor;
  /** Coordinates that a range walks through. */
  readonly range?: readonly number[];
  /** Coordinates along each axis, as arrays to broadcast; a number is an array without axes. */
  readonly picks?: readonly Nd[];
}

const wrap = (i: number, n: number): number => (i < 0 ? i + n : i);

/** What Python's `list(range(n))[start:end:step]` gives. */
function walk(n: number, start: number | null, end: number | null, step: number): number[] {
  const inside = (i: number): boolean => {
    const from = start === null ? null : wrap(start, n);
    const to = end === null ? null : wrap(end, n);
    if (step > 0) return (from === null || i >= from) && (to === null || i < to);
    return (from === null || i <= from) && (to === null || i > to);
  };
  const all = Array.from({ length: n }, (_, i) => (step > 0 ? i : n - 1 - i)).filter(inside);
  return all.filter((_, k) => k % Math.abs(step) === 0);
}

const end = fc.option(fc.integer({ min: -5, max: 5 }));
const rangeOf = (n: number): fc.Arbitrary<Part> =>
  fc.tuple(end, end, fc.constantFrom(1, 2, -1, -2)).map(([from, to, step]) => ({
    text: ` ${from ?? ""}:${to ?? ""}:${step}`,
    range: walk(n, from, to, step),
  }));
const numberOf = (n: number): fc.Arbitrary<Part> =>
  fc.integer({ min: -n, max: n - 1 }).map((i) => ({
    text: `${i}`,
    picks: [{ shape: [], data: [wrap(i, n)] }],
  }));
const positionsOf = (n: number): fc.Arbitrary<Part> =>
  fc.constantFrom([2], [1], [], [3, 2], [3, 1]).chain((shape) =>
    fc
      .array(fc.integer({ min: -n, max: n - 1 }), { minLength: 6, maxLength: 6 })
      .map((list): Part => {
        const data = list.slice(0, product(shape));
        const picks = [{ shape, data: data.map((i) => wrap(i, n)) }];
        return { text: "?", tensor: ints(data, shape), picks };
      }),
  );
/** A mask with two true elements, so that it broadcasts with positions. */
const maskOf = (shape: readonly number[]): fc.Arbitrary<Part> =>
  fc.uniqueArray(fc.nat(product(shape) - 1), { minLength: 2, maxLength: 2 }).map((chosen) => {
    const data = counted(shape).data.map((i) => +chosen.includes(i));
    const places = indices(shape).filter((_, i) => data[i] === 1);
    const picks = shape.map((_, axis) => ({ shape: [2], data: places.map((p) => p[axis]!) }));
    return { text: "?", tensor: make({ shape, data }, "bool"), picks };
  });

/** A shape with a subscript for its first axes. */
const subscripts = fc.array(fc.integer({ min: 2, max: 3 }), { maxLength: 4 }).chain((shape) => {
  const perAxis = (axis: number): fc.Arbitrary<readonly Part[]> => {
    if (axis >= shape.length) return fc.constant([]);
    const [n, next] = [shape[axis]!, shape[axis + 1]];
    const after = (part: fc.Arbitrary<Part>, used: number): fc.Arbitrary<readonly Part[]> =>
      fc.tuple(part, perAxis(axis + used)).map(([first, rest]) => [first, ...rest]);
    return fc.oneof(
      after(rangeOf(n), 1),
      after(numberOf(n), 1),
      after(positionsOf(n), 1),
      after(maskOf([n]), 1),
      next === undefined ? after(rangeOf(n), 1) : after(maskOf([n, next]), 2),
      fc.constant([]),
    );
  };
  return perAxis(0).map((parts) => ({ shape, parts }));
});

/** Which element each place of the result comes from, by NumPy's rules, as places in row-major order. */
function sourcesOf(shape: readonly number[], parts: readonly Part[]): Nd {
  const advanced = parts.map((p) => p.picks !== undefined);
  const [from, to] = [advanced.indexOf(true), advanced.lastIndexOf(true)];
  const lists = parts.some((p) => p.tensor !== undefined);
  const used = parts.reduce((sum, p) => sum + (p.picks?.length ?? 1), 0);
  const all = [
    ...parts,
    ...shape.slice(used).map((n): Part => ({ text: "", range: walk(n, null, null, 1) })),
  ];
  const common = broadcast(...parts.flatMap((p) => (p.picks ?? []).map((x) => x.shape)));
  const ranges = all.flatMap((p) => (p.range === undefined ? [] : [p.range.length]));
  const before = all.slice(0, Math.max(from, 0)).filter((p) => p.range !== undefined).length;
  const front = lists && advanced.slice(from, to).includes(false) ? 0 : before;
  const result = [...ranges.slice(0, front), ...common, ...ranges.slice(front)];
  return build(result, (index) => {
    const picked = index.slice(front, front + common.length);
    const walked = [...index.slice(0, front), ...index.slice(front + common.length)];
    const place = all.flatMap((p) =>
      p.range === undefined ? p.picks!.map((x) => at(x, picked)) : [p.range[walked.shift()!]!],
    );
    return place.reduce((sum, i, axis) => sum * shape[axis]! + i, 0);
  });
}

/** The same subscript with all of an axis where it has a range. */
function withWholeAxes(shape: readonly number[], parts: readonly Part[]): readonly Part[] {
  let axis = 0;
  return parts.map((part): Part => {
    const n = shape[axis]!;
    axis += part.picks?.length ?? 1;
    return part.range === undefined ? part : { text: ":", range: walk(n, null, null, 1) };
  });
}

describe("a subscript", () => {
  it("takes what NumPy's rules say, in every layout", { timeout }, () => {
    fc.assert(
      fc.property(subscripts, ({ shape, parts }) => {
        const expected = sourcesOf(shape, parts);
        const text = parts.map((p) => p.text).join(",");
        const tensors = parts.flatMap((p) => (p.tensor === undefined ? [] : [p.tensor]));
        for (const { tensor: x, values } of arrangements(counted(shape), "int32")) {
          const result = x.get(text, ...tensors);
          expect(result.shape).toEqual(expected.shape);
          expect(valuesOf(result).data).toEqual(expected.data.map((i) => values.data[i]));
        }
      }),
    );
  });

  it("of numbers, lists, masks and whole axes reads and writes alike, the last value staying", {
    timeout,
  }, () => {
    fc.assert(
      fc.property(
        subscripts.map(({ shape, parts }) => ({ shape, parts: withWholeAxes(shape, parts) })),
        ({ shape, parts }) => {
          const goals = sourcesOf(shape, parts);
          const entries = parts.map((p): Index => {
            if (p.range !== undefined) return null;
            return p.tensor ?? p.picks![0]!.data[0]!;
          });
          const x = make(counted(shape), "float64");
          expect(valuesOf(x.at(...entries)).data).toEqual(goals.data);
          const value = make(
            { shape: goals.shape, data: goals.data.map((_, i) => 100 + i) },
            "float64",
          );
          const [replaced, added] = [[...counted(shape).data], [...counted(shape).data]];
          goals.data.forEach((to, i) => {
            replaced[to] = 100 + i;
            added[to]! += 100 + i;
          });
          expect(valuesOf(x.withAt(entries, value)).data).toEqual(replaced);
          expect(valuesOf(x.withAt(entries, value, { accumulate: true })).data).toEqual(added);
        },
      ),
    );
  });
});

describe("at", () => {
  it("with numbers and null alone is a view", () => {
    expect(cube.at(1, null, -1).toArray()).toEqual([15, 19, 23]);
    expect(cube.at(1, null, -1).strides).toEqual([4]);
    expect(cube.at().shape).toEqual([2, 3, 4]);
  });

  it("takes lists, nested lists, masks as lists, and uint8 positions", () => {
    expect(cube.at(0, [2, 0], [1, -1]).toArray()).toEqual([9, 3]);
    expect(
      cube
        .at(0, 0, [
          [0, 1],
          [2, 3],
        ])
        .toArray(),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(cube.at([false, true], 0).toArray()).toEqual([[12, 13, 14, 15]]);
    expect(cube.at(tensor([1], { dtype: "uint8" }), 0, 0).toArray()).toEqual([12]);
    expect(cube.at([]).shape).toEqual([0, 3, 4]);
    expect(cube.at([false, false]).shape).toEqual([0, 3, 4]);
  });

  it("puts the axes of separated lists first, as NumPy does", () => {
    expect(cube.at([0, 1], null, [0, 1]).shape).toEqual([2, 3]);
    expect(cube.at(0, null, [0, 1]).shape).toEqual([2, 3]);
    expect(cube.at(null, 0, [0, 1]).toArray()).toEqual([
      [0, 1],
      [12, 13],
    ]);
  });

  it("keeps the dtype of what it takes from", () => {
    for (const dtype of ["bool", "uint8", "int32", "float32", "float64"] as const)
      expect(ones([3], { dtype }).at([0, 2]).dtype).toBe(dtype);
  });
});

describe("get", () => {
  it("reads every kind of entry", () => {
    expect(cube.get("").shape).toEqual([2, 3, 4]);
    expect(cube.get("1,").toArray()).toEqual(cube.at(1).toArray());
    expect(cube.get("1:, ::-1, ..., None").shape).toEqual([1, 3, 4, 1]);
    expect(cube.get("newaxis, ..., +1").shape).toEqual([1, 2, 3]);
    expect(cube.get(" -1 , 0 , : : -2 ").toArray()).toEqual([15, 13]);
    expect(
      cube
        .get("..., ?", ints([0, 3]))
        .get("0, 0")
        .toArray(),
    ).toEqual([0, 3]);
    expect(cube.get("?, 1:, ?", ints([0]), ints([1, 2])).shape).toEqual([2, 2]);
  });
});

describe("withAt", () => {
  it("writes values in the order of axes in which at returns them", () => {
    const x = zeros([2, 2, 3, 4]) as Tensor;
    const value = arange(12).reshape([2, 2, 3]);
    const y = x.withAt([0, null, null, [3, 1]], value);
    expect(y.at(0, null, null, [3, 1]).toArray()).toEqual(value.toArray());
    expect(y.at(0, 1, 2, 3).item()).toBe(5);
    expect(y.sum().item()).toBe(66);
    const z = x.withAt([0, null, null, [3, 1]], value, { accumulate: true });
    expect(z.toArray()).toEqual(y.toArray());
  });
});

describe("withSlice", () => {
  it("replaces what slice takes, backwards, with steps and broadcast", () => {
    const x = zeros([2, 4]);
    expect(x.withSlice([null, [null, null, -2]], tensor([1, 2])).toArray()).toEqual([
      [0, 2, 0, 1],
      [0, 2, 0, 1],
    ]);
    expect(x.withSlice([1, [1, 3]], 7).toArray()).toEqual([
      [0, 0, 0, 0],
      [0, 7, 7, 0],
    ]);
    expect(x.withSlice([], 1).toArray()).toEqual(ones([2, 4]).toArray());
    expect(x.withSlice([[2, 2]], 1).toArray()).toEqual(x.toArray());
    expect(x.toArray()).toEqual(zeros([2, 4]).toArray());
  });

  it("keeps the dtype, to which the value is converted where nothing is lost", () => {
    expect(arange(3).withSlice([0], true).toArray()).toEqual([1, 1, 2]);
    expect(zeros([2]).withSlice([0], tensor([0.1], { dtype: "float64" })).dtype).toBe("float32");
  });
});

describe("lists and masks beside a subscript", () => {
  it("are read as at reads them", () => {
    expect(cube.get(":, ?", [2, 0]).toArray()).toEqual(cube.at(null, [2, 0]).toArray());
    expect(cube.get("?, 1", [true, false]).toArray()).toEqual(cube.get("0:1, 1").toArray());
    expect(cube.get("?, ?", [0, 1], ints([1, 0])).toArray()).toEqual(
      cube.at([0, 1], [1, 0]).toArray(),
    );
  });
  it("leave room for spaces between sign and number", () => {
    expect(cube.get("- 1, :- 1").toArray()).toEqual(cube.get("-1, :-1").toArray());
  });
});

describe("one index of withAt", () => {
  it("may stand without a list, unless it is one", () => {
    const mask = cube.greater(3);
    expect(cube.withAt(mask, 0).toArray()).toEqual(cube.withAt([mask], 0).toArray());
    expect(cube.withAt(ints([1]), 0).toArray()).toEqual(cube.withAt([[1]], 0).toArray());
    expect(cube.withAt(-1, 0).toArray()).toEqual(cube.withAt([-1], 0).toArray());
  });
});

describe("a subscript that is wrong", () => {
  it.each([
    [
      "a position beyond its axis",
      () => cube.at(0, [3]),
      AxisError,
      /^at: index 3 at position 0 is out of range for axis 1 of size 3 \(use -3 to 2\)$/,
    ],
    [
      "a number beyond its axis",
      () => cube.at(0, 0, -5),
      AxisError,
      /^at: index -5 is out of range for axis 2 of size 4 \(shape \[2, 3, 4\]\)$/,
    ],
    [
      "too many entries",
      () => cube.at(0, 0, 0, [0]),
      AxisError,
      /^at: entries for 4 axes, but shape \[2, 3, 4\] has 3$/,
    ],
    ["a fraction", () => cube.at([0.5]), DTypeError, /^at: \[0.5\] is no list of positions/],
    [
      "positions and truth values mixed",
      () => cube.at([true, 1]),
      DTypeError,
      /needed whole numbers, or only truth values/,
    ],
    [
      "a tensor of fractions",
      () => cube.at(tensor([0.5])),
      DTypeError,
      /^at: the index is float32 of shape \[1\]: needed positions of int32 \(cast with to\("int32"\)\)$/,
    ],
    [
      "lists that do not broadcast",
      () => cube.at([0, 1], [0, 1, 2]),
      ShapeError,
      /^at: shapes \[2\] and \[3\] do not broadcast/,
    ],
    [
      "a mask that does not fit",
      () => cube.at(0, [true, false]),
      ShapeError,
      /^at: a mask of shape \[2\] does not cover shape \[2, 3, 4\] from axis 1 on: 2 vs 3 along axis 1$/,
    ],
    [
      "a mask without axes",
      () => cube.at(tensor(true) as Tensor),
      ShapeError,
      /^at: a mask without axes/,
    ],
    [
      "a string",
      () => cube.at("0" as never),
      DTypeError,
      /^at: entry 0 is "0": needed a whole number, null/,
    ],
    [
      "a value of another shape",
      () => cube.withAt([0, [1, 2]], arange(3)),
      ShapeError,
      /^withAt: a value of shape \[3\] does not broadcast to \[2, 4\], the shape of what it replaces$/,
    ],
    [
      "a value that does not fit",
      () => cube.withSlice([0], 0.5),
      DTypeError,
      /^withSlice: the value 0.5 does not fit into a tensor of int32/,
    ],
    [
      "a slice beyond its axis",
      () => cube.withSlice([2], 1),
      AxisError,
      /^withSlice: index 2 is out of range for axis 0 of size 2/,
    ],
    [
      "a name",
      () => cube.get("1:, a"),
      FormatError,
      /^get: "1:, a": "a" at position 4: needed a whole number.*\n {2}1:, a\n {6}\^$/,
    ],
    ["a fraction in a range", () => cube.get("0.5:"), FormatError, /"0.5" at position 0/],
    [
      "a third colon",
      () => cube.get("0, 1:2:3:4"),
      FormatError,
      /a third ":" at position 8: needed start:end:step/,
    ],
    [
      "nothing between commas",
      () => cube.get("0,,1"),
      FormatError,
      /nothing between two commas at position 2/,
    ],
    [
      "two ellipses",
      () => cube.get("..., 0, ..."),
      FormatError,
      /"..." a second time at position 8/,
    ],
    [
      "no tensor for a ?",
      () => cube.get("?, ?", ints([0])),
      FormatError,
      /"\?, \?" has 2 "\?" for 1 index/,
    ],
    ["a tensor too many", () => cube.get("0", ints([0])), FormatError, /has 0 "\?" for 1 index/],
    [
      "a number for a tensor",
      () => cube.get("?", 0 as never),
      DTypeError,
      /^get: entry 0 is 0: needed positions as a tensor or list/,
    ],
    ["a step of 0", () => cube.get("::0"), AxisError, /^get: .* on axis 0: .*step other than 0/],
  ] as const)("%s fails and says why", (_, mistake, kind, message) => {
    expect(mistake).toThrow(kind);
    expect(mistake).toThrow(message);
  });
});
