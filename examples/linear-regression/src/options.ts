import { closest } from "../../trajectories/src/closest.ts";
import { readFlags, UsageError } from "../../trajectories/src/command-line.ts";
import { defaultLr, type OptimizerName, optimizerNames } from "./optimizers.ts";

/** What the user asked for, checked. */
export interface Options {
  readonly optimizer: OptimizerName;
  readonly lr: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly data: string | undefined;
  readonly seed: number;
  readonly out: string;
  readonly help: boolean;
}

const lrs = optimizerNames.map((name) => `${defaultLr[name]} for ${name}`).join(", ");

/** Printed by `--help`. */
export const help = `Learns a linear regression from real data, and shows how well and how fast.

usage: npx pnpm@10.34.9 start [options]

  --optimizer NAME   ${optimizerNames.join(", ")} (default: adagrad)
  --lr NUMBER        learning rate (default: ${lrs})
  --batch-size N     rows per step (default: 10)
  --epochs N         how often to go through all rows (default: 2)
  --data FILE        a table of numbers (CSV, TSV or columns separated by spaces), the last column
                     to be predicted (default: the airfoil data, without a network the penguins)
  --seed N           start of the random numbers: first weights, order of rows (default: 0)
  --out DIR          folder for the pictures (default: nabla-output)
  --help             show this text

exit codes: 0 done, 1 data unusable or training diverged, 2 wrong option, 130 stopped by Ctrl-C
`;

/** Reads the command line; throws a UsageError for what makes no sense. */
export function readOptions(args: readonly string[]): Options {
  const flags = readFlags(args, {
    optimizer: "value",
    lr: "value",
    "batch-size": "value",
    epochs: "value",
    data: "value",
    seed: "value",
    out: "value",
    help: "switch",
  });
  const optimizer = readOptimizer(flags.optimizer ?? "adagrad");
  return {
    optimizer,
    lr: flags.lr === undefined ? defaultLr[optimizer] : readRate("lr", flags.lr),
    batchSize: readWhole("batch-size", flags["batch-size"] ?? "10", 1),
    epochs: readWhole("epochs", flags.epochs ?? "2", 1),
    data: flags.data,
    seed: readWhole("seed", flags.seed ?? "0", 0),
    out: flags.out ?? "nabla-output",
    help: flags.help ?? false,
  };
}

function readOptimizer(name: string): OptimizerName {
  const found = optimizerNames.find((known) => known === name);
  if (found) return found;
  const guess = closest(name, optimizerNames);
  const hint = guess ? `: did you mean ${guess}?` : "";
  throw new UsageError(
    `--optimizer: unknown "${name}"${hint || `: choose from ${optimizerNames.join(", ")}`}`,
  );
}

/** A number in decimal notation; `Number` alone would take "" and "0x10". */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readRate(flag: string, text: string): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new UsageError(`--${flag}: "${text}" is not a number`);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--${flag}: ${text} is not a finite number above 0`);
}

function readWhole(flag: string, text: string, least: number): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`--${flag}: "${text}" is not a whole number of at least ${least}`);
}
