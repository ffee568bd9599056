import type { TypedArray, TypeInfo } from "../dtype.ts";
import { sizeOf } from "../layout.ts";
import { copyBox } from "./copy.ts";

/** Images that are read with zeros around them. */
export interface Images {
  readonly data: TypedArray;
  readonly offset: number;
  /** Distance from one image to the next. */
  readonly next: number;
  /** Sizes and strides of an image: channels, then spatial axes. */
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Zeros before and after each of these axes; less than 0: elements that are left out. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** How an image is copied into its frame of zeros: four axes, the first of which may have one element. */
export interface Frame {
  /** Sizes with the zeros, and elements altogether. */
  readonly shape: readonly number[];
  readonly size: number;
  /** Is there anything but the image, in the order in which it lies in memory? */
  readonly bare: boolean;
  readonly counts: readonly number[];
  readonly from: number;
  readonly strides: readonly number[];
  readonly to: number;
  readonly toStrides: readonly number[];
}

/** Distances of neighbours in row-major order. */
export const rowMajorStrides = (shape: readonly number[]): number[] =>
  shape.map((_, i) => sizeOf(shape.slice(i + 1)));

const four = (list: readonly number[], filling: number): number[] => [
  ...Array<number>(4 - list.length).fill(filling),
  ...list,
];

/** Plans the copy of images. */
export function frameOf({ shape, strides, low, high }: Images): Frame {
  const framed = shape.map((n, i) => n + (low[i] as number) + (high[i] as number));
  const toStrides = rowMajorStrides(framed);
  let [from, to] = [0, 0];
  const counts = shape.map((n, i) => {
    const skipped = Math.min(n, Math.max(0, -(low[i] as number)));
    const before = Math.max(0, low[i] as number);
    from += skipped * (strides[i] as number);
    to += before * (toStrides[i] as number);
    return Math.max(0, Math.min(n - skipped, (framed[i] as number) - before));
  });
  const whole = counts.every((n, i) => n === shape[i] && n === framed[i]);
  const bare = whole && toStrides.every((n, i) => shape[i] === 1 || n === strides[i]);
  return {
    shape: framed,
    size: sizeOf(framed),
    bare,
    counts: four(counts, 1),
    from,
    strides: four(strides, 0),
    to,
    toStrides: four(toStrides, 0),
  };
}

/** Copies an image, which begins at `start`, into its frame at `q`, whose zeros are there already. */
export function bring(
  type: TypeInfo,
  { data }: Images,
  frame: Frame,
  start: number,
  to: TypedArray,
  q: number,
): void {
  if (frame.bare) {
    to.set(data.subarray(start, start + frame.size), q);
    return;
  }
  const { counts, from, strides, toStrides } = frame;
  copyBox(type)(counts, data, start + from, strides, to, q + frame.to, toStrides);
}
