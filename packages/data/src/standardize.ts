import { type DType, DTypeError, type Shape, type Tensor, tensor } from "@nabla/tensor";
import { dataError } from "./fail.ts";
import type { Row } from "./tensor-dataset.ts";

/** Standardised values, and what it takes to treat other data alike or to go back. */
export interface Standardized<S extends Shape> {
  /** The standardised tensor, of the given shape. */
  readonly values: Tensor<S>;
  /** Mean of each feature. */
  readonly mean: Tensor<Row<S>>;
  /** Standard deviation of each feature; 1 where the feature is constant. */
  readonly std: Tensor<Row<S>>;
  /**
   * Standardises other data by the same mean and standard deviation.
   * @param x - data with the same features
   * @returns (x − mean) / std
   */
  apply<T extends Shape>(x: Tensor<T>): Tensor<T>;
  /**
   * Turns standardised data back into the units they had.
   * @param z - standardised data, such as a model's predictions
   * @returns z · std + mean
   */
  invert<T extends Shape>(z: Tensor<T>): Tensor<T>;
}

/**
 * Shifts and scales each feature to mean 0 and standard deviation 1:
 * $z_{ij} = (x_{ij} - \mu_j) / \sigma_j$ with $\sigma_j^2 = \frac1n \sum_i (x_{ij} - \mu_j)^2$.
 *
 * The standard deviation is the population's (divisor n). A feature that is constant has none to
 * divide by; its standard deviation is set to 1, so that it becomes 0 and never NaN.
 *
 * Semantics: scikit-learn's `StandardScaler`.
 *
 * @param x - float tensor of shape [n, …], features along all axes but the first
 * @returns the standardised tensor with the mean and standard deviation of its features
 * @throws DataError if `x` is empty or holds NaN or infinity; DTypeError if it is not of a float type
 *
 * @example
 * ```ts
 * import { tensor } from "@nabla/tensor";
 * import { standardize } from "@nabla/data";
 *
 * const { values, mean, std, invert } = standardize(tensor([[1, 7], [3, 7]]));
 * values.toArray(); // => [[-1, 0], [1, 0]]
 * mean.toArray(); // => [2, 7]
 * std.toArray(); // => [1, 1]
 * invert(values).toArray(); // => [[1, 7], [3, 7]]
 * ```
 */
export function standardize<S extends Shape>(x: Tensor<S>): Standardized<S> {
  const shape: readonly number[] = x.shape;
  checkInput(x.dtype, shape);
  const features = shape.slice(1);
  const { mean, std } = moments(x.data, sizeOf(features), x.dtype);
  const toTensor = (values: Float64Array): Tensor<Row<S>> =>
    tensor(values, { dtype: x.dtype }).reshape(features) as Tensor<Row<S>>;
  const mu: Tensor = toTensor(mean);
  const sigma: Tensor = toTensor(std);
  // Features broadcast along the last axes, so both keep the shape of their argument.
  // In float64, where a large offset (timestamps) leaves digits for the differences.
  const wide = (y: Tensor): Tensor => y.to("float64");
  const exact = (values: Float64Array): Tensor => tensor(values).reshape(features) as Tensor;
  const [center, scale] = [exact(mean), exact(std)];
  const apply = <T extends Shape>(y: Tensor<T>): Tensor<T> =>
    wide(y as Tensor)
      .sub(center)
      .div(scale)
      .to(x.dtype) as Tensor<T>;
  const invert = <T extends Shape>(z: Tensor<T>): Tensor<T> =>
    (z as Tensor).mul(sigma).add(mu) as Tensor<T>;
  return { values: apply(x), mean: mu, std: sigma, apply, invert };
}

function checkInput(dtype: DType, shape: readonly number[]): void {
  const op = "standardize";
  if (dtype !== "float32" && dtype !== "float64") {
    const fix = `create the tensor with { dtype: "float32" }`;
    throw new DTypeError(`${op}: ${dtype}: needs float32 or float64 (${fix})`, {
      op,
      shapes: [shape],
    });
  }
  if (shape.length === 0 || sizeOf(shape) === 0) {
    throw dataError(op, `shape [${shape.join(", ")}]`, "at least one row and one feature");
  }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

interface Moments {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

/** Mean and standard deviation of interleaved features, in float64 whatever the dtype. */
function moments(values: ArrayLike<number>, features: number, dtype: DType): Moments {
  const rows = values.length / features;
  const mean = new Float64Array(features);
  const std = new Float64Array(features);
  for (let j = 0; j < features; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => values[i * features + j] ?? 0);
    const m = column.reduce((sum, value) => sum + value, 0) / rows;
    const s = Math.sqrt(column.reduce((sum, value) => sum + (value - m) ** 2, 0) / rows);
    if (!column.every(Number.isFinite)) {
      const fix = "remove or replace those rows";
      throw dataError("standardize", `feature ${j} holds NaN or infinity`, "finite numbers", fix);
    }
    if (!Number.isFinite(s))
      throw dataError(
        "standardize",
        `feature ${j} is too large to be squared`,
        "smaller numbers",
        "rescale it first",
      );
    mean[j] = m;
    std[j] = isConstant(column, s, dtype) ? 1 : s;
  }
  return { mean, std };
}

/** Compares values, because rounding of the mean gives a constant feature a tiny deviation. */
function isConstant(column: Float64Array, std: number, dtype: DType): boolean {
  const vanishes = (dtype === "float32" ? Math.fround(std) : std) === 0;
  return vanishes || column.every((value) => value === column[0]);
}
