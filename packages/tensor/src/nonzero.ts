import { dispatch } from "./dispatch.ts";
import { constant } from "./ops/creation.ts";
import type { Tensor } from "./tensor.ts";

/** Positions in row-major order of the elements other than 0 of a tensor. Reads values. */
export function flatNonzero(x: Tensor): Int32Array {
  const { data } = x;
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) count++;
  const list = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) list[next++] = i;
  return list;
}

/** A list of whole numbers as a tensor of a shape. */
export const listOf = (values: Int32Array, shape: readonly number[] = [values.length]): Tensor =>
  dispatch(constant, [], { shape, dtype: "int32", values });

/** For each axis, where along it the elements at these positions in row-major order lie. */
export function coordinates(flat: Int32Array, shape: readonly number[]): Int32Array[] {
  const rest = flat.slice();
  const columns: Int32Array[] = new Array(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const n = shape[axis] as number;
    const column = new Int32Array(rest.length);
    for (let i = 0; i < rest.length; i++) {
      const position = rest[i] as number;
      column[i] = position % n;
      rest[i] = Math.floor(position / n);
    }
    columns[axis] = column;
  }
  return columns;
}
