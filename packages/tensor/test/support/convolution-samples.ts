import type { ConvolutionAttrs, OpAttrs } from "../../src/internal.ts";
import { ALL, ANY, counted, NUMBERS, plain, same } from "./cases.ts";
import { at, build, indices, type Nd, product } from "./nd.ts";
import type { ArraySample, Case } from "./samples.ts";

type Sliding = OpAttrs["conv"];
type Shape = readonly number[];

/** A convolution by its shapes. */
interface Setting {
  readonly x: Shape;
  readonly w: Shape;
  readonly attrs: Sliding;
}

/** Attributes for `rank` spatial axes, the usual ones where nothing is said. */
function sliding(
  rank: number,
  given: { readonly [K in keyof Sliding]?: Sliding[K] } = {},
): Sliding {
  const all = (n: number): number[] => Array<number>(rank).fill(n);
  return { stride: all(1), low: all(0), high: all(0), dilation: all(1), groups: 1, ...given };
}

const SETTINGS: readonly Setting[] = [
  { x: [1, 1, 3], w: [1, 1, 2], attrs: sliding(1) },
  { x: [1, 1, 4], w: [2, 1, 2], attrs: sliding(1, { stride: [2], low: [1], high: [1] }) },
  { x: [1, 2, 3], w: [2, 1, 2], attrs: sliding(1, { groups: 2, dilation: [2] }) },
  { x: [2, 1, 3], w: [1, 1, 1], attrs: sliding(1, { stride: [2] }) },
  { x: [1, 1, 5], w: [1, 1, 2], attrs: sliding(1, { stride: [3], dilation: [2], low: [2] }) },
  { x: [1, 1, 6], w: [1, 1, 2], attrs: sliding(1, { stride: [2], high: [-3] }) },
  { x: [1, 1, 2, 3], w: [1, 1, 2, 2], attrs: sliding(2, { low: [0, 1], high: [1, 0] }) },
  {
    x: [2, 4, 5, 4],
    w: [6, 2, 3, 2],
    attrs: sliding(2, { groups: 2, stride: [2, 1], low: [1, 1] }),
  },
  {
    x: [2, 3, 7, 6],
    w: [2, 3, 2, 3],
    attrs: sliding(2, { stride: [2, 3], dilation: [3, 2], high: [1, 2] }),
  },
  { x: [2, 3, 4, 3], w: [3, 1, 3, 3], attrs: sliding(2, { groups: 3, low: [1, 1], high: [1, 1] }) },
  {
    x: [1, 2, 3, 2, 4],
    w: [3, 2, 2, 1, 3],
    attrs: sliding(3, { stride: [1, 2, 2], low: [1, 0, 1], high: [0, 1, 1] }),
  },
  { x: [0, 2, 3], w: [1, 2, 2], attrs: sliding(1) },
  { x: [2, 0, 3], w: [1, 0, 2], attrs: sliding(1) },
];

const positions = ({ x, w, attrs }: Setting): number[] =>
  attrs.stride.map((stride, i) => {
    const width = x[i + 2]! + attrs.low[i]! + attrs.high[i]!;
    let count = 0;
    while (count * stride + (w[i + 2]! - 1) * attrs.dilation[i]! < width) count++;
    return count;
  });
const output = (s: Setting): Shape => [s.x[0]!, s.w[0]!, ...positions(s)];

/** All terms of the sum of products x · w · y that the three ops are derivatives of. */
function terms(s: Setting, f: (x: Shape, w: Shape, y: Shape) => void): void {
  const { attrs } = s;
  for (const y of indices(output(s)))
    for (const w of indices(s.w.slice(1))) {
      const [image, filter, ...position] = y as [number, number, ...number[]];
      const group = Math.floor(filter / (s.w[0]! / attrs.groups));
      const [channel, ...place] = w as [number, ...number[]];
      const spot = position.map(
        (p, i) => p * attrs.stride[i]! + place[i]! * attrs.dilation[i]! - attrs.low[i]!,
      );
      if (spot.every((n, i) => n >= 0 && n < s.x[i + 2]!))
        f([image, group * s.w[1]! + channel, ...spot], [filter, ...w], y);
    }
}

/** An array of `shape` to which a value is added for each term. */
function accumulate(
  shape: Shape,
  s: Setting,
  term: (x: Shape, w: Shape, y: Shape) => readonly [Shape, number],
): Nd {
  const data = Array<number>(product(shape)).fill(0);
  terms(s, (x, w, y) => {
    const [to, value] = term(x, w, y);
    data[to.reduce((q, i, axis) => q * shape[axis]! + i, 0)]! += value;
  });
  return { shape, data };
}

