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
 * The shortest decimal that reads back as `value`, in float32 if `single`, else in float64. (For a
 * few powers of two in float32, whose lower neighbour is nearer, it has a digit too many.)
 */
function shortest(value: number, single: boolean): Decimal {
  if (value === 0) return ZERO;
  const x = Math.abs(value);
  if (!single) return parse(x.toExponential());
  let length = 1;
  while (Math.fround(Number(x.toExponential(length - 1))) !== x) length++;
  return rounded(x, length);
}

/**
 * The shortest decimal of `value` if it ends `places` digits after the point or earlier; otherwise
 * the exact value rounded to that many, ties to even, as NumPy does (`toFixed` rounds ties up).
 */
export function toPlaces(value: number, places: number, single: boolean): Decimal {
  const short = shortest(value, single);
  const length = short.exponent + 1 + places;
  return short.digits.length <= length ? short : rounded(value, length);
}

/** The same with `places` digits after the first one. */
export function toSignificant(value: number, places: number, single: boolean): Decimal {
  const short = shortest(value, single);
  return short.digits.length <= places + 1 ? short : rounded(value, places + 1);
}

/**
 * `length` digits: the shortest decimal's if it has just as many, otherwise the exact value's, which
 * is how NumPy fills up what is shorter.
 */
export function filled(value: number, length: number, single: boolean): Decimal {
  const short = shortest(value, single);
  return short.digits.length === length ? short : rounded(value, length);
}

/** The exact value rounded to `length` digits, ties to even. */
function rounded(value: number, length: number): Decimal {
  if (value === 0 || length < 0) return ZERO;
  const exact = Math.abs(value).toExponential(MANY).replace(".", "");
  const exponent = Number(exact.slice(MANY + 2));
  const digits = exact.slice(0, MANY + 1);
  const kept = BigInt(digits.slice(0, length));
  const rest = digits.slice(length);
  const half = "5".padEnd(rest.length, "0");
  const up = rest > half || (rest === half && kept % 2n === 1n);
  if (kept === 0n && !up) return ZERO;
  const text = (up ? kept + 1n : kept).toString();
  return trim(text, text.length > length ? exponent + 1 : exponent);
}

function parse(text: string): Decimal {
  const [mantissa = "", exponent = "0"] = text.split("e");
  return trim(mantissa.replace(".", ""), Number(exponent));
}

const trim = (digits: string, exponent: number): Decimal => ({
  digits: digits.replace(/0+$/, ""),
  exponent,
});
