import { eye, type Tensor, where } from "@nabla/tensor";
import { dispatch, type OpAttrs, type OpName, ops } from "@nabla/tensor/internal";
import type { elementwise } from "./elementwise.ts";
import { cumulativeProductRule, productRule } from "./products.ts";
import { each, linear, type Recorded, type Row, reading, row } from "./rule.ts";

/** A cotangent (or output) of a reduction, with axes of size 1 where that is needed to broadcast it back. */
function align(x: Tensor, r: Recorded<OpAttrs["sum"]>): Tensor {
  const { axes, keepDims } = r.attrs;
  // Axes that are missing in front need not be put back, because broadcasting adds them.
  const leading = axes.length === 0 || axes[axes.length - 1] === axes.length - 1;
  if (keepDims || leading) return x;
  return x.reshape(r.shape(0).map((n, i) => (axes.includes(i) ? 1 : n)));
}

/** The same, stretched to the shape of the input. */
const spread = (x: Tensor, r: Recorded<OpAttrs["sum"]>): Tensor =>
  dispatch(ops.broadcastTo, [align(x, r)], { shape: r.shape(0) });

/** How many elements a reduction adds up for each result. */
function countOf(r: Recorded<OpAttrs["mean"]>): number {
  const shape = r.shape(0);
  let count = 1;
  for (const axis of r.attrs.axes) count *= shape[axis] as number;
  return count;
}

/** Elements equal to the extreme value share its cotangent equally. */
function shareOfExtreme(g: Tensor, r: Recorded<OpAttrs["sum"]>): Tensor {
  const hits = r.a.equal(spread(r.out, r)).to(r.a.dtype);
  return spread(g, r).mul(hits.div(hits.sum(r.attrs.axes, { keepDims: true })));
}

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

const product = (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor =>
  dispatch(ops.matmul, [a, b], { transposeA, transposeB });

const reversed = (axes: readonly number[]): number[] => axes.map((_, i) => axes.indexOf(i));

/** How reductions, views, moves and contractions differentiate; null where an op has no derivative. */
export const structure: {
  readonly [K in Exclude<OpName, keyof typeof elementwise>]: Row<K> | null;
} = {
  sum: row(linear((g, r) => spread(g, r))),
  mean: row(linear((g, r) => spread(g.div(countOf(r)), r))),
  meanSquare: row(reading("a", (g, r) => align(g.mul(2 / countOf(r)), r).mul(r.a))),
  prod: row(reading("a", (g, r) => productRule(spread(g, r), r))),
  max: row(reading("ao", shareOfExtreme)),
  min: row(reading("ao", shareOfExtreme)),
  argmax: null,
  argmin: null,
  cumsum: row(linear((g, { attrs }) => g.flip(attrs.axis).cumsum(attrs.axis).flip(attrs.axis))),
  cumprod: row(reading("a", cumulativeProductRule)),

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
    reading("b", (g, r) => {
      const { axis } = r.attrs;
      return dispatch(ops.indexAdd, [g, r.b], { axis, size: r.shape(0)[axis] as number });
    }),
    null,
  ),
  indexAdd: row(
    reading("b", (g, { attrs, b }) => dispatch(ops.indexSelect, [g, b], { axis: attrs.axis })),
    null,
  ),
  contiguous: row(linear((g) => g)),

  matmul: row(
    // C = AB: dA = dC Bᵀ and dB = Aᵀ dC; of a transposed operand, the transpose of that.
    reading("b", (g, { b, attrs: { transposeA, transposeB } }) =>
      transposeA ? product(b, g, transposeB, true) : product(g, b, false, !transposeB),
    ),
    reading("a", (g, { a, attrs: { transposeA, transposeB } }) =>
      transposeB ? product(g, a, true, transposeA) : product(a, g, !transposeA, false),
    ),
    // The row that is added, if there is one: the engine adds up what was repeated.
    linear((g) => g),
  ),

  constant: null,
  full: null,
  arange: null,
  random: null,
  assign: null,
  update: null,
};
