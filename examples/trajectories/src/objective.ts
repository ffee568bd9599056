import { type Tensor, tensor } from "@nabla/tensor";

// Ten digits more than float32 has, because the last steps of a path are tiny.
const dtype = "float64";
const coefficients = tensor([0.1, 2], { dtype });

/** The function to minimize, in mathematical notation. */
export const formula = "f(x) = 0.1 x₁² + 2 x₂²";

/** A valley that is twenty times as steep along x₂ as along x₁: f(x) = 0.1 x₁² + 2 x₂². */
export function f(x: Tensor<[2]>): Tensor<[]> {
  return coefficients.mul(x.square()).sum();
}

/** A point of the plane as a tensor for which a gradient is wanted. */
export function startAt(x1: number, x2: number): Tensor<[2]> {
  return tensor([x1, x2], { dtype, requiresGrad: true });
}

/** The height of the valley above a point. */
export function height(x1: number, x2: number): number {
  return f(tensor([x1, x2], { dtype })).item();
}
