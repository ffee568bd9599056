import { line } from "d3-shape";
import { axesMarkup } from "./axes.ts";
import { type Box, clipLine, inside } from "./clip.ts";
import { decimate, simplify, thin } from "./decimate.ts";
import { arrange, fontSize, type Layout, rowHeight } from "./layout.ts";
import { endMark, ink, legendItems, legendMarkup, startMark } from "./legend.ts";
import { type Line, mapLine, type Plot, type Point } from "./plot.ts";
import { projection } from "./scales.ts";
import { type LineStyle, lineStyle } from "./style.ts";
import { element, escapeXml, label } from "./svg.ts";
import { symbolPath } from "./symbols.ts";
import { textWidth, truncate } from "./text.ts";

const fontFamily = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** The plot as a standalone SVG document. */
export function renderSvg(plot: Plot): string {
  const { width, height } = plot;
  const limit = width - 140;
  const items = legendItems(plot).map((item) => ({
    ...item,
    name: truncate(item.name, limit, (text) => textWidth(text, fontSize.legend)),
  }));
  const layout = arrange(
    plot,
    items.map(({ name }) => name),
  );
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    fill: ink,
    "font-family": fontFamily,
  };
  const parts = [
    element("title", {}, escapeXml(plot.title ?? `${plot.y.label} over ${plot.x.label}`)),
    element("desc", {}, escapeXml([plot.description, ...plot.notes].join(" "))),
    element("rect", { width, height, fill: "#ffffff" }),
    titleMarkup(plot, layout),
    legendMarkup(plot, items, layout),
    contoursMarkup(plot, layout.box),
    axesMarkup(plot, layout, plot.kind === "curve"),
    ...dataMarkup(plot, layout.box),
    notesMarkup(plot, layout),
  ];
  return `${element("svg", root, `\n${parts.filter(Boolean).join("\n")}\n`)}\n`;
}

function titleMarkup(plot: Plot, { box, titleY }: Layout): string {
  if (plot.title === undefined) return "";
  const fits = (text: string): number => textWidth(text, fontSize.title) * 1.05;
  const middle = (box.left + box.right) / 2;
  const room = 2 * Math.min(middle, plot.width - middle) - 16;
  const place = { x: middle, y: titleY, "font-size": fontSize.title, "font-weight": "bold" };
  return label(truncate(plot.title, room, fits), { ...place, "text-anchor": "middle" });
}

function notesMarkup(plot: Plot, { notesY }: Layout): string {
  const measure = (text: string): number => textWidth(text, fontSize.note);
  return plot.notes
    .map((note, i) => {
      const place = { x: 14, y: notesY + i * rowHeight.note, "font-size": fontSize.note };
      return label(truncate(note, plot.width - 28, measure), { ...place, fill: "#555555" });
    })
    .join("");
}

/** Maps points of the data to pixels. */
function toPixels(plot: Plot, box: Box): (point: Point) => Point {
  const x = projection(plot.x, box.left, box.right);
  const y = projection(plot.y, box.bottom, box.top);
  return (point) => [x(point[0]), y(point[1])];
}

const pathData = line<Point>().digits(2);

function contoursMarkup(plot: Plot, box: Box): string {
  if (plot.contours.length === 0) return "";
  const pixels = toPixels(plot, box);
  const last = Math.max(1, plot.contours.length - 1);
  const paths = plot.contours.map(({ lines }, i) => {
    const d = lines.map((points) => pathData(simplify(points.map(pixels), 0.1)) ?? "").join("");
    // The lower, the darker: the eye finds the valley, in black and white too.
    const grey = Math.round(120 + (80 * i) / last);
    return element("path", { d, stroke: `rgb(${grey - 14}, ${grey}, ${grey + 14})` });
  });
  return element("g", { fill: "none", "stroke-width": 1, class: "contours" }, ...paths);
}

function dataMarkup(plot: Plot, box: Box): string[] {
  const pixels = toPixels(plot, box);
  const reference = plot.reference
    ? referenceMarkup(pixels([0, plot.reference.value])[1], box)
    : "";
  const draw = plot.kind === "steps" ? stepsMarkup : curveMarkup;
  return [
    ...plot.lines.map((entry, i) => {
      return draw(mapLine(entry, pixels), lineStyle(i), box);
    }),
    reference,
  ];
}

function referenceMarkup(y: number, { left, right }: Box): string {
  const place = { x1: left, x2: right, y1: y, y2: y };
  const dash = { stroke: ink, "stroke-width": 1.2, "stroke-dasharray": "6 4" };
  return element("line", { ...place, ...dash, class: "reference" });
}

function curveMarkup({ segments }: Line, style: LineStyle): string {
  const lines = segments.filter((points) => points.length > 1);
  const d = lines.map((points) => pathData(decimate(points)) ?? "").join("");
  const alone = segments.flatMap((points) => (points.length === 1 ? points : []));
  return element(
    "g",
    { class: "series" },
    d && element("path", { d, fill: "none", ...stroke(style), "stroke-dasharray": style.dash }),
    ...alone.map(([x, y]) => symbolPath(style.symbol, 40, x, y, { fill: style.color })),
  );
}

function stepsMarkup({ segments, start, end }: Line, style: LineStyle, box: Box): string {
  const lines = segments.flatMap((points) => clipLine(thin(points, 0.5), box));
  const d = lines.map((points) => pathData(points) ?? "").join("");
  const dots = segments.flatMap((points) => thin(points, 1)).filter((point) => inside(point, box));
  // Many dots shrink, so that they stay countable where the steps are short.
  const area = dots.length > 100 ? 9 : 30;
  return element(
    "g",
    { class: "path" },
    d && element("path", { d, fill: "none", ...stroke(style) }),
    ...dots.map(([x, y]) => symbolPath(style.symbol, area, x, y, { fill: style.color })),
    start && inside(start, box) ? startMark(...start) : "",
    end && inside(end, box) ? endMark(...end, style.color) : "",
  );
}

function stroke({ color }: LineStyle): Record<string, string | number> {
  return { stroke: color, "stroke-width": 1.6, "stroke-linejoin": "round" };
}
