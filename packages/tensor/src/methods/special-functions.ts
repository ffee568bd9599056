// Functions that mathematical tables have and pocket calculators lack.
import { dispatch } from "../dispatch.ts";
import { NablaError } from "../errors.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** Special functions, as methods of {@link Tensor}. */
export interface SpecialFunctionMethods<S extends Shape> {
  /**
   * The error function: $\frac{2}{\sqrt\pi} \int_0^x e^{-t^2} dt$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 0.5]).erf().toString(); // => "tensor([0.    , 0.5205])"
   * ```
   */
  erf(): Tensor<S>;
  /**
   * The complement of the error function, exact where that is close to 1: $1 - \operatorname{erf} x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 10]).erfc().toString(); // => "tensor([1.e+00, 1.e-45])"
   * ```
   */
  erfc(): Tensor<S>;
  /**
   * The inverse of the error function; ±∞ at ±1, NaN beyond: $\operatorname{erf}^{-1} x$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 0.5]).erfinv().toString(); // => "tensor([0.    , 0.4769])"
   * ```
   */
  erfinv(): Tensor<S>;
  /**
   * The logarithm of the gamma function's magnitude; ∞ at its poles 0, −1, −2, …: $\ln |\Gamma(x)|$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 5.5]).lgamma().toString(); // => "tensor([0.    , 3.9578])"
   * ```
   */
  lgamma(): Tensor<S>;
  /**
   * The derivative of `lgamma`: $\psi(x) = \Gamma'(x) / \Gamma(x)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 5.5]).digamma().toString(); // => "tensor([-0.5772,  1.6111])"
   * ```
   */
  digamma(): Tensor<S>;
  /**
   * The derivative of order `n` of `digamma`: $\psi^{(n)}(x)$.
   * @param n - a whole number, 0 for `digamma` itself
   * @throws NablaError when `n` is negative or a fraction
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 5.5]).polygamma(1).toString(); // => "tensor([1.6449, 0.1993])"
   * ```
   */
  polygamma(n: number): Tensor<S>;
  /**
   * The cardinal sine, 1 at 0: $\sin(\pi x) / (\pi x)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 0.5, 1]).sinc().toString(); // => "tensor([1.    , 0.6366, 0.    ])"
   * ```
   */
  sinc(): Tensor<S>;
  /**
   * A product with a logarithm that is 0 where this is 0, whatever the logarithm: $a \ln b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 2]).xlogy(tensor([0, 3])).toString(); // => "tensor([0.    , 2.1972])"
   * ```
   */
  xlogy<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "xlogy", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "xlogy">>;
  /**
   * Hurwitz's zeta function of order `this`, by the Euler–Maclaurin formula: $\sum_{k \ge 0} (q + k)^{-s}$. By the order $s$ no gradient flows.
   * @param q - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([2, 3]).zeta(1).toString(); // => "tensor([1.6449, 1.2021])"
   * ```
   */
  zeta<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    q: number | BroadcastArg<A, B, "zeta", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "zeta">>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends SpecialFunctionMethods<S> {}
}

install({
  erf() {
    return dispatch(ops.erf, [this], NONE);
  },
  erfc() {
    return dispatch(ops.erfc, [this], NONE);
  },
  erfinv() {
    return dispatch(ops.erfinv, [this], NONE);
  },
  lgamma() {
    return dispatch(ops.lgamma, [this], NONE);
  },
  digamma() {
    return dispatch(ops.digamma, [this], NONE);
  },
  polygamma(n) {
    if (!Number.isInteger(n) || n < 0)
      throw new NablaError(`polygamma: the order is ${n}: needed 0, 1, 2, …`, { op: "polygamma" });
    if (n === 0) return this.digamma();
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    const zeta = dispatch(ops.zeta, [operand("polygamma", this, n + 1), this], NONE);
    return zeta.mul(n % 2 === 0 ? -factorial : factorial);
  },
  sinc() {
    return dispatch(ops.sinc, [this], NONE);
  },
  xlogy(other) {
    return dispatch(ops.xlogy, [this, operand("xlogy", this, other)], NONE);
  },
  zeta(q) {
    return dispatch(ops.zeta, [this, operand("zeta", this, q)], NONE);
  },
});
