import { setGradEnabled } from "../dispatch.ts";
import { DTypeError } from "../errors.ts";
import { Tensor } from "../tensor.ts";
import { defineOp, type Op } from "./op.ts";

export const custom: Op<"custom"> = defineOp("custom", "opaque", (inputs, { call }) => {
  const before = setGradEnabled(false);
  try {
    const output: unknown = call.forward(...inputs);
    if (!(output instanceof Tensor))
      throw new DTypeError(
        `${call.name}: the forward function returned ${typeof output}: needed a tensor`,
        {
          op: call.name,
        },
      );
    // A result of its own: an input that is passed on as it is has a history already.
    return output.detach();
  } finally {
    setGradEnabled(before);
  }
});