const contraction = {
  kind: "array",
  domain: ANY,
  dtypes: NUMBERS,
  result: same,
  terms: 5,
} as const;

/** Windows of an axis by its size: where each element of each window comes from. */
const spread = (
  index: Shape,
  rank: number,
  { axes, steps, dilations }: OpAttrs["windows"],
): Shape =>
  index.slice(0, rank).map((i, axis) => {
    const place = axes.indexOf(axis);
    return place < 0 ? i : i * steps[place]! + index[rank + place]! * dilations[place]!;
  });

const WINDOWS: readonly Case<OpAttrs["windows"]>[] = [
  plain({ axes: [0], sizes: [2], steps: [1], dilations: [1] }, [4]),
  plain({ axes: [0], sizes: [2], steps: [2], dilations: [2] }, [6]),
  plain({ axes: [0], sizes: [3], steps: [1], dilations: [2] }, [4]),
  plain({ axes: [1], sizes: [3], steps: [2], dilations: [1] }, [2, 6]),
  plain({ axes: [1, 2], sizes: [2, 3], steps: [1, 2], dilations: [2, 1] }, [2, 4, 5]),
  plain({ axes: [2, 0], sizes: [1, 2], steps: [1, 1], dilations: [1, 1] }, [3, 2, 2]),
  plain({ axes: [1], sizes: [2], steps: [1], dilations: [1] }, [0, 3]),
];
const counts = (shape: Shape, { axes, sizes, steps, dilations }: OpAttrs["windows"]): number[] =>
  shape.map((n, axis) => {
    const i = axes.indexOf(axis);
    if (i < 0) return n;
    let count = 0;
    while (count * steps[i]! + (sizes[i]! - 1) * dilations[i]! < n) count++;
    return count;
  });

const CUT_WINDOWS: readonly Case<OpAttrs["maxWindows"]>[] = [
  plain({ starts: [[0, 2]], counts: [[2, 2]], dilation: [1] }, [5]),
  plain({ starts: [[0, 1, 2]], counts: [[1, 2, 2]], dilation: [2] }, [2, 5]),
  plain(
    {
      starts: [
        [0, 1],
        [0, 2],
      ],
      counts: [
        [2, 3],
        [2, 1],
      ],
      dilation: [1, 1],
    },
    [2, 3, 4, 3],
  ),
  plain(
    { starts: [[0], [0, 1], [0, 1, 3]], counts: [[2], [1, 1], [3, 3, 1]], dilation: [1, 1, 1] },
    [2, 2, 4],
  ),
  plain({ starts: [[0], [0, 1]], counts: [[6], [6, 6]], dilation: [1, 1] }, [6, 7]),
  plain({ starts: [[0]], counts: [[2]], dilation: [1] }, [0, 2]),
];

/** One value for each window, from where its elements are in the windowed axes. */
function foldWindows(
  x: Nd,
  { starts, counts: sizes, dilation }: OpAttrs["maxWindows"],
  f: (spots: readonly Shape[], head: Shape) => number,
): Nd {
  const rank = x.shape.length - starts.length;
  return build([...x.shape.slice(0, rank), ...starts.map((s) => s.length)], (index) => {
    const window = starts.map((s, axis) => {
      const i = index[rank + axis]!;
      return Array.from({ length: sizes[axis]![i]! }, (_, j) => s[i]! + j * dilation[axis]!);
    });
    const spots = indices(window.map((w) => w.length)).map((j) =>
      j.map((k, axis) => window[axis]![k]!),
    );
    return f(spots, index.slice(0, rank));
  });
}

