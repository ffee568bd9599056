import { ShapeError, show } from "../errors.ts";
import { broadcastShapes } from "../layout.ts";
import { requireTensor } from "../methods/install.ts";
import type { Tensor } from "../tensor.ts";

/** As many tensors as were given. */
export type SameNumber<L extends readonly Tensor[]> = { -readonly [K in keyof L]: Tensor };

/** The options of `meshgrid`. */
export interface MeshgridOptions {
  /**
   * `"xy"` (the default, as in NumPy): the first tensor runs along the second axis, as x does in
   * pictures. `"ij"` (PyTorch's default): along the first axis, as rows do in matrices.
   */
  readonly indexing?: "xy" | "ij";
}

/**
 * Coordinates of all points of a grid: for each vector of coordinates a tensor of the shape of the grid,
 * as views.
 * @param tensors - a vector for each axis
 * @param options - `indexing`: whether the first vector runs along the second axis (`"xy"`, the
 * default, as in NumPy) or the first (`"ij"`, as in PyTorch)
 * @throws ShapeError when one of them has more than one axis, or there is no such indexing
 * @example
 * ```ts
 * import { meshgrid, tensor } from "@nabla/tensor";
 * const [x, y] = meshgrid([tensor([1, 2]), tensor([3, 4])]);
 * x.toArray(); // => [[1, 2], [1, 2]]
 * y.toArray(); // => [[3, 3], [4, 4]]
 * ```
 */
export function meshgrid<const L extends readonly Tensor[]>(
  tensors: L,
  options: MeshgridOptions = {},
): SameNumber<L> {
  const { indexing = "xy" } = options;
  if (indexing !== "xy" && indexing !== "ij")
    throw new ShapeError(
      `meshgrid: there is no indexing ${JSON.stringify(indexing)}: use xy or ij`,
      {
        op: "meshgrid",
      },
    );
  const sizes = tensors.map((x, i) => {
    requireTensor("meshgrid", `tensor ${i}`, x);
    const { shape, size } = x.layout;
    if (shape.length <= 1) return size;
    throw new ShapeError(`meshgrid: tensor ${i} has shape ${show(shape)}: needed a vector`, {
      op: "meshgrid",
      shapes: [shape],
    });
  });
  const grids = tensors.map((x, i) => {
    const line: Tensor = x.reshape(sizes.map((n, j) => (j === i ? n : 1)));
    const grid: Tensor = line.broadcastTo(sizes);
    return indexing === "xy" && sizes.length > 1 ? grid.transpose(0, 1) : grid;
  });
  // One for each tensor.
  return grids as SameNumber<L>;
}

/**
 * The tensors stretched to the shape in which they meet, as views.
 * @param tensors - whose shapes broadcast
 * @throws ShapeError when they do not
 * @example
 * ```ts
 * import { broadcastTensors, zeros } from "@nabla/tensor";
 * broadcastTensors([zeros([3, 1]), zeros([2])]).map((x) => x.shape); // => [[3, 2], [3, 2]]
 * ```
 */
export function broadcastTensors<const L extends readonly Tensor[]>(tensors: L): SameNumber<L> {
  let shape: readonly number[] = [];
  tensors.forEach((x, i) => {
    requireTensor("broadcastTensors", `tensor ${i}`, x);
    shape = broadcastShapes("broadcastTensors", shape, x.layout.shape);
  });
  // One for each tensor.
  return tensors.map((x): Tensor => x.broadcastTo(shape)) as SameNumber<L>;
}
