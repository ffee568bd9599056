/** Shapes in types: what the signatures of tensors and modules are written with. */

export type { TypedArray } from "../dtype.ts";
export type { AlongAxis, AxisArg } from "./axes.ts";
export type {
  Broadcast,
  BroadcastArg,
  BroadcastInto,
  BroadcastOut,
  BroadcastTo,
} from "./broadcast.ts";
export type { NestedData, ShapeOfData } from "./data.ts";
export type { Concat, Stack } from "./join.ts";
export type { Apply, LastDim, Maps, ShapeFn } from "./layers.ts";
export type { MatMul } from "./matmul.ts";
export type { OneElement } from "./one-element.ts";
export type { Permute, Reverse, Transpose } from "./permute.ts";
export type { Dot, Outer } from "./products.ts";
export type { KeepDimsOption, NoOptions, Reduce } from "./reduce.ts";
export type { Flatten, Reshape } from "./reshape.ts";
export type { ResizeAxis } from "./resize.ts";
export type {
  AnyShape,
  Check,
  Dim,
  DimOf,
  Guard,
  IsAny,
  Ok,
  Shape,
  ShapeMismatch,
  ShapeOf,
  Show,
  ShowDim,
  Size,
  Sizes,
} from "./shape.ts";
export type { At, IndexList, IndexSelect, Slice, SliceEntry } from "./slice.ts";
export type {
  Convolved,
  ConvolvedBack,
  Pooled,
  Resized,
  Sizes1,
  Sizes2,
  Sizes3,
  SpatialAxes,
} from "./spatial.ts";
export type { ExpandDims, Squeeze } from "./squeeze.ts";
