import { noGrad } from "@nabla/autograd";
import { type Generator, NablaError, randLike, randnLike, type Tensor } from "@nabla/tensor";

/** Options of initial values that are drawn. */
export interface InitOptions {
  /** Where the numbers come from; the default generator where nothing is said. */
  readonly generator?: Generator;
}

/** Overwrites a leaf by what `values` computes. */
function fill<T extends Tensor>(target: T, values: () => Tensor | number): T {
  noGrad(() => target.assign(values()));
  return target;
}

function invalid(op: string, problem: string): NablaError {
  return new NablaError(`${op}: ${problem}`, { op });
}

/**
 * Fills a tensor with one value and returns it.
 * @param target - a leaf of any shape
 * @example
 * ```ts
 * import { init } from "@nabla/nn";
 * import { zeros } from "@nabla/tensor";
 * init.constant(zeros([2]), 0.5).toArray(); // => [0.5, 0.5]
 * ```
 */
export function constant<T extends Tensor>(target: T, value: number): T {
  return fill(target, () => value);
}

/**
 * Fills a tensor with zeros and returns it.
 * @param target - a leaf of any shape
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * init.zeros(new Linear(3, 2).bias).toArray(); // => [0, 0]
 * ```
 */
export function zeros<T extends Tensor>(target: T): T {
  return constant(target, 0);
}

/**
 * Fills a tensor with ones and returns it.
 * @param target - a leaf of any shape
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * init.ones(new Linear(3, 2).bias).toArray(); // => [1, 1]
 * ```
 */
export function ones<T extends Tensor>(target: T): T {
  return constant(target, 1);
}

/**
 * Fills a tensor with uniform random numbers from [low, high) and returns it.
 * @param target - a leaf of any shape
 * @param low - 0 by default
 * @param high - 1 by default
 * @param options - the `generator`
 * @throws NablaError when `low` is above `high`
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * init.uniform(new Linear(3, 2).weight, -0.1, 0.1).abs().max().item() <= 0.1; // => true
 * ```
 */
export function uniform<T extends Tensor>(
  target: T,
  low: number = 0,
  high: number = 1,
  options: InitOptions = {},
): T {
  if (!(low <= high) || !Number.isFinite(high - low))
    throw invalid("uniform", `from ${low} to ${high}: needed finite numbers, the lower one first`);
  return fill(target, () =>
    randLike(target as Tensor, options)
      .mul(high - low)
      .add(low),
  );
}

/**
 * Fills a tensor with normal random numbers and returns it:
 * $x \sim \mathcal N(\mathrm{mean}, \mathrm{std}^2)$.
 * @param target - a leaf of any shape
 * @param mean - 0 by default
 * @param std - standard deviation, 1 by default
 * @param options - the `generator`
 * @throws NablaError when `std` is negative
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * init.normal(new Linear(3, 2).weight, 0, 0.01).abs().max().item() < 0.1; // => true
 * ```
 */
export function normal<T extends Tensor>(
  target: T,
  mean: number = 0,
  std: number = 1,
  options: InitOptions = {},
): T {
  if (!(std >= 0) || !Number.isFinite(std) || !Number.isFinite(mean))
    throw invalid("normal", `mean ${mean}, std ${std}: needed finite numbers, std of 0 or more`);
  return fill(target, () =>
    randnLike(target as Tensor, options)
      .mul(std)
      .add(mean),
  );
}
