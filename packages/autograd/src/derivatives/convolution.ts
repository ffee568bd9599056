import type { Tensor } from "@nabla/tensor";
import { type ConvolutionAttrs, dispatch, type OpAttrs, ops } from "@nabla/tensor/internal";
import { linear, type Row, reading, row } from "./rule.ts";

type Sliding = OpAttrs["conv"];
const product = (list: readonly number[]): number => list.reduce((p, n) => p * n, 1);
const spatial = (shape: readonly number[]): readonly number[] => shape.slice(2);

// x, w and y in the sum of products that all three come from; the sizes are those of the result.
const output = (x: Tensor, w: Tensor, attrs: Sliding): Tensor => dispatch(ops.conv, [x, w], attrs);
const input = (y: Tensor, w: Tensor, attrs: Sliding, size: readonly number[]): Tensor =>
  dispatch(ops.convInput, [y, w], { ...attrs, size });
const weight = (x: Tensor, y: Tensor, attrs: Sliding, size: readonly number[]): Tensor =>
  dispatch(ops.convWeight, [x, y], { ...attrs, size });

/** How convolutions and windows differentiate; null where an op has no derivative. */
export const convolution: { readonly [K in keyof ConvolutionAttrs]: Row<K> | null } = {
  conv: row(
    reading("b", (g, r) => input(g, r.b, r.attrs, spatial(r.shape(0)))),
    reading("a", (g, r) => weight(r.a, g, r.attrs, spatial(r.shape(1)))),
    // The number that is added to each channel, if there is one.
    linear((g) => g.sum(g.shape.map((_, axis) => axis).filter((axis) => axis !== 1))),
  ),
  convInput: row(
    reading("b", (g, { b, attrs }) => output(g, b, attrs)),
    reading("a", (g, r) => weight(g, r.a, r.attrs, spatial(r.shape(1)))),
  ),
  convWeight: row(
    reading("b", (g, r) => input(r.b, g, r.attrs, spatial(r.shape(0)))),
    reading("a", (g, { a, attrs }) => output(a, g, attrs)),
  ),
  windows: row(
    linear((g, r) => {
      const lengths = r.attrs.axes.map((axis) => r.shape(0)[axis] as number);
      return dispatch(ops.overlapAdd, [g], { ...r.attrs, lengths });
    }),
  ),
  overlapAdd: row(linear((g, { attrs }) => dispatch(ops.windows, [g], attrs))),
  // Each element of a window gets the cotangent of its sum.
  sumWindows: row(
    linear((g, r) => {
      const { sizes, steps } = r.attrs;
      const lead = g.ndim - sizes.length;
      const axes = sizes.map((_, i) => lead + i);
      const stretched = dispatch(
        ops.broadcastTo,
        [g.reshape([...g.shape, ...sizes.map(() => 1)])],
        { shape: [...g.shape, ...sizes] },
      );
      const lengths = r.shape(0).slice(lead);
      const dilations = sizes.map(() => 1);
      return dispatch(ops.overlapAdd, [stretched], { axes, sizes, steps, dilations, lengths });
    }),
  ),
  maxWindows: row(
    reading("a", (g, { a, attrs }) => {
      const lead = a.shape.slice(0, a.ndim - attrs.starts.length);
      const size = product(a.shape.slice(lead.length));
      const count = product(g.shape.slice(lead.length));
      const at = dispatch(ops.argmaxWindows, [a], attrs).reshape([...lead, count]);
      const lines = g.reshape([...lead, count]);
      return dispatch(ops.scatterAdd, [lines, at], { axis: lead.length, size }).reshape(a.shape);
    }),
  ),
  argmaxWindows: null,
};
