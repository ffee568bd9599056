/**
 * Single operations on arrays, as every system offers them: the sections of `operation-sections.ts` name
 * an operation and the shapes of its inputs, and the files of `peers/` say how each system does it.
 */

/** An input: values of type float32, row-major. */
export interface Input {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** An operation on inputs that the system has by now, ready to be timed. */
export interface Operation {
  /** Does it once; its result exists when this returns, in whatever form the system keeps it. */
  run(): unknown;
  /** Does it once, and reads the last element of the result: to see that systems agree. */
  value(): number | Promise<number>;
}

/** What a system offers. */
export interface Operations {
  /** What tables of operations call it. */
  readonly name: string;
  /** Version of the system, or of the language it is written in. */
  readonly version: string;
  /** Operations by name. */
  readonly ops: { readonly [op: string]: (...inputs: Input[]) => Operation };
}

/** Fractional parts of multiples of the golden ratio: spread evenly, and easy to make in any language. */
const GOLDEN = 0.6180339887498949;

/** What an operation of a section is about. */
export interface InputSpec {
  readonly shapes: readonly (readonly number[])[];
  /** Smallest and largest value. */
  readonly range: readonly [number, number];
}

/** The inputs of an operation: the same in every system. `pytorch.py` makes them in the same way. */
export function makeInputs({ shapes, range: [low, high] }: InputSpec): Input[] {
  return shapes.map((shape, position) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const values = Float32Array.from({ length: size }, (_, i) => {
      const turn = (i + 1) * GOLDEN + 0.37 * position;
      return low + (high - low) * (turn - Math.floor(turn));
    });
    return { values, shape };
  });
}
