import { ShapeError, type Tensor, tensor, zeros } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { functional, MSELoss, type Reduction } from "../src/index.ts";
import { expectClose, type Flat, referenceCases, toTensor } from "./reference.ts";

interface LossCase {
  readonly loss: string;
  readonly options: { readonly reduction?: Reduction };
  readonly inputs: readonly [Flat, Flat];
  readonly output: Flat;
  readonly gradOutput: Flat;
  readonly gradInput: Flat;
}

const cases = referenceCases<LossCase>("losses.json").filter((c) => c.loss === "MSELoss");

test.skipIf(cases.length === 0)("MSELoss agrees with PyTorch", () => {
  for (const c of cases) {
    const prediction = toTensor(c.inputs[0]);
    prediction.requiresGrad = true;
    const loss: Tensor = new MSELoss(c.options).call(prediction, toTensor(c.inputs[1]));
    expectClose(loss, c.output);
    loss.backward(toTensor(c.gradOutput));
    expectClose(prediction.grad, c.gradInput);
  }
});

describe("MSELoss", () => {
  const [prediction, target] = [
    tensor([
      [1, 2],
      [3, 4],
    ]),
    tensor([
      [1, 0],
      [0, 4],
    ]),
  ];

  test("averages, adds up, or does neither", () => {
    expect(new MSELoss().call(prediction, target).item()).toBe(13 / 4);
    expect(new MSELoss({ reduction: "sum" }).call(prediction, target).item()).toBe(13);
    expect(new MSELoss({ reduction: "none" }).call(prediction, target).toArray()).toEqual([
      [0, 4],
      [9, 0],
    ]);
  });

  test("has the gradient 2 (prediction − target) / n", () => {
    const p = tensor([1, 2, 6], { requiresGrad: true });
    new MSELoss().call(p, tensor([1, 2, 3])).backward();
    expect(p.grad?.toArray()).toEqual([0, 0, 2]);
  });

  test("refuses [10] against [10, 1], which would broadcast to [10, 10]", () => {
    const call = () => new MSELoss().call(zeros([10]) as Tensor, zeros([10, 1]) as Tensor);
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      "MSELoss: prediction [10] and target [10, 1] differ in shape (reshape one: target.reshape([10]); broadcasting would compare each prediction with each target)",
    );
  });

  test("refuses every other difference, also one that would broadcast harmlessly", () => {
    for (const shape of [[], [1], [3, 2], [2, 3, 1]])
      expect(() => functional.mseLoss(zeros([2, 3]) as Tensor, zeros(shape) as Tensor)).toThrow(
        ShapeError,
      );
  });

  test("refuses a reduction that does not exist", () => {
    expect(() => new MSELoss({ reduction: "avg" as "mean" })).toThrow(
      'MSELoss: reduction is "avg": needed "mean", "sum" or "none"',
    );
  });

  test("the function does the same", () => {
    expect(functional.mseLoss(prediction, target).item()).toBe(13 / 4);
    expect(functional.mseLoss(prediction, target, { reduction: "sum" }).item()).toBe(13);
    expect(() => functional.mseLoss(prediction, target, { reduction: "x" as "sum" })).toThrow(
      "mseLoss: reduction is",
    );
  });
});
