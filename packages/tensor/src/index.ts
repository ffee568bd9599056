/**
 * n-dimensional arrays whose shapes the compiler checks.
 * @packageDocumentation
 */
import "./single-copy.ts";
import "./methods/arithmetic.ts";
import "./methods/comparison.ts";
import "./methods/sign-and-rounding.ts";
import "./methods/exponentials.ts";
import "./methods/trigonometry.ts";
import "./methods/special-functions.ts";
import "./methods/clamping.ts";
import "./methods/closeness.ts";
import "./methods/float-idioms.ts";
import "./methods/bitwise.ts";
import "./methods/reductions.ts";
import "./methods/positions-and-scans.ts";
import "./methods/softmax.ts";
import "./methods/statistics.ts";
import "./methods/norm.ts";
import "./methods/sorting.ts";
import "./methods/quantiles.ts";
import "./methods/triangles.ts";
import "./methods/axes.ts";
import "./methods/products.ts";
import "./methods/splitting.ts";
import "./methods/repeating.ts";
import "./methods/differences.ts";
import "./methods/views.ts";
import "./methods/movement.ts";
import "./methods/gathering.ts";
import "./methods/masks.ts";
import "./methods/subscripts.ts";
import "./methods/windows.ts";
import "./methods/counting.ts";
import "./methods/linear-algebra.ts";
import "./methods/gradients.ts";

import "./methods/printing.ts";

export {
  type AdaptiveMaxPoolOptions,
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveAvgPool3d,
  adaptiveMaxPool1d,
  adaptiveMaxPool2d,
  adaptiveMaxPool3d,
  type OutputSize,
} from "./convolution/adaptive-pool.ts";
export {
  type AvgPoolOptions,
  avgPool1d,
  avgPool2d,
  avgPool3d,
} from "./convolution/average-pool.ts";
export { type ConvOptions, conv1d, conv2d, conv3d } from "./convolution/convolve.ts";
export { type FoldOptions, fold, unfold } from "./convolution/fold.ts";
export { type InterpolateOptions, interpolate } from "./convolution/interpolate.ts";
export {
  type MaxPoolIndicesOptions,
  type MaxPoolOptions,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type WithIndices,
} from "./convolution/max-pool.ts";
export {
  type MaxUnpoolOptions,
  maxUnpool1d,
  maxUnpool2d,
  maxUnpool3d,
} from "./convolution/max-unpool.ts";
export type { Padding, PadOptions } from "./convolution/padding.ts";
export type { PerAxis } from "./convolution/spatial.ts";
export {
  type ConvTransposeOptions,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
} from "./convolution/transposed.ts";
export type { PoolOptions } from "./convolution/windows.ts";
export {
  arange,
  eye,
  full,
  fullLike,
  linspace,
  ones,
  onesLike,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from "./creation.ts";
export type { DType } from "./dtype.ts";
export {
  AxisError,
  DataError,
  DTypeError,
  type ErrorDetails,
  FormatError,
  GradientError,
  LinearAlgebraError,
  NablaError,
  ShapeError,
  TraceError,
} from "./errors.ts";
export { cdist, type DistanceOptions } from "./functions/distances.ts";
export { einsum } from "./functions/einsum.ts";
export {
  broadcastTensors,
  type MeshgridOptions,
  meshgrid,
  type SameNumber,
} from "./functions/grids.ts";
export { type LogspaceOptions, logspace } from "./functions/logspace.ts";
export { type ContractedAxes, tensordot } from "./functions/tensordot.ts";
export { concat, type ShapesOf, stack, where } from "./functions.ts";
export type { GradientHook } from "./history.ts";
export * as linalg from "./linalg/index.ts";
export type { ArithmeticMethods } from "./methods/arithmetic.ts";
export type { AxisMethods } from "./methods/axes.ts";
export type { BitwiseMethods } from "./methods/bitwise.ts";
export type { ClampingMethods, NanToNumOptions } from "./methods/clamping.ts";
export type { ClosenessMethods, ClosenessOptions } from "./methods/closeness.ts";
export type { ComparisonMethods } from "./methods/comparison.ts";
export type {
  CountingMethods,
  SearchOptions,
  Unique,
  UniqueOptions,
} from "./methods/counting.ts";
export type { DifferenceMethods, DiffOptions } from "./methods/differences.ts";
export type { ExponentialMethods } from "./methods/exponentials.ts";
export type { FloatIdiomMethods, LogitOptions } from "./methods/float-idioms.ts";
export type { GatheringMethods } from "./methods/gathering.ts";
export type { BackwardOptions, GradientMethods } from "./methods/gradients.ts";
export type { LinearAlgebraMethods } from "./methods/linear-algebra.ts";
export type { MaskMethods } from "./methods/masks.ts";
export type { MovementMethods } from "./methods/movement.ts";
export type { NormMethods } from "./methods/norm.ts";
export type { PositionAndScanMethods } from "./methods/positions-and-scans.ts";
export type { PrintingMethods } from "./methods/printing.ts";
export type { ProductMethods } from "./methods/products.ts";
export type { QuantileMethods, QuantileOptions } from "./methods/quantiles.ts";
export type { ReductionMethods } from "./methods/reductions.ts";
export type { RepeatingMethods } from "./methods/repeating.ts";
export type { SignAndRoundingMethods } from "./methods/sign-and-rounding.ts";
export type { SoftmaxMethods } from "./methods/softmax.ts";
export type { SortingMethods, SortOptions, TopKOptions } from "./methods/sorting.ts";
export type { SpecialFunctionMethods } from "./methods/special-functions.ts";
export type { SplittingMethods } from "./methods/splitting.ts";
export type { StatisticsMethods, VarianceOptions } from "./methods/statistics.ts";
export type { Index, SubscriptMethods, WithAtOptions } from "./methods/subscripts.ts";
export type { TriangleMethods } from "./methods/triangles.ts";
export type { TrigonometryMethods } from "./methods/trigonometry.ts";
export type { ViewMethods } from "./methods/views.ts";
export type { WindowMethods } from "./methods/windows.ts";
export type { NestedArray, NestedValues } from "./nested.ts";
export {
  type FormatOptions,
  type PrintOptions,
  printOptions,
  setPrintOptions,
} from "./printing/index.ts";
export { defaultGenerator, Generator, type GeneratorState, manualSeed } from "./random/index.ts";
export {
  bernoulli,
  type RandomOptions,
  rand,
  randint,
  randintLike,
  randLike,
  randn,
  randnLike,
  randperm,
} from "./random.ts";
export { Tensor, type TensorJson } from "./tensor.ts";
export type * from "./types/index.ts";
