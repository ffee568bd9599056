import { DataError } from "@nabla/tensor";
import type { Point } from "./plot.ts";

/** Rejects a figure that is too small to hold its own axes. */
export function checkSize(op: string, width: number, height: number): void {
  if (width >= 240 && height >= 180 && Number.isFinite(width) && Number.isFinite(height)) return;
  throw new DataError(`${op}: ${width} x ${height} pixels: a figure needs at least 240 x 180`, {
    op,
  });
}

/** Rejects data whose range overflows a float64. */
export function checkRange(op: string, axis: string, values: readonly number[]): void {
  const [low, high] = range(values);
  if (high - low < Number.POSITIVE_INFINITY) return;
  const message = `${op}: ${axis} from ${low} to ${high}: the range is too wide for an axis`;
  throw new DataError(message, { op });
}

/** The lowest and the highest value; NaN counts as missing. */
export function range(values: Iterable<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Splits a line where a coordinate is NaN or infinite. */
export function finiteSegments(points: readonly Point[]): Point[][] {
  const segments: Point[][] = [];
  let segment: Point[] = [];
  for (const point of points) {
    if (isFinitePoint(point)) {
      if (segment.push(point) === 1) segments.push(segment);
    } else segment = [];
  }
  return segments;
}

/** Whether both coordinates are finite. */
export function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}
