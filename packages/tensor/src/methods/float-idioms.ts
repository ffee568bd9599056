// Idioms of floats: extremes that ignore NaN, angles, parts and odds. All are made of other ops.
import { NablaError } from "../errors.ts";
import { where } from "../functions.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, operand } from "./install.ts";

/** How far `logit` keeps away from 0 and 1. */
export interface LogitOptions {
  /** Probabilities are first brought into $[eps, 1 - eps]$; nothing by default. */
  readonly eps?: number;
}

/** Idioms of floats, as methods of {@link Tensor}. */
export interface FloatIdiomMethods<S extends Shape> {
  /**
   * The larger one, or the other one where one is NaN, as NumPy's and PyTorch's `fmax`. Where both are
   * equal this one gets the gradient: $\max(a, b)$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN]).fmax(0).toString(); // => "tensor([1., 0.])"
   * ```
   */
  fmax<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "fmax", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "fmax">>;
  /**
   * The smaller one, or the other one where one is NaN, as NumPy's and PyTorch's `fmin`. Where both are
   * equal this one gets the gradient: $\min(a, b)$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, NaN]).fmin(0).toString(); // => "tensor([0., 0.])"
   * ```
   */
  fmin<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "fmin", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "fmin">>;
  /**
   * The step function: 0 below 0, 1 above, and what is given at 0; NaN stays, as in NumPy.
   * @param atZero - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([-2, 0, 3]).heaviside(0.5).toString(); // => "tensor([0. , 0.5, 1. ])"
   * ```
   */
  heaviside<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    atZero: number | BroadcastArg<A, B, "heaviside", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "heaviside">>;
  /**
   * What is left behind the point, with the sign of the number: $x - \operatorname{trunc}(x)$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1.5, -2.25]).frac().toString(); // => "tensor([ 0.5 , -0.25])"
   * ```
   */
  frac(): Tensor<S>;
  /**
   * Degrees in radians: $x \pi / 180$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([180, 90]).deg2rad().toString(); // => "tensor([3.1416, 1.5708])"
   * ```
   */
  deg2rad(): Tensor<S>;
  /**
   * Radians in degrees: $180 x / \pi$.
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([Math.PI, 0]).rad2deg().toString(); // => "tensor([180.,   0.])"
   * ```
   */
  rad2deg(): Tensor<S>;
  /**
   * The logarithm of the odds, the inverse of `sigmoid`, as PyTorch's `logit`: $\ln(p / (1 - p))$; NaN
   * outside of $[0, 1]$.
   * @param options - `eps` keeps away from the infinities at 0 and 1
   * @throws NablaError when `eps` is not from 0 to ½
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0.5, 1]).logit().toString(); // => "tensor([ 0., inf])"
   * ```
   */
  logit(options?: LogitOptions): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends FloatIdiomMethods<S> {}
}

install({
  fmax(other: number | Tensor): Tensor {
    const b = operand("fmax", this, other);
    return where(this.greaterEqual(b).logicalOr(b.isNaN()), this, b);
  },
  fmin(other: number | Tensor): Tensor {
    const b = operand("fmin", this, other);
    return where(this.lessEqual(b).logicalOr(b.isNaN()), this, b);
  },
  heaviside(atZero: number | Tensor): Tensor {
    return where(this.equal(0), operand("heaviside", this, atZero), this.sign().relu());
  },
  frac() {
    return this.sub(this.trunc());
  },
  deg2rad() {
    return this.mul(Math.PI / 180);
  },
  rad2deg() {
    return this.mul(180 / Math.PI);
  },
  logit({ eps } = {}) {
    if (eps !== undefined && !(eps >= 0 && eps <= 0.5))
      throw new NablaError(`logit: eps is ${eps}: needed a number from 0 to 0.5`, { op: "logit" });
    const p: Tensor = eps === undefined ? this : this.clamp(eps, 1 - eps);
    return p.div(p.neg().add(1)).log();
  },
});
