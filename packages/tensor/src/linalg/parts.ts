import type { Tensor } from "../tensor.ts";

/** Rows `from` to `to` of each matrix. */
export const rows = (x: Tensor, from: number, to: number): Tensor =>
  x.slice(...x.layout.shape.slice(2).map(() => null), [from, to]);

/** Columns `from` to `to` of each matrix. */
export const columns = (x: Tensor, from: number, to: number): Tensor =>
  x.slice(...x.layout.shape.slice(1).map(() => null), [from, to]);

/** Row `i` of each matrix, as a vector. */
export const rowAt = (x: Tensor, i: number): Tensor =>
  x.slice(...x.layout.shape.slice(2).map(() => null), i);
