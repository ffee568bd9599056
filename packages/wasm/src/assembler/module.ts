import type { FunctionReference, Parameters } from "./control.ts";
import { FunctionBuilder } from "./function.ts";
import { signed, unsigned } from "./leb128.ts";
import { TYPE_BYTES, type ValueType } from "./value.ts";

/** How large a memory is, in pages of 64 KiB. */
export interface MemoryLimits {
  /** Pages at first. */
  readonly min: number;
  /** Pages at most; a shared memory needs it. */
  readonly max?: number;
  /** Shared between threads. */
  readonly shared?: boolean;
}

/** Numbers of the sections, in the order in which a module has them. */
const SECTION = {
  type: 1,
  import: 2,
  function: 3,
  memory: 5,
  export: 7,
  code: 10,
  data: 11,
} as const;
const FUNCTION = 0;
const MEMORY = 2;

const text = (name: string): number[] => {
  const bytes = new TextEncoder().encode(name);
  return [...unsigned(bytes.length), ...bytes];
};

const vector = (items: readonly (readonly number[])[]): number[] =>
  unsigned(items.length).concat(...items);

const limits = ({ min, max, shared = false }: MemoryLimits): number[] => [
  (max === undefined ? 0 : 1) | (shared ? 2 : 0),
  ...unsigned(min),
  ...(max === undefined ? [] : unsigned(max)),
];

const sized = (content: readonly number[]): number[] => unsigned(content.length).concat(content);

/**
 * A WebAssembly module in the making: imports first, then memory, functions and data in any order;
 * `encode()` gives its bytes.
 *
 * @example
 * ```ts
 * import { f64, ModuleBuilder } from "@nabla/wasm";
 *
 * const module = new ModuleBuilder();
 * const f = module.function("square", { x: "f64" }, "f64", { exported: true });
 * f.return(f64.mul(f.params.x, f.params.x));
 * module.encode().slice(0, 4); // => Uint8Array.of(0, 0x61, 0x73, 0x6d)
 * ```
 */
export class ModuleBuilder {
  readonly #types: string[] = [];
  readonly #encodedTypes: number[][] = [];
  readonly #imports: number[][] = [];
  readonly #imported: string[] = [];
  readonly #functions: FunctionBuilder[] = [];
  readonly #functionTypes: number[] = [];
  readonly #memories: number[][] = [];
  readonly #exports: number[][] = [];
  readonly #data: number[][] = [];

  /** Takes the module's memory from outside. */
  importMemory(from: string, name: string, size: MemoryLimits): void {
    this.#imports.push([...text(from), ...text(name), MEMORY, ...limits(size)]);
  }

  /** Takes a function from outside, before the module has functions of its own. */
  importFunction<P extends Parameters, R extends ValueType | null>(
    from: string,
    name: string,
    parameters: P,
    result: R,
  ): FunctionReference<P, R> {
    if (this.#functions.length > 0)
      throw new RangeError(`importFunction: ${name}: functions of the module are numbered already`);
    const type = this.#type(parameters, result);
    this.#imports.push([...text(from), ...text(name), FUNCTION, ...unsigned(type)]);
    return { name, index: this.#imported.push(name) - 1, parameters, result };
  }

  /** Gives the module a memory of its own, exported under a name if there is one. */
  memory(size: MemoryLimits, exportedAs?: string): void {
    this.#memories.push(limits(size));
    if (exportedAs !== undefined) this.#exports.push([...text(exportedAs), MEMORY, 0]);
  }

  /** A new function, whose body may be written later: others can call it at once. */
  function<const P extends Parameters, R extends ValueType | null>(
    name: string,
    parameters: P,
    result: R,
    options: { readonly exported?: boolean } = {},
  ): FunctionBuilder<P, R> {
    const index = this.#imported.length + this.#functions.length;
    const builder = new FunctionBuilder(name, index, parameters, result);
    // The list does not ask what the parameters are called.
    this.#functions.push(builder as unknown as FunctionBuilder);
    this.#functionTypes.push(this.#type(parameters, result));
    if (options.exported) this.#exports.push([...text(name), FUNCTION, ...unsigned(index)]);
    return builder;
  }

  /** Bytes that are in memory from `at` on when the module starts. */
  data(at: number, bytes: Uint8Array): void {
    const address = [0x41, ...signed(at), 0x0b];
    this.#data.push([0, ...address, ...unsigned(bytes.length), ...bytes]);
  }

  /** The bytes of the module. */
  encode(): Uint8Array<ArrayBuffer> {
    const bytes = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    const section = (id: number, items: readonly (readonly number[])[]): void => {
      if (items.length > 0) for (const byte of [id, ...sized(vector(items))]) bytes.push(byte);
    };
    section(SECTION.type, this.#encodedTypes);
    section(SECTION.import, this.#imports);
    section(
      SECTION.function,
      this.#functionTypes.map((type) => unsigned(type)),
    );
    section(SECTION.memory, this.#memories);
    section(SECTION.export, this.#exports);
    section(
      SECTION.code,
      this.#functions.map((f) => sized(f.encode())),
    );
    section(SECTION.data, this.#data);
    for (const byte of this.#names()) bytes.push(byte);
    return Uint8Array.from(bytes);
  }

  /** The number of a function's type; equal types share one. */
  #type(parameters: Parameters, result: ValueType | null): number {
    const from = Object.values(parameters);
    const key = `${from}:${result}`;
    const known = this.#types.indexOf(key);
    if (known >= 0) return known;
    const bytes = (types: readonly ValueType[]): number[] =>
      vector(types.map((type) => [TYPE_BYTES[type]]));
    this.#encodedTypes.push([0x60, ...bytes(from), ...bytes(result === null ? [] : [result])]);
    return this.#types.push(key) - 1;
  }

  /** The section that tells debuggers and disassemblers what functions and locals are called. */
  #names(): number[] {
    const functions = [...this.#imported, ...this.#functions.map((f) => f.name)].map(
      (name, index) => [...unsigned(index), ...text(name)],
    );
    const locals = this.#functions.map((f) => {
      const named = f.locals.flatMap(({ name }, index) =>
        name === null ? [] : [[...unsigned(index), ...text(name)]],
      );
      return [...unsigned(f.index), ...vector(named)];
    });
    const parts = [1, ...sized(vector(functions)), 2, ...sized(vector(locals))];
    return [0, ...sized([...text("name"), ...parts])];
  }
}
