import { promote } from "../dtype.ts";
import { ShapeError, show } from "../errors.ts";
import { copyElements } from "../kernels/copy.ts";
import { stridedLayout } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { blank, inType } from "./copy.ts";
import { defineOp, type Op } from "./op.ts";

/** Copies `x` to the part of `out` that begins at `start` and has `strides`. */
function place(x: Tensor, out: Tensor, start: number, strides: readonly number[]): void {
  const target = stridedLayout(x.layout.shape, strides);
  copyElements(
    out.storage.type,
    x.storage.array(),
    x.offset,
    x.layout,
    out.storage.array(),
    out.offset + start,
    target,
  );
}

export const concat: Op<"concat"> = defineOp("concat", "move", (inputs, { axis }) => {
  const first = (inputs[0] as Tensor).layout.shape;
  const type = inputs.map((x) => x.storage.type).reduce(promote);
  let length = 0;
  for (const { layout } of inputs) {
    const fits =
      layout.shape.length === first.length &&
      layout.shape.every((n, i) => i === axis || n === first[i]);
    if (!fits)
      throw new ShapeError(
        `concat: ${show(first)} and ${show(layout.shape)} differ outside axis ${axis} (all other sizes must be equal)`,
        { op: "concat", shapes: [first, layout.shape] },
      );
    length += layout.shape[axis] as number;
  }
  const out = blank(
    type,
    first.map((n, i) => (i === axis ? length : n)),
  );
  const { strides } = out.layout;
  let start = 0;
  for (const x of inputs) {
    place(inType(x, type), out, start * (strides[axis] as number), strides);
    start += x.layout.shape[axis] as number;
  }
  return out;
});

export const pad: Op<"pad"> = defineOp("pad", "move", ([input], { low, high, interior }) => {
  const x = input as Tensor;
  const shape = x.layout.shape.map((n, i) => {
    const between = Math.max(0, n - 1) * (interior[i] as number);
    return (low[i] as number) + n + between + (high[i] as number);
  });
  const out = blank(x.storage.type, shape);
  const { strides } = out.layout;
  const start = low.reduce((sum, n, i) => sum + n * (strides[i] as number), 0);
  place(
    x,
    out,
    start,
    strides.map((stride, i) => stride * (1 + (interior[i] as number))),
  );
  return out;
});
