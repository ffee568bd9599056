import { concat, type Tensor } from "@nabla/tensor";
import type { OpAttrs } from "@nabla/tensor/internal";
import type { Recorded } from "./rule.ts";

/**
 * $\partial y_k / \partial x_i = e^{x_i - y_k}$ for $k \ge i$, summed over k against the cotangent.
 *
 * No exponent below is positive, because y never falls, so that nothing overflows. After the pass with
 * a distance d, $s_i = \sum_{k=i}^{i+2d-1} g_k e^{y_i - y_k}$; the distance doubles until this is all.
 */
export function cumulativeExponentialRule(
  g: Tensor,
  { a, out, attrs: { axis } }: Recorded<OpAttrs["logcumsumexp"]>,
): Tensor {
  const n = a.shape[axis] as number;
  const part = (x: Tensor, start: number, end: number): Tensor =>
    x.slice(...x.shape.map((_, i) => (i === axis ? ([start, end] as const) : null)));
  let s = g;
  for (let d = 1; d < n; d *= 2) {
    const decay: Tensor = part(out, 0, n - d)
      .sub(part(out, d, n))
      .exp();
    const later: Tensor = part(s, 0, n - d).add(decay.mul(part(s, d, n)));
    s = concat([later, part(s, n - d, n)], axis);
  }
  return a.sub(out).exp().mul(s);
}
