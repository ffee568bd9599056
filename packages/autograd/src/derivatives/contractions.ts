import type { Tensor } from "@nabla/tensor";
import { type ContractionAttrs, dispatch, ops } from "@nabla/tensor/internal";
import { linear, linearGiven, type Row, row } from "./rule.ts";

const product = (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor =>
  dispatch(ops.matmul, [a, b], { transposeA, transposeB });

/** How sums of products differentiate. */
export const contractions: { readonly [K in keyof ContractionAttrs]: Row<K> } = {
  matmul: row(
    // C = AB: dA = dC Bᵀ and dB = Aᵀ dC; of a transposed operand, the transpose of that.
    linearGiven("b", (g, { b, attrs: { transposeA, transposeB } }) =>
      transposeA ? product(b, g, transposeB, true) : product(g, b, false, !transposeB),
    ),
    linearGiven("a", (g, { a, attrs: { transposeA, transposeB } }) =>
      transposeB ? product(g, a, true, transposeA) : product(a, g, !transposeA, false),
    ),
    // The row that is added, if there is one: the engine adds up what was repeated.
    linear((g) => g),
  ),
};
