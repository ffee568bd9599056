import {
  broadcastShapes,
  broadcastStrides,
  contiguousLayout,
  type Layout,
  sameShape,
} from "../layout.ts";
import { collapse } from "./collapse.ts";

/** How operands of some layouts meet in an elementwise op: all that does not depend on their values. */
export interface Meeting {
  /** Of the result. */
  readonly layout: Layout;
  /** Which operands are one element, as bits. */
  readonly scalars: number;
  /** One loop does: the others are contiguous, and of the shape of the result. */
  readonly flat: boolean;
  /** Otherwise, the sizes of the loops. */
  readonly dims: readonly number[];
  /** Strides of each operand along them; none for one element. */
  readonly strides: readonly (readonly number[])[];
}

/** How operands of these layouts meet. */
export function meetingOf(op: string, layouts: readonly Layout[]): Meeting {
  const shape = layouts.map((x) => x.shape).reduce((a, b) => broadcastShapes(op, a, b));
  const layout = contiguousLayout(shape);
  const arrays = layouts.filter((x) => !x.uniform);
  const scalars = layouts.reduce((bits, x, i) => (x.uniform ? bits | (1 << i) : bits), 0);
  if (arrays.every((x) => x.contiguous && sameShape(x.shape, shape)))
    return { layout, scalars, flat: true, dims: [], strides: [] };
  const walk = collapse(
    shape,
    arrays.map((x) => broadcastStrides(x, shape)),
  );
  const strides = layouts.map((x) =>
    x.uniform ? [] : (walk.strides[arrays.indexOf(x)] as number[]),
  );
  return { layout, scalars, flat: false, dims: walk.dims, strides };
}

/**
 * How two layouts meet. A model's operands meet in the same layouts at each step: a layout remembers the
 * one that it met last.
 */
export function meetingOfTwo(op: string, a: Layout, b: Layout): Meeting {
  const last = a.lastMet;
  if (last !== null && last.other === b) return last.meeting;
  const meeting = meetingOf(op, [a, b]);
  a.lastMet = { other: b, meeting };
  return meeting;
}
