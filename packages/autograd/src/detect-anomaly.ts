import { GradientError, type Tensor } from "@nabla/tensor";
import {
  below,
  type Interpreter,
  keepPlaces,
  type Op,
  type OpAttrs,
  type OpName,
  ownTensor,
  show,
  type TypedArray,
  withInterpreter,
} from "@nabla/tensor/internal";
import { placeOf, visiting } from "./engine.ts";
import { indexOf } from "./index-of.ts";
import { refusePromise } from "./modes.ts";

/** Looks at the values of each result, and at those of its operands where it finds NaN or ∞. */
class Watcher implements Interpreter {
  op<K extends OpName>(
    op: Op<K>,
    inputs: readonly Tensor[],
    _: OpAttrs[K],
    next: () => Tensor,
  ): Tensor {
    const output = next();
    if (inputs.length > 0) {
      const at = firstNotFinite(output);
      if (at >= 0 && inputs.every((x) => firstNotFinite(x) < 0)) throw found(op.name, output, at);
    }
    return output;
  }
  read(_: Tensor, next: () => TypedArray): TypedArray {
    return next();
  }
  own(tensor: Tensor): Tensor {
    return below(() => ownTensor(tensor));
  }
  getGrad(_: Tensor, next: () => Tensor | null): Tensor | null {
    return next();
  }
  setGrad(_: Tensor, __: Tensor | null, next: () => void): void {
    next();
  }
}

const firstNotFinite = (x: Tensor): number =>
  x.storage.type.floating ? x.data.findIndex((v) => !Number.isFinite(v)) : -1;

function found(op: string, output: Tensor, at: number): GradientError {
  const { shape } = output.layout;
  const node = visiting;
  const where = node === null ? "the forward pass" : `the backward pass of ${node.op?.name}`;
  return new GradientError(
    `detectAnomaly: ${op} in ${where} gave ${output.data[at]} at ${show(indexOf(at, shape))} of shape ${show(shape)}, from operands that were finite${node === null ? "" : placeOf(node)}`,
    { op: node?.op?.name ?? op, shapes: [shape] },
  );
}

/**
 * Runs `fn`, and throws at the first op that makes NaN or ∞ of finite operands, in the forward or the
 * backward pass.
 *
 * The error names the op and the element. In the forward pass its stack leads to the line that called
 * the op; in the backward pass it shows the line of the forward pass whose derivative it is. Errors about
 * overwritten values show both lines too. Every value is looked at, so it is slow: for finding a mistake.
 * @param fn - runs at once, and must not be async
 * @returns what `fn` returns
 * @throws GradientError at the first value that is not finite, or when `fn` returns a promise
 * @example
 * ```ts
 * import { detectAnomaly } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const x = tensor([0, 4], { requiresGrad: true });
 * let message = "";
 * try {
 *   detectAnomaly(() => x.sqrt().sum().backward());
 * } catch (error) {
 *   message = (error as Error).message;
 * }
 * message.includes("div in the backward pass of sqrt gave Infinity at [0]"); // => true
 * ```
 * After PyTorch's `detect_anomaly`, which looks at backward passes and NaN only.
 */
export function detectAnomaly<R>(fn: () => R): R {
  const before = keepPlaces(true);
  try {
    return refusePromise("detectAnomaly", withInterpreter(new Watcher(), fn));
  } finally {
    keepPlaces(before);
  }
}
