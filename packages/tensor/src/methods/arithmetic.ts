// Arithmetic of two operands.
import { dispatch } from "../dispatch.ts";
import { DTypeError } from "../errors.ts";
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
   * The power; integers wrap around at the limits of int32, and where a tensor holds negative powers, these are cut off to whole numbers: $a^b$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of integers to the power of a negative whole number, as in NumPy and PyTorch
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
   * The remainder, with the sign of the divisor, as in Python, NumPy and PyTorch: $a - b \lfloor a / b \rfloor$. Integers modulo 0 are 0.
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
   * The remainder with the sign of the dividend, as in C: $a - b \operatorname{trunc}(a / b)$. Integers modulo 0 are 0.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of two booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([-1, 7]).fmod(3).toString(); // => "tensor([-1.,  1.])"
   * ```
   */
  fmod<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "fmod", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "fmod">>;
  /**
<<<<<<< HEAD
   * The quotient, rounded down. As in NumPy, integers stay integers, and divided by 0 give 0; a number divided by an infinity of the other sign gives −1: $\lfloor a / b \rfloor$.
=======
   * The floor of the exact quotient, which is not always that of the rounded one. As in NumPy, integers stay integers, and divided by 0 give 0; infinite floats divide as with `div`: $\lfloor a / b \rfloor$.
>>>>>>> 18d7182 (Arrays of a tensor's values are typed by its rank, JSON of a tensor can be read back, pooling options decide what is returned)
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of two booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([-1, 7]).floorDivide(3).toString(); // => "tensor([-1.,  2.])"
   * ```
   */
  floorDivide<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "floorDivide", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "floorDivide">>;
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
   * The length of the hypotenuse, without overflow: $\sqrt{a^2 + b^2}$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([3, 5]).hypot(tensor([4, 12])).toString(); // => "tensor([ 5., 13.])"
   * ```
   */
  hypot<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "hypot", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "hypot">>;
  /**
   * The magnitude of this with the sign of `other`, also that of −0; at 0 no gradient flows, as in PyTorch.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, -2]).copysign(-1).toString(); // => "tensor([-1., -2.])"
   * ```
   */
  copysign<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "copysign", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "copysign">>;
  /**
   * The logarithm of a sum of exponentials, without overflow: $\ln(e^a + e^b)$.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 1000]).logAddExp(1000).toString(); // => "tensor([1000.    , 1000.6932])"
   * ```
   */
  logAddExp<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "logAddExp", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "logAddExp">>;
  /**
   * A point between this and `end`: $a + t (b - a)$. Of 0 and 1 it is exactly the one or the other;
   * beyond them it goes on along the line.
   * @param end - a tensor whose shape broadcasts with this one, or a number
   * @param weight - the share $t$ of `end`
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 10]).lerp(tensor([1, 20]), 0.5).toString(); // => "tensor([ 0.5, 15. ])"
   * ```
   */
  lerp<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    end: number | BroadcastArg<A, B, "lerp", Tensor<B>>,
    weight: number,
  ): Tensor<BroadcastOut<A, B, "lerp">>;
  /** The same with a weight for each element. */
  lerp(end: number | Tensor, weight: Tensor): Tensor;
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
    const exponent = operand("pow", this, other);
    const whole = !exponent.storage.type.floating && !this.storage.type.floating;
    if (typeof other === "number" && other < 0 && whole)
      throw new DTypeError(
        `pow: ${this.dtype} to the power ${other}: whole numbers have no negative powers (use x.to("float32").pow(${other}))`,
        { op: "pow" },
      );
    return dispatch(ops.pow, [this, exponent], NONE);
  },
  mod(other) {
    return dispatch(ops.mod, [this, operand("mod", this, other)], NONE);
  },
  fmod(other) {
    return dispatch(ops.fmod, [this, operand("fmod", this, other)], NONE);
  },
  floorDivide(other) {
    return dispatch(ops.floorDivide, [this, operand("floorDivide", this, other)], NONE);
  },
  maximum(other) {
    return dispatch(ops.maximum, [this, operand("maximum", this, other)], NONE);
  },
  minimum(other) {
    return dispatch(ops.minimum, [this, operand("minimum", this, other)], NONE);
  },
  hypot(other) {
    return dispatch(ops.hypot, [this, operand("hypot", this, other)], NONE);
  },
  copysign(other) {
    return dispatch(ops.copysign, [this, operand("copysign", this, other)], NONE);
  },
  logAddExp(other) {
    return dispatch(ops.logAddExp, [this, operand("logAddExp", this, other)], NONE);
  },
  lerp(end: number | Tensor, weight: number | Tensor): Tensor {
    const operands = [operand("lerp", this, end), operand("lerp", this, weight)];
    return dispatch(ops.lerp, [this, ...operands], NONE);
  },
  atan2(other) {
    return dispatch(ops.atan2, [this, operand("atan2", this, other)], NONE);
  },
});
