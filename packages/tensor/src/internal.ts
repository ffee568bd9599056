/**
 * What sister packages need and users do not: the seam through which all ops pass, the table of ops,
 * and the history of tensors. No promise of stability.
 * @packageDocumentation
 */

export {
  below,
  dispatch,
  type Interpreter,
  isGradEnabled,
  isTracing,
  ownTensor,
  readGrad,
  setGradEnabled,
  withInterpreter,
  withoutHistory,
  writeGrad,
} from "./dispatch.ts";
export { promote, TYPES, type TypedArray, type TypeInfo } from "./dtype.ts";
export { isOptions, show, written } from "./errors.ts";
export {
  beginEpoch,
  type Derivative,
  type GradientHook,
  Node,
  nodeOf,
  SAVE,
  type Vjp,
  versionOf,
} from "./history.ts";
export { forbidGeneratedCode } from "./kernels/source.ts";
export { contiguousLayout, type Layout, sameShape } from "./layout.ts";
export { install } from "./methods/install.ts";
export { checkNoGradientLost } from "./ops/assign.ts";
export type { Op, OpAttrs, OpKind, OpName } from "./ops/op.ts";
export { ops } from "./ops/table.ts";
export { ScalarUpdate, type UpdateFormula } from "./ops/update.ts";
export type {
  BinaryName,
  ContractionAttrs,
  ConvolutionAttrs,
  CustomCall,
  ElementwiseAttrs,
  LinearAlgebraAttrs,
  MovementAttrs,
  ReductionAttrs,
  SourceAttrs,
  TernaryName,
  UnaryName,
} from "./ops/vocabulary.ts";
export { checkOptions } from "./options.ts";
export { keepPlaces } from "./place.ts";
export { unslice } from "./placing.ts";
export { scalar } from "./scalar.ts";
export { excludeFromGradients, valueless } from "./storage.ts";
