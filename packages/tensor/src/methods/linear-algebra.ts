// The two functions of `linalg` that are written often enough to be methods as well.
import { det } from "../linalg/determinants.ts";
import { inverse } from "../linalg/solving.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install } from "./install.ts";

/** Inverse and determinant, as methods of {@link Tensor}; all other linear algebra is in `linalg`. */
export interface LinearAlgebraMethods<S extends Shape> {
  /**
   * The inverse of square matrices: `linalg.inverse`.
   * @throws LinearAlgebraError when a matrix is singular
   * @throws ShapeError when the matrices are not square
   * @throws DTypeError on integers and booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[2, 0], [0, 4]]).inverse().toArray(); // => [[0.5, 0], [0, 0.25]]
   * ```
   */
  inverse(): Tensor<S>;
  /**
   * The determinant of square matrices: `linalg.det`.
   * @throws ShapeError when the matrices are not square
   * @throws DTypeError on integers and booleans
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[2, 0], [0, 4]]).det().item(); // => 8
   * ```
   */
  det(): Tensor;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends LinearAlgebraMethods<S> {}
}

install({
  inverse() {
    return inverse(this);
  },
  det() {
    return det(this);
  },
});
