import { describe, expect, it } from "vitest";
import { tensor } from "../src/index.ts";

const [INF, NaN_] = [Number.POSITIVE_INFINITY, Number.NaN];

// Expected values: NumPy and PyTorch.
describe("idioms of floats", () => {
  it("fmax and fmin take the number beside NaN", () => {
    const [a, b] = [tensor([1, NaN_, 3, NaN_]), tensor([2, 2, NaN_, NaN_])];
    expect(a.fmax(b).toArray()).toEqual([2, 2, 3, NaN_]);
    expect(a.fmin(b).toArray()).toEqual([1, 2, 3, NaN_]);
    expect(
      tensor([[1], [5]])
        .fmax(tensor([2, 3]))
        .toArray(),
    ).toEqual([
      [2, 3],
      [5, 5],
    ]);
    expect(tensor([1, 7], { dtype: "int32" }).fmin(3).dtype).toBe("int32");
  });
  it("heaviside is 0, what is given, or 1; NaN stays", () => {
    expect(tensor([-INF, -1, 0, -0, 2, NaN_]).heaviside(0.5).toArray()).toEqual([
      0,
      0,
      0.5,
      0.5,
      1,
      NaN_,
    ]);
  });
  it("frac keeps the sign, and angles convert there and back", () => {
    expect(tensor([1.5, -2.25, 3]).frac().toArray()).toEqual([0.5, -0.25, 0]);
    const angles = tensor([0, 30, -720], { dtype: "float64" });
    expect(angles.deg2rad().toArray()).toEqual([0, Math.PI / 6, -4 * Math.PI]);
    expect(
      tensor([Math.PI / 2], { dtype: "float64" })
        .rad2deg()
        .toArray(),
    ).toEqual([90]);
    expect(tensor([180], { dtype: "int32" }).deg2rad().dtype).toBe("float32");
  });
  it("logit is the inverse of sigmoid, infinite at 0 and 1 unless eps keeps away from them", () => {
    expect(tensor([0, 0.5, 1, 2]).logit().toArray()).toEqual([-INF, 0, INF, NaN_]);
    const [low, high] = tensor([-3, 1], { dtype: "float64" }).logit({ eps: 0.25 }).data;
    // Odds of 1/3 and 3; one rounding of the logarithm.
    expect(low).toBeCloseTo(-Math.log(3), 15);
    expect(high).toBeCloseTo(Math.log(3), 15);
    expect(() => tensor([0]).logit({ eps: 0.7 })).toThrow("logit: eps is 0.7: needed a number");
  });
});

describe("diff with what stands around the axis", () => {
  it("takes numbers and tensors, on both sides", () => {
    const x = tensor([
      [1, 4],
      [9, 16],
    ]);
    expect(x.diff(1, 1, { prepend: 0, append: 20 }).toArray()).toEqual([
      [1, 3, 16],
      [9, 7, 4],
    ]);
    expect(x.diff(1, 0, { append: tensor([[10, 20]]) }).toArray()).toEqual([
      [8, 12],
      [1, 4],
    ]);
    expect(() => x.diff(1, 0, { append: tensor([[1, 2, 3]]) })).toThrow(/^concat: /);
  });
});
