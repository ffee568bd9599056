// The bits of integers and booleans.
import { dispatch } from "../dispatch.ts";
import * as ops from "../ops/elementwise.ts";
import type { Tensor } from "../tensor.ts";
import type { BroadcastArg, BroadcastOut, Shape } from "../types/index.ts";
import { install, NONE, operand } from "./install.ts";

/** Operations on the bits of integers and booleans, as methods of {@link Tensor}. */
export interface BitwiseMethods {
  /**
   * All bits turned; true and false exchanged.
   * @throws DTypeError of floats
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([0, 5], { dtype: "int32" }).bitwiseNot().toString(); // => "tensor([-1, -6])"
   * ```
   */
  bitwiseNot<A extends Shape>(this: Tensor<A>): Tensor<A>;
  /**
   * The bits that both have.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of floats
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([12, 10], { dtype: "int32" }).bitwiseAnd(6).toString(); // => "tensor([4, 2])"
   * ```
   */
  bitwiseAnd<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "bitwiseAnd", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "bitwiseAnd">>;
  /**
   * The bits that either has.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of floats
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([12, 10], { dtype: "int32" }).bitwiseOr(6).toString(); // => "tensor([14, 14])"
   * ```
   */
  bitwiseOr<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "bitwiseOr", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "bitwiseOr">>;
  /**
   * The bits that exactly one has.
   * @param other - a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of floats
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([12, 10], { dtype: "int32" }).bitwiseXor(6).toString(); // => "tensor([10, 12])"
   * ```
   */
  bitwiseXor<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "bitwiseXor", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "bitwiseXor">>;
  /**
   * The bits moved to the left: $a \cdot 2^b$, without those that leave. As in NumPy, nothing is left of a shift by 32 or more, or by a negative number.
   * @param other - by how many places: a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of floats, and of two booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 3], { dtype: "int32" }).shiftLeft(2).toString(); // => "tensor([ 4, 12])"
   * ```
   */
  shiftLeft<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "shiftLeft", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "shiftLeft">>;
  /**
   * The bits moved to the right, the sign staying: $\lfloor a / 2^b \rfloor$. As in NumPy, only the sign (0 or −1) is left of a shift by 32 or more, or by a negative number.
   * @param other - by how many places: a tensor whose shape broadcasts with this one, or a number
   * @throws ShapeError when the shapes do not broadcast
   * @throws DTypeError of floats, and of two booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([8, -7], { dtype: "int32" }).shiftRight(2).toString(); // => "tensor([ 2, -2])"
   * ```
   */
  shiftRight<A extends Shape, B extends Shape = A>(
    this: Tensor<A>,
    other: number | BroadcastArg<A, B, "shiftRight", Tensor<B>>,
  ): Tensor<BroadcastOut<A, B, "shiftRight">>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends BitwiseMethods {}
}

install({
  bitwiseNot() {
    if (this.dtype === "bool") return this.logicalNot();
    return dispatch(ops.bitwiseNot, [this], NONE);
  },
  bitwiseAnd(other) {
    return dispatch(ops.bitwiseAnd, [this, operand("bitwiseAnd", this, other)], NONE);
  },
  bitwiseOr(other) {
    return dispatch(ops.bitwiseOr, [this, operand("bitwiseOr", this, other)], NONE);
  },
  bitwiseXor(other) {
    return dispatch(ops.bitwiseXor, [this, operand("bitwiseXor", this, other)], NONE);
  },
  shiftLeft(other) {
    return dispatch(ops.shiftLeft, [this, operand("shiftLeft", this, other)], NONE);
  },
  shiftRight(other) {
    return dispatch(ops.shiftRight, [this, operand("shiftRight", this, other)], NONE);
  },
});
