/**
 * Reverse-mode automatic differentiation; importing it gives tensors `backward()`.
 * @packageDocumentation
 */
import "./backward.ts";
import { installDerivatives } from "./derivatives/table.ts";

installDerivatives();

export {
  type ArgNums,
  type Gradients,
  type GradOptions,
  grad,
  valueAndGrad,
} from "./functional.ts";
export { type GradCheckOptions, gradCheck } from "./grad-check.ts";
export { enableGrad, noGrad } from "./modes.ts";
