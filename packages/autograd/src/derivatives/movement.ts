import { eye, type Tensor, where } from "@nabla/tensor";
import { dispatch, type MovementAttrs, ops, unslice } from "@nabla/tensor/internal";
import { each, linear, linearGiven, type Row, row } from "./rule.ts";

/** A cotangent of a diagonal on the diagonal of zeros. */
function undiagonal(g: Tensor, offset: number, shape: readonly number[]): Tensor {
  const [length, rows, columns] = [...g.layout.shape.slice(-1), ...shape.slice(-2)] as [
    number,
    number,
    number,
  ];
  const square = where(eye(length, length, { dtype: "bool" }), g.expandDims(-1), 0);
  const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
  const lead = shape.slice(2).map(() => 0);
  return dispatch(ops.pad, [square], {
    low: [...lead, down, right],
    high: [...lead, rows - down - length, columns - right - length],
    interior: shape.map(() => 0),
  });
}

const reversed = (axes: readonly number[]): number[] => axes.map((_, i) => axes.indexOf(i));

/** How views and moves differentiate; null where an op has no derivative. */
export const movement: { readonly [K in keyof MovementAttrs]: Row<K> | null } = {
  reshape: row(linear((g, r) => g.reshape(r.shape(0)))),
  permute: row(linear((g, { attrs }) => g.permute(reversed(attrs.axes)))),
  // The engine adds up what was stretched.
  broadcastTo: row(linear((g) => g)),
  slice: row(linear((g, r) => unslice(g, r.attrs, r.shape(0)))),
  flip: row(linear((g, { attrs }) => g.flip(attrs.axes))),
  diagonal: row(linear((g, r) => undiagonal(g, r.attrs.offset, r.shape(0)))),
  detach: null,

  concat: each(
    linear((g, { attrs }, position) => {
      const start = attrs.sizes.slice(0, position).reduce((sum, n) => sum + n, 0);
      const end = start + (attrs.sizes[position] as number);
      return g.slice(...g.shape.map((_, i) => (i === attrs.axis ? ([start, end] as const) : null)));
    }),
  ),
  pad: row(
    linear((g, r) =>
      dispatch(ops.slice, [g], {
        starts: r.attrs.low,
        sizes: r.shape(0),
        steps: r.attrs.interior.map((n) => n + 1),
      }),
    ),
  ),
  indexSelect: row(
    linearGiven("b", (g, r) => {
      const { axis } = r.attrs;
      return dispatch(ops.indexAdd, [g, r.b], { axis, size: r.shape(0)[axis] as number });
    }),
    null,
  ),
  indexAdd: row(
    linearGiven("b", (g, { attrs, b }) => dispatch(ops.indexSelect, [g, b], { axis: attrs.axis })),
    null,
  ),
  gather: row(
    linearGiven("b", (g, r) => {
      const { axis } = r.attrs;
      return dispatch(ops.scatterAdd, [g, r.b], { axis, size: r.shape(0)[axis] as number });
    }),
    null,
  ),
  scatterAdd: row(
    linearGiven("b", (g, { attrs, b }) => dispatch(ops.gather, [g, b], { axis: attrs.axis })),
    null,
  ),
  positions: null,
  lastAt: null,
  contiguous: row(linear((g) => g)),
};
