import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AxisError,
  arange,
  DTypeError,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";
import { make, valuesOf } from "./support/layouts.ts";
import { at, build, indices, type Nd, product } from "./support/nd.ts";

const counted = (shape: readonly number[], from = 1): Nd => ({
  shape,
  data: Array.from({ length: product(shape) }, (_, i) => from + i),
});
const ints = (list: readonly number[], shape: readonly number[] = [list.length]): Tensor =>
  make({ shape, data: list }, "int32");
const same = (result: Tensor, expected: Nd): void => {
  expect(result.shape).toEqual([...expected.shape]);
  expect(valuesOf(result).data).toEqual([...expected.data]);
};

/** A shape with elements, one of its axes, and positions along it (as many as it likes). */
const placed = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((shape) =>
    fc.integer({ min: 0, max: shape.length - 1 }).chain((axis) =>
      fc
        .tuple(
          fc.tuple(...shape.map((n, i) => fc.integer({ min: 0, max: i === axis ? 5 : n }))),
          fc.array(fc.integer({ min: -shape[axis]!, max: shape[axis]! - 1 }), {
            minLength: 5 * 4 ** 3,
            maxLength: 5 * 4 ** 3,
          }),
        )
        .map(([size, list]) => {
          const index: Nd = { shape: size, data: list.slice(0, product(size)) };
          return { shape, axis, index };
        }),
    ),
  );

const forwards = (position: number, n: number): number => (position < 0 ? position + n : position);

/** Runs `visit` for each element of the index with where it goes to, in row-major order. */
function written(
  x: Nd,
  axis: number,
  index: Nd,
  visit: (data: number[], to: number, from: number[]) => void,
): Nd {
  const data = [...x.data];
  for (const from of indices(index.shape)) {
    const goal = from.with(axis, forwards(at(index, from), x.shape[axis]!));
    const to = goal.reduce((sum, i, k) => sum * x.shape[k]! + i, 0);
    visit(data, to, from);
  }
  return { shape: x.shape, data };
}

describe("elements by positions along an axis", () => {
  it("gather takes what a plain loop takes, of an index that is smaller elsewhere", () => {
    fc.assert(
      fc.property(placed, ({ shape, axis, index }) => {
        const x = counted(shape);
        const expected = build(index.shape, (place) =>
          at(x, place.with(axis, forwards(at(index, place), shape[axis]!))),
        );
        same(make(x, "float64").gather(axis, make(index, "int32")), expected);
      }),
    );
  });

  it("scatterAdd and scatter write what a plain loop writes, the last value winning", () => {
    fc.assert(
      fc.property(placed, fc.nat(1), ({ shape, axis, index }, extra) => {
        const x = counted(shape);
        const source = counted(
          index.shape.map((n) => n + extra),
          100,
        );
        const [t, i, s] = [make(x, "float64"), make(index, "int32"), make(source, "float64")];
        const sums = written(x, axis, index, (data, to, from) => {
          data[to]! += at(source, from);
        });
        same(t.scatterAdd(axis, i, s), sums);
        const last = written(x, axis, index, (data, to, from) => {
          data[to] = at(source, from);
        });
        same(t.scatter(axis, i, s), last);
        const sevens = written(x, axis, index, (data, to) => {
          data[to] = 7;
        });
        same(t.scatter(axis - shape.length, i, 7), sevens);
      }),
    );
  });

  it("indexAdd, indexCopy and indexFill write slices as a plain loop writes them", () => {
    fc.assert(
      fc.property(placed, ({ shape, axis, index }) => {
        const list = index.data.slice(0, 3);
        const x = counted(shape);
        const source = counted(shape.with(axis, list.length), 1000);
        const each: Nd = build(source.shape, (place) => list[place[axis]!]!);
        const write = (how: (old: number, value: number) => number): Nd =>
          written(x, axis, each, (data, to, from) => {
            data[to] = how(data[to]!, at(source, from));
          });
        const [t, i, s] = [make(x, "float64"), ints(list), make(source, "float64")];
        same(
          t.indexAdd(axis, i, s),
          write((old, value) => old + value),
        );
        same(
          t.indexCopy(axis, i, s),
          write((_, value) => value),
        );
        same(
          t.indexFill(axis, i, -1),
          write(() => -1),
        );
      }),
    );
  });

  it("takeAlongAxis broadcasts the other axes, and takes of the flattened tensor without an axis", () => {
    const x = tensor([[5, 1, 3]]);
    const index = ints([2, 0, -1, 1], [2, 2]);
    expect(x.takeAlongAxis(index, 1).toArray()).toEqual([
      [3, 5],
      [3, 1],
    ]);
    const deep = arange(12).reshape([2, 3, 2]);
    expect(deep.takeAlongAxis(ints([2, 1], [1, 1, 2]), -2).toArray()).toEqual([
      [[4, 3]],
      [[10, 9]],
    ]);
    expect(deep.takeAlongAxis(ints([11, 0])).toArray()).toEqual([11, 0]);
    const y = tensor([
      [3, 1, 2],
      [7, 9, 8],
    ]);
    expect(y.takeAlongAxis(y.argmin(0, { keepDims: true }), 0).toArray()).toEqual([[3, 1, 2]]);
  });

  it("take counts through the flattened tensor and keeps the shape of the index", () => {
    const x = arange(6).reshape([2, 3]).T;
    expect(x.take(ints([0, 1, -1, 2], [2, 2])).toArray()).toEqual([
      [0, 3],
      [5, 1],
    ]);
    expect(x.take(ints([4], [])).item()).toBe(2);
    expect(x.take(ints([], [0, 3])).shape).toEqual([0, 3]);
  });

  it("tensors without axes count as lists of one", () => {
    const x = tensor(5) as Tensor;
    expect(x.gather(0, ints([0], [])).toArray()).toBe(5);
    expect(x.gather(0, ints([0, -1, 0])).toArray()).toEqual([5, 5, 5]);
    expect(x.scatterAdd(0, ints([0], []), tensor(2) as Tensor).toArray()).toBe(7);
    expect(x.scatter(-1, ints([0], []), 2).toArray()).toBe(2);
    expect(x.indexAdd(0, ints([0]), 3).toArray()).toBe(8);
    expect(x.indexFill(0, ints([0], []), 3).toArray()).toBe(3);
    expect(x.indexCopy(0, ints([0]), tensor([9])).toArray()).toBe(9);
    expect(x.indexSelect(0, ints([0], [])).toArray()).toBe(5);
    expect(
      arange(4)
        .indexSelect(0, ints([2], []))
        .toArray(),
    ).toEqual([2]);
  });

  it("positions may be uint8, and values keep the dtype of what they are written to", () => {
    const index = tensor([1, 0], { dtype: "uint8" });
    expect(arange(3).gather(0, index).toArray()).toEqual([1, 0]);
    expect(arange(3).gather(0, index).dtype).toBe("int32");
    const flags = tensor([false, false, true]);
    expect(flags.scatter(0, index, tensor([true, false])).toArray()).toEqual([false, true, true]);
    expect(flags.scatterAdd(0, ints([0, 0]), tensor([true, true])).toArray()).toEqual([
      true,
      false,
      true,
    ]);
    const whole = zeros([2], { dtype: "float32" }).scatter(0, ints([1]), ints([3]));
    expect(whole.dtype).toBe("float32");
    const bytes = zeros([1], { dtype: "uint8" });
    expect(
      bytes.indexAdd(0, ints([0, 0]), tensor([200, 100], { dtype: "uint8" })).toArray(),
    ).toEqual([44]);
  });
});

