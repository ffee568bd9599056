/** A table of text: the first row is its head. */
export type Table = readonly (readonly string[])[];

/** Columns after the first are figures and stand flush right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function widths(table: Table): number[] {
  const head = table[0] ?? [];
  return head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
}

/** Aligned with spaces, for a terminal. */
export function toText(table: Table): string {
  const columns = widths(table);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => pad(cell, columns[column] ?? 0, column))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = table;
  const rule = columns.map((width) => "─".repeat(width)).join("  ");
  return [line(head), rule, ...body.map(line)].join("\n");
}

/** The same as Markdown. */
export function toMarkdown(table: Table): string {
  const columns = widths(table);
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => pad(cell, columns[column] ?? 0, column)).join(" | ")} |`;
  const [head = [], ...body] = table;
  const rule = columns.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(Math.max(1, width - 1))}:`,
  );
  return [line(head), `| ${rule.join(" | ")} |`, ...body.map(line)].join("\n");
}

/** Three significant digits, with thousands separated and no exponent. */
export function figure(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = digits > 0 ? value : Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
