import { qr } from "./qr.ts";
import {
  addMultiple,
  dot,
  identity,
  lengthOf,
  multiplied,
  rotate,
  scaleOf,
  transposed,
} from "./vectors.ts";

/** $A = U S V^\top$ for an m x n matrix, with k = min(m, n). */
export interface Svd {
  /** The columns of U, as rows: k x m. */
  readonly ut: Float64Array;
  /** Descending. */
  readonly s: Float64Array;
  /** The columns of V, as rows: k x n. */
  readonly vt: Float64Array;
}

/** Sweeps over all pairs after which the method gives up; it needs six to ten. */
const PATIENCE = 60;

/** A row shorter than this has lost its digits, since the matrix is scaled to about 1: it counts as zero. */
const TINY = 2 ** -500;

/**
 * Singular values by one-sided Jacobi rotations, which find small ones to more digits than methods that
 * go through two diagonals (Demmel & Veselić, Jacobi's method is more accurate than QR, 1992). A matrix
 * that is not square is reduced to a triangle first.
 * @returns null where it does not converge, which happens for no finite matrix that we know of
 */
export function svd(a: Float64Array, m: number, n: number): Svd | null {
  if (m < n) {
    const flipped = svd(transposed(a, m, n), n, m);
    return flipped === null ? null : { ut: flipped.vt, s: flipped.s, vt: flipped.ut };
  }
  const scale = scaleOf(a);
  const scaled = a.map((value) => value / scale);
  // Of a triangle the rows are more nearly orthogonal than the columns.
  const { qt, r } = qr(scaled, m, n, n);
  const turns = identity(n);
  if (!orthogonalize(r, turns, n)) return null;
  const { order, s } = sorted(r, n);
  const inner = new Float64Array(n * n);
  order.forEach((from, to) => {
    inner.set(turns.subarray(from * n, (from + 1) * n), to * n);
  });
  return {
    ut: multiplied(inner, qt, n, n, m),
    s: s.map((value) => value * scale),
    vt: complete(r, order, s, n),
  };
}

/** Rotates pairs of rows of `x` (and of `turns` alike) until all are orthogonal. */
function orthogonalize(x: Float64Array, turns: Float64Array, n: number): boolean {
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) squares[i] = dot(x, i * n, x, i * n, n);
  for (let sweep = 0; sweep < PATIENCE; sweep++) {
    let rotated = false;
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++) rotated = rotatePair(x, turns, squares, i, j) || rotated;
    if (!rotated) return true;
  }
  return false;
}

/** Makes rows i and j orthogonal, whose squared lengths stand in `squares`. */
function rotatePair(
  x: Float64Array,
  turns: Float64Array,
  squares: Float64Array,
  i: number,
  j: number,
): boolean {
  const n = squares.length;
  const a = squares[i] as number;
  const b = squares[j] as number;
  const c = dot(x, i * n, x, j * n, n);
  const small = Number.EPSILON * Math.sqrt(n) * Math.sqrt(a) * Math.sqrt(b);
  if (Math.abs(c) <= small || a < TINY ** 2 || b < TINY ** 2) return false;
  const zeta = (b - a) / (2 * c);
  // The smaller of the two angles that make the rows orthogonal.
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cos = 1 / Math.hypot(1, t);
  rotate(x, n, i, j, cos, -cos * t);
  rotate(turns, n, i, j, cos, -cos * t);
  squares[i] = dot(x, i * n, x, i * n, n);
  squares[j] = dot(x, j * n, x, j * n, n);
  return true;
}

/** The lengths of the rows of `x`, descending, and where each row stood. */
function sorted(x: Float64Array, n: number): { order: number[]; s: Float64Array } {
  const lengths = Array.from({ length: n }, (_, i) => lengthOf(x, i * n, (i + 1) * n));
  const order = lengths
    .map((_, i) => i)
    .sort((i, j) => (lengths[j] as number) - (lengths[i] as number));
  return { order, s: Float64Array.from(order, (i) => lengths[i] as number) };
}

/** Rows of length 1 in the order of `order`; where a row has no direction, one orthogonal to the others. */
function complete(
  x: Float64Array,
  order: readonly number[],
  s: Float64Array,
  n: number,
): Float64Array {
  const result = new Float64Array(n * n);
  order.forEach((from, to) => {
    const length = s[to] as number;
    if (length >= TINY)
      for (let k = 0; k < n; k++) result[to * n + k] = (x[from * n + k] as number) / length;
    else fillIn(result, to, n);
  });
  return result;
}

/** Makes row `count` of `u` orthogonal to those before it. */
function fillIn(u: Float64Array, count: number, n: number): void {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let k = 0; k < n; k++) {
    let covered = 0;
    for (let i = 0; i < count; i++) covered += (u[i * n + k] as number) ** 2;
    if (covered < least) [best, least] = [k, covered];
  }
  const at = count * n;
  u[at + best] = 1;
  // Twice, because the first pass leaves rounding errors of the size of what it takes away.
  for (let pass = 0; pass < 2; pass++)
    for (let i = 0; i < count; i++) addMultiple(-dot(u, i * n, u, at, n), u, i * n, u, at, n);
  const length = lengthOf(u, at, at + n);
  for (let k = at; k < at + n; k++) u[k] = (u[k] as number) / length;
}
