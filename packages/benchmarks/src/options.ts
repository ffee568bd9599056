import { parseArgs } from "node:util";
import { operationSections } from "./operation-sections.ts";
import { systems } from "./systems.ts";

/** What can be measured of learning the airfoil data. */
export const trainingSections: readonly string[] = ["epoch", "small-ops", "memory"];

/** What can be measured. */
export const sections: readonly string[] = [
  ...trainingSections,
  ...operationSections.map(({ id }) => id),
];

/** The command line, checked. */
export interface Options {
  readonly only: readonly string[];
  readonly sections: readonly string[];
  readonly rounds: number;
  readonly json: string | undefined;
  readonly record: boolean;
  readonly help: boolean;
}

/** Printed by `--help`. */
export const usage = `Measures nabla beside its peers, interleaved, and prints medians and ratios.

usage: npx pnpm@10.34.9 bench [flags]

  --only LIST      systems to run, comma-separated (default: all)
                   ${systems.map((system) => system.id).join(", ")}
  --section LIST   what to measure: ${sections.join(", ")} (default: all)
  --quick          nabla against the hand-written loop, epochs and small operations: under 20 seconds
  --rounds N       turns of each system (default 30; 15 with --quick)
  --json FILE      also write every measurement to FILE
  --record         also write the tables to packages/benchmarks/RESULTS.md
  --help           this text

Peers are installed into packages/benchmarks/.peers (about 400 MB) when first measured; one that
cannot be had is skipped. The data comes from NABLA_SHARED, else through loadAirfoil().
`;

const quickSystems = ["hand-written", "nabla", "nabla-scratch"];

/** A comma-separated flag, each entry one of `known`. */
function list(flag: string, value: string, known: readonly string[]): string[] {
  return value.split(",").map((entry) => {
    const found = known.find((name) => name === entry.trim());
    if (found) return found;
    throw new Error(`--${flag}: unknown "${entry}": choose from ${known.join(", ")}`);
  });
}

function positiveInteger(flag: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${flag}: got "${value}": needs a positive whole number`);
}

/**
 * Reads the command line.
 *
 * @throws Error with a message for the user when a flag is unknown or its value makes no sense.
 */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      only: { type: "string" },
      section: { type: "string" },
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      json: { type: "string" },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const ids = systems.map((system) => system.id);
  const { quick } = values;
  return {
    only: values.only ? list("only", values.only, ids) : quick ? quickSystems : ids,
    sections: values.section
      ? list("section", values.section, sections)
      : quick
        ? ["epoch", "small-ops"]
        : sections,
    rounds: values.rounds ? positiveInteger("rounds", values.rounds) : quick ? 15 : 30,
    json: values.json,
    record: values.record,
    help: values.help,
  };
}
