import { describe, expect, it } from "vitest";
import { interpolate, ones, ShapeError, type Tensor, tensor, zeros } from "../src/index.ts";

const row = (...values: number[]): Tensor => tensor([[values]]);

describe("interpolate", () => {
  it("takes the nearest element, from the beginning or the middle of elements", () => {
    expect(interpolate(row(1, 2, 3), { size: 5 }).toArray()).toEqual([[[1, 1, 2, 2, 3]]]);
    const exact = interpolate(row(1, 2, 3), { size: 5, mode: "nearestExact" });
    expect(exact.toArray()).toEqual([[[1, 1, 2, 3, 3]]]);
    expect(interpolate(row(1, 2, 3, 4), { scaleFactor: 0.5 }).toArray()).toEqual([[[1, 3]]]);
  });
  it("weighs neighbours by their distance", () => {
    expect(interpolate(row(0, 4), { size: 4, mode: "linear" }).toArray()).toEqual([[[0, 1, 3, 4]]]);
    const corners = { size: 5, mode: "linear", alignCorners: true } as const;
    expect(interpolate(row(0, 4), corners).toArray()).toEqual([[[0, 1, 2, 3, 4]]]);
  });
  it("goes along all axes", () => {
    const x = tensor([
      [
        [
          [0, 2],
          [4, 6],
        ],
      ],
    ]);
    const middle = { size: 3, mode: "bilinear", alignCorners: true } as const;
    expect(interpolate(x, middle).toArray()).toEqual([
      [
        [
          [0, 1, 2],
          [2, 3, 4],
          [4, 5, 6],
        ],
      ],
    ]);
    expect(interpolate(x, { size: [1, 2], mode: "area" }).toArray()).toEqual([[[[2, 4]]]]);
    const volume = interpolate(ones([1, 2, 2, 3, 4]), {
      scaleFactor: [2, 1, 0.5],
      mode: "trilinear",
    });
    expect([volume.shape, volume.min().item()]).toEqual([[1, 2, 4, 3, 2], 1]);
  });
  it.each<[string, () => unknown, string]>([
    [
      "no size",
      () => interpolate(row(1), {}),
      "needed [N, C, …] with one to three spatial axes, and one of the two options",
    ],
    [
      "no axis",
      () => interpolate(zeros([2, 2]), { size: 2 }),
      "interpolate: shape [2, 2] with size 2",
    ],
    [
      "mode",
      () => interpolate(row(1), { size: 2, mode: "bilinear" }),
      'mode "bilinear" for a float32 tensor of shape [1, 1, 1]: needed "nearest", "nearestExact", "area", or for floats "linear"',
    ],
    [
      "corners",
      () => interpolate(row(1), { size: 2, alignCorners: true }),
      'mode "nearest" with alignCorners',
    ],
    [
      "factor",
      () => interpolate(row(1), { scaleFactor: 0.5 }),
      "scaleFactor is 0.5 for shape [1, 1, 1]: needed a number, or a list of 1",
    ],
    [
      "empty",
      () => interpolate(zeros([1, 1, 0]), { size: 2 }),
      "has no elements along a spatial axis",
    ],
  ])("refuses what does not fit: %s", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});
