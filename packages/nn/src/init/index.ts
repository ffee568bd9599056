/** Initial values: each function overwrites a parameter in place and returns it. */
export { constant, type InitOptions, normal, ones, uniform, zeros } from "./fill.ts";
export { calculateGain, type Nonlinearity } from "./gain.ts";
export {
  type KaimingOptions,
  kaimingNormal,
  kaimingUniform,
  type XavierOptions,
  xavierNormal,
  xavierUniform,
} from "./scaled.ts";
