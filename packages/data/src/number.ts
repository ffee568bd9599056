/** Why a cell is no usable number. */
export type NumberProblem = "text" | "missing" | "NaN" | "infinite" | "large";

/** A number read from text, or what is wrong with it. */
export interface ParsedNumber {
  readonly value: number;
  readonly problem?: NumberProblem;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Reads a decimal number. `Number` alone would take "", "0x1F" and "Infinity" for numbers. */
export function parseNumber(cell: string, dtype: "float32" | "float64" = "float64"): ParsedNumber {
  if (DECIMAL.test(cell)) {
    const value = Number(cell);
    if (!Number.isFinite(value)) return { value, problem: "infinite" };
    const fits = dtype === "float64" || Number.isFinite(Math.fround(value));
    return fits ? { value } : { value, problem: "large" };
  }
  return { value: Number.NaN, problem: problemOf(cell) };
}

function problemOf(cell: string): NumberProblem {
  if (/^(|\?|n\/?a|null|none)$/i.test(cell)) return "missing";
  if (/^[+-]?nan$/i.test(cell)) return "NaN";
  return /^[+-]?inf(inity)?$/i.test(cell) ? "infinite" : "text";
}
