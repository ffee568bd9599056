import type { InputSpec } from "./operations.ts";

/** One line of work: an operation on inputs of some size. */
export interface OperationCase extends InputSpec {
  /** Head of its column. */
  readonly label: string;
  /** Name of the operation, as systems offer it. */
  readonly op: string;
  /** What a call gets done, in the section's unit times 10⁹. */
  readonly work: number;
  /** How far values of two systems may be apart. */
  readonly tolerance: number;
}

/** A table of one kind of operation: systems down, cases across. */
export interface OperationSection {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** What is counted, per second. */
  readonly unit: string;
  readonly cases: readonly OperationCase[];
}

const square = (n: number): OperationCase => ({
  label: `${n}`,
  op: "matmul",
  shapes: [
    [n, n],
    [n, n],
  ],
  range: [-1, 1],
  work: 2 * n ** 3,
  // n roundings of sums below n / 4, which do not all go the same way.
  tolerance: n * 2 ** -20,
});

const matmul: OperationSection = {
  id: "matmul",
  title: "Products of square matrices",
  note:
    "Float32; copies into and out of the system's own memory are part of the time where they happen. " +
    "The peak is what multiplications and additions in registers reach in WebAssembly's 128 bits, in " +
    "as many operations; PyTorch uses wider registers, on one thread.",
  unit: "GFLOP/s",
  cases: [64, 128, 256, 512, 1024].map(square),
};

/** All sections that time single operations; the command line finds them by id. */
export const operationSections: readonly OperationSection[] = [matmul];
