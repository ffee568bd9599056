/**
 * Reverse-mode automatic differentiation; importing it gives tensors `backward()`.
 * @packageDocumentation
 */
import "./backward.ts";
import { installDerivatives } from "./derivatives/table.ts";

installDerivatives();

export type { ArgNums } from "./apart.ts";
export type { Randomness } from "./batching/batch-level.ts";
export { type BatchAxis, type Unbatched, type VmapOptions, vmap } from "./batching/vmap.ts";
export { type CheckpointOptions, checkpoint } from "./checkpoint.ts";
export { type CustomFunction, customFunction } from "./custom-function.ts";
export { detectAnomaly } from "./detect-anomaly.ts";
export { hvp, jvp } from "./forward/jvp.ts";
export {
  type Gradients,
  type GradOptions,
  grad,
  valueAndGrad,
} from "./functional.ts";
export { type GradCheckOptions, gradCheck, gradGradCheck } from "./grad-check.ts";
export { hessian, type JacobianOptions, jacobian } from "./jacobian.ts";
export { enableGrad, inferenceMode, noGrad } from "./modes.ts";
export { type Pullback, vjp } from "./vjp.ts";
