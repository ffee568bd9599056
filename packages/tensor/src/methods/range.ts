import type { Tensor } from "../tensor.ts";

/** The part of a tensor from `start` to `end` along an axis. */
export function range(x: Tensor, axis: number, start: number, end: number): Tensor {
  return x.slice(...x.layout.shape.map((_, i) => (i === axis ? ([start, end] as const) : null)));
}
