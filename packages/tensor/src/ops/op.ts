import type { Algebra } from "@nabla/wasm";
import type { TypeInfo } from "../dtype.ts";
import type { Derivative } from "../history.ts";
import type { Tensor } from "../tensor.ts";
import type { OpAttrs, OpName } from "./vocabulary.ts";

export type { OpAttrs, OpName } from "./vocabulary.ts";

/** How an op touches its elements: compilers lower ops by kind, never by name. */
export type OpKind =
  | "map"
  | "reduce"
  | "scan"
  | "view"
  | "move"
  | "contract"
  | "create"
  | "random"
  | "effect"
  | "opaque";

/** A scalar formula, written over any algebra. */
export type Formula = <E>(k: Algebra<E>, ...args: E[]) => E;

/** How a map op treats dtypes (see the table in `dtype.ts`). */
export type DTypeRule =
  | "numeric"
  | "arithmetic"
  | "float"
  | "compare"
  | "logical"
  | "bits"
  | "integer"
  | "where"
  | "cast";

/** An op: what it computes. Its derivative is filled in by `@nabla/autograd`. */
export interface Op<K extends OpName = OpName> {
  readonly name: K;
  readonly kind: OpKind;
  /** Computes the op at once. */
  readonly evaluate: (inputs: readonly Tensor[], attrs: OpAttrs[K]) => Tensor;
  /** The formula and dtype rule of a map op. */
  readonly map: MapDefinition | null;
  /** How the op is differentiated; null where it is not, or as long as autograd is not loaded. */
  derivative: Derivative | null;
}

/** Formula of an elementwise op. */
export interface MapDefinition {
  readonly formula: Formula;
  readonly arity: number;
  readonly rule: DTypeRule;
  /** The type of the result where it is not that of the computation. */
  readonly resultType: (compute: TypeInfo) => TypeInfo;
  /** Computed in float64 also for float32, because terms may cancel or overflow on the way. */
  readonly wide: boolean;
}

/**
 * Makes an op. All come from this one place, so that they share a hidden class and `dispatch` reads
 * their fields without a search.
 */
export function defineOp<K extends OpName>(
  name: K,
  kind: OpKind,
  evaluate: Op<K>["evaluate"],
  map: MapDefinition | null = null,
): Op<K> {
  return { name, kind, evaluate, map, derivative: null };
}
