import { expect, test } from "vitest";
import { descend, lastLine } from "../src/descend.ts";
import { adagrad, gradientDescent, momentum } from "../src/rules.ts";

// The figures that the textbook prints for the same paths.
test.each([
  ["gradient descent, lr 0.4", gradientDescent(0.4), "epoch 20, x1 -0.943467, x2 -0.000073"],
  ["Momentum, lr 0.4, γ 0.5", momentum(0.4, 0.5), "epoch 20, x1 -0.062843, x2 0.001202"],
  ["Adagrad, lr 0.4", adagrad(0.4), "epoch 20, x1 -2.382563, x2 -0.158591"],
  ["Adagrad, lr 2", adagrad(2), "epoch 20, x1 -0.002295, x2 -0.000000"],
])("%s ends where the textbook's path ends", (_, rule, line) => {
  expect(lastLine(descend(rule))).toBe(line);
});

test("a path has its start and one point for each step", () => {
  const path = descend(gradientDescent(0.4), 3);
  expect(path).toHaveLength(4);
  expect(path[0]).toEqual([-5, -2]);
  // x1 − 0.4 · 0.2 x1 and x2 − 0.4 · 4 x2, up to the last digit.
  expect(path[1]![0]).toBeCloseTo(-4.6, 12);
  expect(path[1]![1]).toBeCloseTo(1.2, 12);
});
