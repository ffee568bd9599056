import { finish, type TensorOptions, typeNamed } from "./creation.ts";
import { dispatch } from "./dispatch.ts";
import type { DType } from "./dtype.ts";
import { DTypeError, NablaError, written } from "./errors.ts";
import { checkShape } from "./layout.ts";
import { random } from "./ops/creation.ts";
import { checkOptions } from "./options.ts";
import {
  checkBounds,
  checkProbability,
  defaultGenerator,
  Generator,
  type RandomKind,
} from "./random/index.ts";
import type { Tensor } from "./tensor.ts";
import type { DimOf, Shape, ShapeOf } from "./types/index.ts";

/** Options of random tensors. */
export interface RandomOptions extends TensorOptions {
  /** Where the numbers come from; the default generator where nothing is said. */
  readonly generator?: Generator;
}

const OPTIONS = ["dtype", "generator", "requiresGrad"];

function draw(
  op: string,
  distribution: RandomKind,
  shape: readonly number[],
  dtype: DType,
  options: RandomOptions,
  low = 0,
  high = 1,
): Tensor {
  checkShape(op, shape);
  checkOptions(op, options, OPTIONS);
  const largest = distribution === "permutation" ? (shape[0] as number) - 1 : high - 1;
  const { floating } = typeNamed(op, dtype);
  const wantsFloats = distribution !== "integers" && distribution !== "permutation";
  const counts = distribution === "integers" && (floating || dtype === "uint8");
  if (dtype === "bool" || (floating !== wantsFloats && !counts))
    throw new DTypeError(
      `${op}: ${dtype} values can't be drawn: use ${wantsFloats ? '"float32" or "float64"' : '"int32"'}`,
      { op },
    );
  // Before the draw: a refused one must not move the generator on.
  if (distribution === "integers") checkBounds(low, high);
  if (dtype === "uint8") checkBytes(op, distribution === "integers" ? low : 0, largest);
  if (distribution === "bernoulli") checkProbability(high);
  const generator: unknown = options.generator ?? defaultGenerator;
  if (!(generator instanceof Generator))
    throw new NablaError(
      `${op}: the generator is ${written(generator)}: needed a Generator (make one with new Generator(seed))`,
      { op },
    );
  const drawn = dispatch(random, [], {
    shape: [...shape],
    dtype,
    distribution,
    generator,
    low,
    high,
  });
  return finish(drawn, options);
}

function checkBytes(op: string, low: number, largest: number): void {
  if (low < 0 || largest > 255)
    throw new DTypeError(
      `${op}: numbers from ${low} to ${largest} do not fit into uint8 (use "int32")`,
      {
        op,
      },
    );
}

/**
 * Uniform random numbers in [0, 1).
 *
 * The same seed gives the same numbers on every platform.
 * @throws DTypeError when the dtype is not floating
 * @example
 * ```ts
 * import { manualSeed, rand } from "@nabla/tensor";
 * manualSeed(0);
 * rand([2, 3]).shape; // => [2, 3]
 * ```
 */
export function rand<const S extends readonly number[]>(
  shape: S,
  options: RandomOptions = {},
): Tensor<ShapeOf<S>> {
  return draw("rand", "uniform", shape, options.dtype ?? "float32", options);
}

/**
 * Random numbers of the standard normal distribution.
 *
 * $p(x) = e^{-x^2/2} / \sqrt{2\pi}$; the same seed gives the same numbers on every platform.
 * @throws DTypeError when the dtype is not floating
 * @example
 * ```ts
 * import { manualSeed, randn } from "@nabla/tensor";
 * manualSeed(0);
 * randn([1000]).mean().abs().item() < 0.1; // => true
 * ```
 */
export function randn<const S extends readonly number[]>(
  shape: S,
  options: RandomOptions = {},
): Tensor<ShapeOf<S>> {
  return draw("randn", "normal", shape, options.dtype ?? "float32", options);
}

