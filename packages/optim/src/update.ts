import type { Tensor } from "@nabla/tensor";
import { type OpAttrs, ScalarUpdate, scalar, TYPES } from "@nabla/tensor/internal";

/** An update with its attributes, made once. */
export type Update = OpAttrs["update"];

/**
 * A rule's arithmetic at one position, over any scalar algebra `k`: new values of the targets from the
 * old values of all operands, targets first.
 */
export function makeUpdate(
  name: string,
  targets: number,
  operands: number,
  formula: ScalarUpdate["formula"],
): Update {
  return { update: new ScalarUpdate(name, targets, operands, formula) };
}

/** An option as an operand. It stays in float64 until it meets an array. */
export const option = (value: number): Tensor => scalar(TYPES.float64, value);
