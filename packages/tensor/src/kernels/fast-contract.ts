/**
 * Products with windows by WebAssembly: images are copied with their frame of zeros into the scratch
 * memory, where the windows are packed for the product without ever being written out.
 */
import {
  convolutionFloat32,
  convolutionFloat64,
  reserve,
  SCRATCH_LIMIT,
  type ScratchConvolution,
  type ScratchViews,
} from "@nabla/wasm";
import type { TypedArray } from "../dtype.ts";
import { bringLeft, type Contraction } from "./contraction.ts";
import { bring, type Frame } from "./frame.ts";

interface FastType {
  readonly product: ScratchConvolution;
  view(views: ScratchViews): TypedArray;
}

const FAST: { readonly [dtype: string]: FastType } = {
  float32: { product: convolutionFloat32, view: (views) => views.f32 },
  float64: { product: convolutionFloat64, view: (views) => views.f64 },
};

/** Multiplications from which on the copies pay. */
const WORTHWHILE = 2000;

/** Elements beyond the ends of operands that the product may read. */
const SLACK = 16;

/** Columns of a result that are computed at a time at least, where not all have room. */
const NARROW = 256;

/** Where everything is in the scratch memory, in elements. */
interface Places {
  readonly rows: number;
  readonly columns: number;
  readonly left: number;
  readonly image: number;
  readonly result: number;
  readonly end: number;
  /** Columns of the result that are computed at a time. */
  readonly width: number;
  /** Elements from one row of the result to the next. */
  readonly stride: number;
}

/** Where everything goes; null if it has no room. */
function placesOf({ product }: FastType, job: Contraction, frame: Frame): Places | null {
  const { bytes } = product;
  const [m, k, n] = [job.left.rows.length, job.rows.length, job.columns.length];
  // Tables have entries of four bytes; all else begins where an element of 8 bytes could.
  const table = (length: number): number => Math.ceil((length * 4) / 8) * (8 / bytes);
  const rows = product.workBytes / bytes;
  const columns = rows + table(k);
  const left = columns + table(n);
  const image = left + m * k + SLACK;
  const result = image + frame.size + SLACK;
  const [tall, wide] = product.tiled(m, n);
  const room = Math.floor((SCRATCH_LIMIT / bytes - result) / tall);
  const stride = Math.min(wide, room - (room % NARROW));
  if (stride < Math.min(wide, NARROW)) return null;
  const width = Math.min(n, stride);
  return { rows, columns, left, image, result, end: result + tall * stride, width, stride };
}

/** Computes products by WebAssembly; false where it does not pay or can't be had. */
export function fastContract(job: Contraction, frame: Frame): boolean {
  const { type, left, images } = job;
  const fast = FAST[type.dtype];
  const [m, k, n] = [left.rows.length, job.rows.length, job.columns.length];
  if (fast === undefined || job.count * m * k * n < WORTHWHILE) return false;
  const places = placesOf(fast, job, frame);
  const kernels = fast.product.kernels();
  if (places === null || kernels === null) return false;
  const { bytes } = fast.product;
  const views = reserve(places.end * bytes);
  const memory = fast.view(views);
  const inBytes = (offset: number): number => offset * bytes;
  views.i32.set(job.rows.map(inBytes), (places.rows * bytes) / 4);
  views.i32.set(job.columns.map(inBytes), (places.columns * bytes) / 4);
  if (!frame.bare) memory.fill(0, places.image, places.image + frame.size);
  for (let j = 0; j < n; j += places.width)
    for (let i = 0; i < job.count; i++) {
      if (i === 0 || left.next !== 0) bringLeft(type, left, i, memory, places.left);
      bring(type, images, frame, images.offset + i * images.next, memory, places.image);
      const width = Math.min(places.width, n - j);
      const added = job.next === 0 && i > 0;
      if (job.start !== null && !added) startRows(memory, places, job.start, m);
      // biome-ignore format: an operand a line
      kernels.convolution(
        m, width, k,
        places.left * bytes, k * bytes, bytes,
        places.image * bytes, places.rows * bytes, places.columns * bytes + 4 * j,
        places.result * bytes, places.stride * bytes,
        0, added || job.start !== null ? 1 : 0,
      );
      if (job.next !== 0 || i === job.count - 1) {
        if (places.stride !== width)
          kernels.compact(places.result * bytes, m, width * bytes, places.stride * bytes);
        fetch(memory, places.result, m, width, job, job.at + i * job.next + j);
      }
    }
  return true;
}

/** Fills the rows of the result with what they begin with. */
function startRows(memory: TypedArray, places: Places, start: TypedArray, m: number): void {
  const { result, stride } = places;
  for (let row = 0; row < m; row++)
    memory.fill(start[row] as number, result + row * stride, result + (row + 1) * stride);
}

/** Copies a result of `m` rows of `width`, one after the other, to where it belongs. */
function fetch(
  memory: TypedArray,
  from: number,
  m: number,
  width: number,
  { to, columns }: Contraction,
  at: number,
): void {
  const n = columns.length;
  if (width === n) to.set(memory.subarray(from, from + m * n), at);
  else
    for (let i = 0; i < m; i++)
      to.set(memory.subarray(from + i * width, from + (i + 1) * width), at + i * n);
}
