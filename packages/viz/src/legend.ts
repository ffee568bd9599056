import { symbolCircle, symbolStar } from "d3-shape";
import { fontSize, type Layout, rowHeight, sample } from "./layout.ts";
import type { Plot } from "./plot.ts";
import { shortNumber } from "./scales.ts";
import { type LineStyle, lineStyle } from "./style.ts";
import { element, label } from "./svg.ts";
import { symbolPath } from "./symbols.ts";

/** Colour of the reference line and of marks that belong to no single line. */
export const ink = "#222222";

/** One line of the legend. */
export interface LegendItem {
  readonly name: string;
  readonly sample: LineStyle | "reference" | "start" | "end";
}

/** What a plot's legend explains, in order. */
export function legendItems(plot: Plot): LegendItem[] {
  const items: LegendItem[] = plot.lines.map(({ name }, i) => ({ name, sample: lineStyle(i) }));
  if (plot.reference) {
    const { label: name, value } = plot.reference;
    items.push({ name: `${name} (${shortNumber(value)})`, sample: "reference" });
  }
  if (plot.kind === "steps") {
    items.push({ name: "start", sample: "start" }, { name: "end", sample: "end" });
  }
  return items;
}

/** The legend as markup. */
export function legendMarkup(plot: Plot, items: readonly LegendItem[], layout: Layout): string {
  const entries = items.map(({ name, sample: kind }, i) => {
    const place = layout.legendPlaces[i] ?? { x: 0, row: 0 };
    const y = layout.legendY + place.row * rowHeight.legend;
    const text = { x: place.x + sample.width + sample.gap, y: y + fontSize.legend * 0.35 };
    return sampleMarkup(plot, kind, place.x, y) + label(name, text);
  });
  return element("g", { "font-size": fontSize.legend, class: "legend" }, ...entries);
}

function sampleMarkup(plot: Plot, kind: LegendItem["sample"], x: number, y: number): string {
  const middle = x + sample.width / 2;
  if (kind === "start") return startMark(middle, y);
  if (kind === "end") return endMark(middle, y, ink);
  const steps = plot.kind === "steps";
  const stroke = kind === "reference" ? ink : kind.color;
  const dash = kind === "reference" ? "6 4" : steps ? "" : kind.dash;
  const line = element("line", {
    x1: x,
    x2: x + sample.width,
    y1: y,
    y2: y,
    stroke,
    "stroke-width": kind === "reference" ? 1.2 : 1.8,
    "stroke-dasharray": dash,
  });
  if (kind === "reference" || !steps) return line;
  return line + symbolPath(kind.symbol, 30, middle, y, { fill: kind.color });
}

/** The ring around the first point of a path. */
export function startMark(x: number, y: number): string {
  return symbolPath(symbolCircle, 120, x, y, { fill: "none", stroke: ink, "stroke-width": 1.5 });
}

/** The star on the last point of a path. */
export function endMark(x: number, y: number, fill: string): string {
  return symbolPath(symbolStar, 110, x, y, { fill, stroke: "#ffffff", "stroke-width": 1 });
}
