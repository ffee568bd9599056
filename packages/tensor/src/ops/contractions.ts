import { promote } from "../dtype.ts";
import { DTypeError, ShapeError, show } from "../errors.ts";
import {
  addRowKernels,
  columnKernels,
  type ProductKernel,
  productKernels,
} from "../kernels/matmul.ts";
import { visit } from "../kernels/reduce.ts";
import { broadcastShapes, broadcastStrides, stridedLayout } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { blank, inType, rowMajor } from "./copy.ts";
import { defineOp, type Op, type OpAttrs } from "./op.ts";

type Flags = OpAttrs["matmul"];

/** Batched matrix product of tensors with at least two axes, plus a row if there is one. */
export const matmul: Op<"matmul"> = defineOp("matmul", "contract", (inputs, flags) => {
  const product = multiply(inputs[0] as Tensor, inputs[1] as Tensor, flags);
  return inputs.length === 3 ? plusRow(product, inputs[2] as Tensor) : product;
});

/** Adds `row` to each row of a product, in place: nobody else has seen the product yet. */
function plusRow(product: Tensor, row: Tensor): Tensor {
  const { shape, size } = product.layout;
  const n = shape[shape.length - 1] as number;
  const type = product.storage.type;
  if (row.layout.shape.length !== 1 || row.layout.size !== n)
    throw new ShapeError(
      `matmul: a row of shape ${show(row.layout.shape)} can't be added to a product of shape ${show(shape)}: needed [${n}]`,
      { op: "matmul", shapes: [shape, row.layout.shape] },
    );
  const from = rowMajor(inType(row, type));
  (addRowKernels[type.code] as (typeof addRowKernels)[number])(
    n === 0 ? 0 : size / n,
    n,
    from.storage.array(),
    from.offset,
    product.storage.array(),
    product.offset,
  );
  return product;
}

/** Size (or stride) of the rows and columns of a matrix that may be read transposed. */
const rows = (list: readonly number[], transposed: boolean): number =>
  list[list.length - (transposed ? 1 : 2)] as number;
const columns = (list: readonly number[], transposed: boolean): number =>
  list[list.length - (transposed ? 2 : 1)] as number;

function multiply(a: Tensor, b: Tensor, flags: Flags): Tensor {
  const sa = a.layout.shape;
  const sb = b.layout.shape;
  const m = rows(sa, flags.transposeA);
  const n = columns(sb, flags.transposeB);
  if (columns(sa, flags.transposeA) !== rows(sb, flags.transposeB))
    throw innerDiffer(a.layout.shape, b.layout.shape, flags);
  const type = promote(a.storage.type, b.storage.type);
  if (type.dtype === "bool")
    throw new DTypeError(
      'matmul: got two bool tensors: cast one with to("float32") or to("int32")',
      { op: "matmul" },
    );
  const x = inType(a, type);
  const y = inType(b, type);
  if (sa.length === 2 && sb.length === 2) {
    const out = blank(type, [m, n]);
    multiplyAt(x, x.offset, y, y.offset, out, out.offset, flags);
    return out;
  }
  const batch = broadcastShapes("matmul batch dims", sa.slice(0, -2), sb.slice(0, -2));
  const out = blank(type, [...batch, m, n]);
  const from = batchOffsets(x, batch);
  const to = batchOffsets(y, batch);
  for (let step = 0; step < from.length; step++)
    multiplyAt(
      x,
      from[step] as number,
      y,
      to[step] as number,
      out,
      out.offset + step * m * n,
      flags,
    );
  return out;
}

/** The product of one matrix of `x` with one of `y`, given where they begin. */
function multiplyAt(
  x: Tensor,
  xo: number,
  y: Tensor,
  yo: number,
  out: Tensor,
  at: number,
  flags: Flags,
): void {
  const lx = x.layout;
  const ly = y.layout;
  const { transposeA, transposeB } = flags;
  const n = columns(ly.shape, transposeB);
  const kernels = n === 1 ? columnKernels : productKernels;
  (kernels[x.storage.type.code] as ProductKernel)(
    rows(lx.shape, transposeA),
    columns(lx.shape, transposeA),
    n,
    x.storage.array(),
    xo,
    rows(lx.strides, transposeA),
    columns(lx.strides, transposeA),
    y.storage.array(),
    yo,
    rows(ly.strides, transposeB),
    columns(ly.strides, transposeB),
    out.storage.array(),
    at,
  );
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

function innerDiffer(a: readonly number[], b: readonly number[], flags: Flags): ShapeError {
  const swap = (s: readonly number[], transposed: boolean): number[] => [
    ...s.slice(0, -2),
    rows(s, transposed),
    columns(s, transposed),
  ];
  const [sa, sb] = [swap(a, flags.transposeA), swap(b, flags.transposeB)];
  const [k1, k2] = [sa.at(-1), sb.at(-2)];
  const hint =
    k1 === sb.at(-1)
      ? " (did you mean to transpose the right operand? The weight of Linear is [out, in]: weight.T)"
      : sa.at(-2) === k2
        ? " (did you mean to transpose the left operand?)"
        : "";
  return new ShapeError(
    `matmul: ${show(sa)} x ${show(sb)}: inner dimensions ${k1} and ${k2} differ${hint}`,
    { op: "matmul", shapes: [sa, sb] },
  );
}
