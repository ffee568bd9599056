import { promote } from "../dtype.ts";
import { DTypeError, ShapeError, show } from "../errors.ts";
import { productKernels } from "../kernels/matmul.ts";
import { visit } from "../kernels/reduce.ts";
import {
  broadcastShapes,
  broadcastStrides,
  contiguousLayout,
  type Layout,
  stridedLayout,
} from "../layout.ts";
import { allocate, allocatedOffset, Storage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { inType } from "./copy.ts";
import type { Op } from "./op.ts";

/** Batched matrix product of tensors with at least two axes. */
export const matmul: Op<"matmul"> = {
  name: "matmul",
  kind: "contract",
  evaluate: ([a, b]) => multiply(a as Tensor, b as Tensor),
  map: null,
  derivative: null,
};

function multiply(a: Tensor, b: Tensor): Tensor {
  const sa = a.layout.shape;
  const sb = b.layout.shape;
  const m = sa[sa.length - 2] as number;
  const k = sa[sa.length - 1] as number;
  const n = sb[sb.length - 1] as number;
  if (sb[sb.length - 2] !== k) throw innerDiffer(a.layout, b.layout);
  const type = promote(a.storage.type, b.storage.type);
  if (type.dtype === "bool")
    throw new DTypeError(
      'matmul: got two bool tensors: cast one with to("float32") or to("int32")',
      {
        op: "matmul",
      },
    );
  const [x, y] = [inType(a, type), inType(b, type)];
  const flat = sa.length === 2 && sb.length === 2;
  const batch = flat ? [] : broadcastShapes("matmul batch dims", sa.slice(0, -2), sb.slice(0, -2));
  const layout = contiguousLayout(flat ? [m, n] : [...batch, m, n]);
  const out = allocate(type, layout.size);
  const offset = allocatedOffset;
  const kernel = productKernels[type.code] as (typeof productKernels)[number];
  const [xs, ys] = [x.layout.strides, y.layout.strides];
  const [i, j] = [xs.length, ys.length];
  const [xa, ya] = [x.storage.array(), y.storage.array()];
  const one = (xo: number, yo: number, at: number): void =>
    kernel(
      m,
      k,
      n,
      xa,
      xo,
      xs[i - 2] as number,
      xs[i - 1] as number,
      ya,
      yo,
      ys[j - 2] as number,
      ys[j - 1] as number,
      out,
      at,
    );
  if (flat) one(x.offset, y.offset, offset);
  else {
    const from = batchOffsets(x, batch);
    const to = batchOffsets(y, batch);
    from.forEach((at, step) => {
      one(at, to[step] as number, offset + step * m * n);
    });
  }
  return new Tensor(layout, type, new Storage(type, out, 0), offset);
}

/** Where each matrix of the batch begins. */
function batchOffsets(x: Tensor, batch: readonly number[]): number[] {
  const { shape, strides } = x.layout;
  const lead = stridedLayout(shape.slice(0, -2), strides.slice(0, -2));
  const offsets: number[] = [];
  visit(batch, broadcastStrides(lead, batch), x.offset, (at) => {
    offsets.push(at);
  });
  return offsets;
}

function innerDiffer(a: Layout, b: Layout): ShapeError {
  const [sa, sb] = [a.shape, b.shape];
  const [k1, k2] = [sa[sa.length - 1], sb[sb.length - 2]];
  const hint =
    k1 === sb[sb.length - 1]
      ? " (the weight of Linear is [out, in]: did you mean weight.T?)"
      : sa[sa.length - 2] === k2
        ? " (did you mean to transpose the left operand?)"
        : "";
  return new ShapeError(
    `matmul: ${show(sa)} x ${show(sb)}: inner dimensions ${k1} and ${k2} differ${hint}`,
    { op: "matmul", shapes: [sa, sb] },
  );
}
