// Signs, whole numbers and powers of one operand.
import { dispatch } from "../dispatch.ts";
import { NablaError } from "../errors.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install, NONE } from "./install.ts";

/** Signs and rounding, as methods of {@link Tensor}. */
export interface SignAndRoundingMethods<S extends Shape> {
  /**
   * The negative: $-x$.
   * @throws DTypeError of booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, -2]).neg().toString(); // => "tensor([-1.,  2.])"
   * ```
   */
  neg(): Tensor<S>;
  /**
   * The absolute value; its derivative at 0 is 0, as in PyTorch: $|x|$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, -2]).abs().toString(); // => "tensor([1., 2.])"
   * ```
   */
  abs(): Tensor<S>;
  /**
   * −1, 0 or 1 by sign, 0 for −0; NaN stays: $\operatorname{sign}(x)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([5, -2, 0]).sign().toString(); // => "tensor([ 1., -1.,  0.])"
   * ```
   */
  sign(): Tensor<S>;
  /**
   * The largest whole number that is not above: $\lfloor x \rfloor$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1.7, -1.2]).floor().toString(); // => "tensor([ 1., -2.])"
   * ```
   */
  floor(): Tensor<S>;
  /**
   * The smallest whole number that is not below: $\lceil x \rceil$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1.2, -1.7]).ceil().toString(); // => "tensor([ 2., -1.])"
   * ```
   */
  ceil(): Tensor<S>;
  /**
   * The nearest whole number, or the nearest with so many decimals; halves go to the even one, as in
   * NumPy and PyTorch.
   * @param decimals - places kept after the point, 0 by default; before it where negative
   * @throws NablaError when that is a fraction
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0.5, 1.5, 2.6]).round().toString(); // => "tensor([0., 2., 3.])"
   * tensor([3.14159]).round(2).toString(); // => "tensor([3.14])"
   * ```
   */
  round(decimals?: number): Tensor<S>;
  /**
   * The whole part, cut off towards zero.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1.7, -1.7]).trunc().toString(); // => "tensor([ 1., -1.])"
   * ```
   */
  trunc(): Tensor<S>;
  /**
   * Is the sign negative, also that of −0? As bool.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, -2, -0]).signbit().toString(); // => "tensor([false,  true,  true])"
   * ```
   */
  signbit(): Tensor<S>;
  /**
   * The square: $x^2$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([3, -4]).square().toString(); // => "tensor([ 9., 16.])"
   * ```
   */
  square(): Tensor<S>;
  /**
   * The square root; NaN below 0: $\sqrt x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([4, 2]).sqrt().toString(); // => "tensor([2.    , 1.4142])"
   * ```
   */
  sqrt(): Tensor<S>;
  /**
   * The reciprocal of the square root: $1 / \sqrt x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([4, 0.25]).rsqrt().toString(); // => "tensor([0.5, 2. ])"
   * ```
   */
  rsqrt(): Tensor<S>;
  /**
   * The reciprocal; integers become float32: $1 / x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([4, 0.5]).reciprocal().toString(); // => "tensor([0.25, 2.  ])"
   * ```
   */
  reciprocal(): Tensor<S>;
  /**
   * The positive part; its derivative at 0 is 0, as in PyTorch: $\max(x, 0)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([-1, 2]).relu().toString(); // => "tensor([0., 2.])"
   * ```
   */
  relu(): Tensor<S>;
  /**
   * Is it false (or zero)? As bool: $\neg x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([true, false]).logicalNot().toString(); // => "tensor([false,  true])"
   * ```
   */
  logicalNot(): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends SignAndRoundingMethods<S> {}
}

install({
  neg() {
    return dispatch(ops.neg, [this], NONE);
  },
  abs() {
    return dispatch(ops.abs, [this], NONE);
  },
  sign() {
    return dispatch(ops.sign, [this], NONE);
  },
  floor() {
    return dispatch(ops.floor, [this], NONE);
  },
  ceil() {
    return dispatch(ops.ceil, [this], NONE);
  },
  round(decimals = 0) {
    if (!Number.isInteger(decimals))
      throw new NablaError(`round: decimals is ${decimals}: needed a whole number`, {
        op: "round",
      });
    // Powers of ten are exact only where they are whole.
    const scale = 10 ** Math.abs(decimals);
    if (decimals > 0 && this.storage.type.floating) return this.mul(scale).round().div(scale);
    if (decimals < 0) return this.div(scale).round().mul(scale).to(this.dtype);
    return dispatch(ops.round, [this], NONE);
  },
  trunc() {
    return dispatch(ops.trunc, [this], NONE);
  },
  signbit() {
    return dispatch(ops.signbit, [this], NONE);
  },
  square() {
    return dispatch(ops.square, [this], NONE);
  },
  sqrt() {
    return dispatch(ops.sqrt, [this], NONE);
  },
  rsqrt() {
    return dispatch(ops.rsqrt, [this], NONE);
  },
  reciprocal() {
    return dispatch(ops.reciprocal, [this], NONE);
  },
  relu() {
    return dispatch(ops.relu, [this], NONE);
  },
  logicalNot() {
    return dispatch(ops.logicalNot, [this], NONE);
  },
});
