import { randn, tensor } from "@nabla/tensor";
import { expect, test } from "vitest";
import { leastSquares } from "../../linear-regression/src/least-squares.ts";
import { textbookProblem } from "../../linear-regression/src/problem.ts";
import { learn } from "../src/learn.ts";

test("recovers the weights and the bias behind noiseless data", () => {
  const x = randn([200, 2]);
  const y = x.matmul(tensor([[2], [-3.4]])).add(4.2);
  const { w, b, losses } = learn(x, y, { lr: 0.5, batchSize: 10, epochs: 20, seed: 0 });
  // Without noise the steps die out; what remains is far below this in float32.
  expect(w.data[0]).toBeCloseTo(2, 3);
  expect(w.data[1]).toBeCloseTo(-3.4, 3);
  expect(b.item()).toBeCloseTo(4.2, 3);
  expect(losses).toHaveLength(20);
});

test.skipIf(!process.env.NABLA_SHARED)(
  "comes within 1.5 % of the optimum on the airfoil data",
  async () => {
    const problem = await textbookProblem(10);
    const recipe = { lr: 0.1, batchSize: 10, epochs: 2, seed: 0 };
    const { losses } = learn(problem.x.to("float32"), problem.y.to("float32"), recipe);
    expect(losses.at(-1)! / leastSquares(problem).loss).toBeLessThan(1.015);
  },
);
