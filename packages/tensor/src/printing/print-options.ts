import { NablaError } from "../errors.ts";

/** How tensors are printed. */
export interface PrintOptions {
  /** Most digits after the point, 0 to 100; 4 by default, as in PyTorch (NumPy: 8). */
  readonly precision: number;
  /** Larger tensors are summarised; 1000 by default, as in NumPy and PyTorch. */
  readonly threshold: number;
  /** Elements shown at both ends of a summarised axis, at least 1; 3 by default, as in both. */
  readonly edgeItems: number;
  /** Columns of a line; 75 by default, as in NumPy (PyTorch: 80). */
  readonly lineWidth: number;
  /**
   * Whether floats are printed as `1.5e+10`. By default, `"auto"`, they are if one has 1e8 (float32:
   * 1e6) or more, one other than 0 is below 1e-4, or the largest is over 1000 times the smallest, as
   * in NumPy; `true` and `false` force it, as in PyTorch.
   */
  readonly sciMode: boolean | "auto";
}

const defaults: PrintOptions = {
  precision: 4,
  threshold: 1000,
  edgeItems: 3,
  lineWidth: 75,
  sciMode: "auto",
};

let current: PrintOptions = defaults;

/**
 * The settings with which tensors are printed.
 *
 * @returns a copy; change settings with {@link setPrintOptions}
 *
 * @example
 * ```ts
 * import { printOptions } from "@nabla/tensor";
 * printOptions().precision; // => 4
 * ```
 */
export function printOptions(): PrintOptions {
  return { ...current };
}

/**
 * Changes how tensors are printed from now on; settings that are not given stay as they are.
 *
 * The names are those of PyTorch's `torch.set_printoptions`.
 *
 * @param options - the settings to change
 * @throws NablaError when a setting is outside its range
 *
 * @example
 * ```ts
 * import { printOptions, setPrintOptions } from "@nabla/tensor";
 * const before = printOptions();
 * setPrintOptions({ precision: 2 });
 * printOptions().precision; // => 2
 * setPrintOptions(before);
 * ```
 */
export function setPrintOptions(options: Partial<PrintOptions>): void {
  current = withOptions("setPrintOptions", options);
}

/** The present settings with some of them replaced. */
export function withOptions(op: string, options: Partial<PrintOptions>): PrintOptions {
  const merged = { ...current, ...options };
  checkWhole(op, merged, "precision", 0, 100);
  checkWhole(op, merged, "threshold", 0, Infinity);
  checkWhole(op, merged, "edgeItems", 1, Infinity);
  checkWhole(op, merged, "lineWidth", 1, Infinity);
  const { sciMode } = merged;
  if (sciMode === true || sciMode === false || sciMode === "auto") return merged;
  throw new NablaError(`${op}: sciMode is ${String(sciMode)}: needed true, false or "auto"`, {
    op,
  });
}

function checkWhole(
  op: string,
  options: PrintOptions,
  name: "precision" | "threshold" | "edgeItems" | "lineWidth",
  least: number,
  most: number,
): void {
  const value = options[name];
  const whole = Number.isInteger(value) || value === Infinity;
  if (whole && value >= least && value <= most) return;
  const needed = most === Infinity ? `an integer ≥ ${least} or Infinity` : `${least} to ${most}`;
  throw new NablaError(`${op}: ${name} is ${String(value)}: needed ${needed}`, { op });
}
