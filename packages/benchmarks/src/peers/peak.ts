import {
  type FunctionBuilder,
  f32x4,
  hasRelaxedSimd,
  i32,
  ModuleBuilder,
  type Value,
  webAssembly,
} from "@nabla/wasm";
import type { Input, Operations } from "../operations.ts";

/** Sums that do not wait for each other: as many as registers allow. */
const SUMS = 12;
/** Floating-point operations of one turn of the loop: a product and a sum in four lanes of each. */
const FLOPS = SUMS * 4 * 2;

type V = Value<"v128">;

/** A loop of products and sums that never leaves the registers. */
function inRegisters(mulAdd: (x: V, y: V, sum: V) => V): (turns: number) => number {
  const module = new ModuleBuilder();
  const f = module.function("peak", { turns: "i32" }, "f32", { exported: true });
  const i = f.local("i32", "i");
  const x = f.local("v128", "x");
  const sums = Array.from({ length: SUMS }, () => f.local("v128"));
  f.set(x, f32x4.const(0.5));
  loop(f, i, () => {
    for (const sum of sums) f.set(sum, mulAdd(x, x, sum));
  });
  f.return(
    f32x4.extract_lane(
      sums.reduce<V>((total, sum) => f32x4.add(total, sum), x),
      0,
    ),
  );
  const api = webAssembly();
  if (api === null) throw new Error("peak: there is no WebAssembly here");
  // The module exports just this.
  return new api.Instance(new api.Module(module.encode())).exports.peak as (n: number) => number;
}

function loop(
  f: FunctionBuilder<{ turns: "i32" }, "f32">,
  i: Parameters<typeof f.for>[0],
  body: () => void,
): void {
  f.for(i, { from: i32.const(0), to: f.params.turns, step: 1 }, body);
}

/** As many operations as the product of two matrices has. */
function peakOf(name: string, mulAdd: (x: V, y: V, sum: V) => V): Operations {
  const peak = inRegisters(mulAdd);
  return {
    name,
    version: "128 bits",
    ops: {
      matmul: ({ shape: [m = 0, k = 0] }: Input, { shape: [, n = 0] }: Input) => ({
        run: () => peak((2 * m * k * n) / FLOPS),
        // It computes nothing that could be compared.
        value: () => Number.NaN,
      }),
    },
  };
}

export const operations: Record<string, () => Operations> = {
  peak: () => peakOf("peak, × and +", (x, y, sum) => f32x4.add(f32x4.mul(x, y), sum)),
  "peak-fused": () => {
    if (!hasRelaxedSimd()) throw new Error("this engine has no relaxed SIMD");
    return peakOf("peak, fused", f32x4.relaxed_madd);
  },
};
