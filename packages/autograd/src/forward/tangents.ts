import { type Tensor, zeros, zerosLike } from "@nabla/tensor";
import {
  type Derivative,
  dispatch,
  isGradEnabled,
  type Node,
  nodeOf,
  type Op,
  type OpAttrs,
  type OpName,
  ops,
  sameShape,
  setGradEnabled,
  type Vjp,
} from "@nabla/tensor/internal";
import { fit, propagate } from "../engine.ts";

/** An op at one place: what its tangent is computed from. */
interface Place<K extends OpName = OpName> {
  readonly op: Op<K>;
  readonly inputs: readonly Tensor[];
  /** Null where an input does not change. */
  readonly tangents: readonly (Tensor | null)[];
  readonly attrs: OpAttrs[K];
  readonly output: Tensor;
}

/**
 * How the output of an op changes as its inputs change along `tangents`; null where it does not.
 *
 * No op has a rule of its own for this. A formula applied to each element has a diagonal Jacobian, which
 * is its own transpose: its backward rules serve forwards too. An op that is linear in an input maps
 * tangents as it maps values. For the rest, the backward rule (which is linear in the cotangent) is
 * transposed by differentiating it.
 */
export function tangentOf<K extends OpName>(
  op: Op<K>,
  inputs: readonly Tensor[],
  tangents: readonly (Tensor | null)[],
  attrs: OpAttrs[K],
  output: Tensor,
): Tensor | null {
  const place = { op: op as unknown as Op, inputs, tangents, attrs, output };
  if (op.kind === "contract" && inputs.length === 3) return tangentOfSum(place);
  const { variadic } = op.derivative as Derivative;
  if (variadic && ruleFor(place, 0)?.linear) return throughAll(place);
  let sum: Tensor | null = null;
  for (let i = 0; i < inputs.length; i++) {
    const tangent = tangents[i] ?? null;
    const rule = ruleFor(place, i);
    if (tangent === null || rule === null) continue;
    const part =
      op.kind === "map"
        ? throughFormula(place, rule, i, tangent)
        : rule.linear
          ? dispatch(place.op, inputs.with(i, tangent), attrs)
          : transposed(place, rule, i, tangent);
    if (part !== null) sum = sum === null ? part : sum.add(part);
  }
  return sum;
}

function ruleFor({ op }: Place, i: number): Vjp | null {
  const { rules, variadic } = op.derivative as Derivative;
  return rules[variadic ? Math.min(i, rules.length - 1) : i] ?? null;
}

/** The op on tangents alone, with zeros for inputs that do not change. */
const throughAll = ({ op, inputs, tangents, attrs }: Place): Tensor =>
  dispatch(
    op,
    inputs.map((x, i): Tensor => tangents[i] ?? zerosLike(x)),
    attrs,
  );

/** A product plus a row, or plus a number per channel: the tangent of what is added is added. */
function tangentOfSum({ op, inputs, tangents, attrs, output }: Place): Tensor | null {
  const product = tangentOf(op, inputs.slice(0, 2), tangents.slice(0, 2), attrs, output);
  const added = tangents[2] ?? null;
  if (added === null) return product;
  const { shape } = output.layout;
  const aligned: Tensor =
    op.name === "conv" ? added.reshape([added.size, ...shape.slice(2).map(() => 1)]) : added;
  const everywhere: Tensor = dispatch(ops.broadcastTo, [aligned], { shape });
  return product === null ? everywhere : product.add(everywhere);
}

/** What the rule of an input reads, as a node of the history would have saved it. */
const recorded = ({ inputs, attrs, output }: Place): Node =>
  ({
    a: inputs[0],
    b: inputs[1],
    c: inputs[2],
    out: output,
    inputs,
    attrs,
    shape: (position: number) => (inputs[position] as Tensor).layout.shape,
    // Rules are written over `Recorded`, of which a node is one form and this another.
  }) as unknown as Node;

function throughFormula(place: Place, rule: Vjp, i: number, tangent: Tensor): Tensor {
  const { layout, dtype } = place.output;
  const stretched: Tensor = sameShape(tangent.layout.shape, layout.shape)
    ? tangent
    : dispatch(ops.broadcastTo, [tangent], { shape: layout.shape });
  return rule.apply(stretched.to(dtype), recorded(place), i).to(dtype);
}

/** $J t$ by way of $J^\top u$: its product with t, differentiated by u. */
function transposed(place: Place, rule: Vjp, i: number, tangent: Tensor): Tensor | null {
  const history = isGradEnabled();
  const { output, inputs } = place;
  const u: Tensor = zeros(output.layout.shape, { dtype: output.dtype });
  u.requiresGrad = true;
  setGradEnabled(true);
  try {
    const x = inputs[i] as Tensor;
    const pulled = fit(rule.apply(u, recorded(place), i), x.layout.shape, x.dtype);
    const product: Tensor = pulled.mul(tangent).sum();
    const [root, wanted] = [nodeOf(product), nodeOf(u) as Node];
    let found: Tensor | null = null;
    if (root !== null)
      propagate(
        root,
        dispatch(ops.full, [], { shape: [], dtype: product.dtype, value: 1 }),
        { retainGraph: history, createGraph: history },
        (_, g) => {
          found = g;
        },
        new Set([wanted]),
      );
    return found;
  } finally {
    setGradEnabled(history);
  }
}
