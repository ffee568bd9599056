import { arange, type Generator, randperm, type Tensor } from "@nabla/tensor";
import { checkOptions, dispatch, ops } from "@nabla/tensor/internal";
import { takeBatch } from "./batch.ts";
import type { Batch, Dataset, Sample } from "./dataset.ts";
import { dataError } from "./fail.ts";

/** How a {@link DataLoader} cuts a data set into batches. */
export interface DataLoaderOptions {
  /** Samples per batch (default 1). */
  readonly batchSize?: number;
  /** Whether every iteration takes the samples in a new random order (default false). */
  readonly shuffle?: boolean;
  /** Source of the random order (default: the one that `manualSeed` seeds). */
  readonly generator?: Generator;
  /** Whether to leave out a last batch that is smaller than the others (default false). */
  readonly dropLast?: boolean;
}

/**
 * Goes through a data set in batches, as often as you like; shuffled anew each time if asked to.
 *
 * Each batch holds the sample's tensors with an axis for the batch in front: samples of
 * [[5], [1]] become [[n, 5], [n, 1]]. Iterations do not disturb each other, and leaving one early
 * is fine.
 *
 * Semantics: PyTorch's `DataLoader` without worker processes.
 *
 * @example
 * ```ts
 * import { tensor } from "@nabla/tensor";
 * import { DataLoader, TensorDataset } from "@nabla/data";
 *
 * const x = tensor([[1, 2], [3, 4], [5, 6]]);
 * const y = tensor([[10], [20], [30]]);
 * const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 2 });
 * loader.length; // => 2
 * Array.from(loader, ([xs, ys]) => [xs.toArray(), ys.toArray()]);
 * // => [[[[1, 2], [3, 4]], [[10], [20]]], [[[5, 6]], [[30]]]]
 * ```
 */
export class DataLoader<T extends Sample> implements Iterable<Batch<T>> {
  /** What the batches are taken from. */
  readonly dataset: Dataset<T>;
  /** Samples per batch; the last one may be smaller. */
  readonly batchSize: number;
  /** Whether every iteration takes the samples in a new random order. */
  readonly shuffle: boolean;
  /** Whether a smaller last batch is left out. */
  readonly dropLast: boolean;
  readonly #generator: Generator | undefined;

  /**
   * @param dataset - what to take batches from
   * @param options - batch size, shuffling, and what to do with the rest
   * @throws DataError if the batch size is not a whole number of at least 1
   */
  constructor(dataset: Dataset<T>, options: DataLoaderOptions = {}) {
    checkOptions("DataLoader", options, ["batchSize", "shuffle", "generator", "dropLast"]);
    const { batchSize = 1, shuffle = false, generator, dropLast = false } = options;
    if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
      const fix = "use dataset.length for one batch of everything";
      throw dataError("DataLoader", `batchSize ${batchSize}`, "a whole number of at least 1", fix);
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.dropLast = dropLast;
    this.#generator = generator;
  }

  /** The number of batches of one iteration. */
  get length(): number {
    const batches = this.dataset.length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  /**
   * Starts an iteration; with `shuffle`, this draws the order.
   * @returns an iterator over the batches
   */
  [Symbol.iterator](): IterableIterator<Batch<T>, undefined> {
    return new BatchIterator(this.dataset, this.#order(), this.batchSize, this.length);
  }

  #order(): Tensor<[number]> {
    const { length } = this.dataset;
    if (!this.shuffle) return arange(0, length, 1, { dtype: "int32" }) as Tensor<[number]>;
    const generator = this.#generator;
    return randperm(length, generator ? { generator } : {}) as Tensor<[number]>;
  }
}

class BatchIterator<T extends Sample> implements IterableIterator<Batch<T>, undefined> {
  readonly #dataset: Dataset<T>;
  readonly #order: Tensor<[number]>;
  readonly #batchSize: number;
  #left: number;
  #start = 0;

  constructor(dataset: Dataset<T>, order: Tensor<[number]>, batchSize: number, batches: number) {
    this.#dataset = dataset;
    this.#order = order;
    this.#batchSize = batchSize;
    this.#left = batches;
  }

  next(): IteratorResult<Batch<T>, undefined> {
    if (this.#left === 0) return { done: true, value: undefined };
    const start = this.#start;
    this.#left -= 1;
    this.#start += this.#batchSize;
    const size = Math.min(this.#batchSize, this.#order.size - start);
    // The op itself: `slice` would check what is known here to be right, once per training step.
    const range = { starts: [start], sizes: [size], steps: [1] };
    const indices: Tensor<[number]> = dispatch(ops.slice, [this.#order], range);
    return { done: false, value: takeBatch(this.#dataset, indices) };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
