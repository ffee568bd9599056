import { type OperationResults, PATIENCE_SECONDS } from "./measure-operations.ts";
import type { Section } from "./report.ts";
import { figure } from "./table.ts";

/** A table with a row for each system: how much it gets done a second, and the ratio of times. */
export function operationTable({ section, base, cases }: OperationResults): Section {
  const systems = new Map(
    cases.flatMap(({ results }) => results.map(({ id, name, version }) => [id, { name, version }])),
  );
  const head = ["system", "version", ...cases.map(({ case: { label } }) => label)];
  const rows = [...systems].map(([id, { name, version }]) => [
    name,
    version,
    ...cases.map(({ case: { work }, results, wrong }) => {
      const result = results.find((candidate) => candidate.id === id);
      if (result === undefined) return "–";
      if (wrong.includes(result.name)) return "wrong result";
      const { seconds, ratio } = result;
      return `${figure(work / seconds.median / 1e9)} (×${figure(ratio.median)})`;
    }),
  ]);
  return {
    title: section.title,
    note:
      `${section.unit}, and in parentheses the time as a multiple of ${base}'s. ${section.note} ` +
      `A dash: not offered, or a call takes more than ${PATIENCE_SECONDS} s.`,
    table: [head, ...rows],
  };
}
