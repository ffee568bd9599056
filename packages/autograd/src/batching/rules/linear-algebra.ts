import type { LinearAlgebraAttrs } from "@nabla/tensor/internal";
import type { BatchRule } from "../operand.ts";
import { elementwise as byBroadcasting } from "./kinds.ts";

/** How linear algebra works on all examples at once: leading axes are a batch already, and broadcast. */
export const linearAlgebra: { readonly [K in keyof LinearAlgebraAttrs]: BatchRule<K> } = {
  solve: byBroadcasting,
  triangularSolve: byBroadcasting,
  det: byBroadcasting,
  cofactor: byBroadcasting,
  slogdet: byBroadcasting,
  cholesky: byBroadcasting,
  qr: byBroadcasting,
  eigh: byBroadcasting,
  svd: byBroadcasting,
  pinv: byBroadcasting,
  lstsq: byBroadcasting,
  matrixExp: byBroadcasting,
};
