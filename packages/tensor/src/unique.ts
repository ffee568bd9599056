import type { TypedArray } from "./dtype.ts";

/** Equal lines of an array: the first of each, and where each line and how many are. */
export interface Groups {
  /** The first line of each group, by which the groups are sorted. */
  readonly first: Int32Array;
  /** The group of each line. */
  readonly group: Int32Array;
  /** How many lines each group has. */
  readonly counts: Int32Array;
}

/**
 * Groups equal ones among lines of `width` elements each, which `order` lists in ascending order. NaN
 * equals nothing.
 */
export function groupLines(data: TypedArray, order: TypedArray, width: number): Groups {
  const first: number[] = [];
  const counts: number[] = [];
  const group = new Int32Array(order.length);
  for (const line of order) {
    const before = first[first.length - 1];
    if (before === undefined || !equalLines(data, before * width, line * width, width)) {
      first.push(line);
      counts.push(0);
    }
    group[line] = first.length - 1;
    counts[first.length - 1] = (counts[first.length - 1] as number) + 1;
  }
  return { first: Int32Array.from(first), group, counts: Int32Array.from(counts) };
}

/** The lines of an array in ascending order, NaN last, equal ones in the order in which they come. */
export function sortLines(data: TypedArray, lines: number, width: number): Int32Array {
  const order = Int32Array.from({ length: lines }, (_, i) => i);
  return order.sort((i, j) => compareLines(data, i * width, j * width, width) || i - j);
}

function compareLines(data: TypedArray, i: number, j: number, width: number): number {
  for (let k = 0; k < width; k++) {
    const a = data[i + k] as number;
    const b = data[j + k] as number;
    if (a < b) return -1;
    if (a > b) return 1;
    // One of them or both are NaN.
    if (a !== b && Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
  }
  return 0;
}

function equalLines(data: TypedArray, i: number, j: number, width: number): boolean {
  for (let k = 0; k < width; k++) if (data[i + k] !== data[j + k]) return false;
  return true;
}
