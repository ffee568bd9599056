import { writeFileSync } from "node:fs";
import { loadRows } from "./airfoil.ts";
import { assemble, type Field, startOne } from "./field.ts";
import { describeMachine } from "./machine.ts";
import { measureEpoch, measureSmallOps } from "./measure.ts";
import { measureOperations, type OperationResults } from "./measure-operations.ts";
import { growth, leaks, type MemoryReport } from "./memory.ts";
import { operationSections } from "./operation-sections.ts";
import { type Options, parseOptions, trainingSections, usage } from "./options.ts";
import type { RowsMessage } from "./protocol.ts";
import { type Results, render } from "./report.ts";
import { type Kind, type System, systems } from "./systems.ts";
import { toMarkdown, toText } from "./table.ts";

const memorySteps = 1_000_000;
const keptLosses = 100_000;

/** Memory is measured in a fresh process, with nothing else in it. */
async function measureMemoryOf(id: string, rows: RowsMessage): Promise<MemoryReport | undefined> {
  const system = systems.find((candidate) => candidate.id === id) as System;
  const client = await startOne(system, undefined, rows);
  try {
    return (await client.ask({ do: "memory", steps: memorySteps, kept: keptLosses })).memory;
  } finally {
    client.close();
  }
}

async function measureAll(
  field: Field,
  rows: RowsMessage | undefined,
  options: Options,
): Promise<Results> {
  const machine = describeMachine();
  const { clients, skipped } = field;
  const pace = { rounds: options.rounds, warmSeconds: 1, turnSeconds: 0.1 };
  const trained = clients.filter(({ tasks }) => tasks.includes("epoch"));
  const wants = (section: string): boolean =>
    options.sections.includes(section) && trained.length > 0;
  const epoch = wants("epoch") ? await measureEpoch(trained, pace) : undefined;
  const smallOps = wants("small-ops") ? await measureSmallOps(trained, pace) : undefined;
  const operations: OperationResults[] = [];
  // A case is one cell of a table: there are many, and single operations vary little.
  const briefly = { ...pace, warmSeconds: 0.3, turnSeconds: 0.05 };
  for (const section of operationSections)
    if (options.sections.includes(section.id) && clients.length > 0)
      operations.push(await measureOperations(section, clients, briefly));
  for (const client of clients) client.close();
  const nabla = trained.find((client) => client.id.startsWith("nabla"));
  const memory =
    wants("memory") && nabla && rows ? await measureMemoryOf(nabla.id, rows) : undefined;
  return {
    machine,
    rounds: options.rounds,
    skipped,
    operations,
    ...(epoch && { epoch }),
    ...(smallOps && { smallOps }),
    ...(memory && { memory }),
  };
}

function publish(results: Results, options: Options): void {
  const heading = (title: string): string => `${title}\n${"═".repeat(title.length)}`;
  process.stdout.write(`${render(results, toText, heading)}\n`);
  const markdown = render(results, toMarkdown, (title) => `## ${title}`);
  process.stdout.write(`As Markdown:\n\n${markdown}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.record) {
    const file = new URL("../RESULTS.md", import.meta.url);
    const intro =
      "Written by `npx pnpm@10.34.9 bench --record`. Machines differ: quote the ratios.";
    writeFileSync(file, `# Last recorded measurements\n\n${intro}\n\n${markdown}`);
  }
}

/** What makes a run a failure although every number came back. */
function faults({ epoch, memory, operations }: Results): string[] {
  const wrong = epoch?.results.filter((result) => !result.correct) ?? [];
  const found = wrong.map(({ name }) => `${name}: its loss is out of range`);
  for (const { section, cases } of operations)
    for (const { case: work, wrong: names } of cases)
      for (const name of names)
        found.push(`${name}: its ${section.id} ${work.label} is not that of the others`);
  if (memory && leaks(memory)) {
    found.push(`${memory.name}: memory grew by ${growth(memory).toFixed(1)} MB with its steps`);
  }
  return found;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const trains = options.sections.some((section) => trainingSections.includes(section));
  const operates = operationSections.some(({ id }) => options.sections.includes(id));
  const kinds: Kind[] = trains ? ["training"] : [];
  if (operates) kinds.push("operations");
  const rows = trains ? await loadRows() : undefined;
  const field = await assemble(options.only, kinds, rows);
  const results = await measureAll(field, rows, options);
  publish(results, options);
  const failures = [...field.failures, ...faults(results)];
  for (const failure of failures) process.stderr.write(`FAILED: ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

// Whoever reads only the first lines (`| head`) has what he wants.
process.stdout.on("error", () => process.exit());

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
