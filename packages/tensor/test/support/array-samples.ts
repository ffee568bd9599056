import type { OpAttrs, OpName } from "../../src/internal.ts";
import { ALL, ANY, NO_ATTRIBUTES, NUMBERS, plain, SHAPES, same } from "./cases.ts";
import { convolutionSamples } from "./convolution-samples.ts";
import { indexingSamples } from "./indexing-samples.ts";
import { linearAlgebraSamples } from "./linear-algebra-samples.ts";
import type { mapSamples } from "./map-samples.ts";
import { at, broadcast, build, type Nd } from "./nd.ts";
import { reductionSamples } from "./reduction-samples.ts";
import type { ArraySample, Case } from "./samples.ts";
import { stored } from "./values.ts";
import { viewSamples } from "./view-samples.ts";

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

/** An op as a user would make it. */
const xTimesYSquared: OpAttrs["custom"]["call"] = {
  name: "xTimesYSquared",
  forward: (x, y) => x!.mul(y!.square()),
  vjp: (g, [x, y]) => [g.mul(y!.square()), g.mul(x!.mul(y!).mul(2))],
};

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
  ...reductionSamples,
  ...viewSamples,
  ...convolutionSamples,
  ...linearAlgebraSamples,

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
  ...indexingSamples,
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
  custom: {
    kind: "array",
    dtypes: ["float64", "float32"],
    domain: ANY,
    result: same,
    cases: [
      [[], []],
      [[3], [3]],
      [
        [2, 3],
        [2, 1],
      ],
      [[0], [1]],
    ].map(([a, b]) => plain({ call: xTimesYSquared }, a!, b!)),
    reference: ([x, y]) =>
      build(broadcast(x!.shape, y!.shape), (index) => at(x!, index) * at(y!, index) ** 2),
    terms: 4,
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
