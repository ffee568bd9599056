import { typeBeside } from "../dtype.ts";
import { DTypeError, isOptions, written } from "../errors.ts";
import { scalar } from "../scalar.ts";
import { Tensor } from "../tensor.ts";

// A family of methods is an interface of its own, which its file adds to `Tensor`. Written directly
// into the merged `Tensor<S>`, whose `S` has many declarations, each method would be instantiated anew
// for each shape: that took the compiler five times the work on a file of models.

/** The methods that a family declares, with `this` a tensor of any shape. */
export type Methods<K extends keyof Tensor> = Pick<Tensor, K> & ThisType<Tensor>;

/** Puts a family of methods on the class. */
export function install<K extends keyof Tensor>(methods: Methods<K>): void {
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(methods)))
    Object.defineProperty(Tensor.prototype, name, { ...property, enumerable: false });
}

/** No attributes: shared by all ops that have none. */
export const NONE: Record<never, never> = Object.freeze({});

/**
 * The other operand of `x`: a tensor, or a number in the dtype that it takes beside `x`. What does not
 * fit by its type may still arrive from JavaScript, and gets an error here.
 */
export function operand(op: string, x: Tensor, other: unknown): Tensor {
  if (other instanceof Tensor) return other;
  if (typeof other === "number" || typeof other === "boolean")
    return scalar(typeBeside(x.storage.type, other), Number(other));
  const hint = isOptions(other)
    ? "arguments have places, not names"
    : typeof other === "bigint"
      ? "make it a number with Number(...)"
      : "make one with tensor(...)";
  throw new DTypeError(
    `${op}: the operand is ${describe(other)}: needed a tensor or a number (${hint})`,
    { op },
  );
}

/** Refuses what only JavaScript could pass for a tensor. */
export function requireTensor(op: string, argument: string, value: unknown): void {
  if (value instanceof Tensor) return;
  throw new DTypeError(
    `${op}: the ${argument} is ${describe(value)}: needed a tensor (make one with tensor(...))`,
    { op },
  );
}

function describe(value: unknown): string {
  if (typeof value === "string") return `the string ${written(value)}`;
  return Array.isArray(value) ? "an array" : written(value);
}
