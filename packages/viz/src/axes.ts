import { fontSize, type Layout } from "./layout.ts";
import { ink } from "./legend.ts";
import type { Plot } from "./plot.ts";
import { projection } from "./scales.ts";
import { element, label } from "./svg.ts";
import { textWidth, truncate } from "./text.ts";

const tickLength = 5;

/** Frame, ticks, numbers and labels of both axes as markup; `grid` adds faint lines at the ticks. */
export function axesMarkup(plot: Plot, layout: Layout, grid: boolean): string {
  const { left, right, top, bottom } = layout.box;
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  return [
    grid ? gridMarkup(plot, layout) : "",
    element("rect", { ...frame, fill: "none", stroke: ink, "stroke-width": 1 }),
    xAxis(plot, layout),
    yAxis(plot, layout),
  ].join("");
}

function gridMarkup({ x, y }: Plot, { box, xTicks, yTicks }: Layout): string {
  const { left, right, top, bottom } = box;
  const xAt = projection(x, left, right);
  const yAt = projection(y, bottom, top);
  const vertical = xTicks.map(
    ({ value }) => `M${xAt(value).toFixed(1)} ${top.toFixed(1)}V${bottom.toFixed(1)}`,
  );
  const horizontal = yTicks.map(
    ({ value }) => `M${left.toFixed(1)} ${yAt(value).toFixed(1)}H${right.toFixed(1)}`,
  );
  return element("path", { d: [...vertical, ...horizontal].join(""), stroke: "#e4e4e4" });
}

function xAxis({ x }: Plot, { box, xTicks }: Layout): string {
  const at = projection(x, box.left, box.right);
  const numberY = box.bottom + tickLength + 3 + fontSize.tick;
  const marks = xTicks.map(({ value, label: text }) => {
    const place = { x1: at(value), x2: at(value), y1: box.bottom, y2: box.bottom + tickLength };
    return element("line", { ...place, stroke: ink }) + label(text, { x: at(value), y: numberY });
  });
  const numbers = element("g", { "font-size": fontSize.tick, "text-anchor": "middle" }, ...marks);
  const middle = (box.left + box.right) / 2;
  return (
    numbers +
    axisLabel(x.label, box.right - box.left, { x: middle, y: numberY + 8 + fontSize.label })
  );
}

function yAxis({ y }: Plot, { box, yTicks, yLabelX }: Layout): string {
  const at = projection(y, box.bottom, box.top);
  const marks = yTicks.map(({ value, label: text }) => {
    const place = { x1: box.left - tickLength, x2: box.left, y1: at(value), y2: at(value) };
    const number = { x: box.left - tickLength - 3, y: at(value) + fontSize.tick * 0.35 };
    return element("line", { ...place, stroke: ink }) + label(text, number);
  });
  const numbers = element("g", { "font-size": fontSize.tick, "text-anchor": "end" }, ...marks);
  const middle = (box.top + box.bottom) / 2;
  const turned = `translate(${yLabelX} ${middle.toFixed(1)}) rotate(-90)`;
  return numbers + axisLabel(y.label, box.bottom - box.top, { transform: turned });
}

function axisLabel(text: string, length: number, place: Record<string, string | number>): string {
  const fitting = truncate(text, length, (part) => textWidth(part, fontSize.label));
  return label(fitting, { ...place, "font-size": fontSize.label, "text-anchor": "middle" });
}
