import { operand } from "./constant.ts";
import type { FunctionReference, Parameters } from "./control.ts";
import { i32 } from "./integers.ts";
import { unsigned } from "./leb128.ts";
import {
  type Code,
  type Effect,
  flatten,
  type Operand,
  TYPE_BYTES,
  type Value,
  type ValueType,
} from "./value.ts";

/** A parameter or local variable: as a value it is what it holds where the code stands. */
export interface Local<T extends ValueType = ValueType> extends Value<T> {
  /** Its number in the function. */
  readonly index: number;
}

/** Where a branch can go: the end of a block, or the beginning of a loop. */
export interface Label {
  /** Kind of the construct. */
  readonly kind: "block" | "loop" | "if";
}

/** Type of a construct that leaves no value. */
const NO_RESULT = 0x40;

/**
 * The body of a function, statement by statement. Values are code ({@link Value}): they are computed
 * where a statement uses them.
 *
 * @example
 * ```ts
 * import { f32, i32, ModuleBuilder } from "@nabla/wasm";
 *
 * const module = new ModuleBuilder();
 * module.memory({ min: 1 });
 * const f = module.function("sum", { at: "i32", end: "i32" }, "f32", { exported: true });
 * const { at, end } = f.params;
 * const sum = f.local("f32", "sum");
 * f.block((exit) => {
 *   f.loop((again) => {
 *     f.br_if(exit, i32.ge_u(at, end));
 *     f.set(sum, f32.add(sum, f32.load(at)));
 *     f.set(at, i32.add(at, 4));
 *     f.br(again);
 *   });
 * });
 * f.return(sum);
 * ```
 */
export class FunctionBuilder<
  P extends Parameters = Parameters,
  R extends ValueType | null = ValueType | null,
> implements FunctionReference<P, R>
{
  readonly name: string;
  readonly index: number;
  readonly parameters: P;
  readonly result: R;
  /** The parameters as locals. */
  readonly params: { readonly [K in keyof P]: Local<P[K]> };
  /** All parameters and locals, in the order of their numbers. */
  readonly locals: { readonly type: ValueType; readonly name: string | null }[] = [];
  readonly #body: number[] = [];
  readonly #open: Label[] = [];

  /** Made by `ModuleBuilder.function`. */
  constructor(name: string, index: number, parameters: P, result: R) {
    this.name = name;
    this.index = index;
    this.parameters = parameters;
    this.result = result;
    const params = Object.entries(parameters).map(([key, type]) => [key, this.local(type, key)]);
    // One local for each parameter, of its type.
    this.params = Object.fromEntries(params) as { readonly [K in keyof P]: Local<P[K]> };
  }

  /** A new local variable, which is 0 at first. The name is for those who read the code. */
  local<T extends ValueType>(type: T, name: string | null = null): Local<T> {
    const index = this.locals.length;
    this.locals.push({ type, name });
    return { type, index, code: [0x20, unsigned(index)] };
  }

  /** Assigns to a local. */
  set<T extends ValueType>(local: Local<T>, value: NoInfer<Operand<T>>): void {
    this.#emit(operand("local.set", local.type, value), 0x21, unsigned(local.index));
  }

  /** Assigns to a local and has the value too. */
  tee<T extends ValueType>(local: Local<T>, value: NoInfer<Operand<T>>): Value<T> {
    const { type, index } = local;
    return { type, code: [operand("local.tee", type, value), 0x22, unsigned(index)] };
  }

  /** Does what has no value: a store, or a call without a result. */
  do(...effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type !== "nothing")
        throw new TypeError(`${this.name}: do: got a value: needed an effect (drop it?)`);
      this.#emit(effect.code);
    }
  }

  /** A block: a branch to `exit` goes to its end. */
  block(body: (exit: Label) => void): void {
    this.#nest({ kind: "block" }, 0x02, body);
  }

  /** A loop: a branch to `again` goes to its beginning; without one it ends. */
  loop(body: (again: Label) => void): void {
    this.#nest({ kind: "loop" }, 0x03, body);
  }

  /** Does `then` if `condition` is not 0, else `otherwise`; a branch to the label leaves it. */
  if(
    condition: Operand<"i32">,
    then: (exit: Label) => void,
    otherwise?: (exit: Label) => void,
  ): void {
    this.#emit(operand("if", "i32", condition));
    this.#nest({ kind: "if" }, 0x04, (exit) => {
      then(exit);
      if (otherwise === undefined) return;
      this.#emit(0x05);
      otherwise(exit);
    });
  }

  /** Counts `local` from `from` by `step` as long as it is below `to` (signed), which is computed each time. */
  for(
    local: Local<"i32">,
    range: { from: Operand<"i32">; to: Operand<"i32">; step: Operand<"i32"> },
    body: (exit: Label) => void,
  ): void {
    const { from, to, step } = range;
    this.set(local, from);
    this.if(i32.lt_s(local, to), (exit) => {
      this.loop((again) => {
        body(exit);
        this.br_if(again, i32.lt_s(this.tee(local, i32.add(local, step)), to));
      });
    });
  }

  /** Goes to a label. */
  br(label: Label): void {
    this.#emit(0x0c, this.#distance(label));
  }

  /** Goes to a label if `condition` is not 0. */
  br_if(label: Label, condition: Operand<"i32">): void {
    this.#emit(operand("br_if", "i32", condition), 0x0d, this.#distance(label));
  }

  /** Leaves the function with its result, if it has one. */
  return(...value: [R] extends [ValueType] ? [Operand<R>] : []): void {
    const [given] = value;
    if (this.result !== null)
      this.#emit(operand(`${this.name}: return`, this.result, given as Operand<ValueType>));
    this.#emit(0x0f);
  }

  /** Locals and body as they stand in a module. */
  encode(): number[] {
    const own = this.locals.slice(Object.keys(this.parameters).length);
    const runs: [count: number, type: ValueType][] = [];
    for (const { type } of own) {
      const last = runs.at(-1);
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    const code = unsigned(runs.length);
    for (const [count, type] of runs) code.push(...unsigned(count), TYPE_BYTES[type]);
    return code.concat(this.#body, END);
  }

  #emit(...code: Code): void {
    flatten(code, this.#body);
  }

  #nest(label: Label, opcode: number, body: (label: Label) => void): void {
    this.#emit(opcode, NO_RESULT);
    this.#open.push(label);
    body(label);
    this.#open.pop();
    this.#emit(END);
  }

  /** How many constructs a branch leaves: the number by which WebAssembly knows labels. */
  #distance(label: Label): number[] {
    const at = this.#open.lastIndexOf(label);
    if (at < 0)
      throw new RangeError(`${this.name}: a branch out of reach: its ${label.kind} ended`);
    return unsigned(this.#open.length - 1 - at);
  }
}

const END = 0x0b;
