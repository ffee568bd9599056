import { promote, type TypedArray } from "../dtype.ts";
import { AxisError, DTypeError, ShapeError, show } from "../errors.ts";
import { copyElements } from "../kernels/copy.ts";
import { perType } from "../kernels/source.ts";
import { stridedLayout } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { blank, inType, rowMajor } from "./copy.ts";
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
        `concat: ${show(first)} and ${show(layout.shape)} differ outside axis ${axis}`,
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

/** Copies between x and y, contiguous from their offsets; returns the first position out of range, or -1. */
type Mover = (
  x: TypedArray,
  o: number,
  index: TypedArray,
  io: number,
  y: TypedArray,
  q: number,
  outer: number,
  n: number,
  count: number,
  inner: number,
) => number;

/** y[a, i, b] = x[a, index[i], b] */
const select: Mover = (x, o, index, io, y, q, outer, n, count, inner) => {
  let to = q;
  for (let a = 0; a < outer; a++)
    for (let i = 0; i < count; i++) {
      let row = index[io + i] as number;
      if (row < 0) row += n;
      if (row < 0 || row >= n) return i;
      let from = o + (a * n + row) * inner;
      for (const end = to + inner; to < end; to++) y[to] = x[from++] as number;
    }
  return -1;
};

/** y[a, index[i], b] += x[a, i, b] */
const scatter: Mover = (x, o, index, io, y, q, outer, n, count, inner) => {
  for (let a = 0; a < outer; a++)
    for (let i = 0; i < count; i++) {
      let row = index[io + i] as number;
      if (row < 0) row += n;
      if (row < 0 || row >= n) return i;
      const from = o + (a * count + i) * inner;
      const to = q + (a * n + row) * inner;
      for (let b = 0; b < inner; b++) y[to + b] = (y[to + b] as number) + (x[from + b] as number);
    }
  return -1;
};

const selectKernels = perType(select);
const scatterKernels = perType(scatter);

function move(
  op: string,
  kernels: readonly Mover[],
  x: Tensor,
  index: Tensor,
  axis: number,
  n: number,
  result: number,
): Tensor {
  if (index.layout.shape.length !== 1 || index.storage.type.floating || index.dtype === "bool")
    throw new DTypeError(
      `${op}: the index is ${index.dtype} of shape ${show(index.layout.shape)}: needed a list of positions (int32, one axis)`,
      { op, shapes: [x.layout.shape, index.layout.shape] },
    );
  const from = rowMajor(x);
  const at = rowMajor(index);
  const { shape } = x.layout;
  const resultShape = new Array<number>(shape.length);
  let outer = 1;
  let inner = 1;
  for (let i = 0; i < shape.length; i++) {
    resultShape[i] = i === axis ? result : (shape[i] as number);
    if (i < axis) outer *= shape[i] as number;
    if (i > axis) inner *= shape[i] as number;
  }
  const out = blank(x.storage.type, resultShape);
  const bad = (kernels[x.storage.type.code] as Mover)(
    from.storage.array(),
    from.offset,
    at.storage.array(),
    at.offset,
    out.storage.array(),
    out.offset,
    outer,
    n,
    index.layout.size,
    inner,
  );
  if (bad >= 0)
    throw new AxisError(
      `${op}: index ${at.storage.array()[at.offset + bad]} at position ${bad} is out of range for axis ${axis} of size ${n}`,
      { op, shapes: [shape, index.layout.shape] },
    );
  return out;
}

export const indexSelect: Op<"indexSelect"> = defineOp(
  "indexSelect",
  "move",
  (inputs, { axis }) => {
    const x = inputs[0] as Tensor;
    const index = inputs[1] as Tensor;
    const n = x.layout.shape[axis] as number;
    return move("indexSelect", selectKernels, x, index, axis, n, index.layout.size);
  },
);

export const indexAdd: Op<"indexAdd"> = defineOp("indexAdd", "move", (inputs, { axis, size }) =>
  move("indexAdd", scatterKernels, inputs[0] as Tensor, inputs[1] as Tensor, axis, size, size),
);
