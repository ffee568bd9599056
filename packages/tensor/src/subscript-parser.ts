import { FormatError } from "./errors.ts";
import type { Entry } from "./subscript.ts";
import type { Tensor } from "./tensor.ts";

const INTEGER = /^[+-]?\d+$/;

/**
 * The entries of a subscript in NumPy's notation: numbers, `start:end:step`, `...`, `None` or `newaxis`,
 * separated by commas; each `?` stands for the next of `tensors`.
 */
export function parseSubscript(text: string, tensors: readonly Tensor[]): Entry[] {
  const pieces = text.split(",");
  // Nothing between the brackets is all of it, and a comma may follow the last entry, as in Python.
  if (pieces.at(-1)?.trim() === "") pieces.pop();
  const entries: Entry[] = [];
  const rest = [...tensors];
  let start = 0;
  for (const piece of pieces) {
    const at = start + (piece.length - piece.trimStart().length);
    entries.push(entryOf(text, piece.trim(), at, rest));
    start += piece.length + 1;
  }
  if (rest.length > 0)
    throw new FormatError(
      `get: "${text}" has ${tensors.length - rest.length} "?" for ${tensors.length} tensors: needed one for each`,
      { op: "get" },
    );
  if (entries.indexOf("...") !== entries.lastIndexOf("..."))
    throw unexpected(
      text,
      text.lastIndexOf("..."),
      '"..." a second time',
      'needed at most one "..."',
    );
  return entries;
}

function entryOf(text: string, piece: string, at: number, rest: Tensor[]): Entry {
  if (INTEGER.test(piece)) return Number(piece);
  if (piece === "...") return "...";
  if (piece === "None" || piece === "newaxis") return "newaxis";
  if (piece === "?") {
    const next = rest.shift();
    if (next === undefined)
      throw unexpected(
        text,
        at,
        '"?"',
        "no tensor is left for it: needed one for each, after the text",
      );
    return next;
  }
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
    return Number(trimmed);
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
