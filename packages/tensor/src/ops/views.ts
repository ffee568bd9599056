import { ShapeError, show } from "../errors.ts";
import { collapse } from "../kernels/collapse.ts";
import {
  broadcastStrides,
  contiguousLayout,
  type Layout,
  sameShape,
  stridedLayout,
} from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { rowMajor } from "./copy.ts";
import { defineOp, type Op, type OpAttrs, type OpName } from "./op.ts";

/** A view: the same storage, read through another layout. */
const view = (x: Tensor, layout: Layout, offset: number = x.offset): Tensor =>
  new Tensor(layout, x.storage, offset);

function viewOp<K extends OpName>(
  name: K,
  evaluate: (x: Tensor, attrs: OpAttrs[K]) => Tensor,
): Op<K> {
  return defineOp(name, "view", (inputs, attrs) => evaluate(inputs[0] as Tensor, attrs));
}

// A view where strides can express it, else a copy.
export const reshape: Op<"reshape"> = viewOp("reshape", (x, { shape }) => {
  if (x.layout.contiguous) return view(x, contiguousLayout(shape));
  const strides = stridesAs(x.layout, shape);
  if (strides !== null) return view(x, stridedLayout(shape, strides));
  return view(rowMajor(x), contiguousLayout(shape));
});

/** Strides that read the elements of `layout` in row-major order as `shape`; null where none do. */
function stridesAs(layout: Layout, shape: readonly number[]): number[] | null {
  // Runs of axes that are walked in one stride: each new axis must lie inside one of them.
  const { dims, strides: walks } = collapse(layout.shape, [layout.strides]);
  const [walk] = walks as [number[]];
  const strides = new Array<number>(shape.length);
  let run = dims.length - 1;
  let covered = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const n = shape[i] as number;
    if (n === 1) {
      strides[i] = 0;
      continue;
    }
    if (run >= 0 && covered === dims[run]) {
      run -= 1;
      covered = 1;
    }
    if (run < 0) return null;
    strides[i] = covered * (walk[run] as number);
    covered *= n;
    if ((dims[run] as number) % covered !== 0) return null;
  }
  return strides;
}

export const permute: Op<"permute"> = viewOp("permute", (x, { axes }) => {
  const { shape, strides } = x.layout;
  const newShape = new Array<number>(axes.length);
  const newStrides = new Array<number>(axes.length);
  for (let i = 0; i < axes.length; i++) {
    newShape[i] = shape[axes[i] as number] as number;
    newStrides[i] = strides[axes[i] as number] as number;
  }
  return view(x, stridedLayout(newShape, newStrides));
});

export const broadcastTo: Op<"broadcastTo"> = viewOp("broadcastTo", (x, { shape }) => {
  if (sameShape(x.layout.shape, shape)) return view(x, x.layout);
  return view(x, stridedLayout(shape, broadcastStrides(x.layout, shape)));
});

export const slice: Op<"slice"> = viewOp("slice", (x, { starts, sizes, steps }) => {
  const { strides } = x.layout;
  const walked = new Array<number>(sizes.length);
  let offset = x.offset;
  for (let i = 0; i < sizes.length; i++) {
    const stride = strides[i] as number;
    if (sizes[i] !== 0) offset += (starts[i] as number) * stride;
    walked[i] = (steps[i] as number) * stride;
  }
  return view(x, stridedLayout(sizes, walked), offset);
});

export const flip: Op<"flip"> = viewOp("flip", (x, { axes }) => {
  const { shape, strides, size } = x.layout;
  let offset = x.offset;
  const turned = strides.map((stride, i) => {
    if (!axes.includes(i)) return stride;
    if (size > 0) offset += ((shape[i] as number) - 1) * stride;
    return -stride;
  });
  return view(x, stridedLayout(shape, turned), offset);
});

/** The diagonal of the last two axes, as a new last axis. */
export const diagonal: Op<"diagonal"> = viewOp("diagonal", (x, { offset }) => {
  const { shape, strides } = x.layout;
  const n = shape.length;
  const [rows, columns] = shape.slice(-2) as [number, number];
  const [down, right] = strides.slice(-2) as [number, number];
  const length = Math.max(0, Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)));
  const start = offset >= 0 ? offset * right : -offset * down;
  return view(
    x,
    stridedLayout([...shape.slice(0, n - 2), length], [...strides.slice(0, n - 2), down + right]),
    length === 0 ? x.offset : x.offset + start,
  );
});

export const detach: Op<"detach"> = viewOp("detach", (x) => view(x, x.layout));

/** Resolves a -1 in `shape`, and checks that the elements fit. */
export function resolveShape(
  from: readonly number[],
  shape: readonly number[],
  size: number,
): readonly number[] {
  let known = 1;
  let hole = -1;
  for (let i = 0; i < shape.length; i++) {
    const n = shape[i] as number;
    if (n === -1 && hole < 0) hole = i;
    else if (!Number.isInteger(n) || n < 0)
      throw new ShapeError(
        `reshape: ${show(shape)} is not a shape: sizes are whole numbers >= 0, and at most one -1 stands for the rest`,
        { op: "reshape", shapes: [from, shape] },
      );
    else known *= n;
  }
  if (hole < 0) {
    if (known !== size)
      throw cannotView(
        from,
        shape,
        `${size} elements vs ${known} (one size may be -1: it follows from the others)`,
      );
    return shape;
  }
  if (known === 0 ? size !== 0 : size % known !== 0)
    throw cannotView(from, shape, `${size} elements do not divide by ${known}`);
  if (known === 0) throw cannotView(from, shape, "the size at -1 could be anything");
  return shape.map((n, i) => (i === hole ? size / known : n));
}

const cannotView = (from: readonly number[], to: readonly number[], why: string): ShapeError =>
  new ShapeError(`reshape: cannot view ${show(from)} as ${show(to)}: ${why}`, {
    op: "reshape",
    shapes: [from, to],
  });
