import { dispatch } from "../dispatch.ts";
import { DTypeError, ShapeError, show, written } from "../errors.ts";
import { matrixExp as matrixExpOp } from "../ops/linear-algebra.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { requireFloats, requireSquare } from "./checks.ts";
import { identityBeside, inverse } from "./solving.ts";

/**
 * A power of square matrices: $A^p$ for a whole number p; the identity for 0, powers of the inverse for
 * negative ones. Takes about $2 \log_2 p$ products.
 * @param a - [..., n, n]
 * @param power - a whole number
 * @throws LinearAlgebraError when the power is negative and a matrix singular
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError when the power is not whole; on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.matrixPower(tensor([[1, 1], [0, 1]]), 5).toArray(); // => [[1, 5], [0, 1]]
 * ```
 * As `torch.linalg.matrix_power`.
 */
export function matrixPower<S extends Shape>(a: Tensor<S>, power: number): Tensor<S> {
  const n = requireSquare("matrixPower", a);
  if (!Number.isSafeInteger(power))
    throw new DTypeError(`matrixPower: the power is ${written(power)}: needed a whole number`, {
      op: "matrixPower",
      shapes: [a.layout.shape],
    });
  if (power === 0) return identityBeside(a, n).broadcastTo(a.layout.shape) as Tensor;
  let square: Tensor = power < 0 ? inverse(a) : a;
  let result: Tensor | null = null;
  for (let rest = Math.abs(power); ; ) {
    if (rest % 2 === 1) result = result === null ? square : result.matmul(square);
    rest = Math.floor(rest / 2);
    if (rest === 0) return result as Tensor;
    square = square.matmul(square);
  }
}

/**
 * The exponential of square matrices: $e^A = \sum_k A^k / k!$. It solves $\dot x = Ax$:
 * $x(t) = e^{tA} x(0)$.
 * @param a - [..., n, n]
 * @throws ShapeError when the matrices are not square
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, tensor } from "@nabla/tensor";
 * linalg.matrixExp(tensor([[0, 3], [0, 0]])).toArray(); // => [[1, 3], [0, 1]]
 * ```
 * As `torch.linalg.matrix_exp`.
 */
export function matrixExp<S extends Shape>(a: Tensor<S>): Tensor<S> {
  requireSquare("matrixExp", a);
  return dispatch(matrixExpOp, [a], {});
}

/** The cheapest way to multiply matrices `from` to `to`: how many products of numbers, and where to cut. */
interface Plan {
  readonly cost: number;
  readonly cut: number;
}

/** The best plans for all stretches of a chain of matrices; matrix i is sizes[i] x sizes[i + 1]. */
function plans(sizes: readonly number[]): Plan[][] {
  const count = sizes.length - 1;
  const size = (i: number): number => sizes[i] as number;
  const table: Plan[][] = Array.from({ length: count }, () => []);
  const planOf = (from: number, to: number): Plan => (table[from] as Plan[])[to] as Plan;
  for (let length = 0; length < count; length++)
    for (let from = 0; from + length < count; from++) {
      const to = from + length;
      let best: Plan = { cost: length === 0 ? 0 : Number.POSITIVE_INFINITY, cut: from };
      for (let cut = from; cut < to; cut++) {
        const join = size(from) * size(cut + 1) * size(to + 1);
        const cost = planOf(from, cut).cost + planOf(cut + 1, to).cost + join;
        if (cost < best.cost) best = { cost, cut };
      }
      (table[from] as Plan[])[to] = best;
    }
  return table;
}

/**
 * The product of several matrices, multiplied in the order that takes the least work:
 * $A(BC)$ or $(AB)C$, which may differ by orders of magnitude.
 * @param tensors - two or more; matrices [m, n], of which the first and the last may be vectors
 * @throws ShapeError when the inner sizes differ
 * @throws DTypeError on integers and booleans
 * @example
 * ```ts
 * import { linalg, ones } from "@nabla/tensor";
 * linalg.multiDot([ones([2, 3]), ones([3, 4]), ones([4])]).toArray(); // => [12, 12]
 * ```
 * As `torch.linalg.multi_dot`.
 */
export function multiDot(tensors: readonly Tensor[]): Tensor {
  if (!Array.isArray(tensors) || tensors.length < 2)
    throw new ShapeError("multiDot: needs a list of two or more tensors", { op: "multiDot" });
  const last = tensors.length - 1;
  const matrices = tensors.map((x, i) => asMatrix(x, i, last));
  const sizes = [
    ...matrices.map((x) => x.layout.shape[0] as number),
    matrices[last]?.layout.shape[1] as number,
  ];
  matrices.forEach((x, i) => {
    if (x.layout.shape[1] === sizes[i + 1]) return;
    const shapes = tensors.map((tensor) => tensor.layout.shape);
    throw new ShapeError(
      `multiDot: ${shapes.map(show).join(" x ")}: inner dimensions ${x.layout.shape[1]} and ${sizes[i + 1]} differ`,
      { op: "multiDot", shapes },
    );
  });
  const table = plans(sizes);
  const product = (from: number, to: number): Tensor => {
    if (from === to) return matrices[from] as Tensor;
    const { cut } = (table[from] as Plan[])[to] as Plan;
    return product(from, cut).matmul(product(cut + 1, to));
  };
  const kept = [tensors[0], tensors[last]].map((x) => x?.layout.shape.length === 2);
  return product(0, last).reshape(
    [sizes[0] as number, sizes.at(-1) as number].filter((_, i) => kept[i]),
  );
}

/** A vector in front is a row, one at the end a column. */
function asMatrix(x: Tensor, i: number, last: number): Tensor {
  requireFloats("multiDot", "tensor", x);
  const rank = x.layout.shape.length;
  if (rank === 2) return x;
  if (rank === 1 && (i === 0 || i === last)) return x.expandDims(i === 0 ? 0 : 1) as Tensor;
  throw new ShapeError(
    `multiDot: tensor ${i} of ${last + 1} has shape ${show(x.layout.shape)}: needed a matrix (only the first and the last may be vectors)`,
    { op: "multiDot", shapes: [x.layout.shape] },
  );
}
