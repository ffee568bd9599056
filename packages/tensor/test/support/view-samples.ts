import type { OpAttrs } from "../../src/internal.ts";
import { ALL, ANY, NO_ATTRIBUTES, plain, SHAPES, same } from "./cases.ts";
import { at, build, type Nd } from "./nd.ts";
import type { ArraySample, Case } from "./samples.ts";

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

type ViewName = "reshape" | "permute" | "broadcastTo" | "slice" | "flip" | "diagonal" | "detach";

/** Ops whose results read the memory of their operand. */
export const viewSamples: { readonly [K in ViewName]: ArraySample<OpAttrs[K]> } = {
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
};
