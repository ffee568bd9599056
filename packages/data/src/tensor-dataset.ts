import { type AnyShape, type Shape, ShapeError, Tensor } from "@nabla/tensor";
import type { Batch, Dataset, Sample } from "./dataset.ts";
import { dataError } from "./fail.ts";

/** The samples of tensors: their shapes without the first axis. */
export type Rows<T extends Sample> = {
  [K in keyof T]: T[K] extends Tensor<infer S> ? Tensor<Row<S>> : never;
};

/** A shape without its first axis. */
export type Row<S extends Shape> = 0 extends 1 & S
  ? AnyShape
  : S extends readonly [unknown, ...infer R extends Shape]
    ? R
    : AnyShape;

/**
 * A data set whose i-th sample consists of the i-th rows of some tensors.
 *
 * Semantics: PyTorch's `TensorDataset`.
 *
 * @example
 * ```ts
 * import { tensor } from "@nabla/tensor";
 * import { TensorDataset } from "@nabla/data";
 *
 * const x = tensor([[1, 2], [3, 4], [5, 6]]);
 * const y = tensor([[10], [20], [30]]);
 * const dataset = new TensorDataset(x, y);
 * dataset.length; // => 3
 * dataset.get(1).map((t) => t.toArray()); // => [[3, 4], [20]]
 * ```
 */
export class TensorDataset<T extends Sample> implements Dataset<Rows<T>> {
  /** The tensors, as given. */
  readonly tensors: T;
  /** The number of rows. */
  readonly length: number;

  /**
   * @param tensors - one or more, each of shape [rows, …] with the same number of rows
   * @throws DataError without tensors; ShapeError if they differ in their number of rows
   */
  constructor(...tensors: T) {
    for (const x of tensors)
      if (!(x instanceof Tensor))
        throw dataError(
          "TensorDataset",
          Array.isArray(x) ? "an array" : String(x),
          "tensors",
          "make them with tensor(...)",
        );
    const shapes = tensors.map(({ shape }): readonly number[] => shape);
    const lengths = shapes.map(([rows]) => rows);
    const length = lengths[0];
    if (tensors.length === 0) throw dataError("TensorDataset", "no tensors", "one or more");
    if (length === undefined || lengths.some((rows) => rows !== length)) {
      const shown = shapes.map((shape) => `[${shape.join(", ")}]`).join(" and ");
      throw new ShapeError(
        `TensorDataset: ${shown}: needs tensors with the same number of rows, the first axis`,
        { op: "TensorDataset", shapes },
      );
    }
    this.tensors = tensors;
    this.length = length;
  }

  /**
   * One sample.
   * @param index - from 0 to `length` − 1
   * @returns the row of each tensor, a view of it
   * @throws DataError if there is no such row
   */
  get(index: number): Rows<T> {
    checkIndex("TensorDataset.get", index, this.length);
    return this.tensors.map((t) => t.slice(index)) as unknown as Rows<T>;
  }

  /**
   * Several samples at once.
   * @param indices - of rows, int32, shape [n]
   * @returns from each tensor those rows, shape [n, …]
   */
  getBatch(indices: Tensor<[number]>): Batch<Rows<T>> {
    const { tensors } = this;
    // A loop, because this runs once per training step and `map` would cost as much as the copy.
    const batch = new Array<Tensor>(tensors.length);
    for (let i = 0; i < tensors.length; i++) {
      batch[i] = (tensors[i] as Tensor).indexSelect(0, indices);
    }
    return batch as unknown as Batch<Rows<T>>;
  }
}

/** Throws unless `index` is one of 0 … length − 1. */
export function checkIndex(op: string, index: number, length: number): void {
  if (Number.isInteger(index) && index >= 0 && index < length) return;
  throw dataError(op, `index ${index}`, length ? `one from 0 to ${length - 1}` : "a sample");
}
