/** The digits of a finite number's absolute value, d₀.d₁d₂… × 10^exponent. */
export interface Decimal {
  /** Without zeros at the end; empty for 0. */
  readonly digits: string;
  /** Power of ten of the first digit; 0 for 0. */
  readonly exponent: number;
}

const ZERO: Decimal = { digits: "", exponent: 0 };

/** Digits that `toExponential` gives at most: enough to tell a tie from its neighbours. */
const MANY = 100;

/**
 * The shortest decimal that reads back as `value`, in float32 if `single`, else in float64.
 */
export function shortest(value: number, single: boolean): Decimal {
  if (value === 0) return ZERO;
  const x = Math.abs(value);
  if (!single) return parse(x.toExponential());
  let length = 0;
  while (Math.fround(Number(x.toExponential(length))) !== x) length++;
  return parse(x.toExponential(length));
}

/**
 * The shortest decimal of `value` if it ends `places` digits after the point or earlier; otherwise
 * the exact value rounded to that many, ties to even, as NumPy does (`toFixed` rounds ties up).
 */
export function toPlaces(value: number, places: number, single: boolean): Decimal {
  const short = shortest(value, single);
  return roundTo(value, short, short.exponent + 1 + places);
}

/** The same with `places` digits after the first one. */
export function toSignificant(value: number, places: number, single: boolean): Decimal {
  return roundTo(value, shortest(value, single), 1 + places);
}

function roundTo(value: number, short: Decimal, length: number): Decimal {
  if (short.digits.length <= length) return short;
  if (length < 0) return ZERO;
  const exact = Math.abs(value).toExponential(MANY).replace(".", "");
  const exponent = Number(exact.slice(MANY + 2));
  const digits = exact.slice(0, MANY + 1);
  const kept = BigInt(digits.slice(0, length));
  const rest = digits.slice(length);
  const half = "5".padEnd(rest.length, "0");
  const up = rest > half || (rest === half && kept % 2n === 1n);
  const rounded = (up ? kept + 1n : kept).toString().padStart(length, "0");
  if (up && rounded.length > length) return trim(rounded, exponent + 1);
  return kept === 0n && !up ? ZERO : trim(rounded, exponent);
}

function parse(text: string): Decimal {
  const [mantissa = "", exponent = "0"] = text.split("e");
  return trim(mantissa.replace(".", ""), Number(exponent));
}

const trim = (digits: string, exponent: number): Decimal => ({
  digits: digits.replace(/0+$/, ""),
  exponent,
});
