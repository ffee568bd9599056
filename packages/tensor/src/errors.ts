/** What an error knows beyond its text. */
export interface ErrorDetails {
  /** The op or function that refused its input. */
  readonly op?: string;
  /** The shapes that met in it. */
  readonly shapes?: readonly (readonly number[])[];
}

/**
 * Base of all errors that nabla throws on purpose: catch it to tell a mistake in the use of the
 * library from a defect.
 */
export class NablaError extends Error {
  /** The op or function that refused its input, or `""` where none is to blame. */
  readonly op: string;
  /** The shapes that met in it. */
  readonly shapes: readonly (readonly number[])[];

  /**
   * @param message - what arrived, what was needed, and the likely fix
   * @param details - op and shapes, as fields
   */
  constructor(message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = new.target.name;
    this.op = details.op ?? "";
    this.shapes = details.shapes ?? [];
  }
}

/** Shapes that do not fit together. */
export class ShapeError extends NablaError {}
/** A dtype that the op does not take. */
export class DTypeError extends NablaError {}
/** An axis or index outside its range. */
export class AxisError extends NablaError {}
/** A gradient that does not exist, or can no longer be computed. */
export class GradientError extends NablaError {}
/** A matrix that has no inverse, or no factorization of the kind that was asked for. */
export class LinearAlgebraError extends NablaError {}
/** A function that can't be traced. */
export class TraceError extends NablaError {}
/** A file or text that is not in the format it should have. */
export class FormatError extends NablaError {}
/** Data that are missing or unusable. */
export class DataError extends NablaError {}

/** `[2, 3]` as text. */
export const show = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** Does a value carry its arguments by name? A tensor, list or instance of a class does not. */
export function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const parent: unknown = Object.getPrototypeOf(value);
  return parent === Object.prototype || parent === null;
}

/** Any value as a program would write it: `"2"`, `1n`, `{ axis: 1 }`, a Float32Array. */
export function written(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${some(Array.from(value, written))}]`;
  if (isOptions(value)) {
    const entries = Object.entries(value).map(([name, item]) => `${name}: ${written(item)}`);
    return entries.length === 0 ? "{}" : `{ ${some(entries)} }`;
  }
  // Recognized by a field, because tensors are made of what throws these errors.
  if ("layout" in value) return "a tensor";
  const name = value.constructor.name;
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}

/** The first of many, on one line. */
const some = (items: readonly string[]): string =>
  items.length > 8 ? `${items.slice(0, 8).join(", ")}, …` : items.join(", ");
