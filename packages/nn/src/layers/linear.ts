import {
  type DimOf,
  type DType,
  DTypeError,
  type Generator,
  ShapeError,
  Tensor,
  zeros,
} from "@nabla/tensor";
import { checkOptions, show } from "@nabla/tensor/internal";
import { affine } from "../functional/linear.ts";
import { uniform } from "../init/fill.ts";
import { Module } from "../module.ts";
import { type Parameter, parameter } from "../parameter.ts";
import type { LinearFn } from "../types.ts";

/** Options of {@link Linear}. */
export interface LinearOptions<B extends boolean = boolean> {
  /** Is a bias added? True where nothing is said. */
  readonly bias?: B;
  /** Of the parameters; `"float32"` where nothing is said. */
  readonly dtype?: DType;
  /** Draws the initial values; the default generator where nothing is said. */
  readonly generator?: Generator;
}

/**
 * An affine map of the last axis, from [..., inFeatures] to [..., outFeatures]: $y = x W^\top + b$.
 *
 * Weight and bias begin uniform in $\pm 1 / \sqrt{\mathrm{inFeatures}}$. Semantics, layout and initial
 * values: PyTorch's `nn.Linear`.
 *
 * @example
 * ```ts
 * import { Linear } from "@nabla/nn";
 * import { zeros } from "@nabla/tensor";
 * const layer = new Linear(784, 256);
 * layer.call(zeros([32, 784])).shape; // => [32, 256]
 * layer.weight.shape; // => [256, 784]
 * ```
 */
export class Linear<
  I extends number = number,
  O extends number = number,
  B extends boolean = true,
> extends Module<LinearFn<DimOf<I>, DimOf<O>>> {
  /** Size of the input's last axis. */
  readonly inFeatures: I;
  /** Size of the output's last axis. */
  readonly outFeatures: O;
  /** $W$, of shape [outFeatures, inFeatures]. */
  readonly weight: Parameter<[DimOf<O>, DimOf<I>]>;
  /** $b$, of shape [outFeatures]; null where there is none. */
  readonly bias: B extends true ? Parameter<[DimOf<O>]> : null;

  /**
   * @param inFeatures - size of the input's last axis
   * @param outFeatures - size of the output's last axis
   * @param options - `bias`, `dtype`, and the `generator` of the initial values
   * @throws ShapeError when a size is not a whole number of 1 or more
   * @throws DTypeError when the dtype is not floating
   */
  constructor(inFeatures: I, outFeatures: O, options: LinearOptions<B> = {}) {
    super();
    checkOptions("Linear", options, ["bias", "dtype", "generator"]);
    const { bias = true, dtype = "float32", generator } = options;
    for (const size of [inFeatures, outFeatures])
      if (!Number.isInteger(size) || size < 1)
        throw new ShapeError(
          `Linear(${inFeatures}, ${outFeatures}): sizes are whole numbers of 1 or more`,
          { op: "Linear" },
        );
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    // In PyTorch's words, Kaiming's uniform with a = √5, which comes to this.
    const bound = 1 / Math.sqrt(inFeatures);
    const draw = generator === undefined ? {} : { generator };
    const weight = parameter(zeros([outFeatures, inFeatures], { dtype }));
    this.weight = uniform(weight as Parameter, -bound, bound, draw);
    this.bias = (
      bias
        ? uniform(parameter(zeros([outFeatures], { dtype })) as Parameter, -bound, bound, draw)
        : null
    ) as this["bias"];
  }

  /** `x`: [..., inFeatures]; the result is [..., outFeatures]. */
  override forward(x: Tensor): Tensor {
    if (!(x instanceof Tensor)) throw this.notTensor(x);
    const { shape } = x.layout;
    if (shape[shape.length - 1] !== this.inFeatures) throw this.mismatch(shape);
    return affine(x, this.weight, this.bias);
  }

  private get title(): string {
    return `Linear(${this.inFeatures}, ${this.outFeatures})`;
  }

  private mismatch(shape: readonly number[]): ShapeError {
    const got = shape.length === 0 ? "a scalar" : show(shape);
    return new ShapeError(`${this.title}: expects [..., ${this.inFeatures}], got ${got}`, {
      op: "Linear",
      shapes: [shape],
    });
  }

  private notTensor(x: unknown): DTypeError {
    const got = Array.isArray(x) ? "an array" : String(x);
    return new DTypeError(
      `${this.title}: expects a tensor, got ${got} (make one with tensor(...))`,
      { op: "Linear" },
    );
  }

  override extraRepr(): string {
    return `inFeatures=${this.inFeatures}, outFeatures=${this.outFeatures}, bias=${this.bias !== null}`;
  }
}
