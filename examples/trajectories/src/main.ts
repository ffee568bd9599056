import { join, relative } from "node:path";
import { trajectories } from "@nabla/viz";
import { readFlags } from "./command-line.ts";
import { descend, lastLine } from "./descend.ts";
import { formula, height } from "./objective.ts";
import { adagrad, gradientDescent, momentum } from "./rules.ts";
import { run } from "./run.ts";

const help = `Shows how gradient descent, Momentum and Adagrad walk down a valley.

usage: npx pnpm@10.34.9 --filter trajectories start [options]

  --out DIR   folder for the picture (default: nabla-output)
  --help      show this text
`;

await run(async () => {
  const flags = readFlags(process.argv.slice(2), { out: "value", help: "switch" });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }

  const paths = [
    { name: "gradient descent, lr 0.4", points: descend(gradientDescent(0.4)) },
    { name: "Momentum, lr 0.4, γ 0.5", points: descend(momentum(0.4, 0.5)) },
    { name: "Adagrad, lr 0.4", points: descend(adagrad(0.4)) },
    { name: "Adagrad, lr 2", points: descend(adagrad(2)) },
  ];

  console.log(`${formula}, 20 steps from (−5, −2), gradients by automatic differentiation`);
  for (const { name, points } of paths) console.log(`\n${name}\n${lastLine(points)}`);

  const figure = trajectories(height, paths, { title: formula });
  const file = await figure.save(join(flags.out ?? "nabla-output", "trajectories.svg"));
  console.log(`\nPicture: ${relative(".", file)}`);
});
