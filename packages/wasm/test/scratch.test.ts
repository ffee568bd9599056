import { afterEach, describe, expect, test } from "vitest";
import {
  f32x4,
  forbidWebAssembly,
  importScratch,
  ModuleBuilder,
  reserve,
  SCRATCH_LIMIT,
  scratchKernels,
  v128,
} from "../src/index.ts";

afterEach(() => forbidWebAssembly(false));

const negated = (): ModuleBuilder => {
  const module = new ModuleBuilder();
  importScratch(module);
  const f = module.function("negate", { at: "i32" }, null, { exported: true });
  f.do(v128.store(f.params.at, f32x4.neg(v128.load(f.params.at))));
  return module;
};

type Negate = { negate(at: number): void };

describe("scratch memory", () => {
  test("is what kernels compute in, also after it has grown", () => {
    const kernels = scratchKernels<Negate>(negated);
    reserve(1000).f32.set([1, 2, 3, 4], 2);
    kernels()?.negate(8);
    expect([...reserve(1000).f32.subarray(2, 6)]).toEqual([-1, -2, -3, -4]);
    const large = reserve(3 * 2 ** 20);
    expect(large.u8.length).toBeGreaterThanOrEqual(3 * 2 ** 20);
    kernels()?.negate(8);
    expect([...large.f32.subarray(2, 6)]).toEqual([1, 2, 3, 4]);
    expect(reserve(10)).toBe(large);
  });

  test("ends at a limit", () => {
    expect(() => reserve(SCRATCH_LIMIT + 1)).toThrow("needed at most 16777216");
    expect(reserve(SCRATCH_LIMIT).u8.length).toBe(SCRATCH_LIMIT);
  });

  test("has no kernels where WebAssembly is forbidden", () => {
    let built = 0;
    const kernels = scratchKernels<Negate>(() => {
      built++;
      return negated();
    });
    forbidWebAssembly(true);
    expect(kernels()).toBeNull();
    expect(built).toBe(0);
    forbidWebAssembly(false);
    expect(kernels()).toBe(kernels());
    expect(built).toBe(1);
  });

  test("finds a policy out that lets no module be compiled", () => {
    const kernels = scratchKernels<Negate>(negated);
    const api = (globalThis as unknown as { WebAssembly: { Module: unknown } }).WebAssembly;
    const { Module } = api;
    api.Module = () => {
      throw new Error("blocked by a content-security policy");
    };
    try {
      expect(kernels()).toBeNull();
      api.Module = Module;
      expect(kernels()).toBeNull();
    } finally {
      api.Module = Module;
    }
  });

  test("does not hide that a module is wrong", () => {
    const wrong = scratchKernels(() => {
      const module = negated();
      module.function("without a result", {}, "i32");
      return module;
    });
    expect(() => wrong()).toThrow("not valid");
  });
});
