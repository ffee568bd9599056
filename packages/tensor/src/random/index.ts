export { checkProbability, fillBernoulli } from "./bernoulli.ts";
export { drawBlocks, type RandomKind } from "./draw-blocks.ts";
export { defaultGenerator, Generator, type GeneratorState, manualSeed } from "./generator.ts";
export { checkBounds, fillIntegers } from "./integers.ts";
export { fillNormal } from "./normal.ts";
export { fillPermutation } from "./permutation.ts";
export type { Counter, Key } from "./philox.ts";
export { fillUniform } from "./uniform.ts";
