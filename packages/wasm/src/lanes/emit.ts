import type { FunctionBuilder, Local } from "../assembler/function.ts";
import { v128 } from "../assembler/simd.ts";
import type { Value } from "../assembler/value.ts";
import { type Lane, UNLIKELY } from "./lane.ts";

type Vector = Value<"v128">;

/**
 * Writes lanes into a function, each value once however often it is used. Constants stand where they are
 * used: V8 takes them out of loops by itself.
 */
export class LaneEmitter {
  readonly #function: FunctionBuilder;
  /** Number of each node by its name and the numbers of its operands. */
  readonly #numbers = new Map<string, number>();
  readonly #numberOf = new Map<Lane, number>();
  readonly #uses: number[] = [];
  /** Where the values are that have been computed, by number. */
  #known = new Map<number, Vector>();

  constructor(f: FunctionBuilder) {
    this.#function = f;
  }

  /** Announces what will be asked for: what is used more than once is put into a local. */
  prepare(...lanes: readonly Lane[]): void {
    for (const lane of lanes) this.#count(lane);
  }

  /** Code of a lane's value; may write statements into the function first. */
  value(lane: Lane): Vector {
    const number = this.#numberOf.get(lane);
    if (number === undefined) throw new RangeError(`${lane.name}: not announced by prepare`);
    const known = this.#known.get(number);
    if (known !== undefined) return known;
    if (lane.name === UNLIKELY) return this.#branch(number, lane.args as [Lane, Lane, Lane]);
    const args = lane.args.map((arg) => this.value(arg));
    const code = (lane.code as NonNullable<Lane["code"]>)(...args);
    return this.#uses[number] === 1 || lane.args.length === 0 ? code : this.#keep(number, code);
  }

  #keep(number: number, code: Vector): Local<"v128"> {
    const local = this.#function.local("v128");
    this.#function.set(local, code);
    this.#known.set(number, local);
    return local;
  }

  #branch(number: number, [condition, exceptional, usual]: [Lane, Lane, Lane]): Vector {
    const result = this.#keep(number, this.value(usual));
    this.#function.if(v128.any_true(this.value(condition)), () => {
      // What is computed here is not there for those who come after.
      const outside = this.#known;
      this.#known = new Map(outside);
      this.#function.set(result, this.value(exceptional));
      this.#known = outside;
    });
    return result;
  }

  #count(lane: Lane): number {
    const seen = this.#numberOf.get(lane);
    if (seen !== undefined) {
      (this.#uses[seen] as number)++;
      return seen;
    }
    const key = `${lane.name}(${lane.args.map((arg) => this.#count(arg))})`;
    const known = this.#numbers.get(key);
    const number = known ?? this.#uses.push(0) - 1;
    this.#numbers.set(key, number);
    this.#numberOf.set(lane, number);
    (this.#uses[number] as number)++;
    return number;
  }
}
