/** Arrays as slow and plain as can be: what the ops are compared with. */
export interface Nd {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export const product = (list: readonly number[]): number => list.reduce((p, n) => p * n, 1);

/** All indices of a shape, in row-major order. */
export function indices(shape: readonly number[]): number[][] {
  let list: number[][] = [[]];
  for (const n of shape)
    list = list.flatMap((head) => Array.from({ length: n }, (_, i) => [...head, i]));
  return list;
}

export function build(shape: readonly number[], f: (index: number[]) => number): Nd {
  return { shape, data: indices(shape).map(f) };
}

/** The element at `index`; leading axes that the array lacks are ignored, axes of size 1 stretched. */
export function at({ shape, data }: Nd, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  let position = 0;
  shape.forEach((n, axis) => {
    position = position * n + (n === 1 ? 0 : own[axis]!);
  });
  return data[position]!;
}

/** NumPy's rule, written the other way round: pad with ones, then take the size that is not 1. */
export function broadcast(...shapes: (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((s) => s.length));
  const padded = shapes.map((s) => [...Array<number>(rank - s.length).fill(1), ...s]);
  return Array.from({ length: rank }, (_, i) => {
    const sizes = new Set(padded.map((s) => s[i]!).filter((n) => n !== 1));
    if (sizes.size > 1) throw new Error(`${[...sizes]} do not broadcast`);
    return [...sizes][0] ?? 1;
  });
}

/** `f` of the elements of all inputs at each position of their common shape. */
export function zip(inputs: readonly Nd[], f: (...values: number[]) => number): Nd {
  return build(broadcast(...inputs.map((x) => x.shape)), (index) =>
    f(...inputs.map((x) => at(x, index))),
  );
}

/** `f` of the list of elements along `axes`, for each index of the others. */
export function fold(
  x: Nd,
  axes: readonly number[],
  keepDims: boolean,
  f: (values: number[]) => number,
): Nd {
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  const inner = indices(x.shape.map((n, i) => (axes.includes(i) ? n : 1)));
  const full = build(kept, (index) =>
    f(
      inner.map((offset) =>
        at(
          x,
          offset.map((n, i) => n + index[i]!),
        ),
      ),
    ),
  );
  return keepDims ? full : { shape: x.shape.filter((_, i) => !axes.includes(i)), data: full.data };
}
