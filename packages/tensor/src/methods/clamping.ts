// Values kept within bounds.
import { dispatch } from "../dispatch.ts";
import type { TypeInfo } from "../dtype.ts";
import { NablaError } from "../errors.ts";
import { where } from "../functions.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** What `nanToNum` puts in the place of values that are not finite. */
export interface NanToNumOptions {
  /** In the place of NaN; 0 by default. */
  readonly nan?: number;
  /** In the place of ∞; the largest number of the dtype by default. */
  readonly posInf?: number;
  /** In the place of −∞; the smallest number of the dtype by default. */
  readonly negInf?: number;
}

/** Bounds, as methods of {@link Tensor}. */
export interface ClampingMethods<S extends Shape> {
  /**
   * Values below `min` raised to it, then those above `max` lowered to it; NaN stays. The gradient is 1
   * between the bounds and on them, 0 outside, as in PyTorch: $\min(\max(x, min), max)$.
   * @param min - null for none
   * @param max - null or nothing for none
   * @throws NablaError when there is no bound
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([-2, 0.5, 9]);
   * x.clamp(0, 1).toString(); // => "tensor([0. , 0.5, 1. ])"
   * x.clamp(null, 1).toString(); // => "tensor([-2. ,  0.5,  1. ])"
   * ```
   */
  clamp(min: number | null, max?: number | null): Tensor<S>;
  /**
   * The same with bounds for each element; where they cross, `max` wins.
   * @throws ShapeError when the shapes do not broadcast
   */
  clamp(min: number | Tensor | null, max?: number | Tensor | null): Tensor;
  /**
   * Finite numbers in the place of NaN and infinities, through which no gradient flows.
   * @param options - which
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([NaN, 2, Infinity]).nanToNum({ posInf: 99 }).toString(); // => "tensor([ 0.,  2., 99.])"
   * ```
   */
  nanToNum(options?: NanToNumOptions): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ClampingMethods<S> {}
}

/** The bounds that change nothing. */
function widest({ dtype }: TypeInfo): readonly [number, number] {
  if (dtype === "uint8" || dtype === "bool") return [0, 255];
  return dtype === "int32" ? [-(2 ** 31), 2 ** 31 - 1] : [-Infinity, Infinity];
}

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

install({
  clamp(min: number | Tensor | null, max: number | Tensor | null = null): Tensor {
    if (min === null && max === null)
      throw new NablaError("clamp: there is no bound: needed min, max or both", { op: "clamp" });
    const [lowest, highest] = widest(this.storage.type);
    const low = operand("clamp", this, min ?? lowest);
    const high = operand("clamp", this, max ?? highest);
    return dispatch(ops.clamp, [this, low, high], NONE);
  },
  nanToNum({ nan = 0, posInf, negInf } = {}) {
    if (!this.storage.type.floating) return this;
    const largest = this.dtype === "float64" ? Number.MAX_VALUE : LARGEST_FLOAT32;
    const low = where(this.equal(-Infinity), negInf ?? -largest, this);
    const bounded = where(this.equal(Infinity), posInf ?? largest, low);
    return where(this.isNaN(), nan, bounded);
  },
});
