import type { AnyShape, Shape, Tensor } from "@nabla/tensor";

/** One example of a data set: a fixed number of tensors, such as features and target. */
export type Sample = readonly Tensor[];

/** The shape of a sample's tensor with a batch axis before it. */
export type Batched<S extends Shape> = 0 extends 1 & S ? AnyShape : [number, ...S];

/** A batch of samples: each of the sample's tensors stacked along a new first axis. */
export type Batch<T extends Sample> = {
  [K in keyof T]: T[K] extends Tensor<infer S> ? Tensor<Batched<S>> : never;
};

/**
 * Something with a length from which samples are taken by index: what a `DataLoader` reads.
 *
 * Implement `length` and `get` for data of your own; the samples of a batch are then stacked. Where
 * a whole batch can be had at once, `getBatch` makes that faster.
 *
 * Semantics: PyTorch's map-style `Dataset`.
 *
 * @example
 * ```ts
 * import { type Tensor, tensor } from "@nabla/tensor";
 * import { DataLoader, type Dataset } from "@nabla/data";
 *
 * const squares: Dataset<[Tensor<[2]>]> = {
 *   length: 3,
 *   get: (index) => [tensor([index, index ** 2])],
 * };
 * const [batch] = new DataLoader(squares, { batchSize: 3 });
 * batch?.[0].toArray(); // => [[0, 0], [1, 1], [2, 4]]
 * ```
 */
export interface Dataset<T extends Sample = Sample> {
  /** The number of samples. */
  readonly length: number;
  /**
   * One sample.
   * @param index - from 0 to `length` − 1
   * @returns its tensors
   */
  get(index: number): T;
  /**
   * Several samples at once, for speed.
   * @param indices - their indices, int32, shape [n]
   * @returns the sample's tensors, each with a first axis of length n
   */
  getBatch?(indices: Tensor<[number]>): Batch<T>;
}
