import { GradientError, Tensor, zeros } from "@nabla/tensor";
import { type Node, type OpAttrs, sameShape, show } from "@nabla/tensor/internal";
import { each, type Recorded, type Row, reading } from "./rule.ts";

type Call = Recorded<OpAttrs["custom"]>;

/** The cotangents of all inputs, computed when a pass asks for the first. */
interface Answer {
  /** Number of the pass: another one asks again, even with the same cotangent. */
  readonly pass: number | undefined;
  readonly parts: readonly (Tensor | null)[];
}

const answers = new WeakMap<Call, Answer>();

/** In a backward pass the call is a node, which knows the pass; forward mode makes one for each question. */
const passOf = (r: Call): number | undefined => (r as Partial<Node>).pass;

function cotangentsOf(g: Tensor, r: Call): readonly (Tensor | null)[] {
  const known = answers.get(r);
  if (known !== undefined && known.pass === passOf(r)) return known.parts;
  const { name, vjp } = r.attrs.call;
  const parts: unknown = vjp(g, r.inputs, r.out);
  if (!Array.isArray(parts) || parts.length !== r.inputs.length)
    throw new GradientError(
      `${name}: the vjp returned ${Array.isArray(parts) ? `${parts.length} cotangents` : typeof parts}: needed a list of ${r.inputs.length}, one (or null) for each input`,
      { op: name },
    );
  // They may be inputs, or belong to whoever wrote the rule: no leaf may adopt them.
  for (const part of parts) if (part instanceof Tensor) part.storage.claimed = true;
  answers.set(r, { pass: passOf(r), parts });
  return parts;
}

/** Can `shape` have been stretched to `to`? */
const broadcasts = (shape: readonly number[], to: readonly number[]): boolean =>
  shape.length <= to.length &&
  shape.every((n, i) => n === 1 || n === to[i + to.length - shape.length]);

/** The cotangent of one input, checked against it. */
function rule(g: Tensor, r: Call, position: number): Tensor {
  const part = cotangentsOf(g, r)[position] as Tensor | null;
  const { layout, dtype } = r.inputs[position] as Tensor;
  if (part === null) return zeros(layout.shape, { dtype }) as Tensor;
  if (!(part instanceof Tensor))
    throw new GradientError(
      `${r.attrs.call.name}: the vjp returned ${typeof part} for input ${position}: needed a tensor, or null`,
      { op: r.attrs.call.name, shapes: [layout.shape] },
    );
  // What broadcasting inside of the function repeated may come back repeated: the engine adds it up.
  const repeated =
    sameShape(part.layout.shape, r.out.layout.shape) && broadcasts(layout.shape, part.layout.shape);
  if (!repeated && !sameShape(part.layout.shape, layout.shape))
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
