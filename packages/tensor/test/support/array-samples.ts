import type { DType } from "../../src/index.ts";
import type { OpAttrs, OpName } from "../../src/internal.ts";
import type { mapSamples } from "./map-samples.ts";
import { at, broadcast, build, fold, type Nd } from "./nd.ts";
import type { ArraySample, Case } from "./samples.ts";
import { type Domain, stored } from "./values.ts";

const ALL: readonly DType[] = ["float64", "float32", "int32", "uint8", "bool"];
const NUMBERS: readonly DType[] = ["float64", "float32", "int32", "uint8"];
const ANY: Domain = { low: -2.4, high: 2.4 };

const same = (dtype: DType): DType => dtype;
const counted = (dtype: DType): DType => (dtype === "uint8" || dtype === "bool" ? "int32" : dtype);
const floating = (dtype: DType): DType => (dtype.startsWith("float") ? dtype : "float32");

const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [5],
  [2, 3],
  [1, 3, 1],
  [2, 3, 4],
  [3, 0, 2],
  [2, 1, 3, 1, 2],
];

type Reduced = OpAttrs["sum"];

/** Each shape over each single axis, all axes, none, and a pair apart from each other. */
const REDUCTIONS: readonly Case<Reduced>[] = SHAPES.flatMap((shape) => {
  const all = shape.map((_, i) => i);
  const lists = [all, [], ...all.map((i) => [i]), ...(all.length > 2 ? [[0, all.length - 1]] : [])];
  return lists.flatMap((axes) =>
    [false, true].map((keepDims) => ({ shapes: [shape], attrs: { axes, keepDims } })),
  );
});
/** Those that have an element for each result. */
const FILLED = REDUCTIONS.filter(
  ({ shapes: [shape], attrs }) => !attrs.axes.some((axis) => shape![axis] === 0),
);

const SCANS: readonly Case<{ readonly axis: number }>[] = SHAPES.flatMap((shape) =>
  shape.map((_, axis) => ({ shapes: [shape], attrs: { axis } })),
);
const POSITIONS: readonly Case<OpAttrs["argmax"]>[] = SCANS.filter(
  ({ shapes: [shape], attrs }) => shape![attrs.axis] !== 0,
).flatMap(({ shapes, attrs }) =>
  [false, true].map((keepDims) => ({ shapes, attrs: { ...attrs, keepDims } })),
);

function reduction(
  cases: readonly Case<Reduced>[],
  result: (dtype: DType) => DType,
  f: (values: number[]) => number,
): ArraySample<Reduced> {
  return {
    kind: "array",
    cases,
    dtypes: ALL,
    domain: ANY,
    result,
    terms: 24,
    reference: ([x], { axes, keepDims }) => fold(x!, axes, keepDims, f),
  };
}

/** Products of integers wrap at every step, so that many factors can't lose low digits. */
const multiplied = (values: readonly number[]): number =>
  values.every(Number.isInteger)
    ? Number(values.reduce((p, v) => BigInt.asIntN(32, p * BigInt(v)), 1n))
    : values.reduce((p, v) => p * v, 1);

const firstBest = (values: number[], better: (a: number, b: number) => boolean): number =>
  values.reduce((best, v, i) => (better(v, values[best]!) ? i : best), 0);

function position(better: (a: number, b: number) => boolean): ArraySample<OpAttrs["argmax"]> {
  return {
    kind: "array",
    cases: POSITIONS,
    dtypes: ALL,
    domain: ANY,
    result: () => "int32",
    reference: ([x], { axis, keepDims }) =>
      fold(x!, [axis], keepDims, (values) => firstBest(values, better)),
  };
}

function scan(f: (a: number, b: number) => number): ArraySample<{ readonly axis: number }> {
  return {
    kind: "array",
    cases: SCANS,
    dtypes: ALL,
    domain: ANY,
    result: counted,
    terms: 5,
    reference: ([x], { axis }) =>
      build(x!.shape, (index) =>
        Array.from({ length: index[axis]! + 1 }, (_, i) => at(x!, index.with(axis, i))).reduce(f),
      ),
  };
}

function view<A>(
  cases: readonly Case<A>[],
  shapeOf: (x: Nd, attrs: A) => readonly number[],
  from: (index: number[], x: Nd, attrs: A) => readonly number[],
): ArraySample<A> {
  return {
    kind: "array",
    view: true,
    cases,
    dtypes: ALL,
    domain: ANY,
    result: same,
    reference: ([x], attrs) => build(shapeOf(x!, attrs), (index) => at(x!, from(index, x!, attrs))),
  };
}

const plain = <A>(attrs: A, ...shapes: (readonly number[])[]): Case<A> => ({ shapes, attrs });

