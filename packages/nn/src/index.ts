/**
 * Modules, parameters, layers, losses and initial values.
 * @packageDocumentation
 */
export type { Maps } from "@nabla/tensor";
export * as functional from "./functional/index.ts";
export type { BackwardHook, ForwardHook, ForwardPreHook } from "./hooks.ts";
export * as init from "./init/index.ts";
export { ReLU, Sigmoid, Tanh } from "./layers/activations.ts";
export { Linear, type LinearOptions } from "./layers/linear.ts";
export { type LayerAt, Sequential } from "./layers/sequential.ts";
export type {
  LossFn,
  ReducedTensor,
  Reduction,
  ReductionOption,
  SameShapeArg,
} from "./losses/loss.ts";
export { MSELoss } from "./losses/mse-loss.ts";
export { Module } from "./module.ts";
export { isParameter, type Parameter, type ParameterOptions, parameter } from "./parameter.ts";
export type { LoadOptions, LoadResult, StateDict } from "./state-dict.ts";
export type * from "./types.ts";
