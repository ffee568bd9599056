/** One line of a table, cut into cells. */
export interface TextRow {
  /** The line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The delimiter that stands for any run of spaces and tabs. */
const WHITESPACE = "whitespace";

/**
 * Cuts text into rows: Unix, Windows and old Mac line ends, a byte-order mark, empty lines and
 * lines that start with `#` are taken care of.
 */
export function splitRows(text: string, delimiter?: string): TextRow[] {
  const rows: TextRow[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  let separator = delimiter;
  lines.forEach((content, index) => {
    // A byte-order mark is white space, too.
    const trimmed = content.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return;
    separator ??= guessDelimiter(trimmed);
    const cells = separator === WHITESPACE ? splitSpaces(trimmed) : splitLine(content, separator);
    rows.push({ line: index + 1, cells });
  });
  return rows;
}

/** The first of tab, semicolon and comma in the line, else whitespace. */
function guessDelimiter(line: string): string {
  // A semicolon goes before a comma: where both occur, the comma is a decimal or in a name.
  const unquoted = line.replaceAll(/"[^"]*"/g, "");
  return ["\t", ";", ","].find((delimiter) => unquoted.includes(delimiter)) ?? WHITESPACE;
}

function splitSpaces(line: string): string[] {
  return Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([all, quoted]) => quoted ?? all);
}

function splitLine(line: string, delimiter: string): string[] {
  const cells = line.includes('"') ? splitQuoted(line, delimiter) : line.split(delimiter);
  return cells.map((cell) => cell.trim());
}

/** RFC 4180: a cell in quotes may hold the delimiter, and a quote written twice. */
function splitQuoted(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i <= line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    const ends = i === line.length || (!quoted && line.startsWith(delimiter, i));
    if (!ends) continue;
    cells.push(unquote(line.slice(start, i).trim()));
    start = i + delimiter.length;
  }
  return cells;
}

function unquote(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
