import { DataError } from "@nabla/tensor";
import { checkRange, checkSize, finiteSegments, isFinitePoint, range } from "./checks.ts";
import { contourLines, geometricLevels, sampleGrid } from "./contours.ts";
import { createFigure, type Figure } from "./figure.ts";
import type { Contour, Line, Plot, Point } from "./plot.ts";
import { type Axis, paddedDomain, shortNumber } from "./scales.ts";

const op = "trajectories";

/** The way of one optimizer through the plane. */
export interface Trajectory {
  /** The name in the legend. */
  name: string;
  /** The point before the first step, and the point after each. */
  points: Iterable<readonly [number, number]>;
}

/** What surrounds the trajectories. */
export interface TrajectoriesOptions {
  /** The headline; none by default. */
  title?: string;
  /** The name of the first coordinate; `"x₁"` by default. */
  xLabel?: string;
  /** The name of the second coordinate; `"x₂"` by default. */
  yLabel?: string;
  /** Lowest and highest first coordinate that is shown; by default the paths' with a margin. */
  xDomain?: readonly [number, number];
  /** Lowest and highest second coordinate that is shown; by default the paths' with a margin. */
  yDomain?: readonly [number, number];
  /** The function's values along the contour lines, or how many there are (geometric); 12 by default. */
  levels?: number | readonly number[];
  /** Width in pixels, at least 240; 560 by default. */
  width?: number;
  /** Height in pixels, at least 180; 420 by default. */
  height?: number;
}

/** The function whose valleys are drawn. */
export type Surface = (x1: number, x2: number) => number;

/**
 * Draws the steps of optimizers in the plane over the contour lines of the function they minimize.
 *
 * By default the levels grow geometrically, $f_k = f_{\min} + c\,r^k$, so that narrow valleys are
 * legible, and the domain holds the paths with a margin, except points where a path has diverged,
 * that is where $f$ is more than ten times as high as at the starts. What lies outside is clipped,
 * and notes below the figure say so.
 *
 * @param f - the function; it is called on about 30 000 points and may return NaN outside its domain
 * @param paths - the trajectories, at least one, each with at least one finite point
 * @param options - labels, size, domain and levels
 * @returns the figure
 * @throws DataError when there is no path or nothing to draw in one, or when a domain or a level
 * makes no sense
 *
 * @example
 * ```ts
 * import { trajectories } from "@nabla/viz";
 *
 * const f = (x1: number, x2: number) => 0.1 * x1 ** 2 + 2 * x2 ** 2;
 * const points: [number, number][] = [[-5, -2]];
 * for (let step = 0; step < 20; step++) {
 *   const [x1, x2] = points[step]!;
 *   points.push([x1 - 0.4 * 0.2 * x1, x2 - 0.4 * 4 * x2]);
 * }
 * const figure = trajectories(f, [{ name: "gradient descent", points }]);
 * figure.toSVG().includes("gradient descent"); // => true
 * ```
 */
export function trajectories(
  f: Surface,
  paths: readonly Trajectory[],
  options: TrajectoriesOptions = {},
): Figure {
  const { width = 560, height = 420 } = options;
  checkSize(op, width, height);
  if (paths.length === 0) throw new DataError(`${op}: no paths: at least one is needed`, { op });
  const read = paths.map(({ name, points }) => ({ name, points: [...points] as Point[] }));
  const lines = read.map(({ name, points }) => toLine(name, points));
  const near = nearPoints(f, lines);
  const x = axis(
    options.xLabel ?? "x₁",
    "xDomain",
    options.xDomain,
    near.map(([x1]) => x1),
  );
  const y = axis(
    options.yLabel ?? "x₂",
    "yDomain",
    options.yDomain,
    near.map(([, x2]) => x2),
  );
  const contours = drawContours(f, x, y, options.levels ?? 12);
  const notes = [...contourNote(contours), ...read.flatMap((path) => pathNotes(path, x, y))];
  const description = describe(x, y, lines, contours);
  const plot: Plot = {
    kind: "steps",
    title: options.title,
    description,
    width,
    height,
    x,
    y,
    lines,
    contours,
    reference: undefined,
    notes,
  };
  return createFigure(plot);
}

