import { FormatError, NablaError } from "../errors.ts";
import type { Counter, Key } from "./philox.ts";

/** Everything that a {@link Generator} remembers, as plain data for a checkpoint. */
export interface GeneratorState {
  /** Which algorithm the other fields belong to. */
  readonly algorithm: "philox4x32-10";
  /** The seed in decimal digits: JSON has no 64-bit integers. */
  readonly seed: string;
  /** Index of the next block of four random words, from 0 to 2^53 − 1. */
  readonly counter: number;
}

/**
 * A stream of random numbers: the position in a sequence that its seed determines.
 *
 * The same seed gives the same numbers on every platform, whatever was drawn elsewhere. The numbers
 * come from Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), which
 * maps (seed, counter) to random bits directly: the state is two integers, and a draw only moves the
 * counter on. The methods follow PyTorch's `torch.Generator`.
 *
 * @example
 * ```ts
 * import { Generator } from "@nabla/tensor";
 * const generator = new Generator(42);
 * generator.seed; // => 42n
 * generator.state(); // => { algorithm: "philox4x32-10", seed: "42", counter: 0 }
 * ```
 */
export class Generator {
  #seed: bigint;
  #key: Key;
  #counter: Counter = 0;

  /**
   * @param seed - a safe integer ≥ 0, or a bigint from 0 to 2^64 − 1; 0 by default
   * @throws NablaError when the seed is anything else
   */
  constructor(seed: number | bigint = 0) {
    this.#seed = checkSeed("Generator", seed);
    this.#key = keyOf(this.#seed);
  }

  /** The seed that the stream was started with, from 0 to 2^64 − 1. */
  get seed(): bigint {
    return this.#seed;
  }

  /** The seed as the key of Philox: its low and high 32 bits. */
  get key(): Key {
    return this.#key;
  }

  /**
   * Starts the stream of another seed, or the same stream anew.
   *
   * @param seed - a safe integer ≥ 0, or a bigint from 0 to 2^64 − 1
   * @returns this generator
   * @throws NablaError when the seed is anything else
   */
  manualSeed(seed: number | bigint): this {
    this.#seed = checkSeed("manualSeed", seed);
    this.#key = keyOf(this.#seed);
    this.#counter = 0;
    return this;
  }

  /**
   * The present position, from which {@link Generator.setState} continues.
   *
   * @returns plain data that survive `JSON.stringify`
   */
  state(): GeneratorState {
    return { algorithm: "philox4x32-10", seed: String(this.#seed), counter: this.#counter };
  }

  /**
   * Continues from a position that {@link Generator.state} returned.
   *
   * @param state - the saved state
   * @throws FormatError when `state` is not such an object
   */
  setState(state: GeneratorState): void {
    const { seed, counter } = checkState(state);
    this.#seed = seed;
    this.#key = keyOf(seed);
    this.#counter = counter;
  }

  /**
   * Takes the next `blocks` blocks of four random words out of the stream.
   *
   * The values of a draw are a pure function of the key and the counter that this returns; moving
   * the counter on is all that a draw changes.
   *
   * @param blocks - how many, an integer ≥ 0
   * @returns the counter of the first of them
   * @throws NablaError when the stream has no 2^53 blocks left
   */
  reserve(blocks: number): Counter {
    const first = this.#counter;
    if (!Number.isSafeInteger(first + blocks)) {
      throw new NablaError(
        `Generator: ${blocks} blocks after ${first}: the stream ends at 2^53 (start another seed)`,
        { op: "Generator" },
      );
    }
    this.#counter = first + blocks;
    return first;
  }
}

const keyOf = (seed: bigint): Key => [Number(seed & 0xffffffffn), Number(seed >> 32n)];

function checkSeed(op: string, seed: number | bigint): bigint {
  const valid =
    typeof seed === "bigint"
      ? seed >= 0n && seed < 2n ** 64n
      : Number.isSafeInteger(seed) && seed >= 0;
  if (valid) return BigInt(seed);
  throw new NablaError(
    `${op}: the seed is ${String(seed)}: it must be an integer from 0 to 2^53 − 1, or a bigint ` +
      "from 0n to 2n ** 64n − 1n (take the absolute value of a negative seed)",
    { op },
  );
}

function checkState(state: GeneratorState): { seed: bigint; counter: Counter } {
  const { algorithm, seed, counter } = (state ?? {}) as Partial<GeneratorState>;
  const digits = typeof seed === "string" && /^\d{1,20}$/.test(seed) ? BigInt(seed) : -1n;
  const fits = digits >= 0n && digits < 2n ** 64n;
  if (
    algorithm === "philox4x32-10" &&
    fits &&
    Number.isSafeInteger(counter) &&
    Number(counter) >= 0
  ) {
    return { seed: digits, counter: Number(counter) };
  }
  throw new FormatError(
    `Generator.setState: ${JSON.stringify(state)}: needed { algorithm: "philox4x32-10", seed: ` +
      "decimal digits below 2^64, counter: integer ≥ 0 } (pass what state() returned)",
    { op: "Generator.setState" },
  );
}

/**
 * The generator that random functions draw from when none is given.
 *
 * Like PyTorch's, it starts from another seed in every run; call {@link manualSeed} to repeat one.
 *
 * @example
 * ```ts
 * import { defaultGenerator, manualSeed } from "@nabla/tensor";
 * manualSeed(7);
 * defaultGenerator.seed; // => 7n
 * ```
 */
export const defaultGenerator: Generator = /*#__PURE__*/ new Generator(
  /*#__PURE__*/ Math.floor(/*#__PURE__*/ Math.random() * 2 ** 53),
);

/**
 * Starts the stream of the default generator anew from a seed, so that a run can be repeated.
 *
 * @param seed - a safe integer ≥ 0, or a bigint from 0 to 2^64 − 1
 * @returns the default generator
 * @throws NablaError when the seed is anything else
 *
 * @example
 * ```ts
 * import { defaultGenerator, manualSeed } from "@nabla/tensor";
 * manualSeed(0);
 * defaultGenerator.state().counter; // => 0
 * ```
 */
export function manualSeed(seed: number | bigint): Generator {
  return defaultGenerator.manualSeed(seed);
}
