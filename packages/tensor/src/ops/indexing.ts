import { TYPES, type TypedArray } from "../dtype.ts";
import { AxisError, DTypeError, ShapeError, show } from "../errors.ts";
import { perType } from "../kernels/source.ts";
import { sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { blank, inType, rowMajor } from "./copy.ts";
import { defineOp, type Op } from "./op.ts";

/**
 * Moves elements between x and y, contiguous from their offsets, by positions along an axis of size n
 * (of y where elements are added, else of x), which `count` slices of the other one go with; `outer` and
 * `inner` elements lie before and after the axis. Returns where the index is out of range, or -1.
 */
type Mover = (
  x: TypedArray,
  o: number,
  index: TypedArray,
  io: number,
  y: TypedArray,
  q: number,
  outer: number,
  n: number,
  count: number,
  inner: number,
) => number;

/** y[a, i, b] = x[a, index[i], b] */
const select: Mover = (x, o, index, io, y, q, outer, n, count, inner) => {
  let to = q;
  for (let a = 0; a < outer; a++)
    for (let i = 0; i < count; i++) {
      let row = index[io + i] as number;
      if (row < 0) row += n;
      if (row < 0 || row >= n) return i;
      let from = o + (a * n + row) * inner;
      for (const end = to + inner; to < end; to++) y[to] = x[from++] as number;
    }
  return -1;
};

/** y[a, index[i], b] += x[a, i, b] */
const addSlices: Mover = (x, o, index, io, y, q, outer, n, count, inner) => {
  for (let a = 0; a < outer; a++)
    for (let i = 0; i < count; i++) {
      let row = index[io + i] as number;
      if (row < 0) row += n;
      if (row < 0 || row >= n) return i;
      const from = o + (a * count + i) * inner;
      const to = q + (a * n + row) * inner;
      for (let b = 0; b < inner; b++) y[to + b] = (y[to + b] as number) + (x[from + b] as number);
    }
  return -1;
};

/** y[a, i, b] = x[a, index[a, i, b], b] */
const pick: Mover = (x, o, index, io, y, q, outer, n, count, inner) => {
  // Along the last axis, the usual case, elements follow each other.
  const step = inner === 1 ? 0 : 1;
  const lines = inner === 1 ? 1 : count;
  const width = inner === 1 ? count : inner;
  let at = 0;
  for (let a = 0; a < outer; a++) {
    const base = o + a * n * inner;
    for (let i = 0; i < lines; i++)
      for (let b = 0; b < width; b++, at++) {
        let row = index[io + at] as number;
        if (row < 0) row += n;
        if (row < 0 || row >= n) return at;
        y[q + at] = x[base + row * inner + b * step] as number;
      }
  }
  return -1;
};

/** y[a, index[a, i, b], b] += x[a, i, b] */
const addElements: Mover = (x, o, index, io, y, q, outer, n, count, inner) => {
  const block = count * inner;
  let at = 0;
  for (let a = 0; a < outer; a++) {
    const base = q + a * n * inner;
    for (let b = 0; at < (a + 1) * block; at++) {
      let row = index[io + at] as number;
      if (row < 0) row += n;
      if (row < 0 || row >= n) return at;
      const to = base + row * inner + b;
      y[to] = (y[to] as number) + (x[o + at] as number);
      if (++b === inner) b = 0;
    }
  }
  return -1;
};

/** y[i] = index[i], counted from the front, where the lowest position is `low` */
function fromFront(
  index: TypedArray,
  io: number,
  y: TypedArray,
  q: number,
  count: number,
  n: number,
  low: number,
): number {
  for (let i = 0; i < count; i++) {
    const row = index[io + i] as number;
    if (row < low || row >= n) return i;
    y[q + i] = row < 0 ? row + n : row;
  }
  return -1;
}

/** y[a, index[a, i, b], b] = i */
const note: Mover = (_x, _o, index, io, y, q, outer, n, count, inner) => {
  let at = io;
  for (let a = 0; a < outer; a++)
    for (let i = 0; i < count; i++)
      for (let b = 0; b < inner; b++, at++) {
        let row = index[at] as number;
        if (row < 0) row += n;
        if (row < 0 || row >= n) return at - io;
        y[q + (a * n + row) * inner + b] = i;
      }
  return -1;
};

const kernels = {
  indexSelect: perType(select),
  indexAdd: perType(addSlices),
  gather: perType(pick),
  scatterAdd: perType(addElements),
};

/** Checks that positions are whole numbers; truth values are none. */
function checkPositions(op: string, index: Tensor, needed: string): void {
  if (!index.storage.type.floating && index.dtype !== "bool") return;
  throw new DTypeError(
    `${op}: the index is ${index.dtype} of shape ${show(index.layout.shape)}: needed ${needed} of int32 (cast with to("int32"))`,
    { op, shapes: [index.layout.shape] },
  );
}

/** Elements before and after an axis. */
function around(shape: readonly number[], axis: number): [outer: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
}

/** Runs a kernel into a new tensor. */
function move(
  op: keyof typeof kernels,
  x: Tensor,
  index: Tensor,
  axis: number,
  n: number,
  count: number,
): Tensor {
  const result = op === "indexSelect" || op === "gather" ? count : n;
  const { shape } = x.layout;
  // Loops, because batches are cut with this, and lists of sizes would cost as much as the copying.
  const resultShape = shape.slice();
  resultShape[axis] = result;
  let outer = 1;
  for (let i = 0; i < axis; i++) outer *= shape[i] as number;
  let inner = 1;
  for (let i = axis + 1; i < shape.length; i++) inner *= shape[i] as number;
  const from = rowMajor(x);
  // One type of index, so that V8 compiles the loops for one.
  const at = rowMajor(inType(index, TYPES.int32));
  const out = blank(x.storage.type, resultShape);
  const kernel = kernels[op][x.storage.type.code] as Mover;
  const bad = kernel(
    from.storage.array(),
    from.offset,
    at.storage.array(),
    at.offset,
    out.storage.array(),
    out.offset,
    outer,
    n,
    count,
    inner,
  );
  if (bad < 0) return out;
  const position = at.storage.array()[at.offset + bad] as number;
  throw outOfRange(op, position, bad, index.layout.shape, axis, n);
}

/** The error for an index that names no element, at a place in the tensor of indices. */
function outOfRange(
  op: string,
  position: number,
  place: number,
  shape: readonly number[],
  axis: number,
  n: number,
  low: number = -n,
): AxisError {
  const where = shape.map((_, i) => {
    const inner = shape.slice(i + 1).reduce((size, m) => size * m, 1);
    return Math.floor(place / inner) % (shape[i] as number);
  });
  const range = n === 0 ? "it has no elements" : `use ${low} to ${n - 1}`;
  return new AxisError(
    `${op}: index ${position} at position ${shape.length === 1 ? where[0] : show(where)} is out of range for axis ${axis} of size ${n} (${range})`,
    { op, shapes: [shape] },
  );
}

/** Sums of truth values: true where one of them is. */
const counted = (x: Tensor, sum: (x: Tensor) => Tensor): Tensor =>
  x.dtype === "bool" ? inType(sum(inType(x, TYPES.int32)), TYPES.bool) : sum(x);

function checkList(op: string, x: Tensor, index: Tensor, axis: number): void {
  checkPositions(op, index, "a list of positions");
  const [a, b] = [x.layout.shape, index.layout.shape];
  if (b.length !== 1)
    throw new ShapeError(
      `${op}: the index has shape ${show(b)}: needed a list of positions, with one axis`,
      { op, shapes: [a, b] },
    );
  if (op === "indexAdd" && a[axis] !== b[0])
    throw new ShapeError(
      `${op}: ${b[0]} positions for ${a[axis]} slices of shape ${show(a)} along axis ${axis}: needed one for each`,
      { op, shapes: [a, b] },
    );
}

function checkElements(op: string, x: Tensor, index: Tensor, axis: number): void {
  checkPositions(op, index, "positions");
  const [a, b] = [x.layout.shape, index.layout.shape];
  const fits =
    a.length === b.length && a.every((n, i) => n === b[i] || (i === axis && op === "gather"));
  if (!fits)
    throw new ShapeError(
      `${op}: the index has shape ${show(b)}: needed that of the elements, ${show(a)}${op === "gather" ? `, outside axis ${axis}` : ""}`,
      { op, shapes: [a, b] },
    );
}

export const indexSelect: Op<"indexSelect"> = defineOp(
  "indexSelect",
  "move",
  (inputs, { axis }) => {
    const [x, index] = inputs as [Tensor, Tensor];
    checkList("indexSelect", x, index, axis);
    return move("indexSelect", x, index, axis, x.layout.shape[axis] as number, index.layout.size);
  },
);

export const indexAdd: Op<"indexAdd"> = defineOp("indexAdd", "move", (inputs, { axis, size }) => {
  const [x, index] = inputs as [Tensor, Tensor];
  checkList("indexAdd", x, index, axis);
  return counted(x, (terms) => move("indexAdd", terms, index, axis, size, index.layout.size));
});

export const gather: Op<"gather"> = defineOp("gather", "move", (inputs, { axis }) => {
  const [x, index] = inputs as [Tensor, Tensor];
  checkElements("gather", x, index, axis);
  const [n, count] = [x.layout.shape[axis] as number, index.layout.shape[axis] as number];
  return move("gather", x, index, axis, n, count);
});

export const scatterAdd: Op<"scatterAdd"> = defineOp(
  "scatterAdd",
  "move",
  (inputs, { axis, size }) => {
    const [x, index] = inputs as [Tensor, Tensor];
    checkElements("scatterAdd", x, index, axis);
    const count = x.layout.shape[axis] as number;
    return counted(x, (terms) => move("scatterAdd", terms, index, axis, size, count));
  },
);

export const positions: Op<"positions"> = defineOp(
  "positions",
  "move",
  ([index], { axis, size, caller, fromEnd }) => {
    checkPositions(caller, index as Tensor, "positions");
    const at = rowMajor(inType(index as Tensor, TYPES.int32));
    const out = blank(TYPES.int32, at.layout.shape);
    const [from, to] = [at.storage.array(), out.storage.array()];
    const low = fromEnd === false ? 0 : -size;
    const bad = fromFront(from, at.offset, to, out.offset, at.layout.size, size, low);
    if (bad < 0) return out;
    const position = from[at.offset + bad] as number;
    throw outOfRange(caller, position, bad, at.layout.shape, axis, size, low);
  },
);

export const lastAt: Op<"lastAt"> = defineOp("lastAt", "move", ([index], { axis, size }) => {
  checkPositions("lastAt", index as Tensor, "positions");
  const at = rowMajor(inType(index as Tensor, TYPES.int32));
  const { shape } = at.layout;
  const out = blank(TYPES.int32, shape.with(axis, size));
  const [from, to] = [at.storage.array(), out.storage.array()];
  to.fill(-1, out.offset, out.offset + out.layout.size);
  const [outer, inner] = around(shape, axis);
  const count = shape[axis] as number;
  const bad = note(from, 0, from, at.offset, to, out.offset, outer, size, count, inner);
  if (bad < 0) return out;
  throw outOfRange("lastAt", from[at.offset + bad] as number, bad, shape, axis, size);
});
