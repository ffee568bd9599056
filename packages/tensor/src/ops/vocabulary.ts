import type { ContractionAttrs } from "./vocabulary/contractions.ts";
import type { ConvolutionAttrs } from "./vocabulary/convolution.ts";
import type { CustomAttrs } from "./vocabulary/custom.ts";
import type { ElementwiseAttrs } from "./vocabulary/elementwise.ts";
import type { LinearAlgebraAttrs } from "./vocabulary/linear-algebra.ts";
import type { MovementAttrs } from "./vocabulary/movement.ts";
import type { ReductionAttrs } from "./vocabulary/reductions.ts";
import type { SourceAttrs } from "./vocabulary/sources.ts";

export type { CustomCall } from "./vocabulary/custom.ts";
export type { BinaryName, TernaryName, UnaryName } from "./vocabulary/elementwise.ts";
export type {
  ContractionAttrs,
  ConvolutionAttrs,
  ElementwiseAttrs,
  LinearAlgebraAttrs,
  MovementAttrs,
  ReductionAttrs,
  SourceAttrs,
};

/** The vocabulary: every primitive op with its attributes. All tables of nabla are keyed by it. */
export type OpAttrs = ElementwiseAttrs &
  ReductionAttrs &
  MovementAttrs &
  ContractionAttrs &
  ConvolutionAttrs &
  LinearAlgebraAttrs &
  SourceAttrs &
  CustomAttrs;

/** Name of a primitive op. */
export type OpName = keyof OpAttrs;
