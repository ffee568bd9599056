import { normalizeAxis } from "../layout.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Runs `op` along one axis, counted from the front. A number counts as a list of one, whose axis the
 * results lose again, as in NumPy and PyTorch: code that serves all ranks need not set it apart.
 */
export function along<R extends Tensor | [Tensor, Tensor]>(
  op: string,
  x: Tensor,
  axis: number,
  run: (x: Tensor, axis: number) => R,
): R {
  const { shape } = x.layout;
  if (shape.length > 0 || (axis !== 0 && axis !== -1))
    return run(x, normalizeAxis(op, axis, shape));
  const results: Tensor | Tensor[] = run(x.reshape([1]), 0);
  const back = (y: Tensor): Tensor => (y.layout.size === 1 ? (y.reshape([]) as Tensor) : y);
  // As many results as there were.
  return (Array.isArray(results) ? results.map(back) : back(results)) as R;
}
