// Which values are numbers, and which are almost equal.
import { dispatch } from "../dispatch.ts";
import { NablaError } from "../errors.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** What `isClose` and `allClose` take for equal. */
export interface ClosenessOptions {
  /** Largest difference in relation to the other value; 1e-5 by default. */
  readonly rtol?: number;
  /** Largest difference beside that; 1e-8 by default. */
  readonly atol?: number;
  /** Is NaN equal to NaN? False by default. */
  readonly equalNan?: boolean;
}

/** Tests for NaN, infinities and closeness, as methods of {@link Tensor}. */
export interface ClosenessMethods<S extends Shape> {
  /**
   * Is it NaN? As bool.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN, Infinity]).isNaN().toString(); // => "tensor([false,  true, false])"
   * ```
   */
  isNaN(): Tensor<S>;
  /**
   * Is it ∞ or −∞? As bool.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN, -Infinity]).isInf().toString(); // => "tensor([false, false,  true])"
   * ```
   */
  isInf(): Tensor<S>;
  /**
   * Is it neither NaN nor infinite? As bool.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN, Infinity]).isFinite().toString(); // => "tensor([ true, false, false])"
   * ```
   */
  isFinite(): Tensor<S>;
  /**
   * Are they equal up to rounding? As bool; infinities are close to themselves only:
   * $|a - b| \le atol + rtol \cdot |b|$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @param options - tolerances, NumPy's and PyTorch's by default
   * @throws ShapeError when the shapes do not broadcast
   * @throws NablaError when a tolerance is negative or NaN
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).isClose(1.000001).toString(); // => "tensor([ true, false])"
   * ```
   */
  isClose<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "isClose", Tensor<B>>,
    options?: ClosenessOptions,
  ): Tensor<BroadcastOut<A, B, "isClose">>;
  /**
   * Are all of them equal up to rounding, as with `isClose`?
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @param options - tolerances
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0.1]).add(0.2).allClose(0.3); // => true
   * ```
   */
  allClose(other: number | Tensor, options?: ClosenessOptions): boolean;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ClosenessMethods<S> {}
}

function isClose(a: Tensor, b: Tensor, options: ClosenessOptions): Tensor {
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  if (!(rtol >= 0 && atol >= 0))
    throw new NablaError(
      `isClose: rtol is ${rtol} and atol is ${atol}: needed tolerances of 0 or more`,
      { op: "isClose" },
    );
  const equal = a.equal(b);
  // Integers could wrap around, and booleans have no difference.
  const exact = (x: Tensor): Tensor => (x.storage.type.floating ? x : x.to("float64"));
  const [p, q] = [exact(a), exact(b)];
  const difference = p.sub(q).abs();
  const near = difference.lessEqual(q.abs().mul(rtol).add(atol));
  const close = equal.logicalOr(near.logicalAnd(difference.isFinite()));
  return equalNan ? close.logicalOr(a.isNaN().logicalAnd(b.isNaN())) : close;
}

install({
  isNaN() {
    return dispatch(ops.isNaN, [this], NONE);
  },
  isInf() {
    return dispatch(ops.isInf, [this], NONE);
  },
  isFinite() {
    return dispatch(ops.isFinite, [this], NONE);
  },
  isClose(other, options = {}) {
    return isClose(this, operand("isClose", this, other), options);
  },
  allClose(other, options = {}) {
    return (
      isClose(this, operand("allClose", this, other), options)
        .all()
        .item() === 1
    );
  },
});
