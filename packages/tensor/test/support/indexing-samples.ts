import type { OpAttrs } from "../../src/internal.ts";
import { ALL, ANY, plain, same } from "./cases.ts";
import { at, build, indices, type Nd } from "./nd.ts";
import type { ArraySample, Case } from "./samples.ts";

type IndexingName = "indexSelect" | "indexAdd" | "gather" | "scatterAdd" | "positions" | "lastAt";

/** A case whose second operand is a list of positions. */
const by = <A>(
  attrs: A,
  first: readonly number[],
  second: readonly number[],
  positions: readonly number[],
): Case<A> => ({ ...plain(attrs, first, second), fixed: { 1: positions } });

/** A case whose only operand is a tensor of positions. */
const listed = <A>(attrs: A, shape: readonly number[], list: readonly number[]): Case<A> => ({
  ...plain(attrs, shape),
  fixed: { 0: list },
});

/** The element of an axis that `position` names. */
const named = (position: number, size: number): number =>
  position < 0 ? position + size : position;

/** Zeros with `size` slices along an axis, with the elements of `x` added at their positions along it. */
function added(x: Nd, axis: number, size: number, positionOf: (index: number[]) => number): Nd {
  const goals = indices(x.shape).map((index) => index.with(axis, named(positionOf(index), size)));
  return build(x.shape.with(axis, size), (place) =>
    x.data.reduce((sum, value, i) => (`${goals[i]}` === `${place}` ? sum + value : sum), 0),
  );
}

/** Ops that take elements from positions, or put them there. */
export const indexingSamples: { readonly [K in IndexingName]: ArraySample<OpAttrs[K]> } = {
  indexSelect: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: [
      by({ axis: 0 }, [3], [4], [2, 0, -1, 2]),
      by({ axis: 0 }, [3, 2], [2], [1, -3]),
      by({ axis: 1 }, [2, 3, 2], [3], [0, 2, 2]),
      by({ axis: 1 }, [2, 3], [0], []),
      by({ axis: 1 }, [0, 3], [2], [1, 1]),
    ],
    reference: ([x, list], { axis }) =>
      build(x!.shape.with(axis, list!.data.length), (index) =>
        at(x!, index.with(axis, named(list!.data[index[axis]!]!, x!.shape[axis]!))),
      ),
  },
  indexAdd: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    terms: 3,
    cases: [
      by({ axis: 0, size: 4 }, [3], [3], [2, 0, 2]),
      by({ axis: 0, size: 3 }, [2, 2], [2], [-1, 1]),
      by({ axis: 1, size: 2 }, [2, 3, 2], [3], [1, 1, 1]),
      by({ axis: 0, size: 2 }, [0, 2], [0], []),
    ],
    reference: ([x, list], { axis, size }) =>
      added(x!, axis, size, (index) => list!.data[index[axis]!]!),
  },
  gather: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    cases: [
      by({ axis: 0 }, [3], [4], [2, 0, -1, 2]),
      by({ axis: 0 }, [3, 2], [2, 2], [1, -3, 2, 2]),
      by({ axis: 1 }, [2, 3], [2, 4], [0, 1, 2, -1, 2, 2, 0, -3]),
      by({ axis: 1 }, [2, 3, 2], [2, 1, 2], [0, 2, 1, -1]),
      by({ axis: 2 }, [1, 2, 3], [1, 2, 3], [2, 1, 0, 0, 0, 1]),
      by({ axis: 1 }, [2, 3], [2, 0], []),
      by({ axis: 1 }, [0, 3], [0, 2], []),
    ],
    reference: ([x, list], { axis }) =>
      build(list!.shape, (index) =>
        at(x!, index.with(axis, named(at(list!, index), x!.shape[axis]!))),
      ),
  },
  scatterAdd: {
    kind: "array",
    dtypes: ALL,
    domain: ANY,
    result: same,
    terms: 3,
    cases: [
      by({ axis: 0, size: 3 }, [4], [4], [2, 0, -1, 2]),
      by({ axis: 0, size: 3 }, [2, 2], [2, 2], [1, -3, 2, 0]),
      by({ axis: 1, size: 3 }, [2, 4], [2, 4], [0, 1, 2, -1, 2, 2, 0, 2]),
      by({ axis: 1, size: 3 }, [2, 2, 2], [2, 2, 2], [0, 2, 1, 2, 0, 0, 0, -1]),
      by({ axis: 1, size: 3 }, [2, 0], [2, 0], []),
      by({ axis: 0, size: 0 }, [0, 2], [0, 2], []),
    ],
    reference: ([x, list], { axis, size }) => added(x!, axis, size, (index) => at(list!, index)),
  },
  positions: {
    kind: "array",
    dtypes: ["int32"],
    domain: ANY,
    result: () => "int32",
    cases: [
      listed({ axis: 0, size: 3, caller: "take" }, [4], [2, 0, -1, -3]),
      listed({ axis: 1, size: 5, caller: "take" }, [2, 2], [4, 0, -5, -4]),
      listed({ axis: 0, size: 1, caller: "take" }, [], [-1]),
      listed({ axis: 0, size: 0, caller: "take" }, [2, 0], []),
      listed({ axis: 0, size: 3, caller: "oneHot", fromEnd: false }, [3], [2, 0, 1]),
    ],
    reference: ([list], { size }) => ({
      shape: list!.shape,
      data: list!.data.map((position) => named(position, size)),
    }),
  },
  lastAt: {
    kind: "array",
    dtypes: ["int32"],
    domain: ANY,
    result: () => "int32",
    cases: [
      listed({ axis: 0, size: 4 }, [4], [2, 0, -2, -4]),
      listed({ axis: 0, size: 3 }, [2, 3], [0, 2, -1, 2, 2, -1]),
      listed({ axis: 1, size: 3 }, [2, 3, 2], [0, 2, -1, 2, 2, -1, 1, 1, 0, 2, 1, -3]),
      listed({ axis: 1, size: 2 }, [2, 0], []),
      listed({ axis: 0, size: 0 }, [0, 2], []),
    ],
    reference: ([list], { axis, size }) =>
      build(list!.shape.with(axis, size), (place) => {
        const line = Array.from({ length: list!.shape[axis]! }, (_, i) =>
          named(at(list!, place.with(axis, i)), size),
        );
        return line.lastIndexOf(place[axis]!);
      }),
  },
};
