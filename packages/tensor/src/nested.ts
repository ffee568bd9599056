import type { TypedArray } from "./dtype.ts";
import { ShapeError, written } from "./errors.ts";
import type { Shape } from "./types/index.ts";

/** Values of a tensor as nested arrays: a number or boolean where there is no axis. */
export type NestedValues = number | boolean | NestedValues[];

/** Nested arrays by their depth. */
interface NestedByRank<V extends number | boolean> {
  readonly [rank: number]: NestedValues;
  readonly 0: V;
  readonly 1: V[];
  readonly 2: V[][];
  readonly 3: V[][][];
  readonly 4: V[][][][];
  readonly 5: V[][][][][];
}

/**
 * Values of a tensor of shape `S` as nested arrays: {@link NestedValues} where the rank is unknown, or
 * larger than five.
 */
// Looked up, because a conditional type would keep the compiler from comparing tensors by their shapes.
export type NestedArray<S extends Shape, V extends number | boolean> = NestedByRank<V>[S["length"]];

/** Values in row-major order as nested arrays of `shape`. */
export function nestedValues(
  data: TypedArray,
  shape: readonly number[],
  bool: boolean,
): NestedValues {
  let next = 0;
  const build = (axis: number): NestedValues => {
    if (axis === shape.length) {
      const value = data[next++] as number;
      return bool ? value !== 0 : value;
    }
    return Array.from({ length: shape[axis] as number }, () => build(axis + 1));
  };
  return build(0);
}

/** Shape and values of nested arrays. */
export interface Flattened {
  readonly shape: number[];
  readonly values: (number | boolean)[];
}

/** The shape of nested arrays (or typed arrays), and their values in row-major order. */
export function flatten(data: unknown): Flattened {
  const shape: number[] = [];
  for (let level = data; isList(level); level = level[0]) shape.push(level.length);
  const values: (number | boolean)[] = [];
  const walk = (item: unknown, axis: number, path: string): void => {
    if (axis === shape.length) {
      if (typeof item !== "number" && typeof item !== "boolean") throw notANumber(item, path);
      values.push(item);
      return;
    }
    if (!isList(item) || item.length !== shape[axis]) throw ragged(item, axis, shape, path);
    // Not forEach, which passes over holes.
    for (let i = 0; i < item.length; i++) walk(item[i], axis + 1, `${path}[${i}]`);
  };
  walk(data, 0, "");
  return { shape, values };
}

const isList = (item: unknown): item is readonly unknown[] =>
  Array.isArray(item) || (ArrayBuffer.isView(item) && !(item instanceof DataView));

const details = { op: "tensor" };

function ragged(item: unknown, axis: number, shape: readonly number[], path: string): ShapeError {
  const got = isList(item) ? `has length ${item.length}` : `is ${describe(item)}`;
  return new ShapeError(
    `tensor: ragged nested array: data${path} ${got}, but data${"[0]".repeat(axis)} has length ${shape[axis]} (all rows must be equally long)`,
    details,
  );
}

function notANumber(item: unknown, path: string): ShapeError {
  if (isList(item))
    return new ShapeError(
      `tensor: ragged nested array: data${path} is an array where others are numbers (all rows must be equally deep)`,
      details,
    );
  const hint = hintFor(item);
  return new ShapeError(
    `tensor: data${path} is ${describe(item)}: needed a number or boolean${hint === null ? "" : ` (${hint})`}`,
    details,
  );
}

/** What to do with an element that is no number; null where nobody knows. */
function hintFor(item: unknown): string | null {
  if (typeof item === "bigint") return "make it a number with Number(...)";
  if (typeof item === "string")
    return item.trim() === "" || Number.isNaN(Number(item))
      ? null
      : `did you mean ${Number(item)}?`;
  const isTensor = typeof item === "object" && item !== null && "dtype" in item;
  return isTensor ? "to join tensors, use stack([...]) or concat([...])" : null;
}

const describe = (item: unknown): string =>
  typeof item === "string" ? `the string ${written(item)}` : written(item);
