// Indexing by NumPy's rules, and copies in which what was indexed is replaced.
import { AxisError, DTypeError, FormatError, written } from "../errors.ts";
import { flatten } from "../nested.ts";
import { listOf } from "../nonzero.ts";
import { checkOptions } from "../options.ts";
import { fitted, type Replacement } from "../placing.ts";
import { cutOut } from "../slicing.ts";
import { type Entry, readSubscript, resolveSubscript, writeSubscript } from "../subscript.ts";
import { parseSubscript } from "../subscript-parser.ts";
import { Tensor } from "../tensor.ts";
import type { At, Guard, IndexList, Ok, Shape, SliceEntry } from "../types/index.ts";
import { install } from "./install.ts";

/**
 * What `at` takes of one axis: a position (the axis goes), `null` (all of it), or positions as a tensor
 * or nested lists. A mask, of truth values, covers as many axes as it has.
 */
export type Index = number | null | IndexList | Tensor;

/** How `withAt` writes. */
export interface WithAtOptions {
  /** Adds the values to what is there, each as often as its place is named, instead of replacing it. */
  readonly accumulate?: boolean;
}

/** Indexing and its inverse, as methods of {@link Tensor}. */
export interface SubscriptMethods<S extends Shape> {
  /**
   * The elements at positions, by NumPy's rules: `x.at(i, j)` is `x[i, j]` there.
   *
   * A number takes one position of its axis, which goes; `null` takes all. Tensors of positions (or
   * nested lists) are broadcast with each other, and their shape stands in the result where their axes
   * were, or first if something stands between them. A mask counts as the positions at which it is
   * true, whose number depends on values, so that a function which is traced or batched can't use one.
   * Ranges are for {@link Tensor.slice} and {@link Tensor.get}.
   * @param indices - for the axes from the first on; missing ones take all
   * @throws AxisError when a position is out of range, or there are too many entries
   * @throws DTypeError when positions are not whole numbers
   * @throws ShapeError when index tensors do not broadcast, or a mask does not fit
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const x = tensor([[1, 2, 3], [4, 5, 6]]);
   * x.at(1, -1).item(); // => 6
   * x.at(null, [2, 0]).toArray(); // => [[3, 1], [6, 4]]
   * x.at([0, 1], [2, 0]).toArray(); // => [3, 4]
   * x.at(x.greater(4)).toArray(); // => [5, 6]
   * ```
   */
  at<A extends Shape, const L extends readonly Index[]>(
    this: Tensor<A>,
    ...indices: L & Guard<At<A, L>>
  ): Tensor<Ok<At<A, L>>>;
  /**
   * The elements that a subscript in NumPy's notation names: whole numbers, ranges `start:end:step`,
   * `...` for the axes in between, `None` (or `newaxis`) for a new axis of size 1, and `?` for each of
   * the tensors or lists of positions, or masks, that follow.
   * @param subscript - what would stand in the brackets
   * @param indices - one for each `?`
   * @throws AxisError when a position is out of range, or there are too many entries
   * @throws FormatError where the text is no subscript; it says at which position
   * @example
   * ```ts
   * import { arange } from "@nabla/tensor";
   * const x = arange(6).reshape([2, 3]);
   * x.get("1, ::-1").toArray(); // => [5, 4, 3]
   * x.get("..., None, 0").toArray(); // => [[0], [3]]
   * x.get(":, ?", [2, 0]).toArray(); // => [[2, 0], [5, 3]]
   * ```
   */
  get(subscript: string, ...indices: readonly (IndexList | Tensor)[]): Tensor;
  /**
   * Copy with a part replaced: the one that `slice(...entries)` takes. Gradients flow to what is left of
   * this tensor, and to the value.
   * @param entries - as for {@link Tensor.slice}, in a list
   * @param value - a number, or a tensor that broadcasts to the part
   * @throws AxisError when an index is out of range or a step is 0
   * @throws DTypeError when this tensor's dtype can't hold the value
   * @throws ShapeError when the value does not broadcast to the part
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * zeros([2, 3]).withSlice([0, [1, null]], tensor([7, 8])).toArray(); // => [[0, 7, 8], [0, 0, 0]]
   * ```
   */
  withSlice(entries: readonly SliceEntry[], value: Replacement): Tensor<S>;
  /**
   * Copy with the elements replaced that `at(...indices)` takes. Where a place is named several times,
   * the last value stays, in the row-major order of the values; with `accumulate` all of them are added
   * to what was there.
   * @param indices - as for {@link Tensor.at}, in a list; one position, tensor or mask may stand alone
   * @param value - a number, or a tensor that broadcasts to what `at` returns
   * @param options - `accumulate: true` adds
   * @throws AxisError when a position is out of range, or there are too many entries
   * @throws DTypeError when this tensor's dtype can't hold the value
   * @throws ShapeError when the value does not broadcast to what is replaced
   * @example
   * ```ts
   * import { tensor, zeros } from "@nabla/tensor";
   * zeros([4]).withAt([[3, 0, 3]], tensor([1, 2, 3])).toArray(); // => [2, 0, 0, 3]
   * tensor([-1, 2, -3]).withAt(tensor([true, false, true]), 0).toArray(); // => [0, 2, 0]
   * zeros([4]).withAt([[3, 0, 3]], 1, { accumulate: true }).toArray(); // => [1, 0, 0, 2]
   * ```
   */
  withAt(
    indices: readonly Index[] | Tensor | number,
    value: Replacement,
    options?: WithAtOptions,
  ): Tensor<S>;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends SubscriptMethods<S> {}
}

