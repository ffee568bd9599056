import type { DType } from "../dtype.ts";
import { layOut, shownPositions } from "./layout.ts";
import { numberFormat } from "./number-format.ts";
import { type PrintOptions, withOptions } from "./print-options.ts";

/** The elements in row-major order, or a function that reads one; only those shown are read. */
export type Elements = ArrayLike<number> | ((index: number) => number);

/** Settings for one text, and what else it says about a tensor. */
export interface FormatOptions extends Partial<PrintOptions> {
  /** Whether `requiresGrad=true` is added. */
  readonly requiresGrad?: boolean;
}

/**
 * The elements as text like NumPy's `str(array)`: `[[1. 2.]\n [3. 4.]]`.
 *
 * Layout, alignment and the choice between `1.5` and `1.5e+10` follow NumPy 2.4; booleans are
 * JavaScript's `true` and `false`; 4 digits after the point follow PyTorch.
 *
 * @param data - the elements
 * @param shape - extent of each axis
 * @param dtype - element type
 * @param options - settings that differ from those of `setPrintOptions`
 * @throws NablaError when a setting is outside its range
 */
export function formatArray(
  data: Elements,
  shape: readonly number[],
  dtype: DType,
  options: Partial<PrintOptions> = {},
): string {
  return arrayText(data, shape, dtype, withOptions("formatArray", options), " ", 0, 0);
}

/**
 * A tensor as text: `tensor([[1., 2.],\n        [3., 4.]], dtype=float64)`.
 *
 * The array is laid out like NumPy's `repr(array)`; the wrapper is PyTorch's. It names the dtype
 * unless that is float32, int32 or bool, which the elements show, and the shape if there are no
 * elements to show it.
 *
 * @param data - the elements
 * @param shape - extent of each axis
 * @param dtype - element type
 * @param options - settings that differ from those of `setPrintOptions`, and `requiresGrad`
 * @throws NablaError when a setting is outside its range
 */
export function formatTensor(
  data: Elements,
  shape: readonly number[],
  dtype: DType,
  options: FormatOptions = {},
): string {
  const { requiresGrad = false, ...settings } = options;
  const all = withOptions("formatTensor", settings);
  const prefix = "tensor(";
  const array = arrayText(data, shape, dtype, all, ", ", prefix.length, 1);
  const extras = extraTexts(shape, dtype, requiresGrad);
  if (extras.length === 0) return `${prefix}${array})`;
  const start = `${prefix}${array},`;
  const end = `${extras.join(", ")})`;
  const lastLine = start.length - (start.lastIndexOf("\n") + 1);
  const fits = lastLine + 1 + end.length <= all.lineWidth;
  return start + (fits ? " " : `\n${" ".repeat(prefix.length)}`) + end;
}

function extraTexts(shape: readonly number[], dtype: DType, requiresGrad: boolean): string[] {
  const empty = shape.includes(0);
  const implied = dtype === "float32" || (!empty && (dtype === "int32" || dtype === "bool"));
  return [
    ...(empty && shape.length > 1 ? [`shape=[${shape.join(", ")}]`] : []),
    ...(implied ? [] : [`dtype=${dtype}`]),
    ...(requiresGrad ? ["requiresGrad=true"] : []),
  ];
}

function arrayText(
  data: Elements,
  shape: readonly number[],
  dtype: DType,
  options: PrintOptions,
  separator: string,
  indent: number,
  suffix: number,
): string {
  if (shape.includes(0)) return "[]";
  const get = typeof data === "function" ? data : (index: number) => data[index] as number;
  // The shortest digits of a float32 exist only for what a float32 can be.
  const read = dtype === "float32" ? (index: number) => Math.fround(get(index)) : get;
  const size = shape.reduce((product, extent) => product * extent, 1);
  const edgeItems = size > options.threshold ? options.edgeItems : Infinity;
  const shown = shownIndices(shape, edgeItems).map(read);
  const format = numberFormat(shown, dtype, shape.length === 0, options);
  const width = options.lineWidth - suffix;
  const text = (index: number): string => format(read(index));
  return layOut({ shape, text, separator, indent, width, edgeItems });
}

/** Row-major indices of the elements that are shown. */
function shownIndices(shape: readonly number[], edgeItems: number): number[] {
  return shape.reduce<number[]>(
    (indices, extent) => {
      const { positions } = shownPositions(extent, edgeItems);
      return indices.flatMap((index) => positions.map((position) => index * extent + position));
    },
    [0],
  );
}
