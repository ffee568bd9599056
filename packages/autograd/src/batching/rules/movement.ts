import { arange, type Tensor } from "@nabla/tensor";
import { dispatch, type MovementAttrs, type OpName, ops } from "@nabla/tensor/internal";
import {
  type BatchRule,
  type Call,
  moveAxis,
  type Operand,
  reshape,
  stretched,
} from "../operand.ts";
import { alongAxes, alongAxis, none, shifted, withAttributes } from "./kinds.ts";

/** Positions along an axis of all examples laid end to end, from positions along that of each example. */
function inOneRow<K extends "indexSelect" | "indexAdd">(
  call: Call<K>,
  index: Tensor,
  size: number,
): Tensor {
  const { axis } = call.attrs;
  const own = dispatch(ops.positions, [index], { axis, size, caller: call.op.name });
  const starts = arange(call.size, { dtype: "int32" }).mul(size);
  return own.add(starts.expandDims(1)).flatten() as Tensor;
}

/** The examples laid end to end along one of their axes, which is moved to the front. */
function endToEnd(operand: Operand, axis: number, size: number): Tensor {
  const front = moveAxis(stretched(operand, size), shifted(axis), 1);
  const [, count, ...rest] = front.layout.shape as [number, number, ...number[]];
  return reshape(front, [size * count, ...rest]);
}

/** Takes apart again what stands end to end. */
function apart(x: Tensor, axis: number, size: number): Tensor {
  const [all, ...rest] = x.layout.shape as [number, ...number[]];
  return moveAxis(reshape(x, [size, all / size, ...rest]), 1, shifted(axis));
}

function indexSelect(call: Call<"indexSelect">): Tensor {
  const [x, index] = call.operands as [Operand, Operand];
  const { axis } = call.attrs;
  if (!index.batched) return dispatch(call.op, [x.x, index.x], { axis: shifted(axis) });
  if (call.size === 0) return none(call);
  const rows = endToEnd(x, axis, call.size);
  const count = rows.layout.shape[0] as number;
  const taken = inOneRow(call, index.x, count / call.size);
  return apart(dispatch(call.op, [rows, taken], { axis: 0 }), axis, call.size);
}

function indexAdd(call: Call<"indexAdd">): Tensor {
  const [x, index] = call.operands as [Operand, Operand];
  const { axis, size } = call.attrs;
  if (!index.batched) return dispatch(call.op, [x.x, index.x], { axis: shifted(axis), size });
  if (call.size === 0) return none(call);
  const rows = endToEnd(x, axis, call.size);
  const sum = dispatch(call.op, [rows, inOneRow(call, index.x, size)], {
    axis: 0,
    size: size * call.size,
  });
  return apart(sum, axis, call.size);
}

/** The op works on the last axes, or on all elements alike: one more in front changes nothing. */
const samePlace = <K extends OpName>({ op, operands, attrs }: Call<K>): Tensor =>
  dispatch(op, [(operands[0] as Operand).x], attrs);

/** How views and moves work on all examples at once. */
export const movement: { readonly [K in keyof MovementAttrs]: BatchRule<K> } = {
  reshape: withAttributes(({ shape }, { size }) => ({ shape: [size, ...shape] })),
  permute: withAttributes(({ axes }) => ({ axes: [0, ...axes.map(shifted)] })),
  broadcastTo: ({ op, operands, attrs, size }) => {
    const { x } = operands[0] as Operand;
    const [, ...own] = x.layout.shape as [number, ...number[]];
    const missing = Array<number>(attrs.shape.length - own.length).fill(1);
    return dispatch(op, [reshape(x, [size, ...missing, ...own])], {
      shape: [size, ...attrs.shape],
    });
  },
  slice: withAttributes(({ starts, sizes, steps }, { size }) => ({
    starts: [0, ...starts],
    sizes: [size, ...sizes],
    steps: [1, ...steps],
  })),
  flip: withAttributes(alongAxes),
  diagonal: samePlace,
  detach: samePlace,
  contiguous: samePlace,
  concat: withAttributes(alongAxis),
  pad: withAttributes(({ low, high, interior }) => ({
    low: [0, ...low],
    high: [0, ...high],
    interior: [0, ...interior],
  })),
  indexSelect,
  indexAdd,
  gather: withAttributes(alongAxis),
  scatterAdd: withAttributes(alongAxis),
  // The axis is one of another tensor, which errors name.
  positions: samePlace,
  lastAt: withAttributes(alongAxis),
};
