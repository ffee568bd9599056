import { ShapeError, show } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";

/** The options of `cdist`. */
export interface DistanceOptions {
  /** Which norm of the differences: p of $\|x\|_p$, 2 by default. */
  readonly order?: number;
}

/**
 * Distances between all pairs of two lists of points: $d_{ij} = \|a_i - b_j\|_p$.
 *
 * They are computed from the differences, so that near points lose no digits; equal points have
 * distance 0 and gradient 0, as in PyTorch.
 * @param a - points: [..., m, features]
 * @param b - points: [..., n, features]; leading axes broadcast
 * @param options - `order`: p, 2 by default
 * @returns distances: [..., m, n]
 * @throws ShapeError when the points differ in their number of features
 * @example
 * ```ts
 * import { cdist, tensor } from "@nabla/tensor";
 * cdist(tensor([[0, 0]]), tensor([[3, 4], [0, 1]])).toArray(); // => [[5, 1]]
 * ```
 */
export function cdist(a: Tensor, b: Tensor, options: DistanceOptions = {}): Tensor {
  requireTensor("cdist", "first list", a);
  requireTensor("cdist", "second list", b);
  checkOptions("cdist", options, ["order"]);
  const [m, n] = [a.layout.shape, b.layout.shape];
  if (m.length < 2 || n.length < 2 || m.at(-1) !== n.at(-1))
    throw new ShapeError(
      `cdist: shapes ${show(m)} and ${show(n)}: needed two lists of points, [..., points, features], with as many features`,
      { op: "cdist", shapes: [m, n] },
    );
  const [rows, columns] = [a.expandDims(-2) as Tensor, b.expandDims(-3) as Tensor];
  const differences: Tensor = rows.sub(columns);
  return differences.norm(options.order ?? 2, -1);
}
