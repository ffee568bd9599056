/** What the engine that runs us can do. */
import { ModuleBuilder } from "./module.ts";
import { f32x4 } from "./simd-floats.ts";
import type { Value } from "./value.ts";

/** The little of the WebAssembly API that we use. Its types are not part of every TypeScript library. */
export interface WebAssemblyApi {
  /** Whether bytes are a module that the engine can run. */
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** A compiled module. */
  readonly Module: new (
    bytes: Uint8Array<ArrayBuffer>,
  ) => object;
  /** A running module. */
  readonly Instance: new (
    module: object,
    imports?: { readonly [from: string]: { readonly [name: string]: unknown } },
  ) => WebAssemblyInstance;
  /** A memory to share between modules. */
  readonly Memory: new (limits: {
    initial: number;
    maximum?: number;
    shared?: boolean;
  }) => WebAssemblyMemory;
}

/** A running module of WebAssembly. */
export interface WebAssemblyInstance {
  /** What it exports, by name. */
  readonly exports: { readonly [name: string]: unknown };
}

/** A memory of WebAssembly. */
export interface WebAssemblyMemory {
  /** Its bytes: another buffer after it has grown. */
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; the number of pages before. */
  grow(pages: number): number;
}

/** The engine's WebAssembly; null where there is none. */
export function webAssembly(): WebAssemblyApi | null {
  // Not every library of types has the global.
  return (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly ?? null;
}

const cached = (test: () => boolean): (() => boolean) => {
  let known: boolean | null = null;
  return () => {
    known ??= test();
    return known;
  };
};

/** Whether a function of one v128 with this body is valid. */
const accepts = (body: (x: Value<"v128">) => Value<"v128">): boolean => {
  const module = new ModuleBuilder();
  const f = module.function("f", { x: "v128" }, "v128");
  f.return(body(f.params.x));
  return webAssembly()?.validate(module.encode()) ?? false;
};

/** Whether there is WebAssembly with 128-bit SIMD. */
export const hasSimd: () => boolean = cached(() => accepts((x) => f32x4.add(x, x)));

/** Whether there is relaxed SIMD besides, whose `relaxed_madd` is one instruction on current machines. */
export const hasRelaxedSimd: () => boolean = cached(() =>
  accepts((x) => f32x4.relaxed_madd(x, x, x)),
);
