import type { TypedArray, TypeInfo } from "../dtype.ts";
import type { Images } from "./frame.ts";
import { perType } from "./source.ts";

/** Matrices in memory: element (i, j) of the first is at `offset + rows[i] + columns[j]`. */
export interface Matrices {
  readonly data: TypedArray;
  readonly offset: number;
  /** Distance from one matrix to the next; 0 where one serves all. */
  readonly next: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Products of matrices with what windows see of images. */
export interface Contraction {
  readonly type: TypeInfo;
  /** Number of images. */
  readonly count: number;
  /** The left operands [m, k]. */
  readonly left: Matrices;
  readonly images: Images;
  /**
   * Element (k, n) of a right operand is at `rows[k] + columns[n]` in the framed image. Entries grow from
   * one to the next.
   */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Where the results [m, n] go, row-major. */
  readonly to: TypedArray;
  readonly at: number;
  /** Distance from one result to the next; 0: they are added up. */
  readonly next: number;
  /** What each row of the result begins with; null for 0. */
  readonly start: TypedArray | null;
}

/** Distance in memory of each index of some axes from the first, in row-major order. */
export function offsetsOf(dims: readonly number[], strides: readonly number[]): Int32Array {
  let list = new Int32Array(1);
  dims.forEach((n, axis) => {
    const stride = strides[axis] as number;
    const longer = new Int32Array(list.length * n);
    let q = 0;
    for (const from of list) for (let i = 0; i < n; i++) longer[q++] = from + i * stride;
    list = longer;
  });
  return list;
}

/** out[i, j] = x[offset + rows[i] + columns[j]] for the rows from `first` to `end` */
const gather = (
  x: TypedArray,
  offset: number,
  rows: Int32Array,
  first: number,
  end: number,
  columns: Int32Array,
  out: TypedArray,
  q: number,
): void => {
  const n = columns.length;
  for (let i = first; i < end; i++) {
    const from = offset + (rows[i] as number);
    for (let j = 0; j < n; j++) out[q++] = x[from + (columns[j] as number)] as number;
  }
};

/** {@link gather} for each dtype. */
export const gatherKernels: readonly (typeof gather)[] = perType(gather);

/** Writes the left operand number `i` out row by row. */
export function bringLeft(
  type: TypeInfo,
  { data, offset, next, rows, columns }: Matrices,
  i: number,
  to: TypedArray,
  q: number,
): void {
  const [m, k] = [rows.length, columns.length];
  const start = offset + i * next;
  const steps = (list: Int32Array, step: number): boolean => list.every((n, at) => n === at * step);
  if (steps(columns, 1) && steps(rows, k)) to.set(data.subarray(start, start + m * k), q);
  else (gatherKernels[type.code] as typeof gather)(data, start, rows, 0, m, columns, to, q);
}
