/**
 * Learning curves and optimizer trajectories, as SVG images and as terminal plots.
 *
 * @packageDocumentation
 */
export type { Figure, TerminalOptions } from "./figure.ts";
export {
  type LearningCurveOptions,
  learningCurve,
  type Reference,
  type Series,
} from "./learning-curve.ts";
export {
  type Surface,
  type TrajectoriesOptions,
  type Trajectory,
  trajectories,
} from "./trajectories.ts";
