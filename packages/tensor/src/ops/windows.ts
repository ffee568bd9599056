import { TYPES, type TypeInfo } from "../dtype.ts";
import { accumulateElements } from "../kernels/copy.ts";
import { type WindowKernelName, windowKernel } from "../kernels/windows.ts";
import { type Layout, sizeOf, stridedLayout } from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { positionsOf } from "./convolution.ts";
import { blank, rowMajor } from "./copy.ts";
import { defineOp, type Op, type OpAttrs } from "./op.ts";

/** The layout of all windows over `layout`: their elements share memory where windows overlap. */
function windowLayout({ shape, strides }: Layout, attrs: OpAttrs["windows"]): Layout {
  const newShape = [...shape];
  const newStrides = [...strides];
  attrs.axes.forEach((axis, i) => {
    const [n, stride] = [shape[axis], strides[axis]] as [number, number];
    const [size, step, dilation] = [attrs.sizes[i], attrs.steps[i], attrs.dilations[i]] as [
      number,
      number,
      number,
    ];
    newShape[axis] = positionsOf(n, size, step, dilation);
    newStrides[axis] = stride * step;
    newShape.push(size);
    newStrides.push(stride * dilation);
  });
  return stridedLayout(newShape, newStrides);
}

export const windows: Op<"windows"> = defineOp("windows", "view", ([input], attrs) => {
  const x = input as Tensor;
  return new Tensor(windowLayout(x.layout, attrs), x.storage, x.offset);
});

export const overlapAdd: Op<"overlapAdd"> = defineOp("overlapAdd", "move", ([input], attrs) => {
  const y = input as Tensor;
  const shape = y.layout.shape.slice(0, y.layout.shape.length - attrs.axes.length);
  attrs.axes.forEach((axis, i) => {
    shape[axis] = attrs.lengths[i] as number;
  });
  const out = blank(y.storage.type, shape);
  const target = windowLayout(out.layout, attrs);
  // The places within a window go into the outer loops, because windows are short and axes long.
  const places = attrs.axes.map((_, i) => shape.length + i);
  const order = [...places, ...shape.map((_, i) => i)];
  const turned = ({ shape, strides }: Layout): Layout =>
    stridedLayout(
      order.map((axis) => shape[axis] as number),
      order.map((axis) => strides[axis] as number),
    );
  accumulateElements(
    y.storage.type,
    y.storage.array(),
    y.offset,
    turned(y.layout),
    out.storage.array(),
    out.offset,
    turned(target),
  );
  return out;
});

/** One result for each window over the last axes. */
function foldWindows(
  name: WindowKernelName,
  input: Tensor,
  { starts, counts, dilation }: OpAttrs["maxWindows"],
  type: TypeInfo,
): Tensor {
  const x = rowMajor(input);
  const { shape } = x.layout;
  const lead = shape.slice(0, shape.length - starts.length);
  const out = blank(type, [...lead, ...starts.map((list) => list.length)]);
  // The kernel has three windowed axes; those that are missing have one window of one element.
  const missing = 3 - starts.length;
  const three = <T>(list: readonly T[], one: T): T[] => [
    ...Array.from({ length: missing }, () => one),
    ...list,
  ];
  const tables = {
    dims: three(shape.slice(lead.length), 1),
    starts: three(starts, [0]),
    counts: three(counts, [1]),
    dilation: three(dilation, 1),
  };
  const sizes = tables.counts.map((list) => list.reduce((most, n) => Math.max(most, n), 1));
  const kernel = windowKernel(name, x.storage.type, sizes);
  if (out.layout.size > 0)
    kernel(x.storage.array(), x.offset, sizeOf(lead), tables, out.storage.array(), out.offset);
  return out;
}

export const sumWindows: Op<"sumWindows"> = defineOp(
  "sumWindows",
  "opaque",
  ([input], { sizes, steps }) => {
    const x = input as Tensor;
    const { shape } = x.layout;
    const starts = sizes.map((size, i) => {
      const step = steps[i] as number;
      const count = positionsOf(shape[shape.length - sizes.length + i] as number, size, step, 1);
      return Array.from({ length: count }, (_, window) => window * step);
    });
    const counts = starts.map((list, i) => list.map(() => sizes[i] as number));
    const { type } = x.storage;
    const attrs = { starts, counts, dilation: sizes.map(() => 1) };
    if (type.floating) return foldWindows("sum", x, attrs, type);
    return foldWindows("integerSum", x, attrs, TYPES.int32);
  },
);

export const maxWindows: Op<"maxWindows"> = defineOp("maxWindows", "opaque", ([x], attrs) =>
  foldWindows("max", x as Tensor, attrs, (x as Tensor).storage.type),
);

export const argmaxWindows: Op<"argmaxWindows"> = defineOp(
  "argmaxWindows",
  "opaque",
  ([x], attrs) => foldWindows("argmax", x as Tensor, attrs, TYPES.int32),
);
