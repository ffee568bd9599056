import { ShapeError, show } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import { requireTensor } from "../methods/install.ts";
import type { Tensor } from "../tensor.ts";
import { contract } from "./contraction.ts";

/** Which axes `tensordot` sums over: how many last and first ones, or a list of each tensor. */
export type ContractedAxes = number | readonly [readonly number[], readonly number[]];

function axesOf(a: Tensor, b: Tensor, axes: ContractedAxes): [number[], number[]] {
  const [m, n] = [a.layout.shape, b.layout.shape];
  if (typeof axes !== "number")
    return [
      axes[0].map((axis) => normalizeAxis("tensordot", axis, m)),
      axes[1].map((axis) => normalizeAxis("tensordot", axis, n)),
    ];
  if (!Number.isInteger(axes) || axes < 0 || axes > Math.min(m.length, n.length))
    throw new ShapeError(
      `tensordot: ${axes} axes of shapes ${show(m)} and ${show(n)}: needed a whole number from 0 to ${Math.min(m.length, n.length)}`,
      { op: "tensordot", shapes: [m, n] },
    );
  return [
    Array.from({ length: axes }, (_, i) => m.length - axes + i),
    Array.from({ length: axes }, (_, i) => i),
  ];
}

/**
 * Sum of products over pairs of axes: the remaining axes of `a`, then those of `b`, as in NumPy and
 * PyTorch.
 * @param a - a tensor
 * @param b - a tensor
 * @param axes - how many last axes of `a` and first ones of `b`, 2 by default, or two lists of axes
 * @throws ShapeError when paired axes differ in size, or the lists in length
 * @throws AxisError when an axis is out of range
 * @example
 * ```ts
 * import { ones, tensordot } from "@nabla/tensor";
 * tensordot(ones([2, 3, 4]), ones([4, 3, 5]), [[1, 2], [1, 0]]).shape; // => [2, 5]
 * tensordot(ones([2, 3]), ones([3, 2]), 1).toArray(); // => [[3, 3], [3, 3]]
 * ```
 */
export function tensordot(a: Tensor, b: Tensor, axes: ContractedAxes = 2): Tensor {
  requireTensor("tensordot", "left operand", a);
  requireTensor("tensordot", "right operand", b);
  const [left, right] = axesOf(a, b, axes);
  const [m, n] = [a.layout.shape, b.layout.shape];
  const distinct = new Set(left).size === left.length && new Set(right).size === right.length;
  const fits =
    left.length === right.length && left.every((axis, i) => m[axis] === n[right[i] ?? -1]);
  if (!fits || !distinct)
    throw new ShapeError(
      `tensordot: axes ${show(left)} of ${show(m)} and ${show(right)} of ${show(n)}: needed pairs of equal size, no axis twice`,
      { op: "tensordot", shapes: [m, n] },
    );
  const rows = m.map((_, i) => `a${i}`);
  const columns = n.map((_, i) => (right.includes(i) ? `a${left[right.indexOf(i)]}` : `b${i}`));
  const output = [
    ...rows.filter((_, i) => !left.includes(i)),
    ...columns.filter((_, i) => !right.includes(i)),
  ];
  const terms = [
    { tensor: a, labels: rows },
    { tensor: b, labels: columns },
  ];
  return contract(terms, output);
}
