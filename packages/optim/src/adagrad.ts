import { fullLike, type Tensor } from "@nabla/tensor";
import { dispatch, ops } from "@nabla/tensor/internal";
import { newCounter } from "./counter.ts";
import { Optimizer } from "./optimizer.ts";
import { checkNotNegative, type Hyperparameters } from "./options.ts";
import type { ParamGroup, Params } from "./param-group.ts";
import { makeUpdate, option, type Update } from "./update.ts";

/** Options of {@link Adagrad}. */
export interface AdagradOptions extends Hyperparameters {
  /** $\kappa$: lowers the learning rate to $\eta / (1 + (t - 1)\,\kappa)$ in step $t$; 0 by default. */
  lrDecay: number;
  /** $\lambda$: pulls parameters towards 0; 0 by default. */
  weightDecay: number;
  /** $s$ before the first step; 0 by default. */
  initialAccumulatorValue: number;
  /** $\varepsilon$: keeps the division finite; 1e-6 by default. */
  eps: number;
  /** Is $\varepsilon$ added under the root (the default), or to the root? */
  epsInsideSqrt: boolean;
  /** Go up the gradient instead of down. */
  maximize: boolean;
}

/** What {@link Adagrad} remembers of a parameter. */
export type AdagradSlots = {
  /** $s$: the sum of squared gradients, of the parameter's shape. */
  readonly sum: Tensor;
  /** How many steps there were. */
  readonly step: Tensor;
};

const defaults: AdagradOptions = {
  lr: 1e-2,
  lrDecay: 0,
  weightDecay: 0,
  initialAccumulatorValue: 0,
  eps: 1e-6,
  epsInsideSqrt: true,
  maximize: false,
};

const plain = (inside: boolean): Update =>
  makeUpdate("Adagrad", 3, 6, (k, p, s, t, g, lr, eps) => {
    const sum = k.add(s, k.mul(g, g));
    const root = inside ? k.sqrt(k.add(sum, eps)) : k.add(k.sqrt(sum), eps);
    return [k.sub(p, k.div(k.mul(lr, g), root)), sum, k.add(t, k.one)];
  });

const decayed = (inside: boolean): Update =>
  makeUpdate("Adagrad", 3, 8, (k, p, s, t, g, lr, eps, lrDecay, decay) => {
    const d = k.add(g, k.mul(decay, p));
    const sum = k.add(s, k.mul(d, d));
    const root = inside ? k.sqrt(k.add(sum, eps)) : k.add(k.sqrt(sum), eps);
    const rate = k.div(lr, k.add(k.one, k.mul(t, lrDecay)));
    return [k.sub(p, k.div(k.mul(rate, d), root)), sum, k.add(t, k.one)];
  });

// One pair of formulas for each place of eps; those without decays have less to compute.
const inside = { plain: plain(true), decayed: decayed(true) };
const outside = { plain: plain(false), decayed: decayed(false) };

/**
 * Adaptive gradient descent: each element has its own learning rate, which falls as its squared
 * gradients add up. With $d = g + \lambda p$:
 *
 * $$s \leftarrow s + d^2, \qquad p \leftarrow p - \frac{\eta}{\sqrt{s + \varepsilon}}\, d$$
 *
 * J. Duchi, E. Hazan and Y. Singer, _Adaptive subgradient methods for online learning and stochastic
 * optimization_, 2011; in this form _Dive into Deep Learning_, chapter 7. PyTorch divides by
 * $\sqrt s + \varepsilon$: its rule is `{ eps: 1e-10, epsInsideSqrt: false }`.
 *
 * @example
 * ```ts
 * import { Adagrad } from "@nabla/optim";
 * import { tensor } from "@nabla/tensor";
 * const w = tensor([3, 300], { requiresGrad: true });
 * const optimizer = new Adagrad([w], { lr: 0.5, eps: 0 });
 * w.square().sum().backward();
 * optimizer.step(); // the first step has the same length for all
 * w.toArray(); // => [2.5, 299.5]
 * ```
 */
export class Adagrad extends Optimizer<AdagradOptions, AdagradSlots> {
  /**
   * @param params - tensors, or groups `{ params, lr, … }` with options of their own
   * @param options - `lr` (0.01), `lrDecay`, `weightDecay`, `initialAccumulatorValue`, `eps` (1e-6),
   * `epsInsideSqrt` (true), `maximize`
   * @throws NablaError when there are no parameters, one is listed twice, or an option is wrong
   * @throws GradientError when one is not a leaf that wants a gradient
   */
  constructor(params: Params<AdagradOptions>, options: Partial<AdagradOptions> = {}) {
    super(params, options, defaults);
  }

  protected override checkRanges(options: AdagradOptions): void {
    const names = ["lr", "lrDecay", "weightDecay", "initialAccumulatorValue", "eps"] as const;
    checkNotNegative(this.rule, options, names);
  }

  protected override createSlots(parameter: Tensor, options: AdagradOptions): AdagradSlots {
    return { sum: fullLike(parameter, options.initialAccumulatorValue), step: newCounter() };
  }

  protected override updateGroup(group: ParamGroup<AdagradOptions>): void {
    const { params, maximize } = group;
    const updates = group.epsInsideSqrt ? inside : outside;
    // With s = -1 to go up, lr (s g + decay p) is s lr (g + s decay p).
    const lr = option(maximize ? -group.lr : group.lr);
    const eps = option(group.eps);
    const isPlain = group.lrDecay === 0 && group.weightDecay === 0;
    const lrDecay = isPlain ? null : option(group.lrDecay);
    const decay = isPlain ? null : option(maximize ? -group.weightDecay : group.weightDecay);
    for (let i = 0; i < params.length; i++) {
      const p = params[i] as Tensor;
      const g = p.grad;
      if (g === null) continue;
      const { sum, step } = this.slotsOf(p, group);
      if (lrDecay === null || decay === null)
        dispatch(ops.update, [p, sum, step, g, lr, eps], updates.plain);
      else dispatch(ops.update, [p, sum, step, g, lr, eps, lrDecay, decay], updates.decayed);
    }
  }
}
