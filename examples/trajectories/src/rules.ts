import type { Tensor } from "@nabla/tensor";

/** An optimizer: from the gradient g at x it computes the step that is subtracted from x. */
export type Rule = (g: Tensor<[2]>) => Tensor<[2]>;

/** x ← x − η g. */
export function gradientDescent(lr: number): Rule {
  return (g) => g.mul(lr);
}

/** v ← γ v + η g, x ← x − v: a ball that keeps rolling (Polyak 1964). */
export function momentum(lr: number, gamma: number): Rule {
  let v: Tensor<[2]> | undefined;
  return (g) => {
    v = v ? v.mul(gamma).add(g.mul(lr)) : g.mul(lr);
    return v;
  };
}

/**
 * s ← s + g², x ← x − η g / √(s + ε): each coordinate has a step of its own, the smaller the more it
 * has been pushed before (Duchi, Hazan and Singer 2011).
 */
export function adagrad(lr: number, eps = 1e-6): Rule {
  let s: Tensor<[2]> | undefined;
  return (g) => {
    s = s ? s.add(g.square()) : g.square();
    return g.mul(lr).div(s.add(eps).sqrt());
  };
}
