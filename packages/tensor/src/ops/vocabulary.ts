import type { DType, TypedArray } from "../dtype.ts";
import type { RandomKind } from "../random/draw-blocks.ts";
import type { Generator } from "../random/generator.ts";
import type { ScalarUpdate } from "./update.ts";

type Shape = readonly number[];
type None = Record<never, never>;
interface Along {
  /** The axis, counted from the front. */
  readonly axis: number;
}
interface Reduced {
  /** Sorted axes, counted from the front. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}
interface Shaped {
  readonly shape: Shape;
}
interface Typed {
  readonly dtype: DType;
}

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

/** The vocabulary: every primitive op with its attributes. All tables of nabla are keyed by it. */
export type OpAttrs = { readonly [K in UnaryName | BinaryName | "where"]: None } & {
  readonly cast: Typed;

  readonly sum: Reduced;
  readonly mean: Reduced;
  /** Mean of the squares, which are neither stored nor rounded one by one. */
  readonly meanSquare: Reduced;
  readonly prod: Reduced;
  readonly max: Reduced;
  readonly min: Reduced;
  readonly argmax: Along & { readonly keepDims: boolean };
  readonly argmin: Along & { readonly keepDims: boolean };
  readonly cumsum: Along;
  readonly cumprod: Along;

  readonly reshape: Shaped;
  readonly permute: { readonly axes: readonly number[] };
  readonly broadcastTo: Shaped;
  /** `sizes[i]` elements from `starts[i]` in steps of `steps[i]` (never 0) along axis i. */
  readonly slice: {
    readonly starts: readonly number[];
    readonly sizes: readonly number[];
    readonly steps: readonly number[];
  };
  readonly flip: { readonly axes: readonly number[] };
  readonly diagonal: { readonly offset: number };
  /** The same values without history. */
  readonly detach: None;

  /** `sizes[i]`: how far input i reaches along the axis. */
  readonly concat: Along & { readonly sizes: readonly number[] };
  /** Zeros before, after and between (`interior`) the elements of each axis. */
  readonly pad: {
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly interior: readonly number[];
  };
  /** Slices of the first operand along an axis, by a list of positions (the second operand). */
  readonly indexSelect: Along;
  /** Adds slices (first operand) at positions (second) into zeros with `size` slices along an axis. */
  readonly indexAdd: Along & { readonly size: number };
  /** The same values in row-major order. */
  readonly contiguous: None;

  /**
   * Product of the last two axes, each operand transposed first where its flag says so. A third operand,
   * if there is one, is added to each row.
   */
  readonly matmul: { readonly transposeA: boolean; readonly transposeB: boolean };

  /** Values from JavaScript. */
  readonly constant: Shaped & Typed & { readonly values: TypedArray };
  readonly full: Shaped & Typed & { readonly value: number };
  /** start, start + step, … */
  readonly arange: Typed & {
    readonly start: number;
    readonly step: number;
    readonly length: number;
  };
  /** A draw; advances the generator by a number of blocks that depends on nothing but the attributes. */
  readonly random: Shaped &
    Typed & {
      readonly distribution: RandomKind;
      readonly generator: Generator;
      /** Integers are drawn from low to high - 1; ones, with probability high. */
      readonly low: number;
      readonly high: number;
    };

  /** Copies the second operand into the storage of the first, a leaf. */
  readonly assign: None;
  /** Overwrites the first operands, leaves, by formulas of all operands, in one pass. */
  readonly update: { readonly update: ScalarUpdate };
};

/** Name of a primitive op. */
export type OpName = keyof OpAttrs;
