import { erfc, erfinv } from "../../src/kernels/error-function.ts";
import { lgamma } from "../../src/kernels/log-gamma.ts";
import { digamma, zeta } from "../../src/kernels/polygamma.ts";
import { ANY, binary, INNER, POSITIVE, unary } from "./map-sample.ts";

const softplus = (x: number): number =>
  x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));

/** sin(πx) / (πx), the sine by symmetry from a quarter of a turn. */
function sinc(x: number): number {
  if (x === 0) return 1;
  const turned = Math.abs(x) % 2;
  const half = turned > 1 ? turned - 1 : turned;
  const sine = Math.sin(Math.PI * (half > 0.5 ? 1 - half : half));
  return (turned > 1 ? -sine : sine) / (Math.PI * Math.abs(x));
}

function logAddExp(x: number, y: number): number {
  if (x === y) return x + Math.LN2;
  return x > y ? x + Math.log1p(Math.exp(y - x)) : y + Math.log1p(Math.exp(x - y));
}

/**
 * Special functions. Those that are imported are checked in accuracy.test.ts against figures of another
 * program; here everything else about their ops is.
 */
export const specialFunctionSamples = {
  softplus: unary(ANY, "float", softplus),
  sinc: unary({ low: 0.1, high: 2.4 }, "float", sinc),
  erfc: unary(ANY, "float", erfc),
  erfinv: unary(INNER, "float", erfinv),
  lgamma: unary(POSITIVE, "float", lgamma),
  digamma: unary(POSITIVE, "float", digamma),
  logAddExp: binary([ANY, ANY], "float", logAddExp),
  xlogy: binary([ANY, POSITIVE], "float", (x, y) =>
    x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y),
  ),
  zeta: binary([{ low: 1.5, high: 4 }, POSITIVE], "float", zeta),
} as const;