/** Convolutions, windows and their adjoints. */
export const convolutionSamples: {
  readonly [K in keyof ConvolutionAttrs]: ArraySample<OpAttrs[K]>;
} = {
  conv: {
    ...contraction,
    cases: SETTINGS.flatMap(({ x, w, attrs }, i) => [
      plain(attrs, x, w),
      ...(i % 4 === 0 ? [plain(attrs, x, w, [w[0]!])] : []),
    ]),
    reference: ([x, w, bias], attrs) => {
      const setting = { x: x!.shape, w: w!.shape, attrs };
      const y = accumulate(output(setting), setting, (i, j, k) => [k, at(x!, i) * at(w!, j)]);
      return bias === undefined
        ? y
        : build(y.shape, (index) => at(y, index) + at(bias, [index[1]!]));
    },
  },
  convInput: {
    ...contraction,
    cases: SETTINGS.map((s) => plain({ ...s.attrs, size: s.x.slice(2) }, output(s), s.w)),
    reference: ([y, w], attrs) => {
      const channels = w!.shape[1]! * attrs.groups;
      const x = [y!.shape[0]!, channels, ...attrs.size];
      return accumulate(x, { x, w: w!.shape, attrs }, (i, j, k) => [i, at(y!, k) * at(w!, j)]);
    },
  },
  convWeight: {
    ...contraction,
    cases: SETTINGS.map((s) => plain({ ...s.attrs, size: s.w.slice(2) }, s.x, output(s))),
    reference: ([x, y], attrs) => {
      const w = [y!.shape[1]!, x!.shape[1]! / attrs.groups, ...attrs.size];
      return accumulate(w, { x: x!.shape, w, attrs }, (i, j, k) => [j, at(x!, i) * at(y!, k)]);
    },
  },
  windows: {
    kind: "array",
    view: true,
    cases: WINDOWS,
    dtypes: ALL,
    domain: ANY,
    result: same,
    reference: ([x], attrs) =>
      build([...counts(x!.shape, attrs), ...attrs.sizes], (index) =>
        at(x!, spread(index, x!.shape.length, attrs)),
      ),
  },
  overlapAdd: {
    kind: "array",
    cases: WINDOWS.map(({ shapes, attrs }) =>
      plain({ ...attrs, lengths: attrs.axes.map((axis) => shapes[0]![axis]!) }, [
        ...counts(shapes[0]!, attrs),
        ...attrs.sizes,
      ]),
    ),
    dtypes: NUMBERS,
    domain: ANY,
    result: same,
    terms: 3,
    reference: ([y], attrs) => {
      const rank = y!.shape.length - attrs.axes.length;
      const shape = y!.shape.slice(0, rank);
      attrs.axes.forEach((axis, i) => {
        shape[axis] = attrs.lengths[i]!;
      });
      const data = Array<number>(product(shape)).fill(0);
      for (const index of indices(y!.shape)) {
        const to = spread(index, rank, attrs).reduce((q, i, axis) => q * shape[axis]! + i, 0);
        data[to]! += at(y!, index);
      }
      return { shape, data };
    },
  },
  sumWindows: {
    kind: "array",
    cases: [
      plain({ sizes: [2], steps: [1] }, [4]),
      plain({ sizes: [2], steps: [2] }, [2, 5]),
      plain({ sizes: [2, 3], steps: [2, 1] }, [2, 4, 5]),
      plain({ sizes: [1, 2, 2], steps: [1, 2, 1] }, [2, 4, 3]),
      plain({ sizes: [6, 7], steps: [1, 1] }, [7, 8]),
      plain({ sizes: [2], steps: [1] }, [0, 3]),
    ],
    dtypes: NUMBERS,
    domain: ANY,
    result: counted,
    terms: 6,
    reference: ([x], { sizes, steps }) => {
      const lead = x!.shape.length - sizes.length;
      const attrs = {
        axes: sizes.map((_, i) => lead + i),
        sizes,
        steps,
        dilations: sizes.map(() => 1),
      };
      return build(counts(x!.shape, attrs), (index) =>
        indices(sizes)
          .map((place) => at(x!, spread([...index, ...place], x!.shape.length, attrs)))
          .reduce((sum, v) => sum + v, 0),
      );
    },
  },
  maxWindows: {
    kind: "array",
    cases: CUT_WINDOWS,
    dtypes: NUMBERS,
    domain: ANY,
    result: same,
    reference: ([x], attrs) => {
      const lead = x!.shape.length - attrs.starts.length;
      return foldWindows(x!, attrs, (spots, head) =>
        Math.max(...spots.map((spot) => at(x!, [...head.slice(0, lead), ...spot]))),
      );
    },
  },
  argmaxWindows: {
    kind: "array",
    cases: CUT_WINDOWS,
    dtypes: NUMBERS,
    domain: ANY,
    result: () => "int32",
    reference: ([x], attrs) => {
      const lead = x!.shape.length - attrs.starts.length;
      const dims = x!.shape.slice(lead);
      return foldWindows(x!, attrs, (spots, head) => {
        const values = spots.map((spot) => at(x!, [...head, ...spot]));
        const best = spots[values.indexOf(Math.max(...values))]!;
        return best.reduce((q, i, axis) => q * dims[axis]! + i, 0);
      });
    },
  },
};
