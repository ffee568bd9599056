import { GradientError } from "@nabla/tensor";
import {
  excludeFromGradients,
  setGradEnabled,
  withoutHistory,
  written,
} from "@nabla/tensor/internal";

/** Refuses what only JavaScript could pass for a function. */
function requireFunction(name: string, fn: unknown): void {
  if (typeof fn !== "function")
    throw new GradientError(
      `${name}: the function is ${written(fn)}: needed one, ${name}(() => …)`,
      { op: name },
    );
}

/** Refuses an async function, which would go on outside of a mode. */
export function refusePromise<R>(name: string, result: R): R {
  if (result instanceof Promise)
    throw new GradientError(
      `${name}: the function returned a promise, and would go on outside of ${name}: await first, and wrap only the computation`,
      { op: name },
    );
  return result;
}

/**
 * Runs `fn` without recording history: its results want no gradient.
 * @param fn - runs at once, and must not be async
 * @returns what `fn` returns
 * @throws GradientError when `fn` returns a promise
 * @example
 * ```ts
 * import { noGrad } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const w = tensor([1, 2], { requiresGrad: true });
 * noGrad(() => w.mul(2)).requiresGrad; // => false
 * ```
 */
export function noGrad<R>(fn: () => R): R {
  requireFunction("noGrad", fn);
  return refusePromise("noGrad", withoutHistory(fn));
}

/**
 * Runs `fn` with recording on, also inside of {@link noGrad}.
 * @param fn - runs at once, and must not be async
 * @returns what `fn` returns
 * @throws GradientError when `fn` returns a promise
 * @example
 * ```ts
 * import { enableGrad, noGrad } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const w = tensor([1, 2], { requiresGrad: true });
 * noGrad(() => enableGrad(() => w.mul(2))).requiresGrad; // => true
 * ```
 */
export function enableGrad<R>(fn: () => R): R {
  requireFunction("enableGrad", fn);
  const before = setGradEnabled(true);
  try {
    return refusePromise("enableGrad", fn());
  } finally {
    setGradEnabled(before);
  }
}

/**
 * Runs `fn` as {@link noGrad} does, and excludes all that it computes from gradients for good: an op
 * that would have to remember such a tensor for a backward pass throws. For evaluation that must not
 * leak into training.
 * @param fn - runs at once, and must not be async
 * @returns what `fn` returns
 * @throws GradientError when `fn` returns a promise
 * @example
 * ```ts
 * import { inferenceMode } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const w = tensor([1, 2], { requiresGrad: true });
 * const prediction = inferenceMode(() => w.mul(2));
 * prediction.toArray(); // => [2, 4]
 * let message = "";
 * try {
 *   w.mul(prediction);
 * } catch (error) {
 *   message = String(error);
 * }
 * message.includes("made in inferenceMode"); // => true
 * ```
 * After PyTorch's `inference_mode`; it is not faster than `noGrad`.
 */
export function inferenceMode<R>(fn: () => R): R {
  requireFunction("inferenceMode", fn);
  const before = excludeFromGradients(true);
  try {
    return refusePromise("inferenceMode", withoutHistory(fn));
  } finally {
    excludeFromGradients(before);
  }
}
