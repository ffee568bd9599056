import type { Shape, Tensor } from "@nabla/tensor";

/** A column of class names, as the whole numbers that a classifier works with. */
export interface Labels {
  /** The class names; the code of a class is its position here. */
  readonly classes: readonly string[];
  /** The code of each row's class, int32, shape [rows]. */
  readonly codes: Tensor<[number]>;
}

/**
 * A data set for learning to predict one number from several: what `loadAirfoil`, `loadPenguins`,
 * `loadTable` and `parseTable` return.
 */
export interface Table<
  X extends Shape = [number, number],
  Y extends Shape = [number, 1],
  Name extends string = never,
> {
  /** What the data set is called. */
  readonly name: string;
  /** Names of the numeric columns in the order of the source, target included. */
  readonly columns: readonly string[];
  /** Names of the columns of `x`. */
  readonly features: readonly string[];
  /** Name of the column that is to be predicted. */
  readonly target: string;
  /** The number of rows. */
  readonly rows: number;
  /** The features, shape [rows, features]. */
  readonly x: Tensor<X>;
  /** The target, shape [rows, 1]. */
  readonly y: Tensor<Y>;
  /** Columns of class names, by name; empty where the data set has none. */
  readonly labels: Readonly<Record<Name, Labels>>;
  /** Where the figures were read: a path, an address, or a package. */
  readonly source: string;
  /** The licence under which the figures may be used, where it is known. */
  readonly license?: string;
  /** Whom to cite, where it is known. */
  readonly citation?: string;
}
