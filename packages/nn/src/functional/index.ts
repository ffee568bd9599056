/** Layers and losses as plain functions of tensors. */
export { relu, sigmoid, tanh } from "./activations.ts";
export { linear } from "./linear.ts";
export { mseLoss } from "./mse-loss.ts";
