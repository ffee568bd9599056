import { AxisError, show } from "./errors.ts";
import type { OpAttrs } from "./ops/op.ts";
import type { SliceEntry } from "./types/index.ts";

/** Attributes of the `slice` op, and the axes that are kept because they were not indexed. */
export interface SliceAttributes {
  readonly attrs: OpAttrs["slice"];
  readonly kept: readonly number[];
}

interface Range {
  readonly start: number;
  readonly size: number;
  readonly step: number;
}

/** What the entries of `x.slice(...)` take of a tensor of `shape`. */
export function sliceAttributes(
  shape: readonly number[],
  entries: readonly SliceEntry[],
): SliceAttributes {
  if (entries.length > shape.length)
    throw new AxisError(
      `slice: ${entries.length} entries for shape ${show(shape)}, which has ${shape.length} axes`,
      { op: "slice", shapes: [shape] },
    );
  const ranges = shape.map((n, axis) => rangeOf(entries[axis] ?? null, axis, n, shape));
  return {
    attrs: {
      starts: ranges.map((r) => r.start),
      sizes: ranges.map((r) => r.size),
      steps: ranges.map((r) => r.step),
    },
    kept: shape.map((_, axis) => axis).filter((axis) => typeof entries[axis] !== "number"),
  };
}

function rangeOf(entry: SliceEntry, axis: number, n: number, shape: readonly number[]): Range {
  if (entry === null) return { start: 0, size: n, step: 1 };
  if (typeof entry === "number") return { start: indexIn(entry, axis, n, shape), size: 1, step: 1 };
  const [start, end, step = 1] = entry;
  if (!isEntry(entry) || step === 0)
    throw new AxisError(
      `slice: ${JSON.stringify(entry)} on axis ${axis}: needed [start, end] or [start, end, step] of whole numbers or null, and a step other than 0`,
      { op: "slice", shapes: [shape] },
    );
  // Backwards, the walk begins at the last element and may end before the first.
  const [lowest, highest] = step > 0 ? [0, n] : [-1, n - 1];
  const cut = (at: number | null, otherwise: number): number =>
    at === null ? otherwise : Math.min(Math.max(at < 0 ? at + n : at, lowest), highest);
  const from = cut(start, step > 0 ? lowest : highest);
  const to = cut(end, step > 0 ? highest : lowest);
  return { start: from, size: Math.max(0, Math.ceil((to - from) / step)), step };
}

const isEntry = (entry: unknown): boolean =>
  Array.isArray(entry) &&
  (entry.length === 2 || entry.length === 3) &&
  entry.every((at, i) => Number.isInteger(at) || (i < 2 && at === null));

function indexIn(index: number, axis: number, n: number, shape: readonly number[]): number {
  if (!Number.isInteger(index) || index < -n || index >= n)
    throw new AxisError(
      `slice: index ${index} is out of range for axis ${axis} of size ${n} (shape ${show(shape)})`,
      { op: "slice", shapes: [shape] },
    );
  return index < 0 ? index + n : index;
}
