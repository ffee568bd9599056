import { type DType, type Tensor, tensor } from "../../src/index.ts";
import { at, build, indices, type Nd } from "./nd.ts";

/** A tensor that lies in memory in a certain way, and the values that it should have. */
export interface Arranged {
  readonly layout: string;
  readonly tensor: Tensor;
  readonly values: Nd;
}

export const ARRAYS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

/** A row-major tensor. */
export function make({ shape, data }: Nd, dtype: DType): Tensor {
  return tensor(new ARRAYS[dtype](data), { dtype }).reshape(shape) as Tensor;
}

function transposed(x: Nd, dtype: DType): Tensor {
  const order = x.shape.map((_, i) => x.shape.length - 1 - i);
  const turned = build([...x.shape].reverse(), (index) => at(x, [...index].reverse()));
  return make(turned, dtype).permute(order);
}

/** Every second element, backwards, of an array that is twice as long and begins with a stranger. */
function backwards(x: Nd, dtype: DType): Tensor {
  const big = x.shape.map((n) => 2 * n + 1);
  const place = (i: number, n: number): number => (i % 2 === 1 ? n - 1 - (i - 1) / 2 : -1);
  const wide = build(big, (index) => {
    const inside = index.map((i, axis) => place(i, x.shape[axis]!));
    return inside.some((i) => i < 0) ? 7 : at(x, inside);
  });
  return make(wide, dtype).slice(
    ...x.shape.map((n) => [2 * n - 1, n === 0 ? -1 : null, -2] as const),
  );
}

/** The end of a longer array. */
function offset(x: Nd, dtype: DType): Tensor {
  const flat = make({ shape: [x.data.length + 3], data: [9, 9, 9, ...x.data] }, dtype);
  return flat.slice([3, null]).reshape(x.shape);
}

/** One row (or element) repeated by strides of 0: its values are others. */
function repeated(x: Nd, dtype: DType, axes: readonly number[]): Arranged {
  const shape = x.shape.map((n, i) => (axes.includes(i) && n > 0 ? 1 : n));
  const small = build(shape, (index) => at(x, index));
  return {
    layout: `repeated along ${axes}`,
    tensor: make(small, dtype).broadcastTo(x.shape),
    values: build(x.shape, (index) => at(small, index)),
  };
}

/** The values of `x` (or some of them) in all the ways in which they may lie in memory. */
export function arrangements(x: Nd, dtype: DType): Arranged[] {
  const list: Arranged[] = [
    { layout: "row-major", tensor: make(x, dtype), values: x },
    { layout: "offset", tensor: offset(x, dtype), values: x },
  ];
  if (x.shape.length === 0) return list;
  list.push(
    { layout: "backwards", tensor: backwards(x, dtype), values: x },
    repeated(x, dtype, [0]),
    repeated(
      x,
      dtype,
      x.shape.map((_, i) => i),
    ),
  );
  if (x.shape.length > 1)
    list.push(
      { layout: "transposed", tensor: transposed(x, dtype), values: x },
      repeated(x, dtype, [x.shape.length - 1]),
    );
  return list;
}

/** The values of a tensor, with the shape that it claims. */
export const valuesOf = (x: Tensor): Nd => ({ shape: x.shape, data: [...x.data] });

/** Is the memory of `x` the memory of `y`, so that a change of one would change the other? */
export function sharesMemory(x: Tensor, y: Tensor): boolean {
  const [mine, others] = [x.storage.data, y.storage.data];
  if (x.storage === y.storage) return true;
  if (typeof mine === "number" || typeof others === "number") return false;
  if (mine.buffer !== others.buffer) return false;
  const places = (t: Tensor): Set<number> =>
    new Set(
      indices(t.shape).map(
        (index) => t.offset + index.reduce((sum, i, axis) => sum + i * t.strides[axis]!, 0),
      ),
    );
  const taken = places(x);
  return [...places(y)].some((place) => taken.has(place));
}
