import type { TypedArray } from "../dtype.ts";
import { bringLeft, type Contraction, gatherKernels } from "./contraction.ts";
import { fastContract } from "./fast-contract.ts";
import { bring, type Frame, frameOf } from "./frame.ts";
import { type ProductKernel, productKernels } from "./matmul.ts";
import { perType } from "./source.ts";

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

const addKernels = perType(addTile);

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
  const collect = gatherKernels[type.code] as (typeof gatherKernels)[number];
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
