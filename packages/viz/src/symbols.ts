import { type SymbolType, symbol } from "d3-shape";
import { type Attributes, element, round } from "./svg.ts";

/** A symbol of the given area in square pixels, centred on (x, y). */
export function symbolPath(
  type: SymbolType,
  area: number,
  x: number,
  y: number,
  attributes: Attributes,
): string {
  const d = symbol(type, area).digits(2)() ?? "";
  return element("path", { d, transform: `translate(${round(x)} ${round(y)})`, ...attributes });
}
