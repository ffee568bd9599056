import type { Tensor } from "@nabla/tensor";
import { type ContractionAttrs, dispatch } from "@nabla/tensor/internal";
import { aligned, type BatchRule, type Call, type Operand, rankOf } from "../operand.ts";

/** Leading axes of a product are a batch already; only a batched row must be added after it. */
function matmul({ op, operands, attrs }: Call<"matmul">): Tensor {
  const factors = operands.slice(0, 2);
  const rank = Math.max(...factors.map(rankOf));
  const [a, b] = factors.map((operand) => aligned(operand, rank)) as [Tensor, Tensor];
  const row = operands[2];
  if (row === undefined) return dispatch(op, [a, b], attrs);
  if (!row.batched) return dispatch(op, [a, b, row.x], attrs);
  return dispatch(op, [a, b], attrs).add(aligned(row as Operand, rank));
}

/** How sums of products work on all examples at once. */
export const contractions: { readonly [K in keyof ContractionAttrs]: BatchRule<K> } = { matmul };
