import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Figure, trajectories } from "@nabla/viz";
import { learn } from "../../from-scratch/src/learn.ts";
import { descend, lastLine } from "../../trajectories/src/descend.ts";
import { formula, height } from "../../trajectories/src/objective.ts";
import { adagrad } from "../../trajectories/src/rules.ts";
import { Failure, run } from "../../trajectories/src/run.ts";
import { leastSquares } from "./least-squares.ts";
import { Monitor } from "./monitor.ts";
import { defaultLr } from "./optimizers.ts";
import { help, type Options, readOptions } from "./options.ts";
import { type Problem, problemFrom, textbookProblem } from "./problem.ts";
import { createProgress } from "./progress.ts";
import * as report from "./report.ts";
import { train } from "./train.ts";

await run(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(help);
    return;
  }
  // What the user may have got wrong comes first.
  const { data, batchSize } = options;
  const given = data === undefined ? undefined : await problemFrom(data, batchSize);
  await mkdir(options.out, { recursive: true });

  const paths = showTrajectories();
  const problem = given ?? (await textbookProblem(batchSize));
  const curve = await showRegression(problem, options);

  console.log("\nPictures");
  await save(paths, options.out, "trajectories.svg");
  await save(curve, options.out, "learning-curve.svg");
});

/** Adagrad on a function of two variables, small enough to follow with a pencil. */
function showTrajectories(): Figure {
  console.log(`Adagrad on ${formula}, from (−5, −2), gradients by automatic differentiation`);
  const paths = [0.4, 2].map((lr) => ({ name: `Adagrad, lr ${lr}`, points: descend(adagrad(lr)) }));
  for (const { name, points } of paths) console.log(`\n${name}\n${lastLine(points)}`);
  return trajectories(height, paths, { title: `Adagrad on ${formula}` });
}

/** Learns a linear regression and compares it with the closed-form solution. */
async function showRegression(problem: Problem, options: Options): Promise<Figure> {
  const best = leastSquares(problem);
  console.log(`\nLinear regression\n\n${report.describeProblem(problem)}`);
  console.log(`${report.describeTraining(options)}\n`);

  const progress = createProgress(process.stdout);
  const monitor = new Monitor(problem.rows, options, progress);
  const model = await train(
    problem.x.to("float32"),
    problem.y.to("float32"),
    options,
    monitor,
  ).finally(() => progress.end());

  const { looks, seconds } = monitor;
  const loss = looks.at(-1)!.loss;
  checkDescent(looks[0]!.loss, loss, options);
  console.log(`\n${report.lossLine(loss, seconds)}`);
  const losses = { "nn and optim": loss, ...lossFromScratch(problem, options) };
  console.log(`\n${report.compareLosses(losses, best.loss)}`);
  console.log(
    `${report.advice(loss, best.loss, options)}\n${report.compareWeights(problem, model, best)}`,
  );
  const figure = report.drawCurve(looks, problem, options, best.loss);
  showInTerminal(figure);
  return figure;
}

/** What the program of examples/from-scratch, which knows only Adagrad, reaches by the same steps. */
function lossFromScratch({ x, y, rows }: Problem, options: Options): Record<string, number> {
  const steps = (options.epochs * rows) / options.batchSize;
  // A training that takes long is not worth waiting for twice.
  if (options.optimizer !== "adagrad" || steps > 1000) return {};
  return { "from scratch": learn(x.to("float32"), y.to("float32"), options).losses.at(-1)! };
}

/** A loss that ends far above where it began is no result. */
function checkDescent(first: number, last: number, { lr, optimizer }: Options): void {
  if (last <= 2 * first) return;
  throw new Failure(
    `training diverged: the loss rose from ${first.toFixed(3)} to ${last.toPrecision(3)}: ` +
      `lr ${lr} makes the steps too long (try a smaller --lr; ${defaultLr[optimizer]} is the default)`,
  );
}

function showInTerminal(figure: Figure): void {
  const { isTTY, columns = 80, rows = 24 } = process.stdout;
  if (!isTTY || columns < 40) return;
  const size = { width: Math.min(columns - 1, 80), height: Math.max(12, Math.min(rows - 2, 18)) };
  console.log(`\n${figure.toTerminal({ ...size, color: process.env.TERM !== "dumb" })}`);
}

async function save(figure: Figure, folder: string, name: string): Promise<void> {
  console.log(`  ${relative(".", await figure.save(join(folder, name)))}`);
}