describe("elements by truth values", () => {
  const x = tensor([
    [1, -2, 3],
    [-4, 5, -6],
  ]);

  it("maskedFill and maskedSelect broadcast the mask and the tensor", () => {
    const columns = tensor([true, false, true]);
    expect(x.maskedFill(columns, 0).toArray()).toEqual([
      [0, -2, 0],
      [0, 5, 0],
    ]);
    expect(x.maskedFill(tensor([[true], [false]]), tensor(9)).toArray()).toEqual([
      [9, 9, 9],
      [-4, 5, -6],
    ]);
    expect(
      tensor([1, 2])
        .maskedFill(
          tensor([
            [true, false],
            [false, true],
          ]),
          0,
        )
        .toArray(),
    ).toEqual([
      [0, 2],
      [1, 0],
    ]);
    expect(x.maskedSelect(columns).toArray()).toEqual([1, 3, -4, -6]);
    expect(x.T.maskedSelect(x.T.less(0)).toArray()).toEqual([-4, -2, -6]);
    expect(x.maskedSelect(x.greater(9)).toArray()).toEqual([]);
    expect(
      tensor([1, 2])
        .maskedSelect(
          tensor([
            [true, false],
            [false, true],
          ]),
        )
        .toArray(),
    ).toEqual([1, 2]);
  });

  it("nonzero lists indices in row-major order, NaN among them", () => {
    expect(x.greater(0).nonzero().toArray()).toEqual([
      [0, 0],
      [0, 2],
      [1, 1],
    ]);
    expect(tensor([0, Number.NaN, -0]).nonzero().toArray()).toEqual([[1]]);
    expect((tensor(3) as Tensor).nonzero().shape).toEqual([1, 0]);
    expect((tensor(0) as Tensor).nonzero().shape).toEqual([0, 0]);
    expect(zeros([0, 2]).nonzero().shape).toEqual([0, 2]);
  });

  it("undo each other: what nonzero names is what the mask selects", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }),
        fc.infiniteStream(fc.boolean()),
        (shape, flags) => {
          const data = counted(shape).data.map(() => +(flags.next().value as boolean));
          const mask = make({ shape, data }, "bool");
          const expected = indices(shape).filter((_, i) => data[i] === 1);
          expect(mask.nonzero().toArray()).toEqual(expected);
          const values = make(counted(shape), "float32").maskedSelect(mask);
          expect(values.toArray()).toEqual(counted(shape).data.filter((_, i) => data[i] === 1));
        },
      ),
    );
  });
});

