import { type Op, type OpName, ops } from "@nabla/tensor/internal";
import { contractions } from "./contractions.ts";
import { convolution } from "./convolution.ts";
import { custom } from "./custom.ts";
import { elementwise } from "./elementwise.ts";
import { linearAlgebra } from "./linear-algebra.ts";
import { movement } from "./movement.ts";
import { reductions } from "./reductions.ts";
import { derivative, type Row } from "./rule.ts";

/** How each op of the vocabulary differentiates: the second of the three tables. */
export const derivatives: { readonly [K in OpName]: Row<K> | null } = {
  ...elementwise,
  ...reductions,
  ...movement,
  ...contractions,
  ...convolution,
  ...linearAlgebra,
  ...custom,
  constant: null,
  full: null,
  arange: null,
  random: null,
  assign: null,
  update: null,
};

/** Puts each row beside its op, where recording looks it up. */
export function installDerivatives(): void {
  for (const name of Object.keys(ops) as OpName[]) {
    const op: Op = ops[name] as unknown as Op;
    // Each row belongs to the op of its own name; the loop sees only their union.
    const own = derivatives[name] as Row<OpName> | null;
    if (own !== null) op.derivative = derivative(own);
  }
}
