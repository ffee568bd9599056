import { dispatch, isTracing } from "./dispatch.ts";
import type { TypeInfo } from "./dtype.ts";
import { SCALAR } from "./layout.ts";
import { full } from "./ops/creation.ts";
import { scalarResult } from "./ops/map.ts";
import type { Tensor } from "./tensor.ts";

// Constants of formulas are small whole numbers again and again. Nobody can assign to these tensors,
// because they never leave the ops that they are operands of: as gradients they are claimed.
const smallNumbers: (Tensor | undefined)[] = [];

/** A number next to a tensor, in the dtype that it takes there. */
export function scalar(type: TypeInfo, value: number): Tensor {
  if (isTracing()) return dispatch(full, [], { shape: [], dtype: type.dtype, value });
  if (value !== (value & 15) || (value === 0 && 1 / value < 0))
    return scalarResult(type, value, SCALAR);
  const key = type.code * 16 + value;
  let known = smallNumbers[key];
  if (known === undefined) {
    known = scalarResult(type, value, SCALAR);
    known.storage.claimed = true;
    smallNumbers[key] = known;
  }
  return known;
}
