import type { Tensor } from "@nabla/tensor";
import { dispatch, type OpAttrs, ops, type ReductionAttrs } from "@nabla/tensor/internal";
import { cumulativeExponentialRule } from "./exponentials.ts";
import { cumulativeProductRule, productRule } from "./products.ts";
import { linear, type Recorded, type Row, reading, row } from "./rule.ts";

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

/** How reductions and scans differentiate; null where an op has no derivative. */
export const reductions: { readonly [K in keyof ReductionAttrs]: Row<K> | null } = {
  sum: row(linear((g, r) => spread(g, r))),
  mean: row(linear((g, r) => spread(g.div(countOf(r)), r))),
  meanSquare: row(reading("a", (g, r) => align(g.mul(2 / countOf(r)), r).mul(r.a))),
  prod: row(reading("a", (g, r) => productRule(spread(g, r), r))),
  max: row(reading("ao", shareOfExtreme)),
  min: row(reading("ao", shareOfExtreme)),
  argmax: null,
  argmin: null,
  cumsum: row(linear((g, { attrs }) => g.flip(attrs.axis).cumSum(attrs.axis).flip(attrs.axis))),
  cumprod: row(reading("a", cumulativeProductRule)),
  logcumsumexp: row(reading("ao", cumulativeExponentialRule)),
  argcummax: null,
  argcummin: null,
  argsort: null,
};
