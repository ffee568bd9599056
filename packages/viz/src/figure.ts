import { DataError } from "@nabla/tensor";
import type { Plot } from "./plot.ts";
import { saveText } from "./save.ts";
import { renderSvg } from "./svg-figure.ts";
import { renderTerminal } from "./terminal.ts";

/** How large a terminal plot is, and whether it has colours. */
export interface TerminalOptions {
  /** Columns of characters, at least 30; 80 by default. */
  width?: number;
  /** Rows of characters in all, at least 12; 24 by default. A long legend may need more. */
  height?: number;
  /** Whether to colour the lines (256 colours); `false` by default, and where `NO_COLOR` is set. */
  color?: boolean;
}

/** A finished drawing, which can be shown as an SVG image or as text. */
export interface Figure {
  /** What the drawing leaves out or cuts off, in sentences; they stand below it too. */
  readonly notes: readonly string[];
  /**
   * Draws the figure as a standalone SVG document.
   *
   * @returns the document, which is XML with a title and a description for screen readers
   * @throws DataError when legend and notes leave no room for the plot
   */
  toSVG(): string;
  /**
   * Draws the figure with characters (lines in braille dots), for a terminal or a log.
   *
   * @param options - size and colours
   * @returns the rows, joined by line feeds
   * @throws DataError when the size is too small for a plot
   */
  toTerminal(options?: TerminalOptions): string;
  /**
   * Writes the figure to an SVG file (Node only), whole or not at all; missing folders are made.
   *
   * @param path - the file's name, which ends in `.svg`
   * @returns the file's absolute path
   * @throws DataError when the name does not end in `.svg`, or where there is no file system
   */
  save(path: string): Promise<string>;
}

/** Wraps a plot in the interface that users see. */
export function createFigure(plot: Plot): Figure {
  return {
    notes: plot.notes,
    toSVG: () => renderSvg(plot),
    toTerminal: (options = {}) => toTerminal(plot, options),
    save: (path) => saveText(path, renderSvg(plot)),
  };
}

function toTerminal(plot: Plot, options: TerminalOptions): string {
  const { width = 80, height = 24, color = false } = options;
  const fits = Number.isInteger(width) && Number.isInteger(height) && width >= 30 && height >= 12;
  if (!fits) {
    const message = `toTerminal: ${width} x ${height} characters: a plot needs whole numbers of at least 30 x 12`;
    throw new DataError(message, { op: "toTerminal" });
  }
  return renderTerminal(plot, width, height, color && !colorRefused());
}

/** Whether the user asks all programs for plain text (no-color.org); browsers have no environment. */
function colorRefused(): boolean {
  return typeof process !== "undefined" && Boolean(process.env?.NO_COLOR);
}
