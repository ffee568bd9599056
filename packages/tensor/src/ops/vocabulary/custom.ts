import type { Tensor } from "../../tensor.ts";

/** An op that a user has made: what it computes, and how a cotangent goes back through it. */
export interface CustomCall {
  /** What errors and graphs call it. */
  readonly name: string;
  /** The result; no history is recorded within. */
  readonly forward: (...inputs: readonly Tensor[]) => Tensor;
  /** The cotangent of each input, or null where it is 0. */
  readonly vjp: (
    cotangent: Tensor,
    inputs: readonly Tensor[],
    output: Tensor,
  ) => readonly (Tensor | null)[];
}

/** The op through which users bring in their own. */
export interface CustomAttrs {
  readonly custom: { readonly call: CustomCall };
}
