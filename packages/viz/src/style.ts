import {
  type SymbolType,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
} from "d3-shape";

/** How a line looks: told apart by colour, and without colour by dashes and marks. */
export interface LineStyle {
  readonly color: string;
  readonly ansi: number;
  readonly dash: string;
  readonly symbol: SymbolType;
  readonly mark: string;
}

// Okabe and Ito's palette, which readers with any colour vision can tell apart; its yellow is left
// out because it vanishes on white paper. The numbers are the nearest of a terminal's 256 colours.
const colors = [
  { color: "#0072b2", ansi: 32 },
  { color: "#d55e00", ansi: 166 },
  { color: "#009e73", ansi: 36 },
  { color: "#cc79a7", ansi: 175 },
  { color: "#e69f00", ansi: 214 },
  { color: "#56b4e9", ansi: 74 },
] as const;

// Five dashes and marks against six colours: a pair repeats only after thirty lines.
const dashes = ["", "7 3", "2 2.5", "9 3 2 3", "4 2"] as const;
const symbols = [
  { symbol: symbolCircle, mark: "●" },
  { symbol: symbolSquare, mark: "■" },
  { symbol: symbolTriangle, mark: "▲" },
  { symbol: symbolDiamond, mark: "◆" },
  { symbol: symbolCross, mark: "✚" },
] as const;

/** The style of the line at `index`. */
export function lineStyle(index: number): LineStyle {
  const color = colors[index % colors.length] ?? colors[0];
  const symbol = symbols[index % symbols.length] ?? symbols[0];
  return { ...color, ...symbol, dash: dashes[index % dashes.length] ?? "" };
}
