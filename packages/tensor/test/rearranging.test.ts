import { describe, expect, it } from "vitest";
import {
  AxisError,
  arange,
  broadcastTensors,
  cdist,
  meshgrid,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";

const cube: Tensor = arange(24).reshape([2, 3, 4]);
const square = tensor([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]);
const NaNs = tensor([
  [1, NaN],
  [Infinity, 2],
]);

describe("triangles and diagonals", () => {
  it("cut off by setting to 0, whatever was there", () => {
    expect(NaNs.tril().toArray()).toEqual([
      [1, 0],
      [Infinity, 2],
    ]);
    expect(square.triu(1).toArray()).toEqual([
      [0, 2, 3],
      [0, 0, 6],
      [0, 0, 0],
    ]);
    expect(square.tril(-5).toArray()).toEqual(zeros([3, 3]).toArray());
    expect(cube.tril(1).add(cube.triu(2)).toArray()).toEqual(cube.toArray());
    expect(tensor([[true, true]]).tril().dtype).toBe("bool");
  });
  it("go through any two axes", () => {
    expect(cube.diagonal(0, 0, 2).toArray()).toEqual([
      [0, 13],
      [4, 17],
      [8, 21],
    ]);
    expect(cube.diagonal(-1, 1, 0).shape).toEqual([4, 2]);
    expect(cube.trace(1).toArray()).toEqual([1 + 6 + 11, 13 + 18 + 23]);
  });
  it("are put back by diagEmbed", () => {
    expect(square.diagonal(1).diagEmbed(1).toArray()).toEqual([
      [0, 2, 0],
      [0, 0, 6],
      [0, 0, 0],
    ]);
    expect(cube.diagEmbed(-2, 0, 3).diagonal(-2, 0, 3).toArray()).toEqual(cube.toArray());
    expect(tensor([1, 2]).diag(-1).diag(-1).toArray()).toEqual([1, 2]);
    expect(tensor([NaN, 1]).diagEmbed().toArray()).toEqual([
      [NaN, 0],
      [0, 1],
    ]);
    expect(zeros([0]).diag().shape).toEqual([0, 0]);
  });
});

describe("taking apart", () => {
  it("gives views that together are the whole", () => {
    const parts = cube.split(3, -1);
    expect(parts.map((part) => part.shape)).toEqual([
      [2, 3, 3],
      [2, 3, 1],
    ]);
    expect(parts[1]!.storage).toBe(cube.storage);
    expect(cube.split([1, 0, 2], 1).map((part) => part.shape[1])).toEqual([1, 0, 2]);
    expect(
      arange(7)
        .chunk(3)
        .map((part) => part.size),
    ).toEqual([3, 3, 1]);
    expect(
      arange(2)
        .chunk(3)
        .map((part) => part.size),
    ).toEqual([1, 1]);
    expect(cube.unbind(1).map((part) => part.toArray())).toEqual(
      [0, 1, 2].map((i) => cube.slice(null, i).toArray()),
    );
    expect(
      zeros([0, 2])
        .split(1)
        .map((part) => part.shape),
    ).toEqual([[0, 2]]);
  });
});

describe("repeating", () => {
  it("in a row, by one count or one for each element", () => {
    expect(square.repeat(2).shape).toEqual([18]);
    expect(
      tensor([[1, 2]])
        .repeat(2, 1)
        .toArray(),
    ).toEqual([[1, 1, 2, 2]]);
    expect(tensor([1, 2, 3]).repeat([2, 0, 1]).toArray()).toEqual([1, 1, 3]);
    expect(
      tensor([1, 2])
        .repeat(tensor(Int32Array.of(0, 2)), 0)
        .toArray(),
    ).toEqual([2, 2]);
    expect(tensor([1, 2]).repeat(0).shape).toEqual([0]);
  });
  it("as a whole", () => {
    expect(
      tensor([[1], [2]])
        .tile([1, 2])
        .toArray(),
    ).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(tensor([1, 2]).tile([2, 1, 2]).shape).toEqual([2, 1, 4]);
    expect(tensor(5).tile(3).toArray()).toEqual([5, 5, 5]);
    expect(cube.tile([2, 0]).shape).toEqual([2, 6, 0]);
  });
});

describe("rolling and turning", () => {
  it("bring back at one end what leaves at the other", () => {
    expect(arange(5).roll(-7).toArray()).toEqual([2, 3, 4, 0, 1]);
    expect(square.roll([1, -1], [0, 1]).toArray()).toEqual([
      [8, 9, 7],
      [2, 3, 1],
      [5, 6, 4],
    ]);
    expect(square.roll(1).slice(0).toArray()).toEqual([9, 1, 2]);
    expect(zeros([0]).roll(3).shape).toEqual([0]);
  });
  it("by quarters come round after four", () => {
    expect(cube.rot90(-1, [1, 2]).rot90(5, [1, 2]).toArray()).toEqual(cube.toArray());
    expect(cube.rot90(2, [0, 1]).toArray()).toEqual(cube.flip([0, 1]).toArray());
    expect(cube.rot90(3, [0, 2]).shape).toEqual([4, 3, 2]);
  });
});

describe("moving, merging and splitting axes", () => {
  it("keeps the others in order", () => {
    expect(cube.moveAxis([0, 1], [-1, 0]).shape).toEqual([3, 4, 2]);
    expect(cube.moveAxis(2, 0).toArray()).toEqual(cube.permute([2, 0, 1]).toArray());
    expect(cube.flatten(0, 1).shape).toEqual([6, 4]);
    expect(cube.flatten(1, 1).shape).toEqual([2, 3, 4]);
    expect(cube.unflatten(-1, [2, -1]).shape).toEqual([2, 3, 2, 2]);
  });
});

describe("products of vectors and blocks", () => {
  it("are those of the textbook", () => {
    const [x, y] = [tensor([1, 2, 3]), tensor([4, 5, 6])];
    expect(x.cross(y).toArray()).toEqual([-3, 6, -3]);
    expect(x.dot(y).item()).toBe(32);
    expect(x.outer(y).toArray()).toEqual(x.expandDims(1).matmul(y.expandDims(0)).toArray());
    expect(
      zeros([0])
        .dot(zeros([0]))
        .item(),
    ).toBe(0);
    expect(
      tensor([[1, 2]])
        .kron(
          tensor([
            [0, 1],
            [1, 0],
          ]),
        )
        .toArray(),
    ).toEqual([
      [0, 1, 0, 2],
      [1, 0, 2, 0],
    ]);
    expect(cube.kron(ones([2])).shape).toEqual([2, 3, 8]);
  });
});

describe("differences, distances and grids", () => {
  it("subtract neighbours", () => {
    expect(square.diff(1, 0).toArray()).toEqual([
      [3, 3, 3],
      [3, 3, 3],
    ]);
    expect(square.diff(5).shape).toEqual([3, 0]);
    expect(tensor([true, false, false]).diff().toArray()).toEqual([true, false]);
  });
  it("measure all pairs, without losing what is near", () => {
    const far = tensor([[1e8, 1e8]], { dtype: "float64" });
    expect(cdist(far, far.add(tensor([[3, 4]], { dtype: "float64" }))).toArray()).toEqual([[5]]);
    expect(cdist(ones([7, 2, 3]), ones([4, 3]), { order: 1 }).shape).toEqual([7, 2, 4]);
  });
  it("span grids in both conventions", () => {
    const axes = [arange(2), arange(3), arange(4)];
    expect(meshgrid(axes).map((x) => x.shape)).toEqual(axes.map(() => [3, 2, 4]));
    expect(meshgrid(axes, { indexing: "ij" }).map((x) => x.shape)).toEqual(
      axes.map(() => [2, 3, 4]),
    );
    expect(broadcastTensors([zeros([2, 1]), zeros([3])]).map((x) => x.shape)).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });
});

describe("mistakes are explained", () => {
  const x = zeros([2, 3]) as Tensor;
  it.each<[string, () => unknown, new (...args: never[]) => Error, string]>([
    ["tril of a vector", () => zeros([3]).tril(), ShapeError, "tril: needs at least two axes"],
    ["half a diagonal", () => x.triu(0.5), ShapeError, "whole offset, got shape [2, 3] and 0.5"],
    ["diag of a cube", () => cube.diag(), ShapeError, "needed a vector or a matrix"],
    ["one axis twice", () => x.diagonal(0, 1, -1), AxisError, "diagonal: 1 and -1 are one axis"],
    ["rows and columns in one", () => x.diagEmbed(0, 2, -1), AxisError, "diagEmbed: 2 and -1"],
    [
      "sizes that do not add up",
      () => x.split([1, 1], 1),
      ShapeError,
      "[1, 1] do not add up to axis 1",
    ],
    ["parts of size 0", () => x.split(0), ShapeError, "split: the size is 0"],
    ["half a chunk", () => x.chunk(0.5), ShapeError, "chunk: the count is 0.5"],
    ["a negative count", () => x.repeat(-1), ShapeError, "repeat: counts [-1]"],
    [
      "too few counts",
      () => x.repeat([1, 2], 1),
      ShapeError,
      "2 counts for axis 1 of shape [2, 3]",
    ],
    ["half a tile", () => x.tile(1.5), ShapeError, "tile: counts [1.5]"],
    ["half a shift", () => x.roll(0.5, 0), ShapeError, "roll: the shift is 0.5"],
    ["more shifts than axes", () => x.roll([1, 2], 0), ShapeError, "2 shifts for 1 axes"],
    [
      "a turn without a plane",
      () => x.rot90(1, [0, -2]),
      AxisError,
      "in the plane of axes 0 and -2",
    ],
    [
      "an axis moved twice",
      () => x.moveAxis([0, 0], [0, 1]),
      AxisError,
      "[0, 0] names an axis twice",
    ],
    ["more axes than places", () => x.moveAxis([0, 1], [0]), AxisError, "2 axes and 1 places"],
    ["parts of an axis", () => x.unflatten(1, [2, -1]), ShapeError, "[2, -1] does not multiply"],
    ["axes in the wrong order", () => x.flatten(1, 0), AxisError, "in the wrong order"],
    ["outer of matrices", () => x.outer(x as never), ShapeError, "outer: shapes [2, 3] and [2, 3]"],
    [
      "dot of unequal vectors",
      () => zeros([2]).dot(zeros([3]) as never),
      ShapeError,
      "dot: vectors of 2 and 3",
    ],
    ["cross in the plane", () => x.cross(x, 0), ShapeError, "needed 3 elements along axis 0"],
    ["half a difference", () => x.diff(0.5), ShapeError, "diff: the order is 0.5"],
    [
      "features that differ",
      () => cdist(x, zeros([2, 2])),
      ShapeError,
      "cdist: shapes [2, 3] and [2, 2]",
    ],
    ["a grid of matrices", () => meshgrid([x]), ShapeError, "tensor 0 has shape [2, 3]"],
  ])("%s", (_, call, kind, message) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});