function toLine(name: string, points: readonly Point[]): Line {
  const segments = finiteSegments(points);
  if (segments.length === 0) {
    const what = points.length === 0 ? "is empty" : "has no finite point";
    throw new DataError(`${op}: path "${name}" ${what}: there is nothing to draw`, { op });
  }
  const ifFinite = (point: Point | undefined): Point | undefined =>
    point && isFinitePoint(point) ? point : undefined;
  return { name, segments, start: ifFinite(points[0]), end: ifFinite(points.at(-1)) };
}

/**
 * The points of all paths, except those where a path has diverged, which would hide the rest.
 * When all have diverged at once, the first steps show how.
 */
function nearPoints(f: Surface, lines: readonly Line[]): Point[] {
  const points = lines.flatMap((line) => line.segments.flat());
  const heights = points.map((point) => f(...point));
  const starts = lines.map(({ segments }) =>
    segments[0]?.[0] ? f(...segments[0][0]) : Number.NaN,
  );
  const [lowest] = range(heights);
  const highest = range(starts)[1];
  const limit = lowest + 10 * Math.max(highest - lowest, Math.abs(highest));
  if (!(limit > lowest)) return points;
  const near = points.filter((_, i) => (heights[i] ?? Number.NaN) <= limit);
  if (near.length > lines.length) return near;
  return lines.flatMap((line) => line.segments.flat().slice(0, 2));
}

function axis(
  label: string,
  option: string,
  domain: readonly [number, number] | undefined,
  values: readonly number[],
): Axis {
  if (!domain) {
    checkRange(op, label, values);
    return { label, kind: "linear", domain: paddedDomain(values, 0.15) };
  }
  const [low, high] = domain;
  if (low < high && Number.isFinite(high - low)) return { label, kind: "linear", domain };
  throw new DataError(
    `${op}: ${option} is [${low}, ${high}]: two finite numbers in rising order are needed`,
    { op },
  );
}

function drawContours(f: Surface, x: Axis, y: Axis, levels: number | readonly number[]): Contour[] {
  const numbers = typeof levels === "number" ? [levels] : levels;
  const count = typeof levels === "number" ? Number.isInteger(levels) && levels >= 0 : true;
  if (!count || !numbers.every(Number.isFinite)) {
    throw new DataError(
      `${op}: levels is ${numbers.join(", ")}: a whole number or finite values are needed`,
      { op },
    );
  }
  const grid = sampleGrid(f, x.domain, y.domain, 200, 150);
  if (typeof levels === "number") return contourLines(grid, geometricLevels(grid.values, levels));
  return contourLines(
    grid,
    [...levels].sort((a, b) => a - b),
  );
}

function contourNote(contours: readonly Contour[]): string[] {
  const visible = contours.some(({ lines }) => lines.length > 0);
  return visible ? [] : ["No contour line of the function crosses the plot."];
}

function pathNotes(
  { name, points }: { name: string; points: readonly Point[] },
  x: Axis,
  y: Axis,
): string[] {
  const finite = points.filter(isFinitePoint);
  const within = (value: number, { domain }: Axis): boolean =>
    value >= domain[0] && value <= domain[1];
  const outside = finite.filter(([x1, x2]) => !within(x1, x) || !within(x2, y)).length;
  const missing = points.length - finite.length;
  const notes: string[] = [];
  if (missing > 0)
    notes.push(`${name}: ${missing} of ${points.length} points are NaN or infinite and left out.`);
  if (outside > 0)
    notes.push(`${name}: ${outside} of ${points.length} points lie outside the plot.`);
  return notes;
}

function describe(x: Axis, y: Axis, lines: readonly Line[], contours: readonly Contour[]): string {
  const show = (point: Point | undefined): string =>
    point ? `(${point.map(shortNumber).join(", ")})` : "a point that is not finite";
  const ways = lines.map(({ name, segments, start, end }) => {
    const steps = segments.flat().length - 1;
    return `${name} goes from ${show(start)} to ${show(end)} in ${steps} steps.`;
  });
  const levels = contours.map(({ level }) => shortNumber(level)).join(", ");
  const lead = `Paths over contour lines in the plane of ${x.label} and ${y.label}.`;
  return [lead, ...ways, ...(levels ? [`The contour lines lie at ${levels}.`] : [])].join(" ");
}
