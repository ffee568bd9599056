import { type Tensor, zeros } from "@nabla/tensor";

/**
 * A number of steps, which the update of a parameter raises in the same pass. It is a tensor because a
 * compiled step replays ops on tensors and knows nothing of a JavaScript variable that it once read; of
 * float64 because float32 stops counting at 16777216.
 */
export const newCounter = (): Tensor => zeros([], { dtype: "float64" });
