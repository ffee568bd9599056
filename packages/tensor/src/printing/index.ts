export { type Elements, type FormatOptions, formatArray, formatTensor } from "./format-tensor.ts";
export { type PrintOptions, printOptions, setPrintOptions } from "./print-options.ts";
