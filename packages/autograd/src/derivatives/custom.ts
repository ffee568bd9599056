import { GradientError, type Tensor, zeros } from "@nabla/tensor";
import { type OpAttrs, sameShape, show } from "@nabla/tensor/internal";
import { each, type Recorded, type Row, reading } from "./rule.ts";

type Call = Recorded<OpAttrs["custom"]>;

/** The cotangents of all inputs, computed when the first is asked for. */
const answers = new WeakMap<
  Call,
  { readonly g: Tensor; readonly parts: readonly (Tensor | null)[] }
>();

function cotangentsOf(g: Tensor, r: Call): readonly (Tensor | null)[] {
  const known = answers.get(r);
  if (known?.g === g) return known.parts;
  const { name, vjp } = r.attrs.call;
  const parts: unknown = vjp(g, r.inputs, r.out);
  if (!Array.isArray(parts) || parts.length !== r.inputs.length)
    throw new GradientError(
      `${name}: the vjp returned ${Array.isArray(parts) ? `${parts.length} cotangents` : typeof parts}: needed a list of ${r.inputs.length}, one (or null) for each input`,
      { op: name },
    );
  answers.set(r, { g, parts });
  return parts;
}

/** The cotangent of one input, checked against it. */
function rule(g: Tensor, r: Call, position: number): Tensor {
  const part = cotangentsOf(g, r)[position] as Tensor | null;
  const { layout, dtype } = r.inputs[position] as Tensor;
  if (part === null) return zeros(layout.shape, { dtype }) as Tensor;
  // What broadcasting inside of the function repeated may come back repeated: the engine adds it up.
  const broadcast = sameShape(part.layout.shape, r.out.layout.shape);
  if (!broadcast && !sameShape(part.layout.shape, layout.shape))
    throw new GradientError(
      `${r.attrs.call.name}: the vjp returned a cotangent of shape ${show(part.layout.shape)} for input ${position}: needed ${show(layout.shape)}`,
      { op: r.attrs.call.name, shapes: [part.layout.shape, layout.shape] },
    );
  return part;
}

/** Ops that users have made differentiate as they say. */
export const custom: { readonly custom: Row<"custom"> } = {
  custom: each(reading<"custom">("*o", rule)),
};
