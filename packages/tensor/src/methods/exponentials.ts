// Exponentials, logarithms and their relatives.
import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** Exponentials, logarithms, powers and what is made of them, as methods of {@link Tensor}. */
export interface ExponentialMethods<S extends Shape> {
  /**
   * The exponential: $e^x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).exp().toString(); // => "tensor([1.    , 2.7183])"
   * ```
   */
  exp(): Tensor<S>;
  /**
   * The exponential minus 1, exact near 0: $e^x - 1$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).expm1().toString(); // => "tensor([0.    , 1.7183])"
   * ```
   */
  expm1(): Tensor<S>;
  /**
   * The natural logarithm; −∞ at 0, NaN below: $\ln x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 10]).log().toString(); // => "tensor([0.    , 2.3026])"
   * ```
   */
  log(): Tensor<S>;
  /**
   * The natural logarithm of 1 + x, exact near 0: $\ln(1 + x)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).log1p().toString(); // => "tensor([0.    , 0.6931])"
   * ```
   */
  log1p(): Tensor<S>;
  /**
   * The power of two: $2^x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 3, 0.5]).exp2().toString(); // => "tensor([1.    , 8.    , 1.4142])"
   * ```
   */
  exp2(): Tensor<S>;
  /**
   * The logarithm to base 2: $\log_2 x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 8]).log2().toString(); // => "tensor([0., 3.])"
   * ```
   */
  log2(): Tensor<S>;
  /**
   * The logarithm to base 10: $\log_{10} x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 1000]).log10().toString(); // => "tensor([0., 3.])"
   * ```
   */
  log10(): Tensor<S>;
  /**
   * The logistic function: $1 / (1 + e^{-x})$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 2]).sigmoid().toString(); // => "tensor([0.5   , 0.8808])"
   * ```
   */
  sigmoid(): Tensor<S>;
  /**
   * The logarithm of the logistic function, exact for all $x$: $-\ln(1 + e^{-x})$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, -1000]).logSigmoid().toString(); // => "tensor([-6.9315e-01, -1.0000e+03])"
   * ```
   */
  logSigmoid(): Tensor<S>;
  /**
   * A smooth positive part, exact for all $x$: $\ln(1 + e^x)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1000]).softplus().toString(); // => "tensor([6.9315e-01, 1.0000e+03])"
   * ```
   */
  softplus(): Tensor<S>;
  /**
   * The hyperbolic sine: $(e^x - e^{-x}) / 2$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).sinh().toString(); // => "tensor([0.    , 1.1752])"
   * ```
   */
  sinh(): Tensor<S>;
  /**
   * The hyperbolic cosine: $(e^x + e^{-x}) / 2$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).cosh().toString(); // => "tensor([1.    , 1.5431])"
   * ```
   */
  cosh(): Tensor<S>;
  /**
   * The hyperbolic tangent: $\sinh x / \cosh x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).tanh().toString(); // => "tensor([0.    , 0.7616])"
   * ```
   */
  tanh(): Tensor<S>;
  /**
   * The inverse of the hyperbolic sine: $\ln(x + \sqrt{x^2 + 1})$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1]).asinh().toString(); // => "tensor([0.    , 0.8814])"
   * ```
   */
  asinh(): Tensor<S>;
  /**
   * The inverse of the hyperbolic cosine; NaN below 1: $\ln(x + \sqrt{x^2 - 1})$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).acosh().toString(); // => "tensor([0.   , 1.317])"
   * ```
   */
  acosh(): Tensor<S>;
  /**
   * The inverse of the hyperbolic tangent; NaN outside [−1, 1]: $\frac12 \ln \frac{1 + x}{1 - x}$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 0.5]).atanh().toString(); // => "tensor([0.    , 0.5493])"
   * ```
   */
  atanh(): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ExponentialMethods<S> {}
}

install({
  exp() {
    return dispatch(ops.exp, [this], NONE);
  },
  expm1() {
    return dispatch(ops.expm1, [this], NONE);
  },
  log() {
    return dispatch(ops.log, [this], NONE);
  },
  log1p() {
    return dispatch(ops.log1p, [this], NONE);
  },
  exp2() {
    return dispatch(ops.exp2, [this], NONE);
  },
  log2() {
    return dispatch(ops.log2, [this], NONE);
  },
  log10() {
    return dispatch(ops.log10, [this], NONE);
  },
  logSigmoid() {
    // Taken from 0, so that the largest results are 0 and not −0.
    const below: Tensor = this.neg().softplus();
    return operand("logSigmoid", below, 0).sub(below);
  },
  softplus() {
    return dispatch(ops.softplus, [this], NONE);
  },
  sigmoid() {
    return dispatch(ops.sigmoid, [this], NONE);
  },
  sinh() {
    return dispatch(ops.sinh, [this], NONE);
  },
  cosh() {
    return dispatch(ops.cosh, [this], NONE);
  },
  tanh() {
    return dispatch(ops.tanh, [this], NONE);
  },
  asinh() {
    return dispatch(ops.asinh, [this], NONE);
  },
  acosh() {
    return dispatch(ops.acosh, [this], NONE);
  },
  atanh() {
    return dispatch(ops.atanh, [this], NONE);
  },
});
