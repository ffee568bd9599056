import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { Shape } from "../types/index.ts";
import { install, NONE } from "./install.ts";

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> {
    /** The negative: $-x$. */
    neg(): Tensor<S>;
    /** The absolute value: $|x|$. */
    abs(): Tensor<S>;
    /** −1, 0 or 1 by sign; NaN stays: $\operatorname{sign}(x)$. */
    sign(): Tensor<S>;
    /** The exponential: $e^x$. */
    exp(): Tensor<S>;
    /** The exponential minus 1, exact near 0: $e^x - 1$. */
    expm1(): Tensor<S>;
    /** The natural logarithm; −∞ at 0, NaN below: $\ln x$. */
    log(): Tensor<S>;
    /** The natural logarithm of 1 + x, exact near 0: $\ln(1 + x)$. */
    log1p(): Tensor<S>;
    /** The sine, of radians: $\sin x$. */
    sin(): Tensor<S>;
    /** The cosine, of radians: $\cos x$. */
    cos(): Tensor<S>;
    /** The tangent, of radians: $\tan x$. */
    tan(): Tensor<S>;
    /** The inverse sine, in radians; NaN outside [−1, 1]: $\arcsin x$. */
    asin(): Tensor<S>;
    /** The inverse cosine, in radians; NaN outside [−1, 1]: $\arccos x$. */
    acos(): Tensor<S>;
    /** The inverse tangent, in radians: $\arctan x$. */
    atan(): Tensor<S>;
    /** The hyperbolic sine: $\sinh x$. */
    sinh(): Tensor<S>;
    /** The hyperbolic cosine: $\cosh x$. */
    cosh(): Tensor<S>;
    /** The hyperbolic tangent: $\tanh x$. */
    tanh(): Tensor<S>;
    /** The logistic function: $1 / (1 + e^{-x})$. */
    sigmoid(): Tensor<S>;
    /** The error function: $\frac{2}{\sqrt\pi} \int_0^x e^{-t^2} dt$. */
    erf(): Tensor<S>;
    /** The positive part; its derivative at 0 is 0, as in PyTorch: $\max(x, 0)$. */
    relu(): Tensor<S>;
    /** The square: $x^2$. */
    square(): Tensor<S>;
    /** The square root; NaN below 0: $\sqrt x$. */
    sqrt(): Tensor<S>;
    /** The reciprocal of the square root: $1 / \sqrt x$. */
    rsqrt(): Tensor<S>;
    /** The reciprocal: $1 / x$. */
    reciprocal(): Tensor<S>;
    /** The largest whole number that is not above: $\lfloor x \rfloor$. */
    floor(): Tensor<S>;
    /** The smallest whole number that is not below: $\lceil x \rceil$. */
    ceil(): Tensor<S>;
    /** The nearest whole number, halves to the even one, as in NumPy. */
    round(): Tensor<S>;
    /** Is it zero (or false)? As bool: $\neg x$. */
    logicalNot(): Tensor<S>;
  }
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
  sin() {
    return dispatch(ops.sin, [this], NONE);
  },
  cos() {
    return dispatch(ops.cos, [this], NONE);
  },
  tan() {
    return dispatch(ops.tan, [this], NONE);
  },
  asin() {
    return dispatch(ops.asin, [this], NONE);
  },
  acos() {
    return dispatch(ops.acos, [this], NONE);
  },
  atan() {
    return dispatch(ops.atan, [this], NONE);
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
  sigmoid() {
    return dispatch(ops.sigmoid, [this], NONE);
  },
  erf() {
    return dispatch(ops.erf, [this], NONE);
  },
  relu() {
    return dispatch(ops.relu, [this], NONE);
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
  floor() {
    return dispatch(ops.floor, [this], NONE);
  },
  ceil() {
    return dispatch(ops.ceil, [this], NONE);
  },
  round() {
    return dispatch(ops.round, [this], NONE);
  },
  logicalNot() {
    return dispatch(ops.logicalNot, [this], NONE);
  },
});
