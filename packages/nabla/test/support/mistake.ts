import { ones, type Tensor } from "../../src/index.ts";

// Written as by someone without a compiler: `loose` takes away what the compiler would say.
// biome-ignore lint/suspicious/noExplicitAny: that is its purpose.
export const loose = <T>(value: T): any => value;
export const x23: Tensor = ones([2, 3]);
export const x34: Tensor = ones([3, 4]);
export const leaf = (): Tensor => ones([2], { requiresGrad: true });

/** Something that a learner may do. */
export interface Mistake {
  readonly what: string;
  /** The class of the error and its message. */
  readonly says: string;
  readonly do: () => unknown;
}
