import { BrailleCanvas } from "./braille.ts";
import { type Box, clipLine, inside } from "./clip.ts";
import { legendItems } from "./legend.ts";
import { type Line, mapLine, type Plot, type Point } from "./plot.ts";
import { projection, type Tick, ticks } from "./scales.ts";
import { lineStyle } from "./style.ts";
import { printable, truncate, wrap } from "./text.ts";

type Paint = (text: string, ansi: number) => string;

/** Numbers of the terminal's 256 colours that are not those of a line. */
const grey = 244;
const bright = 250;

const plain: Paint = (text) => text;
const colored: Paint = (text, ansi) => `\u001b[38;5;${ansi}m${text}\u001b[0m`;

/** The plot as `height` rows of at most `width` characters. */
export function renderTerminal(plot: Plot, width: number, height: number, color: boolean): string {
  const paint = color ? colored : plain;
  const header = [
    ...titleRows(plot, width),
    ...legendRows(plot, width, paint),
    yLabelRow(plot, width),
  ];
  const footer = plot.notes.map((note) => truncate(printable(note), width));
  // The axis takes three rows: line, numbers, label.
  const rows = Math.max(4, height - header.length - footer.length - 3);
  const yTicks = ticks(plot.y, Math.max(2, Math.round(rows / 3)));
  const margin = Math.max(0, ...yTicks.map(({ label }) => label.length));
  const canvas = new BrailleCanvas(Math.max(10, width - margin - 3), rows);
  draw(plot, canvas);
  const body = [
    ...bodyRows(plot, canvas, yTicks, margin, paint),
    ...xAxisRows(plot, canvas, margin),
  ];
  return [...header, ...body, ...footer].map((row) => row.trimEnd()).join("\n");
}

function titleRows({ title }: Plot, width: number): string[] {
  return title === undefined ? [] : [centred(truncate(printable(title), width), width)];
}

function centred(text: string, width: number): string {
  return " ".repeat(Math.max(0, Math.floor((width - [...text].length) / 2))) + text;
}

function legendRows(plot: Plot, width: number, paint: Paint): string[] {
  const rows: string[] = [];
  const items = legendItems(plot).map(({ name, sample }) => {
    const text = truncate(printable(name), width - 4);
    if (sample === "reference") return { mark: "╌╌", ansi: bright, text };
    if (sample === "start" || sample === "end") {
      return { mark: sample === "start" ? "○" : "★", ansi: bright, text };
    }
    return { mark: sample.mark, ansi: sample.ansi, text };
  });
  const places = wrap(
    items.map(({ mark, text }) => mark.length + 1 + [...text].length),
    3,
    width - 2,
  );
  items.forEach(({ mark, ansi, text }, i) => {
    const row = places[i]?.row ?? 0;
    const before = rows[row];
    rows[row] = `${before === undefined ? "  " : `${before}   `}${paint(mark, ansi)} ${text}`;
  });
  return rows;
}

function yLabelRow({ y }: Plot, width: number): string {
  return ` ${truncate(printable(y.label), width - 1)}`;
}

function draw(plot: Plot, canvas: BrailleCanvas): void {
  const box = { left: 0, top: 0, right: canvas.columns * 2 - 1, bottom: canvas.rows * 4 - 1 };
  const x = projection(plot.x, box.left, box.right);
  const y = projection(plot.y, box.bottom, box.top);
  const toDots = ([a, b]: Point): Point => [x(a), y(b)];
  drawContours(plot, canvas, toDots);
  if (plot.reference) {
    const level = y(plot.reference.value);
    canvas.line(
      [
        [box.left, level],
        [box.right, level],
      ],
      bright,
      3,
    );
  }
  const lines = plot.lines.map((line) => mapLine(line, toDots));
  lines.forEach(({ segments }, i) => {
    const parts = segments.flatMap((points) =>
      points.length === 1 ? [[...points]] : clipLine(points, box),
    );
    for (const points of parts) canvas.line(points, lineStyle(i).ansi);
  });
  lines.forEach((line, i) => {
    drawMarks(plot, canvas, line, i, box);
  });
}

/**
 * Every other contour line, as loose points: more would drown the paths in so few cells. Three
 * characters place the point at the top, in the middle or at the bottom of its cell.
 */
function drawContours(plot: Plot, canvas: BrailleCanvas, toDots: (point: Point) => Point): void {
  for (const { lines } of plot.contours.filter((_, i) => i % 2 === 0))
    for (const point of lines.flat().map(toDots)) {
      const third = Math.floor(((point[1] / 4) % 1) * 3);
      canvas.mark(point, "˙·."[third] ?? "·", grey);
    }
}

function drawMarks(plot: Plot, canvas: BrailleCanvas, line: Line, index: number, box: Box): void {
  const { ansi, mark } = lineStyle(index);
  const steps = plot.kind === "steps";
  const shown = steps ? line.segments.flat() : sparse(line, index, plot.lines.length, canvas);
  for (const point of shown) if (inside(point, box)) canvas.mark(point, mark, ansi);
  if (!steps) return;
  if (line.end && inside(line.end, box)) canvas.mark(line.end, "★", ansi);
  if (line.start && inside(line.start, box)) canvas.mark(line.start, "○", bright);
}

/** A few points of a curve, so that its mark tells it from others without hiding its course. */
function sparse({ segments }: Line, index: number, lines: number, canvas: BrailleCanvas): Point[] {
  const points = segments.flat();
  const spacing = (canvas.columns * 2) / 6;
  // The marks of several curves take turns along the axis.
  let next = spacing * ((index + 1) / (lines + 1));
  const spaced = points.filter(([x]) => {
    if (x < next) return false;
    while (next <= x) next += spacing;
    return true;
  });
  const alone = segments.filter((segment) => segment.length === 1).flat();
  return spaced.length > 0 ? [...spaced, ...alone] : points.slice(-1);
}

function bodyRows(
  plot: Plot,
  canvas: BrailleCanvas,
  yTicks: readonly Tick[],
  margin: number,
  paint: Paint,
): string[] {
  const at = projection(plot.y, canvas.rows * 4 - 1, 0);
  const labels = new Map(yTicks.map(({ value, label }) => [Math.floor(at(value) / 4), label]));
  return canvas.toRows(paint).map((text, row) => {
    const label = labels.get(row);
    return `${(label ?? "").padStart(margin + 1)}${label === undefined ? " │" : " ┤"}${text}`;
  });
}

function xAxisRows(plot: Plot, canvas: BrailleCanvas, margin: number): string[] {
  const at = projection(plot.x, 0, canvas.columns * 2 - 1);
  const rule = Array.from({ length: canvas.columns }, () => "─");
  const numbers = Array.from({ length: canvas.columns + margin + 3 }, () => " ");
  let free = 0;
  for (const { value, label } of ticks(plot.x, Math.max(2, Math.round(canvas.columns / 10)))) {
    const column = Math.floor(at(value) / 2);
    const centre = margin + 3 + column - Math.floor(label.length / 2);
    const start = Math.min(centre, numbers.length - label.length);
    if (start < free) continue;
    rule[column] = "┬";
    numbers.splice(start, label.length, ...label);
    free = start + label.length + 1;
  }
  const indent = " ".repeat(margin + 3);
  const name = truncate(printable(plot.x.label), canvas.columns);
  return [
    `${" ".repeat(margin + 2)}└${rule.join("")}`,
    numbers.join(""),
    indent + centred(name, canvas.columns),
  ];
}
