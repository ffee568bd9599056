import { FormatError } from "./errors.ts";
import type { Entry } from "./subscript.ts";
import type { Tensor } from "./tensor.ts";

const INTEGER = /^[+-]?\s*\d+$/;
const integer = (text: string): number => Number(text.replace(/\s/g, ""));

/**
 * The entries of a subscript in NumPy's notation: numbers, `start:end:step`, `...`, `None` or `newaxis`,
 * separated by commas; each `?` stands for the next of `indices`, of which `read`
 * makes a tensor.
 */
export function parseSubscript<I>(
  text: string,
  indices: readonly I[],
  read: (index: I, i: number) => Tensor,
): Entry[] {
  const pieces = text.split(",");
  // Nothing between the brackets is all of it, and a comma may follow the last entry, as in Python.
  if (pieces.at(-1)?.trim() === "") pieces.pop();
  const entries: (Entry | "?")[] = [];
  const marks = pieces.filter((piece) => piece.trim() === "?").length;
  let start = 0;
  for (const piece of pieces) {
    const at = start + (piece.length - piece.trimStart().length);
    entries.push(entryOf(text, piece.trim(), at));
    start += piece.length + 1;
  }
  if (marks !== indices.length)
    throw new FormatError(
      `get: "${text}" has ${marks} "?" for ${indices.length === 1 ? "1 index" : `${indices.length} indices`}: needed one for each, after the text`,
      { op: "get" },
    );
  if (entries.indexOf("...") !== entries.lastIndexOf("..."))
    throw unexpected(
      text,
      text.lastIndexOf("..."),
      '"..." a second time',
      'needed at most one "..."',
    );
  let next = 0;
  return entries.map((entry) => {
    if (entry !== "?") return entry;
    const i = next++;
    return read(indices[i] as I, i);
  });
}

function entryOf(text: string, piece: string, at: number): Entry | "?" {
  if (INTEGER.test(piece)) return integer(piece);
  if (piece === "...") return "...";
  if (piece === "None" || piece === "newaxis") return "newaxis";
  if (piece === "?") return "?";
  if (piece.startsWith("["))
    throw unexpected(text, at, "a list", `needed "?" in its place, and the list after the text`);
  if (piece.includes(":")) return rangeOf(text, piece, at);
  throw unexpected(text, at, piece === "" ? "nothing between two commas" : `"${piece}"`, NEEDED);
}

const NEEDED = 'needed a whole number, a range start:end:step, "...", "None" or "?"';

function rangeOf(text: string, piece: string, at: number): Entry {
  const ends = piece.split(":");
  let start = at;
  const numbers = ends.map((end, i): number | null => {
    const trimmed = end.trim();
    const place = start + (end.length - end.trimStart().length);
    start += end.length + 1;
    if (i > 2) throw unexpected(text, place - 1, 'a third ":"', "needed start:end:step");
    if (trimmed === "") return null;
    if (!INTEGER.test(trimmed)) throw unexpected(text, place, `"${trimmed}"`, NEEDED);
    return integer(trimmed);
  });
  return [numbers[0] ?? null, numbers[1] ?? null, numbers[2] ?? 1];
}

/** An error that points at a place in the text. */
const unexpected = (text: string, at: number, what: string, needed: string): FormatError =>
  new FormatError(
    `get: "${text}": ${what} at position ${at}: ${needed}\n  ${text}\n  ${" ".repeat(at)}^`,
    {
      op: "get",
    },
  );
