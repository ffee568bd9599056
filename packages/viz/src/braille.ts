import type { Point } from "./plot.ts";

// The dots of a braille character as bits, by row and column (Unicode block U+2800).
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

interface Cell {
  dots: number;
  text: string;
  ansi: number | undefined;
}

/**
 * A raster of characters, each of which shows either one symbol or 2 × 4 braille dots: what was
 * drawn last.
 */
export class BrailleCanvas {
  /** In characters. */
  readonly columns: number;
  /** In characters. */
  readonly rows: number;
  readonly #cells: Cell[];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = Array.from({ length: columns * rows }, () => ({
      dots: 0,
      text: "",
      ansi: undefined,
    }));
  }

  /** Draws a line through points given in dots; with `dash`, every other run of that many dots. */
  line(points: readonly Point[], ansi: number, dash = 0): void {
    let travelled = 0;
    points.forEach(([x, y], i) => {
      const [x0, y0] = points[i - 1] ?? [x, y];
      const steps = Math.max(1, Math.round(Math.max(Math.abs(x - x0), Math.abs(y - y0))));
      for (let k = i === 0 ? steps : 1; k <= steps; k++) {
        const t = k / steps;
        const drawn = dash === 0 || Math.floor(travelled++ / dash) % 2 === 0;
        if (drawn) this.#dot(x0 + (x - x0) * t, y0 + (y - y0) * t, ansi);
      }
    });
  }

  /** Puts a character on the cell of a point given in dots. */
  mark([x, y]: Point, text: string, ansi: number): void {
    const cell = this.#cell(Math.floor(x / 2), Math.floor(y / 4));
    if (cell) Object.assign(cell, { text, ansi });
  }

  /** The rows as text; `paint` adds colour. */
  toRows(paint: (text: string, ansi: number) => string): string[] {
    return Array.from({ length: this.rows }, (_, row) => {
      const cells = this.#cells.slice(row * this.columns, (row + 1) * this.columns);
      return cells.map((cell) => show(cell, paint)).join("");
    });
  }

  #dot(x: number, y: number, ansi: number): void {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const cell = this.#cell(column >> 1, row >> 2);
    if (!cell) return;
    cell.dots |= bits[row & 3]?.[column & 1] ?? 0;
    cell.text = "";
    cell.ansi = ansi;
  }

  #cell(column: number, row: number): Cell | undefined {
    if (column < 0 || column >= this.columns) return undefined;
    return this.#cells[row * this.columns + column];
  }
}

function show(cell: Cell, paint: (text: string, ansi: number) => string): string {
  if (cell.ansi === undefined) return " ";
  return paint(cell.text || String.fromCodePoint(0x2800 + cell.dots), cell.ansi);
}
