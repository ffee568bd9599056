import type { DType } from "../dtype.ts";
import { type Decimal, filled, toPlaces, toSignificant } from "./decimal.ts";
import type { PrintOptions } from "./print-options.ts";

/** Turns an element into text; all results have the same width, so that columns align. */
export type NumberFormat = (value: number) => string;

/** The format that suits `shown`, the elements that will be printed, together. */
export function numberFormat(
  shown: readonly number[],
  dtype: DType,
  scalar: boolean,
  options: PrintOptions,
): NumberFormat {
  if (dtype === "bool") return (value) => (value !== 0 ? "true" : "false").padStart(scalar ? 0 : 5);
  if (dtype === "int32" || dtype === "uint8") return integerFormat(shown);
  return floatFormat(shown, dtype === "float32", options);
}

function integerFormat(shown: readonly number[]): NumberFormat {
  const width = longest(shown.map(String));
  return (value) => String(value).padStart(width);
}

function floatFormat(
  shown: readonly number[],
  single: boolean,
  { precision, sciMode }: PrintOptions,
): NumberFormat {
  const finite = shown.filter(Number.isFinite);
  const scientific = sciMode === "auto" ? needsExponent(finite, single) : sciMode;
  const parts = scientific
    ? scientificParts(finite, precision, single)
    : (value: number): Parts => positional(value, toPlaces(value, precision, single));
  const all = finite.map(parts);
  const right = longest(all.map((part) => part.right));
  const left = Math.max(longest(all.map((part) => part.left)), specialWidth(shown) - right - 1);
  return (value) => {
    if (!Number.isFinite(value)) return specialText(value).padStart(left + 1 + right);
    const part = parts(value);
    return `${part.left.padStart(left)}.${part.right.padEnd(right)}`;
  };
}

/** What stands before and after the point. */
interface Parts {
  readonly left: string;
  readonly right: string;
}

/** NumPy's criterion, in the arithmetic of the dtype; 10^6 for float32 since NumPy 2.3. */
function needsExponent(finite: readonly number[], single: boolean): boolean {
  let largest = 0;
  let smallest = Infinity;
  for (const value of finite) {
    if (value === 0) continue;
    largest = Math.max(largest, Math.abs(value));
    smallest = Math.min(smallest, Math.abs(value));
  }
  if (largest === 0) return false;
  const ratio = largest / smallest;
  if (!single) return largest >= 1e8 || smallest < 1e-4 || ratio > 1000;
  return largest >= 1e6 || smallest < Math.fround(1e-4) || Math.fround(ratio) > 1000;
}

const sign = (value: number): string => (value < 0 || Object.is(value, -0) ? "-" : "");

function positional(value: number, { digits, exponent }: Decimal): Parts {
  const before = Math.max(exponent + 1, 0);
  const zeros = "0".repeat(Math.max(-exponent - 1, 0));
  const whole = digits.slice(0, before).padEnd(Math.max(before, 1), "0");
  return { left: sign(value) + whole, right: zeros + digits.slice(before) };
}

/**
 * All mantissas get as many digits, and all exponents as many, as the longest one. As in NumPy,
 * shorter mantissas go on with digits of the exact value, which are not always 0.
 */
function scientificParts(
  finite: readonly number[],
  precision: number,
  single: boolean,
): (value: number) => Parts {
  const all = finite.map((value) => toSignificant(value, precision, single));
  const places = Math.max(0, ...all.map(({ digits }) => digits.length - 1));
  const width = Math.max(2, longest(all.map(({ exponent }) => String(Math.abs(exponent)))));
  return (value) => {
    const { digits, exponent } = filled(value, places + 1, single);
    const power = String(Math.abs(exponent)).padStart(width, "0");
    return {
      left: sign(value) + digits.slice(0, 1).padEnd(1, "0"),
      right: `${digits.slice(1).padEnd(places, "0")}e${exponent < 0 ? "-" : "+"}${power}`,
    };
  };
}

const specialText = (value: number): string => {
  if (Number.isNaN(value)) return "nan";
  return value < 0 ? "-inf" : "inf";
};

/** NumPy makes room for `inf` wherever a NaN or an infinity is shown, for `-inf` if there is one. */
function specialWidth(shown: readonly number[]): number {
  if (shown.every(Number.isFinite)) return 0;
  return shown.includes(-Infinity) ? 4 : 3;
}

const longest = (texts: readonly string[]): number =>
  texts.reduce((length, text) => Math.max(length, text.length), 0);
