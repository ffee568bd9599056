import { GradientError } from "@nabla/tensor";
import { setGradEnabled, withoutHistory } from "@nabla/tensor/internal";

function refusePromise<R>(name: string, result: R): R {
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
  const before = setGradEnabled(true);
  try {
    return refusePromise("enableGrad", fn());
  } finally {
    setGradEnabled(before);
  }
}
