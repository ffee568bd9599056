import type { None, Typed } from "./attributes.ts";

/** Elementwise ops of one operand. */
export type UnaryName =
  | "neg"
  | "abs"
  | "sign"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "sigmoid"
  | "erf"
  | "relu"
  | "square"
  | "sqrt"
  | "rsqrt"
  | "reciprocal"
  | "floor"
  | "ceil"
  | "round"
  | "logicalNot";

/** Elementwise ops of two operands. */
export type BinaryName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "mod"
  | "maximum"
  | "minimum"
  | "atan2"
  | "equal"
  | "notEqual"
  | "less"
  | "lessEqual"
  | "greater"
  | "greaterEqual"
  | "logicalAnd"
  | "logicalOr"
  | "logicalXor";

/** Ops that compute each element of the result from one element of each operand. */
export type ElementwiseAttrs = { readonly [K in UnaryName | BinaryName | "where"]: None } & {
  readonly cast: Typed;
};
