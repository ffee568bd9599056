import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, folder } from "./compile.ts";

/** An error that a file announces: `//! text` or `//? text` above a statement. */
interface Marker {
  /** First and last line of the statement. */
  readonly from: number;
  readonly to: number;
  /** Is `text` the whole text of a shape mismatch, rather than a part of the compiler's message? */
  readonly exact: boolean;
  readonly text: string;
}

function markersOf(source: string): Marker[] {
  const lines = source.split("\n");
  return lines.flatMap((line, index) => {
    const match = /^\s*\/\/([!?]) ?(.*)$/.exec(line);
    if (match === null) return [];
    let to = index + 1;
    while (to < lines.length - 1 && !/[;}]$/.test(lines[to] as string)) to++;
    return [{ from: index + 2, to: to + 1, exact: match[1] === "!", text: match[2] as string }];
  });
}

const shapeMismatch = /ShapeMismatch<"([^"]*)">/g;

/** An exact text must stand in the first line, which is all that an editor's list of errors shows. */
function fits(marker: Marker, diagnostic: Diagnostic): boolean {
  if (!marker.exact) return diagnostic.text.includes(marker.text);
  const first = diagnostic.text.split("\n", 1)[0] as string;
  const texts = new Set([...first.matchAll(shapeMismatch)].map((match) => match[1]));
  return texts.size === 1 && texts.has(marker.text);
}

/** Where the compiler's errors in `file` differ from those that it announces, as sentences. */
export function differences(file: string, diagnostics: readonly Diagnostic[]): string[] {
  const markers = markersOf(readFileSync(join(folder, file), "utf8"));
  const within = ({ from, to }: Marker) =>
    diagnostics.filter((d) => d.line >= from && d.line <= to);
  const announced = new Set(markers.flatMap(within));
  const unexpected = diagnostics
    .filter((d) => !announced.has(d))
    .map((d) => `${file}:${d.line}: unexpected error: ${d.text}`);
  const wrong = markers.flatMap((marker) => {
    const got = within(marker);
    if (got.length === 1 && fits(marker, got[0] as Diagnostic)) return [];
    const texts = got.map((d) => d.text).join("\n") || "none";
    return [
      `${file}:${marker.from}: wanted one error "${marker.text}", got ${got.length}: ${texts}`,
    ];
  });
  return [...unexpected, ...wrong];
}
