import { evenlySpaced, type TensorOptions, tensor, typeNamed } from "../creation.ts";
import { checkShape } from "../layout.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import type { DimOf } from "../types/index.ts";

/** The options of `logspace`. */
export interface LogspaceOptions extends TensorOptions {
  /** What is raised to the powers: 10 by default. */
  readonly base?: number;
}

/**
 * `count` powers of a base, whose exponents lie at equal distances from `start` to `stop`, both included.
 *
 * $x_i = b^{\,\mathrm{start} + i\,(\mathrm{stop} - \mathrm{start}) / (\mathrm{count} - 1)}$
 * @param start - the first exponent
 * @param stop - the last exponent
 * @param count - how many
 * @param options - `base`: b, 10 by default; dtype and `requiresGrad`
 * @throws ShapeError when `count` is not a whole number
 * @throws DTypeError when a power does not fit into an integer dtype
 * @example
 * ```ts
 * import { logspace } from "@nabla/tensor";
 * logspace(0, 3, 4).toArray(); // => [1, 10, 100, 1000]
 * logspace(0, 8, 3, { base: 2 }).toArray(); // => [1, 16, 256]
 * ```
 */
export function logspace<const N extends number>(
  start: number,
  stop: number,
  count: N,
  options: LogspaceOptions = {},
): Tensor<[DimOf<N>]> {
  checkOptions("logspace", options, ["base", "dtype", "requiresGrad"]);
  const { base = 10, dtype = "float32", requiresGrad = false } = options;
  checkShape("logspace", [count]);
  const { floating } = typeNamed("logspace", dtype);
  const powers = evenlySpaced(start, stop, count).map((exponent) => base ** exponent);
  const values = Float64Array.from(floating ? powers : powers.map(Math.trunc));
  const made: Tensor = tensor(values, { dtype, requiresGrad });
  return made;
}
