import type { Tensor } from "@nabla/tensor";
import { type ConvolutionAttrs, dispatch, type OpAttrs, ops } from "@nabla/tensor/internal";
import { linear, type Row, reading, row } from "./rule.ts";

type Sliding = OpAttrs["conv"];
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
  argmaxWindows: null,
};
