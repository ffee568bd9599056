import { eye, type Tensor, where } from "@nabla/tensor";
import { dispatch, type MovementAttrs, type OpAttrs, ops } from "@nabla/tensor/internal";
import { each, linear, linearGiven, type Row, row } from "./rule.ts";

/** Puts a cotangent back where `slice` took the values from; zeros elsewhere. */
function unslice(
  g: Tensor,
  { starts, sizes, steps }: OpAttrs["slice"],
  shape: readonly number[],
): Tensor {
  const backwards = steps.flatMap((step, i) => (step < 0 ? [i] : []));
  const interior = steps.map((step) => Math.abs(step) - 1);
  const reach = sizes.map((n, i) => Math.max(0, n - 1) * Math.abs(steps[i] as number));
  const low = starts.map((start, i) =>
    sizes[i] === 0 ? 0 : (steps[i] as number) < 0 ? start - (reach[i] as number) : start,
  );
  const high = shape.map((n, i) =>
    sizes[i] === 0 ? n : n - (low[i] as number) - (reach[i] as number) - 1,
  );
  const forwards = backwards.length > 0 ? dispatch(ops.flip, [g], { axes: backwards }) : g;
  return dispatch(ops.pad, [forwards], { low, high, interior });
}

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
