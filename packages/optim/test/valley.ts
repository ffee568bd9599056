import { type Tensor, tensor } from "@nabla/tensor";
import type { Optimizer } from "../src/index.ts";

/** f(x) = 0.1 x₁² + 2 x₂² from (−5, −2), 20 steps in float64, as in Dive into Deep Learning, chapter 7. */
export function walk(create: (params: Tensor[]) => Optimizer): string[] {
  const x = tensor([-5, -2], { dtype: "float64", requiresGrad: true });
  const weights = tensor([0.1, 2], { dtype: "float64" });
  const optimizer = create([x]);
  for (let step = 0; step < 20; step++) {
    optimizer.zeroGrad();
    x.square().mul(weights).sum().backward();
    optimizer.step();
  }
  return Array.from(x.data).map((value) => value.toFixed(6));
}
