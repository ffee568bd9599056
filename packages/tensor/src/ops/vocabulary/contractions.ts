/** Ops that sum products of two operands, and what is closely related. */
export interface ContractionAttrs {
  /**
   * Product of the last two axes, each operand transposed first where its flag says so. A third operand,
   * if there is one, is added to each row.
   */
  readonly matmul: { readonly transposeA: boolean; readonly transposeB: boolean };
}
