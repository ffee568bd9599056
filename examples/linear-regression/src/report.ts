import type { Linear } from "@nabla/nn";
import { type Figure, learningCurve } from "@nabla/viz";
import type { LeastSquares } from "./least-squares.ts";
import type { Look } from "./monitor.ts";
import { titles } from "./optimizers.ts";
import type { Options } from "./options.ts";
import type { Problem } from "./problem.ts";

/** Says which data there are, and why these. */
export function describeProblem(problem: Problem): string {
  const { name, source, reason, features, target, rows, unused } = problem;
  const left = unused ? ` (of ${rows + unused}, the first)` : "";
  const lines = [
    `data        ${name === source ? name : `${name}, from ${source}`}`,
    `rows        ${rows}${left}, standardised: mean 0, deviation 1`,
    `features    ${features.join(", ")}`,
    `target      ${target}`,
  ];
  if (reason) lines.push(`why these   the airfoil data could not be had: ${reason}`);
  return lines.join("\n");
}

/** Says how the training is done. */
export function describeTraining({ optimizer, lr, batchSize, epochs, seed }: Options): string {
  const plural = epochs === 1 ? "epoch" : "epochs";
  return `training    ${titles[optimizer]}, lr ${lr}, batches of ${batchSize}, ${epochs} ${plural}, seed ${seed}`;
}

/** The result in the textbook's words. */
export function lossLine(loss: number, secondsPerEpoch: number): string {
  return `loss: ${loss.toFixed(3)}, ${secondsPerEpoch.toPrecision(2)} sec/epoch`;
}

/** The final losses of several ways beside the least that any linear model can reach. */
export function compareLosses(losses: Readonly<Record<string, number>>, optimum: number): string {
  const rows = Object.entries(losses).map(([name, loss]) => {
    const excess = `${((loss / optimum - 1) * 100).toFixed(2)} % above the least`;
    // Where a line fits perfectly, there is nothing to take a percentage of.
    return [name, loss.toFixed(6), optimum > 1e-9 ? excess : ""];
  });
  return columns(["final loss over all rows", "", ""], ...rows, [
    "least squares",
    optimum.toFixed(6),
    "",
  ]);
}

/** The learned weights beside those of the closed-form solution. */
export function compareWeights(
  { features }: Problem,
  model: Linear<number, 1>,
  best: LeastSquares,
): string {
  const learned = [...model.weight.data, ...model.bias.data];
  const exact = [...best.weights, best.bias];
  const rows = [...features, "(bias)"].map((name, i) => [name, show(learned[i]!), show(exact[i]!)]);
  return columns(["weight", "learned", "least squares"], ...rows);
}

/** Four decimals, none of them for a weight that is not determined; no minus sign before zeros. */
function show(weight: number): string {
  if (Number.isNaN(weight)) return "–";
  return weight.toFixed(4).replace(/^-(0\.0*)$/, "$1");
}

/** Lines of cells, the first aligned to the left and the others to the right. */
function columns(...lines: string[][]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const pad = (cell: string, i: number): string =>
    i === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[i]! + 3);
  return lines.map((line) => line.map(pad).join("").trimEnd()).join("\n");
}

/** The loss during training, with the least loss as a dashed line. */
export function drawCurve(
  looks: readonly Look[],
  problem: Problem,
  options: Options,
  optimum: number,
): Figure {
  const curve = {
    name: titles[options.optimizer],
    x: looks.map(({ epoch }) => epoch),
    y: looks.map(({ loss }) => loss),
  };
  return learningCurve([curve], {
    title: `Linear regression: ${problem.name}`,
    xLabel: "epoch",
    reference: { value: optimum, label: "least squares" },
  });
}
