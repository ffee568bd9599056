import { NablaError } from "@nabla/tensor";

/** Functions after a layer for which a gain is known. */
export type Nonlinearity = "linear" | "sigmoid" | "tanh" | "relu" | "leakyRelu" | "selu";

/**
 * By how much the deviation of the weights is raised to make up for what the function after the layer
 * takes away: 1 for none and sigmoid, $5/3$ for tanh, $\sqrt 2$ for ReLU,
 * $\sqrt{2 / (1 + \mathrm{slope}^2)}$ for leaky ReLU, $3/4$ for SELU.
 *
 * Values: PyTorch's `init.calculate_gain`.
 *
 * @param nonlinearity - the function after the layer
 * @param slope - of leaky ReLU below 0; 0.01 by default
 * @throws NablaError when the function is not known
 * @example
 * ```ts
 * import { init } from "@nabla/nn";
 * init.calculateGain("relu"); // => Math.SQRT2
 * ```
 */
export function calculateGain(nonlinearity: Nonlinearity, slope: number = 0.01): number {
  switch (nonlinearity) {
    case "linear":
    case "sigmoid":
      return 1;
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.SQRT2;
    case "leakyRelu":
      return Math.sqrt(2 / (1 + slope ** 2));
    case "selu":
      return 3 / 4;
    default:
      throw new NablaError(
        `calculateGain: ${JSON.stringify(nonlinearity)} is not known: use linear, sigmoid, tanh, relu, leakyRelu or selu`,
        { op: "calculateGain" },
      );
  }
}
