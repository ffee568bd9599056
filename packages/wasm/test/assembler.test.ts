import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signed, unsigned } from "../src/assembler/leb128.ts";
import {
  call,
  drop,
  type Effect,
  f32,
  f32x4,
  f64,
  hasRelaxedSimd,
  hasSimd,
  i32,
  i64,
  ModuleBuilder,
  select,
  v128,
  type WebAssemblyMemory,
  webAssembly,
} from "../src/index.ts";
import { disassemble, run } from "./support/run.ts";

describe("LEB128", () => {
  test("is as in the examples of the DWARF standard, which defines it", () => {
    expect(unsigned(2)).toEqual([2]);
    expect(unsigned(128)).toEqual([0x80, 1]);
    expect(unsigned(12857)).toEqual([57 + 0x80, 100]);
    expect(signed(-2)).toEqual([0x7e]);
    expect(signed(127)).toEqual([127 + 0x80, 0]);
    expect(signed(-129)).toEqual([0x7f + 0x80, 0x7e]);
  });

  test("integers of all sizes come back from the engine", () => {
    fc.assert(
      fc.property(fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (n, m) => {
        const module = new ModuleBuilder();
        module.function("n", {}, "i32", { exported: true }).return(n);
        module.function("m", {}, "i64", { exported: true }).return(m);
        const exports = run(module);
        expect(exports.n?.()).toBe(n);
        expect(exports.m?.()).toBe(m);
      }),
      { numRuns: 50 },
    );
  });
});

describe("functions", () => {
  test("sum floats from memory in a loop", () => {
    const module = new ModuleBuilder();
    module.memory({ min: 1 }, "memory");
    module.data(8, new Uint8Array(Float32Array.of(1, 2, 3.5).buffer));
    const f = module.function("sum", { from: "i32", to: "i32" }, "f32", { exported: true });
    const at = f.local("i32", "at");
    const sum = f.local("f32", "sum");
    f.for(at, { from: f.params.from, to: f.params.to, step: 4 }, () => {
      f.set(sum, f32.add(sum, f32.load(at)));
    });
    f.return(sum);
    const exports = run(module);
    expect(exports.sum?.(8, 20)).toBe(6.5);
    expect(exports.sum?.(8, 8)).toBe(0);
    expect(disassemble(module)).toContain("local.get $sum");
  });

  test("store vectors of memory that comes from outside", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory", { min: 1 });
    const f = module.function("double", { at: "i32" }, null, { exported: true });
    const x = f.local("v128", "x");
    f.set(x, v128.load(f.params.at));
    f.do(v128.store(f.params.at, f32x4.add(x, x), 16));
    const api = webAssembly();
    const memory = new (api as NonNullable<typeof api>).Memory({ initial: 1 });
    new Float32Array(memory.buffer).set([1, 2, 3, 4], 4);
    run(module, { env: { memory } }).double?.(16);
    expect([...new Float32Array(memory.buffer, 32, 4)]).toEqual([2, 4, 6, 8]);
  });

  test("branch out of nested constructs to the label that was meant", () => {
    const module = new ModuleBuilder();
    const f = module.function("find", { n: "i32" }, "i32", { exported: true });
    const { n } = f.params;
    const i = f.local("i32");
    f.block((found) => {
      f.loop((again) => {
        f.block(() => {
          f.if(i32.eq(i32.mul(i, i), n), () => f.br(found));
        });
        f.set(i, i32.add(i, 1));
        f.br_if(again, i32.le_s(i, n));
      });
      f.set(i, -1);
    });
    f.return(i);
    const exports = run(module);
    expect([0, 1, 49, 50].map((x) => exports.find?.(x))).toEqual([0, 1, 7, -1]);
  });

  test("choose by if and else, and by select", () => {
    const module = new ModuleBuilder();
    const f = module.function("sign", { x: "f64" }, "f64", { exported: true });
    const { x } = f.params;
    f.if(
      f64.eq(x, 0),
      () => f.return(0),
      () => f.return(select(f64.lt(x, 0), f64.const(-1), f64.const(1))),
    );
    f.return(Number.NaN);
    const exports = run(module);
    expect([-3, 0, 5].map((value) => exports.sign?.(value))).toEqual([-1, 0, 1]);
  });

  test("call each other before their bodies are written, and imports", () => {
    const module = new ModuleBuilder();
    const seen: number[] = [];
    const log = module.importFunction("env", "log", { value: "i32" }, null);
    const even = module.function("even", { n: "i32" }, "i32", { exported: true });
    const odd = module.function("odd", { n: "i32" }, "i32");
    for (const [f, other, atZero] of [
      [even, odd, 1],
      [odd, even, 0],
    ] as const) {
      const { n } = f.params;
      f.do(call(log, { value: n }));
      f.if(i32.eqz(n), () => f.return(atZero));
      f.return(call(other, { n: i32.sub(n, 1) }));
    }
    const exports = run(module, { env: { log: (n: number) => seen.push(n) } });
    expect(exports.even?.(3)).toBe(0);
    expect(seen).toEqual([3, 2, 1, 0]);
  });

  test("compute a value for its effect with tee and drop", () => {
    const module = new ModuleBuilder();
    const f = module.function("f", { x: "i64" }, "i64", { exported: true });
    const y = f.local("i64", "y");
    f.do(drop(f.tee(y, i64.add(f.params.x, 1n))));
    f.return(i64.mul(y, y));
    expect(run(module).f?.(2n)).toBe(9n);
  });

  test("refuse mistakes with a message", () => {
    const module = new ModuleBuilder();
    const f = module.function("f", {}, null);
    f.block((ended) => {
      f.block(() => {});
      expect(() => f.do(i32.const(1) as unknown as Effect)).toThrow("f: do: got a value");
      module.encode();
      f.loop(() => f.br(ended));
    });
    let kept: Parameters<Parameters<typeof f.block>[0]>[0] | undefined;
    f.block((exit) => {
      kept = exit;
    });
    expect(() => f.br(kept as NonNullable<typeof kept>)).toThrow("its block ended");
    expect(() => module.importFunction("env", "late", {}, null)).toThrow("numbered already");
  });
});

describe("modules", () => {
  test("have limits of memory, shared or not", () => {
    const shared = new ModuleBuilder();
    shared.importMemory("env", "m", { min: 1, max: 300, shared: true });
    expect(disassemble(shared)).toContain('(import "env" "m" (memory (;0;) 1 300 shared))');
    const own = new ModuleBuilder();
    own.memory({ min: 2, max: 4 }, "out");
    expect(disassemble(own)).toContain("(memory (;0;) 2 4)");
    const { out } = run(own) as unknown as { out: WebAssemblyMemory };
    expect(out.buffer.byteLength).toBe(2 * 65536);
  });

  test("share equal types, and need no section that is empty", () => {
    const module = new ModuleBuilder();
    expect(module.encode().length).toBeLessThan(40);
    for (const name of ["a", "b"]) module.function(name, { x: "f32" }, "f32").return(f32.const(1));
    expect(disassemble(module).match(/\(type /g)).toHaveLength(1 + 2);
  });
});

describe("features", () => {
  test("SIMD is there wherever we are tested; relaxed SIMD follows Node's version", () => {
    expect(hasSimd()).toBe(true);
    expect(hasRelaxedSimd()).toBe(Number(process.versions.node.split(".")[0]) >= 22);
  });
});
