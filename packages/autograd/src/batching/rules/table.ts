import type { Tensor } from "@nabla/tensor";
import {
  dispatch,
  type ElementwiseAttrs,
  type OpName,
  type ReductionAttrs,
} from "@nabla/tensor/internal";
import { aligned, type BatchRule, type Call, type Operand, rankOf } from "../operand.ts";
import { contractions } from "./contractions.ts";
import { convolution } from "./convolution.ts";
import { alongAxes, alongAxis, elementwise, withAttributes } from "./kinds.ts";
import { linearAlgebra } from "./linear-algebra.ts";
import { movement } from "./movement.ts";

const reductions: { readonly [K in keyof ReductionAttrs]: BatchRule<K> } = {
  sum: withAttributes(alongAxes),
  mean: withAttributes(alongAxes),
  meanSquare: withAttributes(alongAxes),
  prod: withAttributes(alongAxes),
  max: withAttributes(alongAxes),
  min: withAttributes(alongAxes),
  argmax: withAttributes(alongAxis),
  argmin: withAttributes(alongAxis),
  cumsum: withAttributes(alongAxis),
  cumprod: withAttributes(alongAxis),
  logcumsumexp: withAttributes(alongAxis),
  argcummax: withAttributes(alongAxis),
  argcummin: withAttributes(alongAxis),
  argsort: withAttributes(alongAxis),
};

/** Overwrites a tensor of which each example has its own. */
function assign({ op, operands, attrs }: Call<"assign">): Tensor {
  const rank = rankOf(operands[0] as Operand);
  return dispatch(
    op,
    operands.map((operand) => aligned(operand, rank)),
    attrs,
  );
}

/** Ops that have no operands, or with which the level itself deals. */
type Other = "constant" | "full" | "arange" | "random" | "update" | "custom";

const rules: {
  readonly [K in Exclude<OpName, keyof ElementwiseAttrs | Other>]: BatchRule<K>;
} = { ...reductions, ...movement, ...contractions, ...convolution, ...linearAlgebra, assign };

/** The rule of an op: by its kind where one serves the whole kind, else its row. */
export function batchRule<K extends OpName>(call: Call<K>): Tensor {
  if (call.op.kind === "map") return elementwise(call);
  // The row of the op's own name; the look-up sees only their union.
  const rule = rules[call.op.name as keyof typeof rules] as unknown as BatchRule<K>;
  return rule(call);
}
