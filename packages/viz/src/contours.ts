import { contours as marchingSquares } from "d3-contour";
import type { Contour, Point } from "./plot.ts";

/** A function of two variables sampled on a grid whose outermost nodes lie on the domain's edges. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, the lowest x2 first; NaN where the function has no value. */
  readonly values: readonly number[];
  readonly place: (column: number, row: number) => Point;
}

/** Samples `f` on the nodes of a grid over the domain. */
export function sampleGrid(
  f: (x1: number, x2: number) => number,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
  columns: number,
  rows: number,
): Grid {
  const place = (column: number, row: number): Point => [
    x0 + ((x1 - x0) * column) / (columns - 1),
    y0 + ((y1 - y0) * row) / (rows - 1),
  ];
  const values: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) values.push(f(...place(column, row)));
  return { columns, rows, values, place };
}

/**
 * `count` levels in geometric progression above the lowest value, so that a narrow valley has as
 * many lines near its bottom as on its slopes. The innermost line encloses about half a percent of
 * the area, and the outermost leaves out as much.
 */
export function geometricLevels(values: readonly number[], count: number): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const lowest = sorted[0];
  if (lowest === undefined) return [];
  const heights = sorted.map((value) => value - lowest).filter((height) => height > 0);
  const tail = Math.floor(heights.length * 0.005);
  const low = heights[tail];
  const high = heights[heights.length - 1 - tail];
  if (low === undefined || high === undefined || !(high > low) || !Number.isFinite(high)) return [];
  const ratio = count > 1 ? (high / low) ** (1 / (count - 1)) : 1;
  const start = count > 1 ? low : Math.sqrt(low) * Math.sqrt(high);
  return Array.from({ length: count }, (_, k) => lowest + start * ratio ** k);
}

/** The lines along which the sampled function has the given values. */
export function contourLines(grid: Grid, levels: readonly number[]): Contour[] {
  const generator = marchingSquares().size([grid.columns, grid.rows]);
  const values = [...grid.values];
  return levels.map((level) => {
    const rings = generator.contour(values, level).coordinates.flat();
    return { level, lines: rings.flatMap((ring) => openLines(grid, ring)) };
  });
}

/**
 * d3-contour closes every line into a ring, around the edge of the grid and around nodes without
 * a value. Those stretches are no contour: the ring is cut into lines that leave them out.
 */
function openLines(grid: Grid, ring: readonly (readonly number[])[]): Point[][] {
  const lines: Point[][] = [];
  let line: Point[] = [];
  for (const [ringX = 0, ringY = 0] of ring) {
    // d3-contour puts a node in the middle of its cell.
    const column = ringX - 0.5;
    const row = ringY - 0.5;
    if (liesBetweenValues(grid, column, row)) line.push(grid.place(column, row));
    else {
      if (line.length > 1) lines.push(line);
      line = [];
    }
  }
  if (line.length > 1) lines.push(line);
  return lines;
}

function liesBetweenValues(grid: Grid, column: number, row: number): boolean {
  const has = (c: number, r: number): boolean =>
    c >= 0 && c < grid.columns && Number.isFinite(grid.values[r * grid.columns + c]);
  return has(Math.floor(column), Math.floor(row)) && has(Math.ceil(column), Math.ceil(row));
}
