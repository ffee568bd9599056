import { AxisError, DTypeError, type Guard, type Tensor } from "@nabla/tensor";
import { Module } from "../module.ts";
import type { AnyFn, Fit, SequentialFn } from "../types.ts";

/** The layer at a position that the compiler knows, else any of them. */
export type LayerAt<L extends readonly Module[], N extends number> = `${N}` extends keyof L
  ? L[`${N}`]
  : L[number];

/**
 * Modules one after the other, each applied to the result of the one before:
 * $y = f_n(\dots f_1(x))$.
 *
 * The compiler checks that the layers fit each other. Parameters are named by position
 * (`0.weight`). Semantics: PyTorch's `nn.Sequential`.
 *
 * @example
 * ```ts
 * import { Linear, ReLU, Sequential } from "@nabla/nn";
 * import { zeros } from "@nabla/tensor";
 * const model = new Sequential(new Linear(784, 256), new ReLU(), new Linear(256, 10));
 * model.call(zeros([32, 784])).shape; // => [32, 10]
 * model.at(0).weight.shape; // => [256, 784]
 * Object.keys(model.stateDict()); // => ["0.weight", "0.bias", "2.weight", "2.bias"]
 * ```
 */
export class Sequential<const L extends readonly Module[] = AnyFn> extends Module<SequentialFn<L>> {
  /** The modules in order. */
  readonly layers: L;

  /**
   * @param layers - modules, each of which takes what the one before returns
   * @throws DTypeError when one of them is not a module
   */
  constructor(...layers: L & Guard<Fit<L>>) {
    super();
    layers.forEach((layer: unknown, i: number) => {
      if (!(layer instanceof Module))
        throw new DTypeError(
          `Sequential: layer ${i} is ${typeof layer === "function" ? "a function" : String(layer)}: needed a module (such as new ReLU())`,
          { op: "Sequential" },
        );
    });
    this.layers = layers;
  }

  /**
   * The layer at a position; negative ones count from the end.
   * @throws AxisError when there is none
   */
  at<const N extends number>(index: N): LayerAt<L, N> {
    const layer = this.layers.at(index);
    if (layer === undefined)
      throw new AxisError(
        `Sequential: there is no layer ${index}: it has ${this.layers.length}, counted from 0`,
        { op: "Sequential" },
      );
    return layer as LayerAt<L, N>;
  }

  /** `x`: what the first layer takes; the result is what the last one returns. */
  override forward(x: Tensor): Tensor {
    const { layers } = this;
    let y = x;
    for (let i = 0; i < layers.length; i++) y = (layers[i] as Module).call(y);
    return y;
  }

  /** The layers by position, and whatever a subclass adds. */
  override members(): Iterable<readonly [string, unknown]> {
    const { layers, ...others } = this;
    return Object.entries({ ...layers, ...others });
  }
}
