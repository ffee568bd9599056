import { rand, randn, tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { leastSquares } from "../src/least-squares.ts";
import { Monitor } from "../src/monitor.ts";
import { optimizerNames } from "../src/optimizers.ts";
import { type Options, readOptions } from "../src/options.ts";
import { textbookProblem } from "../src/problem.ts";
import { train } from "../src/train.ts";

const silent = { show: () => {}, end: () => {} };
const options = (...args: string[]): Options => readOptions(args);

describe.skipIf(!process.env.NABLA_SHARED)("on the airfoil data (set NABLA_SHARED)", () => {
  test.each(optimizerNames)("%s comes within 1.5 percent of the optimum", async (name) => {
    const problem = await textbookProblem(10);
    const chosen = options("--optimizer", name);
    const monitor = new Monitor(problem.rows, chosen, silent);
    await train(problem.x.to("float32"), problem.y.to("float32"), chosen, monitor);
    expect(monitor.looks).toHaveLength(31);
    expect(monitor.looks.at(-1)!.loss / leastSquares(problem).loss).toBeLessThan(1.015);
  });
});

test.each(optimizerNames)("%s recovers the weights behind noiseless data", async (name) => {
  const x = randn([500, 2]);
  const y = x.matmul(tensor([[0.6], [-0.7]])).add(0.2);
  const chosen = options("--optimizer", name, "--epochs", "20");
  const model = await train(x, y, chosen, new Monitor(500, chosen, silent));
  // 1,000 steps; what remains of the initial distance is below 1 %.
  expect(model.weight.data[0]).toBeCloseTo(0.6, 2);
  expect(model.weight.data[1]).toBeCloseTo(-0.7, 2);
  expect(model.bias.item()).toBeCloseTo(0.2, 2);
});

test("a seed fixes the whole course, and another one changes it", async () => {
  const x = rand([40, 1]);
  const y = x.mul(2);
  const course = async (seed: string) => {
    const chosen = options("--seed", seed);
    const monitor = new Monitor(40, chosen, silent);
    await train(x, y, chosen, monitor);
    return monitor.looks;
  };
  expect(await course("3")).toEqual(await course("3"));
  expect(await course("3")).not.toEqual(await course("4"));
});

test("the loss is looked at before the first step, every 100 examples, and after each epoch", async () => {
  const x = rand([120, 1]);
  const chosen = options("--batch-size", "50");
  const monitor = new Monitor(120, chosen, silent);
  await train(x, x.mul(2), chosen, monitor);
  expect(monitor.looks.map(({ epoch }) => Math.round(epoch * 120))).toEqual([
    0, 100, 120, 220, 240,
  ]);
  expect(monitor.seconds).toHaveLength(2);
});

test("a loss that is no longer finite ends the training with advice", async () => {
  const x = randn([100, 1]);
  const chosen = options("--optimizer", "sgd", "--lr", "1e9");
  const training = train(x, x.mul(2), chosen, new Monitor(100, chosen, silent));
  await expect(training).rejects.toThrow(
    /^training diverged: after \d+ examples the loss is (NaN|Infinity): lr 1000000000 .* 0\.02 is/,
  );
});
