import { DataError, ShapeError } from "@nabla/tensor";
import { checkRange, checkSize, finiteSegments, isFinitePoint } from "./checks.ts";
import { createFigure, type Figure } from "./figure.ts";
import type { Line, Plot, Point, ReferenceLine } from "./plot.ts";
import { type Axis, logDomain, roundDomain, type ScaleKind, shortNumber } from "./scales.ts";

const op = "learningCurve";

/** One curve: a value for every step. */
export interface Series {
  /** The name in the legend. */
  name: string;
  /** The steps, finite; 1, 2, 3, … by default. */
  x?: Iterable<number>;
  /** The values, as many as steps; NaN and ±∞ leave a gap. */
  y: Iterable<number>;
}

/** A value to compare curves with. */
export interface Reference {
  /** Where the dashed line lies on the y-axis. */
  value: number;
  /** The name in the legend, where the value is added to it. */
  label: string;
}

/** What surrounds the curves. */
export interface LearningCurveOptions {
  /** The headline; none by default. */
  title?: string;
  /** What x counts; `"step"` by default. */
  xLabel?: string;
  /** What y measures; `"loss"` by default. */
  yLabel?: string;
  /** Width in pixels, at least 240; 640 by default. */
  width?: number;
  /** Height in pixels, at least 180; 400 by default. */
  height?: number;
  /** `"log"` gives every factor of ten the same height; `"linear"` by default. */
  yScale?: "linear" | "log";
  /** A dashed horizontal line, such as the least loss that any model of this kind can reach. */
  reference?: Reference;
}

/**
 * Draws how values such as the loss change during training, one line per series.
 *
 * Values that are NaN or infinite leave a gap, which a note below the figure counts.
 *
 * @param series - the curves, at least one, each with at least one finite value
 * @param options - labels, size, scale and a line to compare with
 * @returns the figure
 * @throws DataError when there is no series or nothing to draw in one, an x or the reference is
 * not finite, or a value is not positive on a log scale
 * @throws ShapeError when x and y of a series differ in length
 *
 * @example
 * ```ts
 * import { learningCurve } from "@nabla/viz";
 *
 * const figure = learningCurve([{ name: "training loss", y: [2.5, 1.1, 0.6, 0.4] }], {
 *   title: "Linear regression",
 *   xLabel: "epoch",
 *   reference: { value: 0.25, label: "least squares" },
 * });
 * figure.toSVG().startsWith("<svg"); // => true
 * figure.toTerminal().split("\n").length; // => 24
 * ```
 */
export function learningCurve(
  series: readonly Series[],
  options: LearningCurveOptions = {},
): Figure {
  const { width = 640, height = 400, yScale = "linear" } = options;
  checkSize(op, width, height);
  if (series.length === 0) throw new DataError(`${op}: no series: at least one is needed`, { op });
  const curves = series.map((entry) => ({ name: entry.name, points: readPoints(entry) }));
  const lines = curves.map(({ name, points }) => toLine(name, points, yScale));
  const reference = readReference(options.reference, yScale);
  const drawn = lines.flatMap((line) => line.segments.flat());
  const xs = drawn.map(([x]) => x);
  const ys = [...drawn.map(([, y]) => y), ...(reference ? [reference.value] : [])];
  checkRange(op, "x", xs);
  checkRange(op, "y", ys);
  const whole = xs.every(Number.isInteger);
  const xDomain = roundDomain(xs, whole);
  const x: Axis = { label: options.xLabel ?? "step", kind: "linear", domain: xDomain, whole };
  const domain = yScale === "log" ? logDomain(ys) : roundDomain(ys);
  const y: Axis = { label: options.yLabel ?? "loss", kind: yScale, domain };
  const description = describe(x, y, lines, reference);
  const notes = curves.flatMap(({ name, points }) => gapNote(name, points));
  const plot: Plot = {
    kind: "curve",
    title: options.title,
    description,
    width,
    height,
    x,
    y,
    lines,
    contours: [],
    reference,
    notes,
  };
  return createFigure(plot);
}

function readPoints({ name, x, y }: Series): Point[] {
  const ys = [...y];
  const xs = x ? [...x] : ys.map((_, i) => i + 1);
  if (xs.length !== ys.length) {
    const message = `${op}: series "${name}" has ${xs.length} x and ${ys.length} y: each value needs its step (leave x out for 1, 2, 3, …)`;
    throw new ShapeError(message, { op, shapes: [[xs.length], [ys.length]] });
  }
  const wrong = xs.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new DataError(
      `${op}: series "${name}" has x[${wrong}] = ${xs[wrong]}: steps must be finite`,
      { op },
    );
  }
  return ys.map((value, i) => [xs[i] ?? 0, value]);
}

function toLine(name: string, points: readonly Point[], yScale: ScaleKind): Line {
  const segments = finiteSegments(points);
  if (segments.length === 0) {
    const what = points.length === 0 ? "is empty" : "has no finite value";
    throw new DataError(`${op}: series "${name}" ${what}: there is nothing to draw`, { op });
  }
  const wrong = points.findIndex(([, y]) => y <= 0 && y > Number.NEGATIVE_INFINITY);
  if (yScale === "log" && wrong >= 0) {
    const message = `${op}: series "${name}" has y[${wrong}] = ${points[wrong]?.[1]}: a log scale needs positive values (use yScale: "linear")`;
    throw new DataError(message, { op });
  }
  return { name, segments, start: undefined, end: undefined };
}

function readReference(
  reference: Reference | undefined,
  yScale: ScaleKind,
): ReferenceLine | undefined {
  if (!reference) return undefined;
  const { value, label } = reference;
  if (Number.isFinite(value) && (yScale === "linear" || value > 0)) return { value, label };
  const needed = yScale === "log" ? "positive and finite on a log scale" : "finite";
  throw new DataError(`${op}: reference "${label}" is ${value}: it must be ${needed}`, { op });
}

function gapNote(name: string, points: readonly Point[]): string[] {
  const missing = points.filter((point) => !isFinitePoint(point));
  const [first] = missing;
  if (!first) return [];
  const count = `${missing.length} of ${points.length} values`;
  return [
    `${name}: ${count} are NaN or infinite (the first at ${shortNumber(first[0])}) and leave gaps.`,
  ];
}

function describe(
  x: Axis,
  y: Axis,
  lines: readonly Line[],
  reference: ReferenceLine | undefined,
): string {
  const curves = lines.map(({ name, segments }) => {
    const first = segments[0]?.[0]?.[1] ?? Number.NaN;
    const last = segments.at(-1)?.at(-1)?.[1] ?? Number.NaN;
    return `${name} goes from ${shortNumber(first)} to ${shortNumber(last)}.`;
  });
  const dashed = reference
    ? [`A dashed line marks ${reference.label} at ${shortNumber(reference.value)}.`]
    : [];
  const scale = y.kind === "log" ? " on a log scale" : "";
  return [`Line chart of ${y.label}${scale} against ${x.label}.`, ...curves, ...dashed].join(" ");
}
