import { type Tensor, zerosLike } from "@nabla/tensor";
import { dispatch, ops } from "@nabla/tensor/internal";
import { newCounter } from "./counter.ts";
import { Optimizer } from "./optimizer.ts";
import { checkNotNegative, type Hyperparameters, misuse } from "./options.ts";
import type { ParamGroup, Params } from "./param-group.ts";
import { makeUpdate, option, type Update } from "./update.ts";

/** Options of {@link SGD}. */
export interface SGDOptions extends Hyperparameters {
  /** $\mu$: how much of the last direction is kept; 0 by default. */
  momentum: number;
  /** $\tau$: how much of the gradient is kept out of the direction; 0 by default. */
  dampening: number;
  /** $\lambda$: pulls parameters towards 0; 0 by default. */
  weightDecay: number;
  /** Look ahead by one more momentum step; needs momentum, and no dampening. */
  nesterov: boolean;
  /** Go up the gradient instead of down. */
  maximize: boolean;
}

/** What {@link SGD} remembers of a parameter, once there is momentum. */
export type SGDSlots = {
  /** $b$: the direction, of the parameter's shape. */
  readonly momentumBuffer: Tensor;
  /** How many steps with momentum there were. */
  readonly step: Tensor;
};

const defaults: SGDOptions = {
  lr: 1e-3,
  momentum: 0,
  dampening: 0,
  weightDecay: 0,
  nesterov: false,
  maximize: false,
};

const plain = makeUpdate("SGD", 1, 3, (k, p, g, lr) => [k.sub(p, k.mul(lr, g))]);

const decayed = makeUpdate("SGD", 1, 4, (k, p, g, lr, decay) => [
  k.sub(p, k.mul(lr, k.add(g, k.mul(decay, p)))),
]);

const withMomentum = (nesterov: boolean): Update =>
  makeUpdate("SGD", 3, 9, (k, p, b, t, g, lr, decay, sign, momentum, share) => {
    const d = k.add(k.mul(sign, g), k.mul(decay, p));
    // The first direction is the gradient itself, which dampening does not touch.
    const first = k.eq(t, k.zero);
    const direction = k.select(first, d, k.add(k.mul(momentum, b), k.mul(share, d)));
    const taken = nesterov ? k.add(d, k.mul(momentum, direction)) : direction;
    return [k.sub(p, k.mul(lr, taken)), direction, k.add(t, k.one)];
  });

const heavyBall = withMomentum(false);
const lookAhead = withMomentum(true);

/**
 * Gradient descent, on batches _stochastic_: $p \leftarrow p - \eta\, d$ with $d = g + \lambda p$.
 *
 * With momentum the direction is an average of the past, which begins as $b = d$:
 * $b \leftarrow \mu b + (1 - \tau)\, d$, then $p \leftarrow p - \eta\, b$, or
 * $p \leftarrow p - \eta\,(d + \mu b)$ with `nesterov`.
 *
 * Semantics and defaults: PyTorch's `optim.SGD`.
 *
 * @example
 * ```ts
 * import { SGD } from "@nabla/optim";
 * import { tensor } from "@nabla/tensor";
 * const w = tensor([3], { requiresGrad: true });
 * const optimizer = new SGD([w], { lr: 0.25 });
 * w.square().sum().backward(); // the gradient is 2w
 * optimizer.step();
 * w.toArray(); // => [1.5]
 * ```
 */
export class SGD extends Optimizer<SGDOptions, SGDSlots> {
  /**
   * @param params - tensors, or groups `{ params, lr, … }` with options of their own
   * @param options - `lr` (0.001), `momentum`, `dampening`, `weightDecay`, `nesterov`, `maximize`
   * @throws NablaError when there are no parameters, one is listed twice, or an option is wrong
   * @throws GradientError when one is not a leaf that wants a gradient
   */
  constructor(params: Params<SGDOptions>, options: Partial<SGDOptions> = {}) {
    super(params, options, defaults);
  }

  protected override checkRanges(options: SGDOptions): void {
    checkNotNegative(this.rule, options, ["lr", "momentum", "weightDecay"]);
    if (options.nesterov && (options.momentum === 0 || options.dampening !== 0))
      throw misuse(
        this.rule,
        `nesterov with momentum ${options.momentum} and dampening ${options.dampening}: needed momentum above 0, and no dampening`,
      );
  }

  protected override needsSlots({ momentum }: SGDOptions): boolean {
    return momentum !== 0;
  }

  // Momentum can be switched on after any number of steps without it.
  protected override get beginsLate(): boolean {
    return true;
  }

  protected override createSlots(parameter: Tensor): SGDSlots {
    return { momentumBuffer: zerosLike(parameter), step: newCounter() };
  }

  protected override updateGroup(group: ParamGroup<SGDOptions>): void {
    if (group.momentum === 0) this.descend(group);
    else this.descendWithMomentum(group);
  }

  private descend({ params, lr, weightDecay, maximize }: ParamGroup<SGDOptions>): void {
    // With s = -1 to go up, p - lr (s g + decay p) is p - s lr (g + s decay p).
    const rate = option(maximize ? -lr : lr);
    const decay = weightDecay === 0 ? null : option(maximize ? -weightDecay : weightDecay);
    for (let i = 0; i < params.length; i++) {
      const p = params[i] as Tensor;
      const g = p.grad;
      if (g === null) continue;
      if (decay === null) dispatch(ops.update, [p, g, rate], plain);
      else dispatch(ops.update, [p, g, rate, decay], decayed);
    }
  }

  private descendWithMomentum(group: ParamGroup<SGDOptions>): void {
    const { params } = group;
    const update = group.nesterov ? lookAhead : heavyBall;
    const lr = option(group.lr);
    const decay = option(group.weightDecay);
    const sign = option(group.maximize ? -1 : 1);
    const momentum = option(group.momentum);
    const share = option(1 - group.dampening);
    for (let i = 0; i < params.length; i++) {
      const p = params[i] as Tensor;
      const g = p.grad;
      if (g === null) continue;
      const { momentumBuffer, step } = this.slotsOf(p, group);
      dispatch(ops.update, [p, momentumBuffer, step, g, lr, decay, sign, momentum, share], update);
    }
  }
}
