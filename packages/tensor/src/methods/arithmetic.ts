// Arithmetic of two operands.
import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** Arithmetic of two operands, as methods of {@link Tensor}. */
export interface ArithmeticMethods {
  /**
   * The sum: $a + b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).add(10).toString(); // => "tensor([11., 12.])"
   * ```
   */
  add<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "add", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "add">>;
  /**
   * The difference: $a - b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of two booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).sub(10).toString(); // => "tensor([-9., -8.])"
   * ```
   */
  sub<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "sub", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "sub">>;
  /**
   * The product, element by element (see `matmul` for matrices): $a \cdot b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).mul(10).toString(); // => "tensor([10., 20.])"
   * ```
   */
  mul<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "mul", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "mul">>;
  /**
   * The quotient; integers divide to float32: $a / b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2]).div(4).toString(); // => "tensor([0.25, 0.5 ])"
   * ```
   */
  div<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "div", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "div">>;
  /**
   * The power; integers wrap around at the limits of int32: $a^b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([3, 2]).pow(3).toString(); // => "tensor([27.,  8.])"
   * ```
   */
  pow<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "pow", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "pow">>;
  /**
   * The remainder, with the sign of the divisor, as in Python, NumPy and PyTorch: $a - b \lfloor a / b \rfloor$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of two booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([-1, 7]).mod(3).toString(); // => "tensor([2., 1.])"
   * ```
   */
  mod<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "mod", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "mod">>;
  /**
   * The larger one; NaN where either is. Where both are equal each gets half of the gradient, as in PyTorch: $\max(a, b)$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 5]).maximum(3).toString(); // => "tensor([3., 5.])"
   * ```
   */
  maximum<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "maximum", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "maximum">>;
  /**
   * The smaller one; NaN where either is. Where both are equal each gets half of the gradient, as in PyTorch: $\min(a, b)$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 5]).minimum(3).toString(); // => "tensor([1., 3.])"
   * ```
   */
  minimum<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "minimum", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "minimum">>;
  /**
   * The angle of the point with ordinate `this` and abscissa `other`, from −π to π: $\operatorname{atan2}(y, x)$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, -1]).atan2(1).toString(); // => "tensor([ 0.7854, -0.7854])"
   * ```
   */
  atan2<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "atan2", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "atan2">>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ArithmeticMethods {}
}

install({
  add(other) {
    return dispatch(ops.add, [this, operand("add", this, other)], NONE);
  },
  sub(other) {
    return dispatch(ops.sub, [this, operand("sub", this, other)], NONE);
  },
  mul(other) {
    return dispatch(ops.mul, [this, operand("mul", this, other)], NONE);
  },
  div(other) {
    return dispatch(ops.div, [this, operand("div", this, other)], NONE);
  },
  pow(other) {
    // Squares are by far the most common power, and many times cheaper as products.
    if (other === 2 && this.dtype !== "bool") return dispatch(ops.square, [this], NONE);
    return dispatch(ops.pow, [this, operand("pow", this, other)], NONE);
  },
  mod(other) {
    return dispatch(ops.mod, [this, operand("mod", this, other)], NONE);
  },
  maximum(other) {
    return dispatch(ops.maximum, [this, operand("maximum", this, other)], NONE);
  },
  minimum(other) {
    return dispatch(ops.minimum, [this, operand("minimum", this, other)], NONE);
  },
  atan2(other) {
    return dispatch(ops.atan2, [this, operand("atan2", this, other)], NONE);
  },
});
