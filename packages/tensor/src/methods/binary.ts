import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> {
    /**
     * Sum: $a + b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    add<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "add", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "add">>;
    /**
     * Difference: $a - b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    sub<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "sub", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "sub">>;
    /**
     * Product, element by element: $a \, b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    mul<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "mul", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "mul">>;
    /**
     * Quotient; integers divide to float32: $a / b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    div<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "div", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "div">>;
    /**
     * Power: $a^b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    pow<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "pow", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "pow">>;
    /**
     * Remainder with the sign of the divisor, as in Python, NumPy and PyTorch: $a - b \lfloor a / b \rfloor$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    mod<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "mod", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "mod">>;
    /**
     * The larger one; NaN where either is. Where both are equal each gets half of the gradient: $\max(a, b)$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    maximum<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "maximum", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "maximum">>;
    /**
     * The smaller one; NaN where either is. Where both are equal each gets half of the gradient: $\min(a, b)$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    minimum<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "minimum", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "minimum">>;
    /**
     * Angle of the point (other, this) in radians, from −π to π: $\operatorname{atan2}(y, x)$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    atan2<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "atan2", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "atan2">>;
    /**
     * Are they equal? As bool; NaN equals nothing: $a = b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    equal<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "equal", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "equal">>;
    /**
     * Do they differ? As bool: $a \ne b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    notEqual<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "notEqual", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "notEqual">>;
    /**
     * Is it smaller? As bool: $a < b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    less<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "less", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "less">>;
    /**
     * Is it smaller or equal? As bool: $a \le b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    lessEqual<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "lessEqual", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "lessEqual">>;
    /**
     * Is it larger? As bool: $a > b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    greater<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "greater", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "greater">>;
    /**
     * Is it larger or equal? As bool: $a \ge b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    greaterEqual<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "greaterEqual", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "greaterEqual">>;
    /**
     * Are both true (other than zero)? As bool: $a \land b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    logicalAnd<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "logicalAnd", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "logicalAnd">>;
    /**
     * Is either true (other than zero)? As bool: $a \lor b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    logicalOr<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "logicalOr", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "logicalOr">>;
    /**
     * Is exactly one true (other than zero)? As bool: $a \oplus b$, with broadcasting.
     * @throws ShapeError when the shapes do not broadcast
     */
    logicalXor<A extends Shape, B extends Shape = A>(
      this: Tensor<A>,
      other: number | BroadcastArg<A, B, "logicalXor", Tensor<B>>,
    ): Tensor<BroadcastOut<A, B, "logicalXor">>;
  }
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
    if (other === 2) return dispatch(ops.square, [this], NONE);
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
  equal(other) {
    return dispatch(ops.equal, [this, operand("equal", this, other)], NONE);
  },
  notEqual(other) {
    return dispatch(ops.notEqual, [this, operand("notEqual", this, other)], NONE);
  },
  less(other) {
    return dispatch(ops.less, [this, operand("less", this, other)], NONE);
  },
  lessEqual(other) {
    return dispatch(ops.lessEqual, [this, operand("lessEqual", this, other)], NONE);
  },
  greater(other) {
    return dispatch(ops.greater, [this, operand("greater", this, other)], NONE);
  },
  greaterEqual(other) {
    return dispatch(ops.greaterEqual, [this, operand("greaterEqual", this, other)], NONE);
  },
  logicalAnd(other) {
    return dispatch(ops.logicalAnd, [this, operand("logicalAnd", this, other)], NONE);
  },
  logicalOr(other) {
    return dispatch(ops.logicalOr, [this, operand("logicalOr", this, other)], NONE);
  },
  logicalXor(other) {
    return dispatch(ops.logicalXor, [this, operand("logicalXor", this, other)], NONE);
  },
});
