import { full, tensor } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { where } from "../functions.ts";
import { indexSelect } from "../ops/indexing.ts";
import { pad } from "../ops/movement.ts";
import { slice } from "../ops/views.ts";
import type { Tensor } from "../tensor.ts";

/**
 * How many elements are added before and after each axis (less than 0: taken away): one number for all
 * ends, a list of `[before, after]` with one pair per axis, or PyTorch's flat list, which begins with the
 * last axis: `[left, right, top, bottom]`.
 */
export type Padding = number | readonly number[] | readonly (readonly [number, number])[];

/** What stands in the padding. */
export interface PadOptions {
  /**
   * `"constant"` (the default): `value`; `"reflect"`: the elements mirrored at the first and last one,
   * which are not repeated; `"replicate"`: the first and last one; `"circular"`: the elements from the
   * other end.
   */
  readonly mode?: "constant" | "reflect" | "replicate" | "circular";
  /** The constant; 0 by default. */
  readonly value?: number;
}

type Pair = readonly [before: number, after: number];
type Mode = "reflect" | "replicate" | "circular";

const cannotPad = (shape: readonly number[], why: string): ShapeError =>
  new ShapeError(`pad: shape ${show(shape)}: ${why}`, { op: "pad", shapes: [shape] });

/** A pair for each axis. */
function pairsOf(padding: Padding, shape: readonly number[]): Pair[] {
  if (typeof padding === "number")
    return check(
      padding,
      shape.map(() => [padding, padding]),
      shape,
    );
  if (!Array.isArray(padding)) throw wrongPadding(padding, shape);
  if (padding.length > 0 && Array.isArray(padding[0]))
    return check(padding, padding as readonly Pair[], shape);
  if (padding.length % 2 !== 0 || padding.length > 2 * shape.length)
    throw wrongPadding(padding, shape);
  const pairs = shape.map((_, axis): Pair => {
    const at = 2 * (shape.length - 1 - axis);
    return at < padding.length ? [padding[at] as number, padding[at + 1] as number] : [0, 0];
  });
  return check(padding, pairs, shape);
}

function check(padding: Padding, pairs: readonly Pair[], shape: readonly number[]): Pair[] {
  const fits =
    pairs.length === shape.length &&
    pairs.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isInteger));
  if (!fits) throw wrongPadding(padding, shape);
  const short = pairs.findIndex(([low, high], i) => low + high + (shape[i] as number) < 0);
  if (short >= 0)
    throw cannotPad(
      shape,
      `padding ${JSON.stringify(padding)} takes more from axis ${short} than it has`,
    );
  return [...pairs];
}

const wrongPadding = (padding: unknown, shape: readonly number[]): ShapeError =>
  cannotPad(
    shape,
    `padding is ${JSON.stringify(padding)}: needed a whole number, a [before, after] for each of the ${shape.length} axes, or a flat list of at most ${2 * shape.length} that begins with the last axis`,
  );

function withConstant(x: Tensor, pairs: readonly Pair[], value: number): Tensor {
  const { shape } = x.layout;
  const cut = pairs.map(([low, high]) => [Math.max(0, -low), Math.max(0, -high)] as const);
  const sizes = shape.map((n, i) => {
    const [before, after] = cut[i] as Pair;
    return Math.max(0, n - before - after);
  });
  const whole = sizes.every((n, i) => n === shape[i]);
  const starts = cut.map(([before], i) => (sizes[i] === 0 ? 0 : before));
  const steps = shape.map(() => 1);
  const inner = whole ? x : dispatch(slice, [x], { starts, sizes, steps });
  // An axis of which nothing is left is all padding.
  const total = (i: number): number => {
    const [low, high] = pairs[i] as Pair;
    return (shape[i] as number) + low + high - (sizes[i] as number);
  };
  const low = pairs.map(([n], i) => (sizes[i] === 0 ? 0 : Math.max(0, n)));
  const high = low.map((n, i) => total(i) - n);
  const attrs = { low, high, interior: shape.map(() => 0) };
  const padded = dispatch(pad, [inner], attrs);
  if (Object.is(value, 0)) return padded;
  const inside: Tensor = full([], 1, { dtype: "bool" }).broadcastTo(sizes);
  const filling: Tensor = full([], value, { dtype: x.dtype });
  return where(dispatch(pad, [inside], attrs), padded, filling);
}

/** Which element of an axis of `n` stands at position `i`, which may lie outside of it. */
const SOURCES: { readonly [M in Mode]: (i: number, n: number) => number } = {
  reflect: (i, n) => (i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i),
  replicate: (i, n) => Math.min(n - 1, Math.max(0, i)),
  circular: (i, n) => (i + n) % n,
};

/** The most that each mode can add on one side of an axis of `n`. */
const MOST: { readonly [M in Mode]: (n: number) => number } = {
  reflect: (n) => n - 1,
  replicate: (n) => (n === 0 ? 0 : Number.POSITIVE_INFINITY),
  circular: (n) => n,
};

const negativeOf = ([low, high]: Pair): Pair => [Math.min(0, low), Math.min(0, high)];
const positiveOf = ([low, high]: Pair): Pair => [Math.max(0, low), Math.max(0, high)];

function withElements(whole: Tensor, all: readonly Pair[], mode: Mode): Tensor {
  // What is taken away does not come back on the other side: as in PyTorch, it goes first.
  const taken = all.map(negativeOf);
  const cut = mode === "circular" && taken.flat().some((n) => n < 0);
  const x = cut ? withConstant(whole, check(taken, taken, whole.layout.shape), 0) : whole;
  const pairs = mode === "circular" ? all.map(positiveOf) : all;
  let result = x;
  pairs.forEach(([low, high], axis) => {
    if (low === 0 && high === 0) return;
    const n = x.layout.shape[axis] as number;
    if (Math.max(low, high) > MOST[mode](n))
      throw cannotPad(
        x.layout.shape,
        `${mode} padding of ${Math.max(low, high)} on axis ${axis}: needed at most ${MOST[mode](n)}`,
      );
    const places = Array.from({ length: n + low + high }, (_, i) => SOURCES[mode](i - low, n));
    result = dispatch(indexSelect, [result, tensor(places, { dtype: "int32" })], { axis });
  });
  return result;
}

/** `x` with elements around it. */
export function padded(x: Tensor, padding: Padding, options: PadOptions = {}): Tensor {
  const { mode = "constant", value = 0 } = options;
  const pairs = pairsOf(padding, x.layout.shape);
  if (mode === "constant") return withConstant(x, pairs, value);
  if (!Object.hasOwn(SOURCES, mode))
    throw cannotPad(
      x.layout.shape,
      `mode is ${JSON.stringify(mode)}: needed "constant", "reflect", "replicate" or "circular"`,
    );
  return withElements(x, pairs, mode);
}