const NO_ATTRIBUTES: readonly Case<OpAttrs["detach"]>[] = SHAPES.map((shape) => plain({}, shape));

function multiply([a, b]: readonly Nd[], { transposeA, transposeB }: OpAttrs["matmul"]): Nd {
  const turn = (x: Nd, turned: boolean): Nd => {
    const [m, n] = x.shape.slice(-2) as [number, number];
    if (!turned) return x;
    return build([...x.shape.slice(0, -2), n, m], (i) =>
      at(x, [...i.slice(0, -2), i.at(-1)!, i.at(-2)!]),
    );
  };
  const [x, y] = [turn(a!, transposeA), turn(b!, transposeB)];
  const k = x.shape.at(-1)!;
  const batch = broadcast(x.shape.slice(0, -2), y.shape.slice(0, -2));
  return build([...batch, x.shape.at(-2)!, y.shape.at(-1)!], (index) => {
    const [lead, i, j] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
    let sum = 0;
    for (let p = 0; p < k; p++) sum += at(x, [...lead, i, p]) * at(y, [...lead, p, j]);
    return sum;
  });
}

/** Each product also with either operand stored transposed. */
const PRODUCTS: readonly Case<OpAttrs["matmul"]>[] = [
  [
    [2, 3],
    [3, 4],
  ],
  [
    [1, 1],
    [1, 1],
  ],
  [
    [1, 5],
    [5, 1],
  ],
  [
    [3, 2],
    [2, 9],
  ],
  [
    [2, 0],
    [0, 3],
  ],
  [
    [0, 2],
    [2, 3],
  ],
  [
    [2, 2, 3],
    [3, 2],
  ],
  [
    [2, 1, 2, 3],
    [3, 3, 2],
  ],
  [
    [2, 3],
    [4, 3, 5],
  ],
  [
    [0, 2, 3],
    [3, 2],
  ],
].flatMap(([a, b]) => {
  const turn = (s: readonly number[]): number[] => [...s.slice(0, -2), s.at(-1)!, s.at(-2)!];
  return [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({
      shapes: [transposeA ? turn(a!) : a!, transposeB ? turn(b!) : b!],
      attrs: { transposeA, transposeB },
    })),
  );
});

