import type { Parameter } from "@nabla/nn";
import { Adagrad, Momentum, type Optimizer, SGD } from "@nabla/optim";

/** What `--optimizer` may name. */
export const optimizerNames = ["sgd", "momentum", "adagrad"] as const;

/** One of the names. */
export type OptimizerName = (typeof optimizerNames)[number];

/** Learning rates with which each converges on standardised data. */
export const defaultLr: Readonly<Record<OptimizerName, number>> = {
  sgd: 0.02,
  momentum: 0.002,
  adagrad: 0.1,
};

/** What the optimizers are called in print. */
export const titles: Readonly<Record<OptimizerName, string>> = {
  sgd: "SGD",
  momentum: "Momentum",
  adagrad: "Adagrad",
};

/** Makes the optimizer of this name. */
export function createOptimizer(
  name: OptimizerName,
  parameters: readonly Parameter[],
  lr: number,
): Optimizer {
  if (name === "sgd") return new SGD(parameters, { lr });
  if (name === "momentum") return new Momentum(parameters, { lr, momentum: 0.9 });
  return new Adagrad(parameters, { lr });
}