describe("errors of indexing by positions and masks", () => {
  const x = zeros([2, 3]) as Tensor;
  const whole = zeros([2], { dtype: "int32" });
  it.each([
    [
      () => x.gather(1, ints([0, 3], [2, 1])),
      AxisError,
      /^gather: index 3 at position \[1, 0\] is out of range for axis 1 of size 3 \(use -3 to 2\)$/,
    ],
    [
      () => x.gather(0, ints([-3, 0, 0], [1, 3])),
      AxisError,
      /^gather: index -3 at position \[0, 0\] is out of range for axis 0 of size 2/,
    ],
    [
      () => x.gather(2, ints([0], [1, 1])),
      AxisError,
      /^gather: axis 2 is out of range for shape \[2, 3\]/,
    ],
    [
      () => x.gather(1, ints([0])),
      ShapeError,
      /^gather: the index of shape \[1\] has 1 axes, the tensor of shape \[2, 3\] has 2: .*at\(/,
    ],
    [
      () => x.gather(1, ints([0, 0, 0], [3, 1])),
      ShapeError,
      /^gather: the index of shape \[3, 1\] is larger .* along axis 0: 3 vs 2/,
    ],
    [
      () => x.gather(1, tensor([[0.5], [1]])),
      DTypeError,
      /^gather: the index is float32 of shape \[2, 1\]: needed positions of int32 \(cast with to\("int32"\)\)/,
    ],
    [() => x.gather(1, x.equal(0)), DTypeError, /^gather: the index is bool/],
    [() => x.gather(1, [0] as never), DTypeError, /^gather: the index is an array/],
    [
      () => x.takeAlongAxis(ints([3], [1, 1]), 1),
      AxisError,
      /^gather: index 3 .* axis 1 of size 3/,
    ],
    [
      () => x.takeAlongAxis(ints([0, 0, 0], [3, 1]), 1),
      ShapeError,
      /^takeAlongAxis: shapes .* do not broadcast/,
    ],
    [
      () => x.take(ints([6])),
      AxisError,
      /^take: index 6 at position 0 is out of range for axis 0 of size 6/,
    ],
    [
      () => x.scatter(1, ints([3, 0], [2, 1]), 1),
      AxisError,
      /^scatter: index 3 at position \[0, 0\] .* axis 1 of size 3/,
    ],
    [
      () => x.scatterAdd(1, ints([0, 0], [2, 1]), ones([1, 1])),
      ShapeError,
      /^scatterAdd: the source of shape \[1, 1\] is smaller than the index of shape \[2, 1\]/,
    ],
    [
      () => whole.scatter(0, ints([0]), 0.5),
      DTypeError,
      /^scatter: the value 0.5 does not fit into a tensor of int32 \(convert/,
    ],
    [
      () => whole.indexCopy(0, ints([0]), tensor([1])),
      DTypeError,
      /^indexCopy: a tensor of float32 does not fit into a tensor of int32/,
    ],
    [
      () => x.indexCopy(1, ints([0, 1]), ones([2, 3])),
      ShapeError,
      /^indexCopy: a value of shape \[2, 3\] does not broadcast to \[2, 2\], the shape of what it replaces/,
    ],
    [
      () => x.indexAdd(0, ints([0], [1, 1]), 1),
      ShapeError,
      /^indexAdd: the index has shape \[1, 1\]: needed a list/,
    ],
    [
      () => x.indexAdd(0, ints([2]), 1),
      AxisError,
      /^indexAdd: index 2 at position 0 .* axis 0 of size 2/,
    ],
    [
      () => x.indexFill(0, ints([0]), ones([3])),
      ShapeError,
      /^indexFill: the value has shape \[3\]: needed a number/,
    ],
    [() => zeros([0]).take(ints([0])), AxisError, /axis 0 of size 0 \(it has no elements\)/],
    [
      () => x.maskedFill(ones([3]), 1),
      DTypeError,
      /^maskedFill: the mask is float32: needed booleans/,
    ],
    [() => x.maskedFill(tensor([true, false]), 1), ShapeError, /^maskedFill: .* do not broadcast/],
    [() => x.maskedSelect(tensor([true, false])), ShapeError, /^maskedSelect: .* do not broadcast/],
  ] as const)("%s fails and says why", (mistake, kind, message) => {
    expect(mistake).toThrow(kind);
    expect(mistake).toThrow(message);
  });
});
