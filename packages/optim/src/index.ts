/**
 * Rules that change parameters by their gradients, one file per rule.
 * @packageDocumentation
 */
export { Adagrad, type AdagradOptions, type AdagradSlots } from "./adagrad.ts";
export { Momentum, type MomentumOptions, type MomentumSlots } from "./momentum.ts";
export { Optimizer } from "./optimizer.ts";
export type { Hyperparameters } from "./options.ts";
export type { GroupInput, ParamGroup, Params } from "./param-group.ts";
export { SGD, type SGDOptions, type SGDSlots } from "./sgd.ts";
export type { OptimizerState, SavedGroup, SavedParams, Slots } from "./state.ts";
