import { isGradEnabled } from "../dispatch.ts";
import { DTypeError, GradientError, ShapeError, show } from "../errors.ts";
import { copyElements } from "../kernels/copy.ts";
import { broadcastStrides, type Layout, sameShape, stridedLayout } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { copyOf, inType } from "./copy.ts";
import { defineOp, type Op } from "./op.ts";

/** Copies the values of `source`, broadcast and cast, over those of `target`. */
export function overwrite(target: Tensor, source: Tensor, op: string): void {
  const type = target.storage.type;
  const { shape } = target.layout;
  let from = inType(source, type);
  // Source and target may overlap, shifted against each other: read everything before writing.
  if (from.storage === target.storage) from = copyOf(from);
  const layout = sameShape(from.layout.shape, shape)
    ? from.layout
    : stridedLayout(shape, broadcastStrides(from.layout, shape));
  copyElements(
    type,
    from.storage.array(),
    from.offset,
    layout,
    target.storage.array(),
    target.offset,
    target.layout,
  );
  target.storage.overwritten(op);
}

/** Refuses to overwrite a tensor whose elements share memory: all would end up as the last one. */
export function checkSeparate(op: string, target: Tensor): void {
  const { layout } = target;
  if (layout.contiguous || !mayOverlap(layout)) return;
  throw new ShapeError(
    `${op}: the target is a view of shape ${show(layout.shape)}, broadcast or of windows, whose elements share memory (assign to the tensor that it was made from, or to a clone())`,
    { op, shapes: [layout.shape] },
  );
}

/** Can two elements share memory? Not if each stride is longer than the reach of all shorter ones. */
function mayOverlap({ shape, strides, size }: Layout): boolean {
  if (size === 0) return false;
  const axes = shape.flatMap((n, i) =>
    n > 1 ? [{ n, stride: Math.abs(strides[i] as number) }] : [],
  );
  axes.sort((a, b) => a.stride - b.stride);
  let reach = 0;
  for (const { n, stride } of axes) {
    if (stride <= reach) return true;
    reach += (n - 1) * stride;
  }
  return false;
}

/** May `target` be overwritten by `value`? Throws what is wrong, and the fix. */
function checkAssignable(target: Tensor, value: Tensor): void {
  const [to, from] = [target.layout.shape, value.layout.shape];
  const details = { op: "assign", shapes: [to, from] };
  if (target.node !== null && target.node.op !== null)
    throw new GradientError(
      `assign: the target (shape ${show(to)}) was computed by ${target.node.op.name}: only leaves can be assigned (assign to the parameter itself, or to target.detach())`,
      details,
    );
  if (target.storage.type.code < value.storage.type.code && !target.storage.type.floating)
    throw new DTypeError(
      `assign: ${value.dtype} values do not fit into a tensor of ${target.dtype} (cast them with to("${target.dtype}"))`,
      details,
    );
  const missing = to.length - from.length;
  if (missing < 0 || from.some((n, i) => n !== 1 && n !== to[i + missing]))
    throw new ShapeError(
      `assign: a value of shape ${show(from)} does not fit into a tensor of shape ${show(to)}`,
      details,
    );
  checkSeparate("assign", target);
}

/**
 * Refuses an assignment through which a gradient would be lost. Stands at the public edge, because
 * below an interpreter nothing is recorded.
 */
export function checkNoGradientLost(target: Tensor, value: Tensor): void {
  // The result of an op is refused below, for a better reason.
  if (!isGradEnabled() || !target.isLeaf || !(target.wantsGrad || value.wantsGrad)) return;
  throw new GradientError(
    `assign: ${target.wantsGrad ? "the target" : "the value"} requires a gradient, which would be lost: wrap the assignment in noGrad(() => …)`,
    { op: "assign", shapes: [target.layout.shape, value.layout.shape] },
  );
}

export const assign: Op<"assign"> = defineOp("assign", "effect", ([target, value]) => {
  checkAssignable(target as Tensor, value as Tensor);
  overwrite(target as Tensor, value as Tensor, "assign");
  return target as Tensor;
});
