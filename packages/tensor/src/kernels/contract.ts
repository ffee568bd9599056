import type { TypedArray, TypeInfo } from "../dtype.ts";
import { type ProductKernel, productKernels } from "./matmul.ts";
import { perType } from "./source.ts";

/**
 * A matrix wherever it lies: element (i, j) is at `offset + rows[i] + columns[j]`. The windows of an
 * image are one, although most elements of it stand in many places.
 */
export interface Placed {
  readonly data: TypedArray;
  readonly offset: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
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
): void => {
  const n = columns.length;
  let q = 0;
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

/** So many elements of the right operand are put side by side at a time: they should stay in the cache. */
const TILE = 1 << 16;

/** How far apart the matrices of a batch lie. */
export interface BatchSteps {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * c[m, n] += Σₖ a[m, k] b[k, n] for each of `count` matrices; c is row-major from `co`.
 * @param steps - how far the matrices lie from one another; 0 for one that serves all
 */
export function contract(
  type: TypeInfo,
  count: number,
  a: Placed,
  b: Placed,
  c: TypedArray,
  co: number,
  steps: BatchSteps,
): void {
  const [m, k, n] = [a.rows.length, a.columns.length, b.columns.length];
  if (m * k * n === 0) return;
  const collect = gatherKernels[type.code] as typeof gather;
  const add = addKernels[type.code] as typeof addTile;
  const product = productKernels[type.code] as ProductKernel;
  const width = Math.min(n, Math.max(16, Math.floor(TILE / k)));
  const left = new type.array(m * k);
  const right = new type.array(width * k);
  const tile = new type.array(m * width);
  for (let i = 0; i < count; i++) {
    if (i === 0 || steps.a !== 0)
      collect(a.data, a.offset + i * steps.a, a.rows, 0, m, a.columns, left);
    for (let j = 0; j < n; j += width) {
      const end = Math.min(n, j + width);
      collect(b.data, b.offset + i * steps.b, b.columns, j, end, b.rows, right);
      product(m, k, end - j, left, 0, k, 1, right, 0, 1, k, tile, 0);
      add(tile, m, end - j, c, co + i * steps.c + j, n);
    }
  }
}
