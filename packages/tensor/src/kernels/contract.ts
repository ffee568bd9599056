import type { TypedArray, TypeInfo } from "../dtype.ts";
import { fastContract } from "./fast-contract.ts";
import { bring, type Frame, frameOf, type Images } from "./frame.ts";
import { type ProductKernel, productKernels } from "./matmul.ts";
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

/** c[i, j] += t[i, j] for a tile of `width` columns in rows that are `stride` apart */
const addTile = (
  t: TypedArray,
  rows: number,
  width: number,
  c: TypedArray,
  co: number,
  stride: number,
): void => {
  let p = 0;
  for (let i = 0; i < rows; i++) {
    const from = co + i * stride;
    for (let j = 0; j < width; j++) c[from + j] = (c[from + j] as number) + (t[p++] as number);
  }
};

const gatherKernels = perType(gather);
const addKernels = perType(addTile);

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

/** So many elements of a right operand are written out at a time: they should stay in the cache. */
const TILE = 1 << 16;

/** Computes the products, into zeros. */
export function contract(job: Contraction): void {
  const { left, rows, columns, count } = job;
  if (job.start !== null) fillRows(job, job.start);
  if (count * left.rows.length * rows.length * columns.length === 0) return;
  const frame = frameOf(job.images);
  if (!fastContract(job, frame)) plainContract(job, frame);
}

/** Fills each row of each result with its element of `start`. */
function fillRows({ left, columns, to, at, next, count }: Contraction, start: TypedArray): void {
  const n = columns.length;
  for (let i = 0; i < count; i++)
    for (let row = 0; row < left.rows.length; row++) {
      const from = at + i * next + row * n;
      to.fill(start[row] as number, from, from + n);
    }
}

function plainContract(job: Contraction, frame: Frame): void {
  const { type, left, images, rows, columns } = job;
  const [m, k, n] = [left.rows.length, rows.length, columns.length];
  const collect = gatherKernels[type.code] as typeof gather;
  const product = productKernels[type.code] as ProductKernel;
  const width = Math.min(n, Math.max(16, Math.floor(TILE / k)));
  const framed = frame.bare ? images.data : new type.array(frame.size);
  const matrix = new type.array(m * k);
  const windows = new type.array(width * k);
  const tile = new type.array(m * width);
  for (let i = 0; i < job.count; i++) {
    const image = images.offset + i * images.next;
    if (!frame.bare) bring(type, images, frame, image, framed, 0);
    if (i === 0 || left.next !== 0) bringLeft(type, left, i, matrix, 0);
    for (let j = 0; j < n; j += width) {
      const end = Math.min(n, j + width);
      collect(framed, frame.bare ? image : 0, columns, j, end, rows, windows, 0);
      product(m, k, end - j, matrix, 0, k, 1, windows, 0, 1, k, tile, 0);
      const add = addKernels[type.code] as typeof addTile;
      add(tile, m, end - j, job.to, job.at + i * job.next + j, n);
    }
  }
}