install({
  at(...indices) {
    if (indices.every((index) => index === null || typeof index === "number"))
      return cutOut("at", this, indices);
    return readSubscript(this, resolveSubscript("at", this, entriesOf("at", indices)));
  },
  get(subscript, ...indices) {
    if (typeof subscript !== "string")
      throw new FormatError(
        `get: the subscript is ${written(subscript)}: needed a text such as "0, 1:" (at(...) takes positions, and slice(...) ranges, as values)`,
        { op: "get" },
      );
    const entries = parseSubscript(subscript, indices, (index, i) => listed("get", index, i));
    return readSubscript(this, resolveSubscript("get", this, entries));
  },
  withSlice(entries, value) {
    requireList("withSlice", entries, "entries", "slice");
    const part = resolveSubscript("withSlice", this, entries);
    return writeSubscript("withSlice", this, part, fitted("withSlice", this, value), false);
  },
  withAt(indices, value, options = {}) {
    checkOptions("withAt", options, ["accumulate"]);
    const list = indices instanceof Tensor || typeof indices === "number" ? [indices] : indices;
    requireList("withAt", list, "indices", "at");
    const chosen = resolveSubscript("withAt", this, entriesOf("withAt", list));
    const values = fitted("withAt", this, value);
    return writeSubscript("withAt", this, chosen, values, options.accumulate ?? false);
  },
});

/** Refuses what only JavaScript could pass for a list of entries. */
function requireList(op: string, list: unknown, what: string, like: string): void {
  if (Array.isArray(list)) return;
  const hint =
    typeof list === "string" ? " (only get reads a text)" : `, such as [${written(list)}]`;
  throw new AxisError(
    `${op}: the ${what} are ${written(list)}: needed a list of what ${like}(...) takes${hint}`,
    { op },
  );
}

const entriesOf = (op: string, indices: readonly Index[]): Entry[] =>
  indices.map((index, axis) =>
    index === null || typeof index === "number" ? index : listed(op, index, axis),
  );

/** Positions along an axis, or a mask, as a tensor. */
function listed(op: string, index: IndexList | Tensor, i: number): Tensor {
  if (index instanceof Tensor) return index;
  if (Array.isArray(index)) return tensorOf(op, index);
  throw new DTypeError(
    `${op}: entry ${i} is ${written(index)}: needed ${op === "get" ? "" : "a whole number, null, or "}positions as a tensor or list${op === "get" ? "" : " (ranges are for slice and get)"}`,
    { op },
  );
}

/** A list of positions, or a mask, as a tensor. */
function tensorOf(op: string, list: IndexList): Tensor {
  const { shape, values } = flatten(list);
  const mask = values.length > 0 && values.every((value) => typeof value === "boolean");
  if (!mask && !values.every((value) => Number.isInteger(value)))
    throw new DTypeError(
      `${op}: ${written(list)} is no list of positions: needed whole numbers, or only truth values`,
      { op },
    );
  const positions = listOf(Int32Array.from(values, Number), shape);
  return mask ? positions.to("bool") : positions;
}
