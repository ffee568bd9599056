/**
 * Everything in one import: tensors, automatic differentiation, layers, optimizers and data.
 * @packageDocumentation
 */
export * from "@nabla/autograd";
export * from "@nabla/data";
export * from "@nabla/nn";
export * from "@nabla/optim";
export * from "@nabla/tensor";
