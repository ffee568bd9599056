import { type Tensor, zerosLike } from "@nabla/tensor";
import { dispatch, ops } from "@nabla/tensor/internal";
import { Optimizer } from "./optimizer.ts";
import { checkNotNegative, type Hyperparameters } from "./options.ts";
import type { ParamGroup, Params } from "./param-group.ts";
import { makeUpdate, option } from "./update.ts";

/** Options of {@link Momentum}. */
export interface MomentumOptions extends Hyperparameters {
  /** $\gamma$: how much of the velocity is kept; 0.9 by default. */
  momentum: number;
}

/** What {@link Momentum} remembers of a parameter. */
export type MomentumSlots = {
  /** $v$: the last step, of the parameter's shape. */
  readonly velocity: Tensor;
};

const defaults: MomentumOptions = { lr: 1e-3, momentum: 0.9 };

const update = makeUpdate("Momentum", 2, 5, (k, p, v, g, lr, momentum) => {
  const velocity = k.add(k.mul(momentum, v), k.mul(lr, g));
  return [k.sub(p, velocity), velocity];
});

/**
 * Gradient descent with a velocity, as a ball rolls: $v \leftarrow \gamma v + \eta g$,
 * $p \leftarrow p - v$.
 *
 * The learning rate is part of the velocity. {@link SGD} with momentum, which applies it to each step
 * anew, therefore does the same as long as the learning rate does not change, and something else once it does.
 *
 * B. T. Polyak, _Some methods of speeding up the convergence of iteration methods_, 1964; in this form
 * _Dive into Deep Learning_, chapter 7.
 *
 * @example
 * ```ts
 * import { Momentum } from "@nabla/optim";
 * import { tensor } from "@nabla/tensor";
 * const w = tensor([4], { requiresGrad: true });
 * const optimizer = new Momentum([w], { lr: 0.25, momentum: 0.5 });
 * for (let step = 0; step < 2; step++) {
 *   optimizer.zeroGrad();
 *   w.square().sum().backward(); // the gradient is 2w
 *   optimizer.step();
 * }
 * w.toArray(); // => [0]
 * ```
 */
export class Momentum extends Optimizer<MomentumOptions, MomentumSlots> {
  /**
   * @param params - tensors, or groups `{ params, lr, … }` with options of their own
   * @param options - `lr` (0.001) and `momentum` (0.9)
   * @throws NablaError when there are no parameters, one is listed twice, or an option is wrong
   * @throws GradientError when one is not a leaf that wants a gradient
   */
  constructor(params: Params<MomentumOptions>, options: Partial<MomentumOptions> = {}) {
    super(params, options, defaults);
  }

  protected override checkRanges(options: MomentumOptions): void {
    checkNotNegative(this.rule, options, ["lr", "momentum"]);
  }

  protected override createSlots(parameter: Tensor): MomentumSlots {
    return { velocity: zerosLike(parameter) };
  }

  protected override updateGroup(group: ParamGroup<MomentumOptions>): void {
    const { params } = group;
    const lr = option(group.lr);
    const momentum = option(group.momentum);
    for (let i = 0; i < params.length; i++) {
      const p = params[i] as Tensor;
      const g = p.grad;
      if (g === null) continue;
      dispatch(ops.update, [p, this.slotsOf(p, group).velocity, g, lr, momentum], update);
    }
  }
}
