import { scaleLinear, scaleLog } from "d3-scale";
import { range } from "./checks.ts";

/** How values are spread along an axis. */
export type ScaleKind = "linear" | "log";

/** One axis in the coordinates of the data. */
export interface Axis {
  readonly label: string;
  readonly kind: ScaleKind;
  readonly domain: readonly [number, number];
  /** Whether the axis counts: it then has no ticks between whole numbers. */
  readonly whole?: boolean;
}

/** A labelled value on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Maps values of `axis` to positions between `start` and `end`, in pixels or characters. */
export function projection(axis: Axis, start: number, end: number): (value: number) => number {
  const scale = axis.kind === "log" ? scaleLog() : scaleLinear();
  return scale.domain(axis.domain).range([start, end]);
}

/** A domain that holds all `values` and begins and ends at round numbers; whole ones on request. */
export function roundDomain(values: Iterable<number>, whole = false): [number, number] {
  const bounds = range(values);
  if (whole && bounds[0] === bounds[1]) return [bounds[0] - 1, bounds[1] + 1];
  const [low, high] = widened(bounds);
  const [start = low, end = high] = scaleLinear([low, high], [0, 1])
    .nice(whole ? Math.min(6, high - low) : 6)
    .domain();
  // Rounding may have moved an end past the value that it should include.
  return [Math.min(start, low), Math.max(end, high)];
}

/** A domain that holds all `values` with a margin, a fraction of their range, on both sides. */
export function paddedDomain(values: Iterable<number>, fraction: number): [number, number] {
  const [low, high] = widened(range(values));
  const margin = (high - low) * fraction;
  return [low - margin, high + margin];
}

/** The domain of a log axis: all `values`, which are positive, with a margin of 5 % of its length. */
export function logDomain(values: Iterable<number>): [number, number] {
  const [low, high] = range(values);
  const margin = high > low ? (high / low) ** 0.05 : 2;
  return [Math.max(low / margin, Number.MIN_VALUE), Math.min(high * margin, Number.MAX_VALUE)];
}

/**
 * Gives height to the domain of a constant, whose differences may also be mere rounding. Below
 * 1e-300 float64 runs out of digits, and a value is as good as 0.
 */
function widened([low, high]: [number, number]): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < 1e-300) return [-1, 1];
  if (high - low > size * 1e-12) return [low, high];
  return [low - size * 0.1, high + size * 0.1];
}

/** About `count` round values within the domain, with labels. */
export function ticks(axis: Axis, count: number): Tick[] {
  const values = axis.kind === "log" ? logTicks(axis.domain, count) : undefined;
  if (values) return values.map((value) => ({ value, label: shortNumber(value) }));
  return linearTicks(axis, axis.whole ? Math.min(count, axis.domain[1] - axis.domain[0]) : count);
}

function linearTicks(axis: Axis, count: number): Tick[] {
  const scale = scaleLinear().domain(axis.domain);
  const candidates = scale.ticks(count).filter((value) => axis.kind === "linear" || value > 0);
  const plain = candidates.map(scale.tickFormat(count));
  const fits = plain.every((label) => label.length <= 8);
  const labels = fits ? plain : candidates.map(scale.tickFormat(count, "~e")).map(powerOfTen);
  return candidates.map((value, i) => ({ value, label: labels[i] ?? "" }));
}

/**
 * The finest of the usual log ladders (every digit, 1-2-5, whole decades, every n-th decade) that
 * keeps to `count` ticks, or undefined when the domain is so short that linear ticks serve better.
 */
function logTicks([low, high]: readonly [number, number], count: number): number[] | undefined {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const ladder = (digits: readonly number[], stride: number): number[] => {
    const values: number[] = [];
    for (let e = Math.ceil(first / stride) * stride; e <= last; e += stride)
      for (const digit of digits) values.push(Number(`${digit}e${e}`));
    return values.filter((value) => value >= low && value <= high);
  };
  const oneTwoFive = ladder([1, 2, 5], 1);
  if (oneTwoFive.length < 3) return undefined;
  if (oneTwoFive.length <= count) return oneTwoFive;
  let stride = 1;
  while (ladder([1], stride).length > count) stride += 1;
  return ladder([1], stride);
}

/** A number as a label: plain where that is short, as a power of ten elsewhere. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(4));
  const plain = size === 0 || (size >= 1e-3 && size < 1e5);
  return plain ? String(rounded).replace("-", "−") : powerOfTen(rounded.toExponential());
}

function powerOfTen(exponential: string): string {
  const [mantissa = "", exponent = "0"] = exponential.replace("-", "−").split("e");
  if (Number(mantissa) === 0) return "0";
  const power = `10${superscript(exponent)}`;
  return mantissa === "1" ? power : `${mantissa}×${power}`;
}

function superscript(exponent: string): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return exponent
    .replace(/[-−]/, "⁻")
    .replace("+", "")
    .replace(/\d/g, (d) => digits[Number(d)] ?? d);
}
