import type { Axis } from "./scales.ts";

/** A place in the coordinates of the data. */
export type Point = readonly [x: number, y: number];

/** One curve or path; it is in several segments where values were missing. */
export interface Line {
  readonly name: string;
  readonly segments: readonly (readonly Point[])[];
  /** The first point, unless it is missing. */
  readonly start: Point | undefined;
  /** The last point, unless it is missing. */
  readonly end: Point | undefined;
}

/** The same line in other coordinates. */
export function mapLine(line: Line, map: (point: Point) => Point): Line {
  const { name, segments, start, end } = line;
  return {
    name,
    segments: segments.map((points) => points.map(map)),
    start: start && map(start),
    end: end && map(end),
  };
}

/** The contour lines of one level. */
export interface Contour {
  readonly level: number;
  readonly lines: readonly (readonly Point[])[];
}

/** A horizontal dashed line. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

/** What a figure shows, free of pixels and characters: both renderers start from it. */
export interface Plot {
  /** `steps` puts a mark on every point of a line, and marks where it starts and ends. */
  readonly kind: "curve" | "steps";
  readonly title: string | undefined;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly contours: readonly Contour[];
  readonly reference: ReferenceLine | undefined;
  readonly notes: readonly string[];
}
