// Comparisons and logic of two operands; the results are bool.
import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** Comparisons and logic of two operands, as methods of {@link Tensor}. */
export interface ComparisonMethods {
  /**
   * Which elements are equal? They are compared one by one, and NaN equals nothing: $a = b$. One answer
   * for all is `a.equal(b).all()`, or, up to rounding, `a.allClose(b)`.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).equal(2).toString(); // => "tensor([false,  true, false])"
   * ```
   */
  equal<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "equal", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "equal">>;
  /**
   * Do they differ? $a \ne b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).notEqual(2).toString(); // => "tensor([ true, false,  true])"
   * ```
   */
  notEqual<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "notEqual", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "notEqual">>;
  /**
   * Is it smaller? $a < b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).less(2).toString(); // => "tensor([ true, false, false])"
   * ```
   */
  less<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "less", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "less">>;
  /**
   * Is it smaller or equal? $a \le b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).lessEqual(2).toString(); // => "tensor([ true,  true, false])"
   * ```
   */
  lessEqual<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "lessEqual", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "lessEqual">>;
  /**
   * Is it larger? $a > b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).greater(2).toString(); // => "tensor([false, false,  true])"
   * ```
   */
  greater<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "greater", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "greater">>;
  /**
   * Is it larger or equal? $a \ge b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).greaterEqual(2).toString(); // => "tensor([false,  true,  true])"
   * ```
   */
  greaterEqual<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "greaterEqual", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "greaterEqual">>;
  /**
   * Are both true (other than zero)? $a \land b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([true, false]).logicalAnd(tensor([true, true])).toString(); // => "tensor([ true, false])"
   * ```
   */
  logicalAnd<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "logicalAnd", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "logicalAnd">>;
  /**
   * Is either true (other than zero)? $a \lor b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([true, false]).logicalOr(tensor([false, false])).toString(); // => "tensor([ true, false])"
   * ```
   */
  logicalOr<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "logicalOr", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "logicalOr">>;
  /**
   * Is exactly one true (other than zero)? $a \oplus b$
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([true, false]).logicalXor(tensor([true, true])).toString(); // => "tensor([false,  true])"
   * ```
   */
  logicalXor<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "logicalXor", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "logicalXor">>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends ComparisonMethods {}
}

install({
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
