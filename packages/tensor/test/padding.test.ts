import { describe, expect, it } from "vitest";
import { AxisError, ShapeError, type Tensor, tensor, zeros } from "../src/index.ts";

const x: Tensor = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("padding", () => {
  it("is given by pairs from the first axis, or by a flat list from the last", () => {
    expect(
      x
        .pad([
          [1, 0],
          [0, 2],
        ])
        .toArray(),
    ).toEqual([
      [0, 0, 0, 0, 0],
      [1, 2, 3, 0, 0],
      [4, 5, 6, 0, 0],
    ]);
    expect(x.pad([0, 2, 1, 0]).toArray()).toEqual(
      x
        .pad([
          [1, 0],
          [0, 2],
        ])
        .toArray(),
    );
    expect(x.pad([1, 0]).shape).toEqual([2, 4]);
    expect(x.pad(1).shape).toEqual([4, 5]);
    expect(x.pad([]).toArray()).toEqual(x.toArray());
  });
  it("has the value that is asked for, in the dtype of the tensor", () => {
    expect(tensor([1]).pad([1, 1], { value: -Infinity }).toArray()).toEqual([
      -Infinity,
      1,
      -Infinity,
    ]);
    const whole = tensor([1], { dtype: "int32" });
    expect(whole.pad([0, 1], { value: 2 }).dtype).toBe("int32");
    expect(() => whole.pad([0, 1], { value: 2.5 })).toThrow("2.5 does not fit into int32");
  });
  it("less than 0 takes elements away", () => {
    expect(x.pad([-1, 1]).toArray()).toEqual([
      [2, 3, 0],
      [5, 6, 0],
    ]);
    expect(x.pad([-1, 1], { mode: "replicate" }).toArray()).toEqual([
      [2, 3, 3],
      [5, 6, 6],
    ]);
    expect(x.pad([4, -4], { value: 9 }).toArray()).toEqual([
      [9, 9, 9],
      [9, 9, 9],
    ]);
  });
  it("mirrors, repeats and goes round", () => {
    const y = tensor([1, 2, 3]);
    expect(y.pad([2, 1], { mode: "reflect" }).toArray()).toEqual([3, 2, 1, 2, 3, 2]);
    expect(y.pad([2, 1], { mode: "replicate" }).toArray()).toEqual([1, 1, 1, 2, 3, 3]);
    expect(y.pad([2, 3], { mode: "circular" }).toArray()).toEqual([2, 3, 1, 2, 3, 1, 2, 3]);
    const four = tensor([0, 1, 2, 3]);
    expect(four.pad([-2, 1], { mode: "circular" }).toArray()).toEqual([2, 3, 2]);
    expect(four.pad([2, -1], { mode: "circular" }).toArray()).toEqual([1, 2, 0, 1, 2]);
    expect(() => four.pad([-5, 5], { mode: "circular" })).toThrow("takes more from axis 0");
    expect(x.pad([1, 0, 1, 0], { mode: "circular" }).toArray()).toEqual([
      [6, 4, 5, 6],
      [3, 1, 2, 3],
      [6, 4, 5, 6],
    ]);
  });
  it.each<[string, () => unknown, string]>([
    [
      "reflect",
      () => x.pad([3, 0], { mode: "reflect" }),
      "pad: shape [2, 3]: reflect padding of 3 on axis 1: needed at most 2",
    ],
    [
      "circular",
      () => x.pad([4, 0], { mode: "circular" }),
      "circular padding of 4 on axis 1: needed at most 3",
    ],
    [
      "nothing to repeat",
      () => zeros([0]).pad([1, 0], { mode: "replicate" }),
      "replicate padding of 1 on axis 0: needed at most 0",
    ],
    ["too much taken", () => x.pad([-2, -2]), "padding [-2,-2] takes more from axis 1 than it has"],
    [
      "odd list",
      () => x.pad([1]),
      "padding is [1]: needed a whole number, a [before, after] for each of the 2 axes",
    ],
    ["pairs missing", () => x.pad([[1, 1]]), "padding is [[1,1]]: needed"],
    ["fractions", () => x.pad([0.5, 0]), "padding is [0.5,0]: needed"],
    // A mode that only JavaScript could pass.
    ["mode", () => x.pad(1, { mode: "edge" as "reflect" }), 'mode is "edge": needed "constant"'],
  ])("that does not fit is refused: %s", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});

describe("unfold as a method", () => {
  it("is a view of all windows", () => {
    const y = tensor([1, 2, 3, 4, 5]);
    const all = y.unfold(0, 3, 2);
    expect(all.toArray()).toEqual([
      [1, 2, 3],
      [3, 4, 5],
    ]);
    y.assign(0);
    expect(all.sum().item()).toBe(0);
    expect(x.unfold(-1, 2).shape).toEqual([2, 2, 2]);
  });
  it("can't be overwritten where windows overlap", () => {
    const y = zeros([4]);
    expect(() => y.unfold(0, 2).assign(1)).toThrow("whose elements share memory");
    y.unfold(0, 2, 2).assign(tensor([5, 6]));
    expect(y.toArray()).toEqual([5, 6, 5, 6]);
  });
  it("refuses windows that do not fit", () => {
    expect(() => x.unfold(1, 4)).toThrow(
      "unfold: windows of 4 along axis 1 of shape [2, 3]: needed a whole number from 1 to 3",
    );
    expect(() => x.unfold(1, 2, 0)).toThrow("unfold: the step is 0");
    const far: number = 2;
    expect(() => x.unfold(far, 1)).toThrow(AxisError);
  });
});