/**
 * Random whole numbers from `low` to `high - 1`, all equally likely.
 * @throws NablaError when `low` is not below `high`
 * @example
 * ```ts
 * import { manualSeed, randint } from "@nabla/tensor";
 * manualSeed(0);
 * randint(0, 6, [100]).less(6).all().item(); // => 1
 * ```
 */
export function randint<const S extends readonly number[]>(
  low: number,
  high: number,
  shape: S,
  options: RandomOptions = {},
): Tensor<ShapeOf<S>> {
  return draw("randint", "integers", shape, options.dtype ?? "int32", options, low, high);
}

/**
 * Ones with probability `p`, zeros otherwise, as floats.
 * @param p - the probability of a one, from 0 to 1
 * @throws NablaError when `p` is not a probability
 * @example
 * ```ts
 * import { bernoulli, manualSeed } from "@nabla/tensor";
 * manualSeed(0);
 * bernoulli(1, [3]).toArray(); // => [1, 1, 1]
 * ```
 */
export function bernoulli<const S extends readonly number[]>(
  p: number,
  shape: S,
  options: RandomOptions = {},
): Tensor<ShapeOf<S>> {
  return draw("bernoulli", "bernoulli", shape, options.dtype ?? "float32", options, 0, p);
}

/**
 * The numbers 0 … n − 1 in random order, as int32.
 * @throws ShapeError when `n` is not a whole number
 * @example
 * ```ts
 * import { randperm } from "@nabla/tensor";
 * randperm(5).sum().item(); // => 10
 * ```
 */
export function randperm<const N extends number>(
  n: N,
  options: RandomOptions = {},
): Tensor<[DimOf<N>]> {
  return draw("randperm", "permutation", [n], options.dtype ?? "int32", options);
}

/**
 * Uniform random numbers in [0, 1) with the shape and dtype of `x`; see {@link rand}.
 * @param x - the tensor to be like
 * @param options - dtype, generator and `requiresGrad`
 * @throws DTypeError when the dtype does not fit
 * @example
 * ```ts
 * import { randLike, zeros } from "@nabla/tensor";
 * randLike(zeros([2, 3])).shape; // => [2, 3]
 * ```
 */
export function randLike<S extends Shape>(x: Tensor<S>, options: RandomOptions = {}): Tensor<S> {
  return draw("randLike", "uniform", x.layout.shape, options.dtype ?? x.dtype, options);
}

/**
 * Normal random numbers with the shape and dtype of `x`; see {@link randn}.
 * @param x - the tensor to be like
 * @param options - dtype, generator and `requiresGrad`
 * @throws DTypeError when the dtype does not fit
 * @example
 * ```ts
 * import { randnLike, zeros } from "@nabla/tensor";
 * randnLike(zeros([2, 3])).shape; // => [2, 3]
 * ```
 */
export function randnLike<S extends Shape>(x: Tensor<S>, options: RandomOptions = {}): Tensor<S> {
  return draw("randnLike", "normal", x.layout.shape, options.dtype ?? x.dtype, options);
}

/**
 * Random whole numbers with the shape of `x`, as int32; see {@link randint}.
 * @param x - the tensor to be like
 * @param low - smallest value
 * @param high - one more than the largest value
 * @param options - dtype, generator and `requiresGrad`
 * @throws DTypeError when the dtype does not fit
 * @example
 * ```ts
 * import { randintLike, zeros } from "@nabla/tensor";
 * randintLike(zeros([2, 3]), 0, 6).dtype; // => "int32"
 * ```
 */
export function randintLike<S extends Shape>(
  x: Tensor<S>,
  low: number,
  high: number,
  options: RandomOptions = {},
): Tensor<S> {
  return draw(
    "randintLike",
    "integers",
    x.layout.shape,
    options.dtype ?? "int32",
    options,
    low,
    high,
  );
}
