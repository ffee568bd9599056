/**
 * Reverse-mode automatic differentiation; importing it gives tensors `backward()`.
 * @packageDocumentation
 */
import "./backward.ts";
import { installDerivatives } from "./derivatives/table.ts";

installDerivatives();

export { enableGrad, noGrad } from "./modes.ts";
