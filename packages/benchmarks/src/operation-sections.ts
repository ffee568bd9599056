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

/** A convolution (or one of its gradients) by the shapes of image, filters and result. */
function convolution(
  label: string,
  op: string,
  [count, channels, height, width]: readonly [number, number, number, number],
  [filters, , kernel]: readonly [number, number, number, number],
): OperationCase {
  const lost = op === "conv2d" ? kernel - 1 : 0;
  const image = [count, channels, height, width];
  const weight = [filters, channels, kernel, kernel];
  const result = [count, filters, height - lost, width - lost];
  const products = count * filters * (height - lost) * (width - lost) * channels * kernel ** 2;
  const shapes = op.endsWith("Input")
    ? [result, weight]
    : op.endsWith("Weight")
      ? [image, result]
      : [image, weight];
  // As many roundings as there are terms in a sum, which do not all go the same way.
  const terms = op.endsWith("Weight") ? count * height * width : channels * kernel ** 2;
  return { label, op, shapes, range: [-1, 1], work: 2 * products, tolerance: terms * 2 ** -20 };
}

const conv: OperationSection = {
  id: "conv",
  title: "Convolutions of images",
  note:
    "Float32, stride 1. LeNet's two at batch 64 (28×28, 5×5 with padding; 14×14, 5×5), and at batch 16 " +
    "32 to 64 channels of 32×32 by 3×3 with padding and its two gradients, and 64 to 64 by 1×1. " +
    "Every system has its own order of axes. TensorFlow.js has no gradient of filters in WebAssembly.",
  unit: "GFLOP/s",
  cases: [
    convolution("LeNet 1", "conv2dSame", [64, 1, 28, 28], [6, 1, 5, 5]),
    convolution("LeNet 2", "conv2d", [64, 6, 14, 14], [16, 6, 5, 5]),
    convolution("3×3", "conv2dSame", [16, 32, 32, 32], [64, 32, 3, 3]),
    convolution("by image", "conv2dSameInput", [16, 32, 32, 32], [64, 32, 3, 3]),
    convolution("by filters", "conv2dSameWeight", [16, 32, 32, 32], [64, 32, 3, 3]),
    convolution("1×1", "conv2d", [16, 64, 32, 32], [64, 64, 1, 1]),
  ],
};

const pooled = (label: string, op: string): OperationCase => ({
  label,
  op,
  shapes: [[16, 64, 32, 32]],
  range: [-1, 1],
  work: 16 * 64 * 32 * 32,
  tolerance: 1e-6,
});

const pool: OperationSection = {
  id: "pool",
  title: "Pooling by windows of 2×2",
  note: "Float32, 16 images of 64 channels and 32×32.",
  unit: "Gelement/s",
  cases: [pooled("maximum", "maxPool2d"), pooled("mean", "avgPool2d")],
};

const million = 1_000_000;

const onNumbers = (label: string, op: string, n: number, operands = 1): OperationCase => ({
  label,
  op,
  shapes: Array.from({ length: operands }, () => (op === "sumRows" ? [1000, n / 1000] : [n])),
  range: [-2, 2],
  work: n,
  // Three units in the last place of results up to 8; the rows add up to at most 2000.
  tolerance: op === "sumRows" ? 1e-3 : 2e-6,
});

const elementwise: OperationSection = {
  id: "elementwise",
  title: "Elementwise operations and sums",
  note: "Float32; of a thousand and of a million elements, and the sums of a thousand columns.",
  unit: "Gelement/s",
  cases: [
    onNumbers("x + y, 10³", "plus", 1000, 2),
    onNumbers("x + y, 10⁶", "plus", million, 2),
    onNumbers("relu, 10⁶", "relu", million),
    onNumbers("exp, 10³", "exp", 1000),
    onNumbers("exp, 10⁶", "exp", million),
    onNumbers("tanh, 10⁶", "tanh", million),
    onNumbers("sin, 10⁶", "sin", million),
    onNumbers("column sums", "sumRows", million),
  ],
};

/** All sections that time single operations; the command line finds them by id. */
export const operationSections: readonly OperationSection[] = [matmul, conv, pool, elementwise];
