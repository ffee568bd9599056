import { leastSquares } from "../../linear-regression/src/least-squares.ts";
import { textbookProblem } from "../../linear-regression/src/problem.ts";
import { readFlags } from "../../trajectories/src/command-line.ts";
import { run } from "../../trajectories/src/run.ts";
import { learn } from "./learn.ts";

const help = `Linear regression from scratch: tensors and gradients, no layer, no optimizer.

usage: npx pnpm@10.34.9 --filter from-scratch start [options]

  --help   show this text
`;

await run(async () => {
  if (readFlags(process.argv.slice(2), { help: "switch" }).help) {
    process.stdout.write(help);
    return;
  }

  const recipe = { lr: 0.1, batchSize: 10, epochs: 2, seed: 0 };
  const problem = await textbookProblem(recipe.batchSize);
  const { name, rows, features, target, reason } = problem;
  console.log(`${name}: ${rows} rows, ${features.length} features, target ${target}`);
  if (reason) console.log(`(${reason})`);

  const { w, b, losses, secondsPerEpoch } = learn(
    problem.x.to("float32"),
    problem.y.to("float32"),
    recipe,
  );

  for (const [i, loss] of losses.entries()) console.log(`epoch ${i + 1}, loss ${loss.toFixed(6)}`);
  console.log(`loss: ${losses.at(-1)!.toFixed(3)}, ${secondsPerEpoch.toPrecision(2)} sec/epoch`);
  console.log(`least squares: ${leastSquares(problem).loss.toFixed(6)}`);
  console.log(`\nw = ${w.detach().T}\nb = ${b.detach()}`);
});
