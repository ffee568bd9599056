import { type Generator, randperm, type Tensor, tensor } from "@nabla/tensor";
import { takeBatch } from "./batch.ts";
import type { Batch, Dataset, Sample } from "./dataset.ts";
import { dataError } from "./fail.ts";
import { checkIndex } from "./tensor-dataset.ts";

/**
 * Some samples of a data set, in an order of their own.
 *
 * Semantics: PyTorch's `Subset`.
 *
 * @example
 * ```ts
 * import { tensor } from "@nabla/tensor";
 * import { Subset, TensorDataset } from "@nabla/data";
 *
 * const letters = new TensorDataset(tensor([[10], [20], [30]]));
 * const subset = new Subset(letters, [2, 0]);
 * subset.length; // => 2
 * subset.get(0)[0].toArray(); // => [30]
 * ```
 */
export class Subset<T extends Sample> implements Dataset<T> {
  /** The data set of which this is a part. */
  readonly dataset: Dataset<T>;
  /** Where the samples stand in it, int32, shape [n]. */
  readonly indices: Tensor<[number]>;
  /** The number of samples. */
  readonly length: number;
  readonly #positions: readonly number[];

  /**
   * @param dataset - the whole
   * @param indices - which of its samples to take, in this order
   * @throws DataError if the data set has no such sample
   */
  constructor(dataset: Dataset<T>, indices: Iterable<number>) {
    const positions = [...indices];
    for (const index of positions) checkIndex("Subset", index, dataset.length);
    this.dataset = dataset;
    this.indices = tensor(Int32Array.from(positions)) as Tensor<[number]>;
    this.length = positions.length;
    this.#positions = positions;
  }

  /**
   * One sample.
   * @param index - from 0 to `length` − 1
   * @returns the sample of the whole that stands at this place of the subset
   * @throws DataError if there is no such sample
   */
  get(index: number): T {
    checkIndex("Subset.get", index, this.length);
    return this.dataset.get(this.#positions[index] as number);
  }

  /**
   * Several samples at once.
   * @param indices - in this subset, int32, shape [n]
   * @returns the sample's tensors, each with a first axis of length n
   */
  getBatch(indices: Tensor<[number]>): Batch<T> {
    return takeBatch(this.dataset, this.indices.indexSelect(0, indices) as Tensor<[number]>);
  }
}

/** Options of {@link randomSplit}. */
export interface RandomSplitOptions {
  /** Source of the random order (default: the one that `manualSeed` seeds). */
  readonly generator?: Generator;
}

/**
 * Divides a data set at random into parts that share no sample, such as training and validation.
 *
 * Semantics: PyTorch's `random_split`: fractions are rounded down, and the samples left over go one
 * each to the first parts.
 *
 * @param dataset - what to divide
 * @param lengths - the sizes of the parts, which add up to `dataset.length`, or fractions that add
 * up to 1
 * @param options - the generator
 * @returns one subset per length
 * @throws DataError if the lengths are negative or do not add up
 *
 * @example
 * ```ts
 * import { arange } from "@nabla/tensor";
 * import { randomSplit, TensorDataset } from "@nabla/data";
 *
 * const parts = randomSplit(new TensorDataset(arange(10)), [0.8, 0.2]);
 * parts.map((part) => part.length); // => [8, 2]
 * ```
 */
export function randomSplit<T extends Sample>(
  dataset: Dataset<T>,
  lengths: readonly number[],
  options: RandomSplitOptions = {},
): Subset<T>[] {
  const sizes = partSizes(dataset.length, lengths);
  const { generator } = options;
  const order = randperm(dataset.length, generator ? { generator } : {}).data;
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return new Subset(dataset, Array.from(order.slice(start - size, start)));
  });
}

function partSizes(total: number, lengths: readonly number[]): number[] {
  const sum = lengths.reduce((a, b) => a + b, 0);
  const shown = `lengths [${lengths.join(", ")}]`;
  if (lengths.some((length) => !(length >= 0))) {
    throw dataError("randomSplit", shown, "lengths of 0 or more");
  }
  if (sum === total && lengths.every(Number.isInteger)) return [...lengths];
  // Ten fractions of 0.1 add up to 1 only up to rounding.
  if (Math.abs(sum - 1) > 1e-6) {
    throw dataError("randomSplit", shown, `a sum of ${total}, the samples there are, or of 1`);
  }
  const sizes = lengths.map((fraction) => Math.floor(fraction * total));
  const rest = total - sizes.reduce((a, b) => a + b, 0);
  return sizes.map((size, part) => size + (part < rest ? 1 : 0));
}
