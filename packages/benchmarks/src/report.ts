import { type Machine, machineLine } from "./machine.ts";
import { type Comparison, type EpochResult, LOSS_RANGE, type Timed } from "./measure.ts";
import type { OperationResults } from "./measure-operations.ts";
import type { MemoryReport, MemorySample } from "./memory.ts";
import { operationTable } from "./report-operations.ts";
import type { Spread } from "./statistics.ts";
import { figure, type Table } from "./table.ts";

/** Everything one run found out. */
export interface Results {
  readonly machine: Machine;
  readonly rounds: number;
  readonly epoch?: Comparison<EpochResult>;
  readonly smallOps?: { readonly add: Comparison; readonly chain: Comparison };
  readonly memory?: MemoryReport;
  readonly operations: readonly OperationResults[];
  /** Systems that were not measured, and why. */
  readonly skipped: readonly string[];
}

/** A heading, a sentence on how to read the table, and the table. */
export interface Section {
  readonly title: string;
  readonly note: string;
  readonly table: Table;
}

function range(of: Spread, scale: number): string {
  return `${figure(of.p25 * scale)}–${figure(of.p75 * scale)}`;
}

function epochSection({ base, results }: Comparison<EpochResult>): Section {
  const head = ["system", "version", "µs/epoch", "p25–p75", `× ${base}`, "p25–p75", "loss, 2 ep."];
  const rows = results.map((result) => [
    result.name,
    result.version,
    figure(result.seconds.median * 1e6),
    range(result.seconds, 1e6),
    result.correct ? figure(result.ratio.median) : "wrong loss",
    result.correct ? range(result.ratio, 1) : "–",
    result.lossAfterTwoEpochs.toFixed(4),
  ]);
  const [low, high] = LOSS_RANGE;
  return {
    title: "Linear regression on the airfoil data: one epoch",
    note:
      "150 steps of Adagrad (lr 0.1) on batches of 10 gathered from freshly shuffled rows. " +
      `Losses after two epochs and at the end must lie in ${low.toFixed(4)}–${high.toFixed(4)}.`,
    table: [[...head, "at the end"], ...rows.map((row, i) => [...row, endLoss(results[i])])],
  };
}

function endLoss(result: EpochResult | undefined): string {
  return result?.lossAtTheEnd.toFixed(4) ?? "";
}

function smallOpCells({ seconds, ratio }: Timed): string[] {
  return [figure(seconds.median * 1e9), range(seconds, 1e9), figure(ratio.median)];
}

function smallOpsSection(add: Comparison, chain: Comparison): Section {
  const columns = ["p25–p75", `× ${add.base}`];
  const rows = add.results.map((result, i) => [
    result.name,
    ...smallOpCells(result),
    ...smallOpCells(chain.results[i] as Timed),
  ]);
  return {
    title: "Cost of one small operation",
    note:
      "Nanoseconds per operation on 10 elements: an addition without gradient, and a chain of " +
      "multiplications and additions with its gradient (time divided by the forward operations).",
    table: [["system", "add ns", ...columns, "mul/add + grad ns", ...columns], ...rows],
  };
}

function memoryRow(label: string, { heap, external, rss }: MemorySample): string[] {
  return [label, heap.toFixed(1), external.toFixed(1), rss.toFixed(0)];
}

function memorySection({ name, samples, peakRss, kept }: MemoryReport): Section {
  const steps = (count: number): string => count.toLocaleString("en-US");
  return {
    title: `Memory of ${name} over a long run`,
    note:
      "Megabytes after forced garbage collection. The steps run in unbroken loops, as a user's " +
      `do; resident memory was at most ${peakRss.toFixed(0)} MB between collections.`,
    table: [
      ["when", "heap", "external", "resident"],
      ...samples.map((sample) => memoryRow(`after ${steps(sample.steps)} steps`, sample)),
      memoryRow(`holding the losses of ${steps(kept.losses)} more`, kept.holding),
      memoryRow("losses let go", kept.after),
    ],
  };
}

/** The sections of a report, ready to be laid out as text or Markdown. */
export function toSections(results: Results): Section[] {
  const { epoch, smallOps, memory, operations } = results;
  const sections: Section[] = [];
  if (epoch) sections.push(epochSection(epoch));
  if (smallOps) sections.push(smallOpsSection(smallOps.add, smallOps.chain));
  if (memory) sections.push(memorySection(memory));
  sections.push(...operations.map(operationTable));
  return sections;
}

/** Lays out a report; `layOut` draws the tables, `heading` the titles. */
export function render(
  results: Results,
  layOut: (table: Table) => string,
  heading: (title: string) => string,
): string {
  const method =
    `Medians of ${results.rounds} rounds. Every system runs in a process of its own and works one ` +
    "turn a round; ratios compare turns of the same round.";
  const parts = [machineLine(results.machine)];
  if (results.epoch || results.smallOps || results.operations.length > 0) parts.push(method);
  for (const { title, note, table } of toSections(results)) {
    parts.push(heading(title), note, layOut(table));
  }
  if (results.skipped.length > 0)
    parts.push(results.skipped.map((text) => `Skipped: ${text}`).join("\n"));
  return `${parts.join("\n\n")}\n`;
}
