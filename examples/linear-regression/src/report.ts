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
  const columns = `${features.length} feature${features.length === 1 ? "" : "s"}`;
  const lines = [
    `data        ${name === source ? name : `${name}, from ${source}`}`,
    `rows        ${rows}${left}, standardised: mean 0, deviation 1`,
    `target      ${target}, from ${columns}`,
  ];
  if (reason) lines.push(wrapped("why these   the airfoil data could not be had. ", reason));
  return lines.join("\n");
}

/** A long text under its title, in lines of at most 80 characters where words allow it. */
function wrapped(title: string, text: string): string {
  const indent = " ".repeat(12);
  const lines = [title.trimEnd()];
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last.length + 1 + word.length > 80) lines.push(`${indent}${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}

/** Says how the training is done. */
export function describeTraining({ optimizer, lr, batchSize, epochs, seed }: Options): string {
  const plural = epochs === 1 ? "epoch" : "epochs";
  return `training    ${titles[optimizer]}, lr ${lr}, batches of ${batchSize}, ${epochs} ${plural}, seed ${seed}`;
}

/** The result in the textbook's words. */
export function lossLine(loss: number, seconds: readonly number[]): string {
  const average = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
  const line = `loss: ${loss.toFixed(3)}, ${average.toPrecision(2)} sec/epoch`;
  // In the first, the engine still compiles the code that it runs.
  return seconds.length > 1 ? `${line} (the last: ${seconds.at(-1)!.toPrecision(2)} sec)` : line;
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

/** What to try when a loss is far above the optimum; nothing where it is near. */
export function advice(loss: number, optimum: number, { epochs }: Options): string {
  const far = optimum > 1e-9 && loss > 1.05 * optimum;
  return far ? `More epochs come closer: try --epochs ${10 * epochs}.\n` : "";
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
