/**
 * The scalar algebra in which elementwise arithmetic is written, a small WebAssembly assembler, and the
 * scratch memory of eager kernels.
 * @packageDocumentation
 */
export {
  type Algebra,
  ARITY,
  type Expression,
  expressions,
  input,
  type Primitive,
} from "./algebra.ts";
export {
  type Arguments,
  call,
  drop,
  type FunctionReference,
  memory,
  type Parameters,
  select,
} from "./assembler/control.ts";
export {
  hasRelaxedSimd,
  hasSimd,
  type WebAssemblyApi,
  type WebAssemblyInstance,
  type WebAssemblyMemory,
  webAssembly,
} from "./assembler/features.ts";
export { f32, f64 } from "./assembler/floats.ts";
export { FunctionBuilder, type Label, type Local } from "./assembler/function.ts";
export type {
  Instructions,
  LaneInstructions,
  MemoryInstructions,
  Row,
  Table,
} from "./assembler/instruction.ts";
export { i32, i64 } from "./assembler/integers.ts";
export { type MemoryLimits, ModuleBuilder } from "./assembler/module.ts";
export { i8x16, shuffle32, v128 } from "./assembler/simd.ts";
export { f32x4, f64x2 } from "./assembler/simd-floats.ts";
export { i32x4, i64x2 } from "./assembler/simd-integers.ts";
export type { Code, Effect, Operand, Value, ValueType } from "./assembler/value.ts";
export {
  type ConvolutionExports,
  convolutionFloat32,
  convolutionFloat64,
  type ScratchConvolution,
} from "./gemm/convolution.ts";
export { addGemm, type Gemm, workBytes } from "./gemm/gemm.ts";
export { float32, float64, type Lanes } from "./gemm/lanes.ts";
export {
  type GemmExports,
  gemmFloat32,
  gemmFloat64,
  type ScratchGemm,
} from "./gemm/scratch-gemm.ts";
export { LaneEmitter } from "./lanes/emit.ts";
export {
  bits,
  double,
  type Floats,
  given,
  int,
  type Lane,
  long,
  polynomial,
  single,
  unlikely,
} from "./lanes/lane.ts";
export { MAP_TILE, type MapKernel, mapKernel } from "./map-kernel.ts";
export { hasLanes, lanesOf } from "./math/algebra.ts";
export { type ReduceKernels, type Reduction, reduceKernels } from "./reduce-kernels.ts";
export {
  forbidWebAssembly,
  importScratch,
  reserve,
  SCRATCH_LIMIT,
  type ScratchViews,
  scratchKernels,
} from "./scratch.ts";
export {
  type Float32FoldExports,
  type FoldExports,
  windowFoldsFloat32,
  windowFoldsFloat64,
} from "./windows/fold.ts";
