import { type Tensor, zeros } from "@nabla/tensor";
import { dispatch, isTracing, ops } from "@nabla/tensor/internal";
import { makeUpdate } from "./update.ts";

const increment = makeUpdate("count", 1, 1, (k, t) => [k.add(t, k.one)]);

/**
 * A number of steps. It is a tensor because a compiled step replays ops on tensors and knows nothing
 * of a JavaScript variable that it once read; of float64 because float32 stops counting at 16777216.
 */
export const newCounter = (): Tensor => zeros([], { dtype: "float64" });

/** Adds 1. */
export function countStep(counter: Tensor): void {
  if (isTracing()) {
    dispatch(ops.update, [counter], increment);
    return;
  }
  // The same by hand, since nobody listens: as an op it would cost a third of a small step.
  const { storage } = counter;
  const { data } = storage;
  if (typeof data === "number") storage.data = data + 1;
  else data[counter.offset] = (data[counter.offset] as number) + 1;
  storage.overwritten("count");
}
