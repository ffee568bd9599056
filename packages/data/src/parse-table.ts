import { type Tensor, tensor } from "@nabla/tensor";
import { dataError } from "./fail.ts";
import { parseNumber } from "./number.ts";
import type { Table } from "./table.ts";
import { splitRows, type TextRow } from "./table-text.ts";

/** How the text of a table is to be read. */
export interface TableOptions {
  /**
   * What separates cells: a string, or `"whitespace"` for any run of spaces and tabs (default:
   * the first of tab, semicolon and comma that the first line contains, else whitespace).
   */
  readonly delimiter?: string;
  /** Whether the first line holds names (default: yes if none of its cells is a number). */
  readonly header?: boolean;
  /** Names of the columns, instead of the header's. */
  readonly columns?: readonly string[];
  /** Name or index of the column to predict; negative indices count from the end (default −1). */
  readonly target?: string | number;
  /** The fewest rows to accept (default 1). */
  readonly minRows?: number;
  /** dtype of the tensors (default `"float32"`). */
  readonly dtype?: "float32" | "float64";
  /** Name of the table (default: the file's name, else `"table"`). */
  readonly name?: string;
  /** Name of the file that the text came from, for messages. */
  readonly file?: string;
}

/**
 * Reads a table of numbers from text, such as the content of a CSV file.
 *
 * Line ends, a byte-order mark, empty lines, lines that start with `#` and cells in quotes are
 * taken care of. Every cell must be a finite number: what is not one is reported with its line
 * and column.
 *
 * @param text - rows on lines, cells separated by the delimiter
 * @param options - format, names, and which column is the target
 * @returns the table, `x`: [rows, columns − 1], `y`: [rows, 1]
 * @throws DataError if the text is empty, has too few rows or columns, rows of unequal length, or
 * a cell that is missing, malformed, NaN or infinite
 *
 * @example
 * ```ts
 * import { parseTable } from "@nabla/data";
 *
 * const table = parseTable("width,height,mass\n1,2,30\n4,5,60\n");
 * table.features; // => ["width", "height"]
 * table.x.toArray(); // => [[1, 2], [4, 5]]
 * table.y.toArray(); // => [[30], [60]]
 * ```
 */
export function parseTable(text: string, options: TableOptions = {}): Table {
  return readTable("parseTable", text, options);
}

/** Like {@link parseTable}, in the name of another function. */
export function readTable(op: string, text: string, options: TableOptions): Table {
  const fail = (place: string, needed: string, fix?: string): Error =>
    dataError(op, [options.file, place].filter(Boolean).join(", "), needed, fix);
  if (text.includes("\0")) throw fail("binary content", "plain text", "save it as CSV in UTF-8");
  const rows = splitRows(text, options.delimiter);
  const header = takeHeader(rows, options.header);
  const columns = nameColumns(header ?? rows[0], options.columns, header !== undefined, fail);
  const minRows = Math.max(1, options.minRows ?? 1);
  if (rows.length < minRows) {
    throw fail(`${rows.length} rows of data`, `at least ${minRows}`, "is this the right file?");
  }
  const target = findTarget(columns, options.target ?? -1, fail);
  const dtype = options.dtype ?? "float32";
  const values = readCells(rows, columns, dtype, fail);
  const pick = (wanted: (column: number) => boolean): Float64Array =>
    values.filter((_, index) => wanted(index % columns.length));
  return {
    name: options.name ?? options.file ?? "table",
    columns,
    features: columns.filter((_, column) => column !== target),
    target: columns[target] ?? "",
    rows: rows.length,
    x: matrix(
      pick((column) => column !== target),
      rows.length,
      dtype,
    ),
    y: matrix(
      pick((column) => column === target),
      rows.length,
      dtype,
    ),
    labels: {},
    source: options.file ?? "text",
  };
}

type Fail = (place: string, needed: string, fix?: string) => Error;
type FloatDType = "float32" | "float64";

/** Values, row by row, as a tensor of shape [rows, …]. */
export function matrix(values: ArrayLike<number>, rows: number, dtype: FloatDType): Tensor {
  return tensor(Float64Array.from(values), { dtype }).reshape([rows, values.length / rows]);
}

/** Removes the line of names, if there is one, and returns it. */
function takeHeader(rows: TextRow[], header: boolean | undefined): TextRow | undefined {
  const isName = (cell: string): boolean => parseNumber(cell).problem === "text";
  const isNumber = (cell: string): boolean => !isName(cell) && cell !== "";
  const cells = rows[0]?.cells ?? [];
  return (header ?? (cells.some(isName) && !cells.some(isNumber))) ? rows.shift() : undefined;
}

function nameColumns(
  first: TextRow | undefined,
  given: readonly string[] | undefined,
  isHeader: boolean,
  fail: Fail,
): readonly string[] {
  if (!first) throw fail("no line with data", "a table of numbers");
  const { cells, line } = first;
  if (cells.length < 2) {
    const fix = "give the delimiter if it is not tab, semicolon, comma or white space";
    throw fail(`line ${line}: one column`, "features and a target, so two or more", fix);
  }
  if (given && given.length !== cells.length) {
    throw fail(`line ${line}: ${cells.length} columns`, `${given.length}, as many as names given`);
  }
  const names = cells.map((cell, index) => (isHeader && cell) || `column ${index + 1}`);
  const columns = given ?? names;
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw fail(`two columns "${twice}"`, "different names");
  return columns;
}

function findTarget(columns: readonly string[], target: string | number, fail: Fail): number {
  const index =
    typeof target === "string"
      ? columns.indexOf(target)
      : target < 0
        ? target + columns.length
        : target;
  if (columns[index] !== undefined) return index;
  const names = columns.map((name) => `"${name}"`).join(", ");
  throw fail(`target ${JSON.stringify(target)}`, `one of the columns ${names}, or an index`);
}

function readCells(
  rows: readonly TextRow[],
  columns: readonly string[],
  dtype: FloatDType,
  fail: Fail,
): Float64Array {
  const values = new Float64Array(rows.length * columns.length);
  let next = 0;
  for (const { line, cells } of rows) {
    if (cells.length !== columns.length) {
      const fix =
        cells.length < columns.length ? "is a value missing?" : "is a delimiter too many?";
      throw fail(
        `line ${line}: ${cells.length} ${cells.length === 1 ? "cell" : "cells"}`,
        `${columns.length} cells`,
        fix,
      );
    }
    for (const [index, cell] of cells.entries()) {
      const { value, problem } = parseNumber(cell, dtype);
      if (problem) throw badCell(cell, problem, line, index, columns, fail);
      values[next++] = value;
    }
  }
  return values;
}

function badCell(
  cell: string,
  problem: NonNullable<ReturnType<typeof parseNumber>["problem"]>,
  line: number,
  index: number,
  columns: readonly string[],
  fail: Fail,
): Error {
  const place = `line ${line}, column ${index + 1} ("${columns[index]}")`;
  const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
  const fixes = {
    text: /^[+-]?\d+,\d+$/.test(cell) ? "write decimals with a point" : "correct or remove the row",
    missing: "fill it in or remove the row",
    NaN: "fill it in or remove the row",
    infinite: "correct or remove the row",
    large: 'read it with { dtype: "float64" }',
  };
  const arrived = {
    text: `${shown} is no number`,
    missing: cell === "" ? "the cell is empty" : `${shown} stands for a missing value`,
    NaN: `${shown} is not a number (NaN)`,
    infinite: `${shown} is infinite`,
    large: `${shown} is beyond float32`,
  };
  return fail(`${place}: ${arrived[problem]}`, "a finite number", fixes[problem]);
}
