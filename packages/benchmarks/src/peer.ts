/** The rows every system learns from, row-major, standardised column by column. */
export interface AirfoilRows {
  /** Number of rows, 1500: 150 batches of 10. */
  readonly count: number;
  /** Number of features, 5. */
  readonly width: number;
  /** Features: [count, width]. */
  readonly features: Float32Array;
  /** Labels: [count]. */
  readonly labels: Float32Array;
}

/** A unit of work that can be timed; `operation` is the one that was prepared last. */
export type Task = "epoch" | "add" | "chain" | "operation";

/** How many operations one call of `add` or `chain` performs. */
export const OPS_PER_CALL = 100;

/** Batch size, learning rate, ε inside Adagrad's root and the deviation of the first weights. */
export const RECIPE = { batchSize: 10, lr: 0.1, eps: 1e-6, initStd: 0.01 } as const;

/** The cost of a single small operation. Each method returns a number that depends on every one. */
export interface SmallOps {
  /** z ← z + y on 10 elements, {@link OPS_PER_CALL} times, no gradient. */
  add(): number;
  /** z ← z·w + y on 10 elements, half as often, then the gradient of sum(z) with respect to w. */
  chain(): number;
}

/** One system under measurement: linear regression on the airfoil rows, learned by Adagrad. */
export interface Peer {
  /** What the tables call it. */
  readonly name: string;
  /** Version of the system, or of the language it is written in. */
  readonly version: string;
  /** Takes the data and starts a fresh model; may be called again. */
  setup(data: AirfoilRows): void | Promise<void>;
  /** Shuffles, then takes 150 steps over gathered batches of 10; done when the weights are. */
  epoch(): void | Promise<void>;
  /** Mean of ½(ŷ−y)² over all rows, with the present weights. */
  loss(): number | Promise<number>;
  /** Present where the system can be asked for its cost per operation. */
  readonly smallOps?: SmallOps;
  /** One training step, returning its loss as the system's own object; for the memory run. */
  step?(): unknown;
}

/** Fisher–Yates in place: the shuffle of every peer that has none of its own. */
export function shuffle(order: Int32Array): Int32Array {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}

/** 0, 1, …, count − 1. */
export function rowOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

/** Normal numbers of deviation `std` by Box and Muller, for the first weights. */
export function normal(count: number, std: number): Float32Array {
  const radius = (): number => Math.sqrt(-2 * Math.log(1 - Math.random()));
  return Float32Array.from(
    { length: count },
    () => std * radius() * Math.cos(2 * Math.PI * Math.random()),
  );
}
