import { arange, concat, onesLike, type Tensor, where } from "@nabla/tensor";
import type { OpAttrs } from "@nabla/tensor/internal";
import type { Recorded } from "./rule.ts";

/** Along the last axis: the product of all elements before each one. */
function productBefore(x: Tensor): Tensor {
  const n = x.shape.at(-1) as number;
  const all = x.shape.slice(1).map(() => null);
  const shifted = concat([onesLike(x.slice(...all, [0, 1])), x.slice(...all, [0, n - 1])], -1);
  return shifted.cumProd(-1);
}

/**
 * The derivative of a product by a factor is the product of the others: computed without dividing by
 * the factor, which may be 0.
 * @param g - the cotangent, stretched to the shape of the input
 */
export function productRule(g: Tensor, { a, attrs }: Recorded<OpAttrs["prod"]>): Tensor {
  if (a.size === 0 || a.ndim === 0) return g;
  const kept = a.shape.map((_, i) => i).filter((i) => !attrs.axes.includes(i));
  const order = [...kept, ...attrs.axes];
  const moved = a.permute(order);
  const lines = moved.reshape([...kept.map((i) => a.shape[i] as number), -1]);
  const others = productBefore(lines).mul(productBefore(lines.flip(-1)).flip(-1));
  const back = order.map((_, i) => order.indexOf(i));
  return g.mul(others.reshape(moved.shape).permute(back));
}

/**
 * $\partial y_k / \partial x_i = \prod_{j \le k, j \ne i} x_j$ for $k \ge i$, summed over k against the
 * cotangent. Takes n² products per line, so that zeros need no special case.
 */
export function cumulativeProductRule(
  g: Tensor,
  { a, attrs }: Recorded<OpAttrs["cumprod"]>,
): Tensor {
  if (a.size === 0) return g;
  const x: Tensor = a.transpose(attrs.axis, -1);
  const cotangent: Tensor = g.transpose(attrs.axis, -1);
  const n = x.shape.at(-1) as number;
  const [i, k] = [arange(n).expandDims(1), arange(n).expandDims(0)];
  const between: Tensor = where(k.greater(i), x.expandDims(-2), 1).cumProd(-1);
  const later = where(k.greaterEqual(i), between.mul(cotangent.expandDims(-2)), 0).sum(-1);
  return productBefore(x).mul(later).transpose(attrs.axis, -1);
}
