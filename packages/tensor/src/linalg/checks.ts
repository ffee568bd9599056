import { DTypeError, ShapeError, show } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import type { Tensor } from "../tensor.ts";

/** Refuses what is no tensor, or not of floats. */
export function requireFloats(op: string, argument: string, x: Tensor): void {
  requireTensor(op, argument, x);
  if (x.storage.type.floating) return;
  throw new DTypeError(
    `${op}: the ${argument} is ${x.dtype}: needed floats (cast it with to("float64") or to("float32"))`,
    { op, shapes: [x.layout.shape] },
  );
}

/** Refuses what is not a matrix of floats, or a batch of them; returns rows and columns. */
export function requireMatrices(op: string, x: Tensor): readonly [rows: number, columns: number] {
  requireFloats(op, "matrix", x);
  const { shape } = x.layout;
  if (shape.length >= 2) return [shape.at(-2) as number, shape.at(-1) as number];
  throw new ShapeError(
    `${op}: shape ${show(shape)} has ${shape.length === 0 ? "no axes" : "one axis"}: needed a matrix [rows, columns], or a batch of them [..., rows, columns]`,
    { op, shapes: [shape] },
  );
}

/** Refuses matrices that are not square; returns their size. */
export function requireSquare(op: string, x: Tensor): number {
  const [rows, columns] = requireMatrices(op, x);
  if (rows === columns) return rows;
  throw new ShapeError(
    `${op}: the matrix is ${rows} x ${columns} (shape ${show(x.layout.shape)}): needed a square one`,
    { op, shapes: [x.layout.shape] },
  );
}
