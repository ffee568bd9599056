import { NablaError, ShapeError, type Tensor } from "@nabla/tensor";
import { checkOptions, show } from "@nabla/tensor/internal";
import { type InitOptions, normal, uniform } from "./fill.ts";
import { calculateGain, type Nonlinearity } from "./gain.ts";

/** Options of {@link xavierUniform} and {@link xavierNormal}. */
export interface XavierOptions extends InitOptions {
  /** A factor on the deviation, see {@link calculateGain}; 1 by default. */
  readonly gain?: number;
}

/** Options of {@link kaimingUniform} and {@link kaimingNormal}. */
export interface KaimingOptions extends InitOptions {
  /** Slope below 0 of the leaky ReLU after the layer; 0 by default. */
  readonly a?: number;
  /** Keep the variance on the way forward (`"fanIn"`, the default) or back (`"fanOut"`). */
  readonly mode?: "fanIn" | "fanOut";
  /** The function after the layer; `"leakyRelu"` by default. */
  readonly nonlinearity?: Nonlinearity;
}

interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** How many numbers each output is computed from, and how many each input goes into. */
function fansOf(op: string, shape: readonly number[]): Fans {
  const [outputs, inputs, ...kernel] = shape;
  if (outputs === undefined || inputs === undefined)
    throw new ShapeError(
      `${op}: a tensor of shape ${show(shape)} has no fan in and fan out: needed two or more axes (give a bias zeros, or uniform values)`,
      { op, shapes: [shape] },
    );
  const positions = kernel.reduce((count, n) => count * n, 1);
  return { fanIn: inputs * positions, fanOut: outputs * positions };
}

function xavierStd(op: string, target: Tensor, options: XavierOptions): number {
  checkOptions(op, options, ["gain", "generator"]);
  const { gain = 1 } = options;
  const { fanIn, fanOut } = fansOf(op, target.layout.shape);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
}

function kaimingStd(op: string, target: Tensor, options: KaimingOptions): number {
  checkOptions(op, options, ["a", "mode", "nonlinearity", "generator"]);
  const { a = 0, mode = "fanIn", nonlinearity = "leakyRelu" } = options;
  const fans = fansOf(op, target.layout.shape);
  if (mode !== "fanIn" && mode !== "fanOut")
    throw new NablaError(`${op}: mode is ${JSON.stringify(mode)}: needed "fanIn" or "fanOut"`, {
      op,
    });
  return calculateGain(nonlinearity, a) / Math.sqrt(fans[mode]);
}

/** The options of a draw among others. */
const drawn = ({ generator }: InitOptions): InitOptions =>
  generator === undefined ? {} : { generator };

/** The uniform distribution of deviation std lies within ±√3 std. */
function symmetric<T extends Tensor>(target: T, std: number, options: InitOptions): T {
  const bound = Math.sqrt(3) * std;
  return uniform(target, -bound, bound, drawn(options));
}

/**
 * Fills a weight with uniform numbers that keep the variance both on the way forward and back, and
 * returns it: $\pm\,\mathrm{gain} \sqrt{6 / (\mathrm{fanIn} + \mathrm{fanOut})}$.
 *
 * Glorot and Bengio, _Understanding the difficulty of training deep feedforward neural networks_, 2010.
 *
 * @param target - [outFeatures, inFeatures, ...kernel]
 * @param options - `gain` and `generator`
 * @throws ShapeError when there are fewer than two axes
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * const { weight } = new Linear(4, 2);
 * init.xavierUniform(weight).abs().max().item() <= 1; // => true
 * ```
 */
export function xavierUniform<T extends Tensor>(target: T, options: XavierOptions = {}): T {
  return symmetric(target, xavierStd("xavierUniform", target, options), options);
}

/**
 * Fills a weight with normal numbers of standard deviation
 * $\mathrm{gain} \sqrt{2 / (\mathrm{fanIn} + \mathrm{fanOut})}$ and returns it; see {@link xavierUniform}.
 * @param target - [outFeatures, inFeatures, ...kernel]
 * @param options - `gain` and `generator`
 * @throws ShapeError when there are fewer than two axes
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * const { weight } = new Linear(50, 50);
 * init.xavierNormal(weight).mean().abs().item() < 0.05; // => true
 * ```
 */
export function xavierNormal<T extends Tensor>(target: T, options: XavierOptions = {}): T {
  return normal(target, 0, xavierStd("xavierNormal", target, options), drawn(options));
}

/**
 * Fills a weight with uniform numbers that keep the variance through layers with rectifiers, and
 * returns it: $\pm\,\mathrm{gain} \sqrt{3 / \mathrm{fan}}$.
 *
 * He, Zhang, Ren and Sun, _Delving deep into rectifiers_, 2015.
 *
 * @param target - [outFeatures, inFeatures, ...kernel]
 * @param options - `a`, `mode`, `nonlinearity` and `generator`
 * @throws ShapeError when there are fewer than two axes
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * const { weight } = new Linear(6, 2);
 * init.kaimingUniform(weight, { nonlinearity: "relu" }).abs().max().item() <= 1; // => true
 * ```
 */
export function kaimingUniform<T extends Tensor>(target: T, options: KaimingOptions = {}): T {
  return symmetric(target, kaimingStd("kaimingUniform", target, options), options);
}

/**
 * Fills a weight with normal numbers of standard deviation
 * $\mathrm{gain} / \sqrt{\mathrm{fan}}$ and returns it; see {@link kaimingUniform}.
 * @param target - [outFeatures, inFeatures, ...kernel]
 * @param options - `a`, `mode`, `nonlinearity` and `generator`
 * @throws ShapeError when there are fewer than two axes
 * @example
 * ```ts
 * import { init, Linear } from "@nabla/nn";
 * const { weight } = new Linear(50, 50);
 * init.kaimingNormal(weight, { mode: "fanOut" }).mean().abs().item() < 0.1; // => true
 * ```
 */
export function kaimingNormal<T extends Tensor>(target: T, options: KaimingOptions = {}): T {
  return normal(target, 0, kaimingStd("kaimingNormal", target, options), drawn(options));
}
