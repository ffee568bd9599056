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
