import type { TypeInfo } from "../dtype.ts";
import { copyElements } from "../kernels/copy.ts";
import { contiguousLayout } from "../layout.ts";
import { allocate, allocatedOffset, Storage } from "../storage.ts";
import { elementOf, Tensor } from "../tensor.ts";
import { castTo } from "./map.ts";
import { defineOp, type Op } from "./op.ts";

/** A new row-major tensor of zeros, to be filled by a kernel. */
export function blank(type: TypeInfo, shape: readonly number[]): Tensor {
  const layout = contiguousLayout(shape);
  const data = allocate(type, layout.size);
  return new Tensor(layout, new Storage(type, data), allocatedOffset);
}

/** A copy of `x` in row-major order, in storage of its own. */
export function copyOf(x: Tensor): Tensor {
  const type = x.storage.type;
  const layout = x.layout.contiguous ? x.layout : contiguousLayout(x.layout.shape);
  if (layout.size === 1) return new Tensor(layout, new Storage(type, elementOf(x)), 0);
  const out = allocate(type, layout.size);
  const offset = allocatedOffset;
  // One element, stretched, as cotangents of sums are.
  if (x.layout.uniform) out.fill(elementOf(x), offset, offset + layout.size);
  else copyElements(type, x.storage.array(), x.offset, x.layout, out, offset, layout);
  return new Tensor(layout, new Storage(type, out), offset);
}

/** `x` itself where its elements are in row-major order, else a copy in which they are. */
export const rowMajor = (x: Tensor): Tensor => (x.layout.contiguous ? x : copyOf(x));

/** The same values in `type`. */
export const inType = (x: Tensor, type: TypeInfo): Tensor =>
  x.storage.type === type ? x : castTo(type.dtype).unary([x]);

export const contiguous: Op<"contiguous"> = defineOp("contiguous", "move", ([x]) =>
  copyOf(x as Tensor),
);
