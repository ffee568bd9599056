import { TYPES } from "../dtype.ts";
import { accumulateElements } from "../kernels/copy.ts";
import { type MaximumKernel, maximumKernels } from "../kernels/windows.ts";
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

export const argmaxWindows: Op<"argmaxWindows"> = defineOp(
  "argmaxWindows",
  "opaque",
  ([input], { starts, counts, dilation }) => {
    const x = rowMajor(input as Tensor);
    const { shape } = x.layout;
    const lead = shape.slice(0, shape.length - starts.length);
    const out = blank(TYPES.int32, [...lead, ...starts.map((list) => list.length)]);
    // The kernel has three windowed axes; those that are missing have one window of one element.
    const missing = 3 - starts.length;
    const three = <T>(list: readonly T[], one: T): T[] => [
      ...Array.from({ length: missing }, () => one),
      ...list,
    ];
    (maximumKernels[x.storage.type.code] as MaximumKernel)(
      x.storage.array(),
      x.offset,
      sizeOf(lead),
      three(shape.slice(lead.length), 1),
      three(starts, [0]),
      three(counts, [1]),
      three(dilation, 1),
      out.storage.array(),
      out.offset,
    );
    return out;
  },
);
