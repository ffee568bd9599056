import { DataError } from "@nabla/tensor";
import type { Box } from "./clip.ts";
import type { Plot } from "./plot.ts";
import { type Tick, ticks } from "./scales.ts";
import { textWidth, wrap } from "./text.ts";

/** Sizes of type in pixels. */
export const fontSize = { title: 15, label: 13, tick: 12, legend: 12, note: 11 } as const;

/** Height of a row of the legend, and of a note, in pixels. */
export const rowHeight = { legend: 20, note: 15 } as const;

/** Width of the piece of line beside a name in the legend, and the gaps around it, in pixels. */
export const sample = { width: 28, gap: 6, between: 20 } as const;

const edge = 14;

/** Where the parts of an SVG figure go, in pixels. */
export interface Layout {
  /** The rectangle between the axes. */
  readonly box: Box;
  readonly titleY: number;
  readonly legendY: number;
  /** The left end of each legend item and its row. */
  readonly legendPlaces: readonly { readonly x: number; readonly row: number }[];
  readonly yLabelX: number;
  readonly notesY: number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** Arranges title, legend, axes and notes so that none lies on the data. */
export function arrange(plot: Plot, legendNames: readonly string[]): Layout {
  const yTicks = ticks(plot.y, Math.max(2, Math.round(plot.height / 65)));
  const xTicks = ticks(plot.x, Math.max(2, Math.round(plot.width / 90)));
  const tickWidth = Math.max(0, ...yTicks.map(({ label }) => textWidth(label, fontSize.tick)));
  const left = edge + fontSize.label + 10 + tickWidth + 8;
  // The last number on the x-axis stands half outside of the box.
  const lastTick = textWidth(xTicks.at(-1)?.label ?? "", fontSize.tick) / 2;
  const right = plot.width - edge - Math.max(10, lastTick - 4);
  const items = placeLegend(legendNames, left, right);
  const rows = (items.at(-1)?.row ?? -1) + 1;
  const titleY = edge + fontSize.title;
  const legendY = (plot.title === undefined ? edge : titleY + 10) + rowHeight.legend / 2;
  const bottomRows = 8 + fontSize.tick + 10 + fontSize.label + 4;
  const notes = plot.notes.length * rowHeight.note;
  const box = {
    left,
    right,
    top: legendY - rowHeight.legend / 2 + rows * rowHeight.legend + 8,
    bottom: plot.height - edge - bottomRows - notes,
  };
  if (box.bottom - box.top < 60) {
    const message = `toSVG: ${plot.height} pixels: legend and notes leave no room for the plot (raise height)`;
    throw new DataError(message, { op: "toSVG" });
  }
  const notesY = plot.height - edge - notes + fontSize.note;
  return { box, titleY, legendY, legendPlaces: items, yLabelX: edge + 10, notesY, xTicks, yTicks };
}

/** Width of a legend item with this name. */
function itemWidth(name: string): number {
  return sample.width + sample.gap + textWidth(name, fontSize.legend);
}

function placeLegend(
  names: readonly string[],
  left: number,
  right: number,
): { x: number; row: number }[] {
  const widths = names.map(itemWidth);
  const places = wrap(widths, sample.between, right - left);
  const rowWidths: number[] = [];
  places.forEach(({ row, offset }, i) => {
    rowWidths[row] = offset + (widths[i] ?? 0);
  });
  return places.map(({ row, offset }) => {
    const indent = Math.max(0, (right - left - (rowWidths[row] ?? 0)) / 2);
    return { row, x: left + indent + offset };
  });
}