/** Ops on whole arrays. */
export const arraySamples: {
  readonly [K in Exclude<OpName, keyof typeof mapSamples | "random" | "update">]: ArraySample<
    OpAttrs[K]
  >;
} = {
  cast: {
    kind: "array",
    dtypes: ALL,
    domain: { low: -2.4, high: 2.4, avoid: { every: 0 } },
    cases: ALL.flatMap((dtype) => SHAPES.map((shape) => plain({ dtype }, shape))),
    result: (_, { dtype }) => dtype,
    reference: ([x], { dtype }) => ({
      shape: x!.shape,
      data: x!.data.map((v) => stored(dtype, v)),
    }),
  },
  sum: reduction(REDUCTIONS, counted, (v) => v.reduce((a, b) => a + b, 0)),
  mean: reduction(REDUCTIONS, floating, (v) => v.reduce((a, b) => a + b, 0) / v.length),
  prod: reduction(REDUCTIONS, counted, (v) => multiplied(v)),
  max: reduction(FILLED, same, (v) => [...v].sort((a, b) => b - a)[0]!),
  min: reduction(FILLED, same, (v) => [...v].sort((a, b) => a - b)[0]!),
  argmax: position((a, b) => a > b),
  argmin: position((a, b) => a < b),
  cumsum: scan((a, b) => a + b),
  cumprod: scan((a, b) => multiplied([a, b])),

  reshape: {
    ...view(
      [
        plain({ shape: [] }, [1]),
        plain({ shape: [1, 1] }, []),
        plain({ shape: [6] }, [2, 3]),
        plain({ shape: [3, 2] }, [2, 3]),
        plain({ shape: [2, 1, 3] }, [2, 3]),
        plain({ shape: [4, 6] }, [2, 3, 4]),
        plain({ shape: [2, 12] }, [2, 3, 4]),
        plain({ shape: [0, 5] }, [3, 0, 2]),
        plain({ shape: [2, 2, 3, 2] }, [4, 6]),
      ],
      (_, { shape }) => shape,
      (index) => index,
    ),
    reference: ([x], { shape }) => ({ shape, data: x!.data }),
  },
  permute: view(
    [
      plain({ axes: [] }, []),
      plain({ axes: [0] }, [4]),
      plain({ axes: [1, 0] }, [2, 3]),
      plain({ axes: [2, 0, 1] }, [2, 3, 4]),
      plain({ axes: [0, 2, 1] }, [2, 0, 3]),
    ],
    (x, { axes }) => axes.map((axis) => x.shape[axis]!),
    (index, _, { axes }) => axes.map((_axis, i) => index[axes.indexOf(i)]!),
  ),
  broadcastTo: view(
    [
      plain({ shape: [] }, []),
      plain({ shape: [2, 3] }, []),
      plain({ shape: [2, 3] }, [3]),
      plain({ shape: [2, 3] }, [2, 1]),
      plain({ shape: [2, 3] }, [2, 3]),
      plain({ shape: [4, 2, 3] }, [1, 2, 1]),
      plain({ shape: [0, 3] }, [1, 3]),
      plain({ shape: [2, 0] }, [0]),
    ],
    (_, { shape }) => shape,
    (index) => index,
  ),
  slice: view(
    [
      plain({ starts: [], sizes: [], steps: [] }, []),
      plain({ starts: [1], sizes: [3], steps: [1] }, [5]),
      plain({ starts: [4], sizes: [3], steps: [-2] }, [5]),
      plain({ starts: [0], sizes: [0], steps: [1] }, [5]),
      plain({ starts: [3], sizes: [0], steps: [-2] }, [5]),
      plain({ starts: [1, 0], sizes: [1, 2], steps: [1, 2] }, [2, 3]),
      plain({ starts: [1, 2], sizes: [2, 2], steps: [-1, -2] }, [2, 3]),
      plain({ starts: [0, 1, 3], sizes: [2, 2, 2], steps: [1, 1, -3] }, [2, 3, 4]),
      plain({ starts: [0, 0], sizes: [0, 2], steps: [1, 1] }, [0, 3]),
    ],
    (_, { sizes }) => sizes,
    (index, _, { starts, steps }) => index.map((i, axis) => starts[axis]! + i * steps[axis]!),
  ),
  flip: view(
    SHAPES.flatMap((shape) => [
      plain({ axes: shape.map((_, i) => i) }, shape),
      plain({ axes: [] }, shape),
      ...shape.map((_, i) => plain({ axes: [i] }, shape)),
    ]),
    (x) => x.shape,
    (index, x, { axes }) => index.map((n, i) => (axes.includes(i) ? x.shape[i]! - 1 - n : n)),
  ),
  diagonal: view(
    [
      [1, 1],
      [3, 3],
      [2, 4],
      [4, 2],
      [0, 3],
      [2, 3, 3],
      [0, 3, 3],
      [2, 0, 2, 3],
    ].flatMap((shape) => [0, 1, -1, 2, -3, 5].map((offset) => plain({ offset }, shape))),
    ({ shape }, { offset }) => {
      const [rows, columns] = shape.slice(-2) as [number, number];
      const fits = Array.from({ length: rows }, (_, i) => i + offset).filter(
        (j) => j >= 0 && j < columns,
      );
      return [...shape.slice(0, -2), fits.length];
    },
    (index, _, { offset }) => {
      const i = index.at(-1)!;
      return [...index.slice(0, -1), i + Math.max(0, -offset), i + Math.max(0, offset)];
    },
  ),
  detach: view(
    NO_ATTRIBUTES,
    (x) => x.shape,
    (index) => index,
  ),

  concat: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: [
      plain({ axis: 0, sizes: [3] }, [3]),
      plain({ axis: 0, sizes: [2, 3] }, [2], [3]),
      plain({ axis: 0, sizes: [2, 0, 1] }, [2, 3], [0, 3], [1, 3]),
      plain({ axis: 1, sizes: [2, 1] }, [2, 2, 3], [2, 1, 3]),
      plain({ axis: 2, sizes: [2, 1] }, [2, 1, 2], [2, 1, 1]),
      plain({ axis: 1, sizes: [1, 2] }, [0, 1], [0, 2]),
    ],
    reference: (inputs, { axis, sizes }) => {
      const length = sizes.reduce((a, b) => a + b, 0);
      return build(inputs[0]!.shape.with(axis, length), (index) => {
        let [i, place] = [0, index[axis]!];
        for (; place >= sizes[i]!; i++) place -= sizes[i]!;
        return at(inputs[i]!, index.with(axis, place));
      });
    },
  },
  pad: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: [
      plain({ low: [], high: [], interior: [] }, []),
      plain({ low: [1], high: [2], interior: [0] }, [3]),
      plain({ low: [0], high: [0], interior: [2] }, [3]),
      plain({ low: [1], high: [2], interior: [3] }, [0]),
      plain({ low: [1, 0], high: [0, 2], interior: [1, 2] }, [2, 3]),
    ],
    reference: ([x], { low, high, interior }) => {
      const shape = x!.shape.map(
        (n, i) => low[i]! + high[i]! + n + Math.max(0, n - 1) * interior[i]!,
      );
      return build(shape, (index) => {
        const place = index.map((i, axis) => (i - low[axis]!) / (interior[axis]! + 1));
        const inside = place.every(
          (i, axis) => Number.isInteger(i) && i >= 0 && i < x!.shape[axis]!,
        );
        return inside ? at(x!, place) : 0;
      });
    },
  },
  indexSelect: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: [
      { ...plain({ axis: 0 }, [3], [4]), fixed: { 1: [2, 0, -1, 2] } },
      { ...plain({ axis: 0 }, [3, 2], [2]), fixed: { 1: [1, -3] } },
      { ...plain({ axis: 1 }, [2, 3, 2], [3]), fixed: { 1: [0, 2, 2] } },
      { ...plain({ axis: 1 }, [2, 3], [0]), fixed: { 1: [] } },
      { ...plain({ axis: 1 }, [0, 3], [2]), fixed: { 1: [1, 1] } },
    ],
    reference: ([x, list], { axis }) =>
      build(x!.shape.with(axis, list!.data.length), (index) => {
        const wanted = list!.data[index[axis]!]!;
        return at(x!, index.with(axis, wanted < 0 ? wanted + x!.shape[axis]! : wanted));
      }),
  },
  indexAdd: {
    kind: "array",
    dtypes: NUMBERS,
    domain: ANY,
    result: same,
    terms: 3,
    cases: [
      { ...plain({ axis: 0, size: 4 }, [3], [3]), fixed: { 1: [2, 0, 2] } },
      { ...plain({ axis: 0, size: 3 }, [2, 2], [2]), fixed: { 1: [-1, 1] } },
      { ...plain({ axis: 1, size: 2 }, [2, 3, 2], [3]), fixed: { 1: [1, 1, 1] } },
      { ...plain({ axis: 0, size: 2 }, [0, 2], [0]), fixed: { 1: [] } },
    ],
    reference: ([x, list], { axis, size }) =>
      build(x!.shape.with(axis, size), (index) => {
        let sum = 0;
        list!.data.forEach((to, i) => {
          if ((to + size) % size === index[axis]) sum += at(x!, index.with(axis, i));
        });
        return sum;
      }),
  },
  contiguous: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: NO_ATTRIBUTES,
    reference: ([x]) => x!,
  },
  matmul: {
    kind: "array",
    dtypes: NUMBERS,
    domain: ANY,
    result: same,
    terms: 5,
    cases: PRODUCTS,
    reference: multiply,
  },

  constant: {
    kind: "array",
    dtypes: ["float64"],
    domain: ANY,
    result: (_, { dtype }) => dtype,
    cases: [
      plain({ shape: [], dtype: "float32", values: Float32Array.of(1.5) }),
      plain({ shape: [2, 2], dtype: "int32", values: Int32Array.of(1, -2, 3, 4) }),
      plain({ shape: [0], dtype: "float64", values: new Float64Array(0) }),
    ],
    reference: (_, { shape, values }) => ({ shape, data: [...values] }),
  },
  full: {
    kind: "array",
    dtypes: ["float64"],
    domain: ANY,
    result: (_, { dtype }) => dtype,
    cases: [[], [1], [0], [3], [2, 40]].flatMap((shape) => [
      plain({ shape, dtype: "float32" as const, value: 0.1 }),
      plain({ shape, dtype: "float64" as const, value: -0 }),
      plain({ shape, dtype: "int32" as const, value: -3 }),
      plain({ shape, dtype: "bool" as const, value: 2 }),
    ]),
    reference: (_, { shape, dtype, value }) =>
      build(shape, () => (value === 0 ? value : stored(dtype, value))),
  },
  arange: {
    kind: "array",
    dtypes: ["float64"],
    domain: ANY,
    result: (_, { dtype }) => dtype,
    cases: [
      plain({ start: 0, step: 1, length: 5, dtype: "int32" }),
      plain({ start: 3, step: -0.5, length: 40, dtype: "float64" }),
      plain({ start: 0, step: 0.1, length: 3, dtype: "float32" }),
      plain({ start: 2, step: 1, length: 1, dtype: "int32" }),
      plain({ start: 0, step: 1, length: 0, dtype: "float32" }),
    ],
    reference: (_, { start, step, length, dtype }) =>
      build([length], ([i]) => stored(dtype, start + i! * step)),
  },
  assign: {
    kind: "array",
    overwrites: true,
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: [
      plain({}, [], []),
      plain({}, [3], [3]),
      plain({}, [2, 3], [3]),
      plain({}, [2, 3], []),
      plain({}, [2, 3], [2, 1]),
      plain({}, [1], []),
      plain({}, [0, 2], [2]),
      plain({}, [2, 65], [2, 65]),
    ],
    reference: ([target, value]) => build(target!.shape, (index) => at(value!, index)),
  },
};
