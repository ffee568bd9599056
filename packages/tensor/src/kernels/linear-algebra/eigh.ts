import { type Tridiagonal, tridiagonalize } from "./tridiagonal.ts";
import { exchange, rotate, scaleOf } from "./vectors.ts";

/** Iterations per eigenvalue after which the method gives up; it needs two or three. */
const PATIENCE = 30;

/**
 * Eigenvalues, ascending, and eigenvectors of a symmetric n x n matrix, which is overwritten: reduction to
 * three diagonals, then the implicit QL or QR method with Wilkinson's shift (Golub & Van Loan, Matrix
 * Computations, 8.3). The steps are ordered as in LAPACK's `dsteqr`, so that signs mostly agree.
 * @returns null where it does not converge, which happens for no finite matrix that we know of
 */
export function eigh(
  a: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } | null {
  const scale = scaleOf(a);
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) / scale;
  const t = tridiagonalize(a, n);
  if (!diagonalize(t, n)) return null;
  sort(t, n);
  for (let i = 0; i < n; i++) t.d[i] = (t.d[i] as number) * scale;
  return { values: t.d, vectors: t.qt };
}

/** May e[i], beside d[i] and d[i + 1], be taken for zero? */
function negligible({ d, e }: Tridiagonal, i: number): boolean {
  const [x, y, between] = [d[i] as number, d[i + 1] as number, e[i] as number];
  return between ** 2 <= (Number.EPSILON / 2) ** 2 * Math.abs(x) * Math.abs(y) + 2 ** -1022;
}

/** Makes T diagonal, block by block, and turns the rows of `qt` into eigenvectors. */
function diagonalize(t: Tridiagonal, n: number): boolean {
  const { d, e } = t;
  let budget = PATIENCE * n;
  for (let start = 0; start < n; ) {
    let end = start;
    while (end < n - 1 && !negligible(t, end)) end++;
    e[end] = 0;
    // Work towards the smaller end, where eigenvalues are found more exactly.
    const backwards = Math.abs(d[end] as number) < Math.abs(d[start] as number);
    const [first, last] = backwards ? [end, start] : [start, end];
    budget = diagonalizeBlock(t, n, first, last, budget);
    if (budget < 0) return false;
    // A block that fell apart is looked through again: what is diagonal passes at once.
    start = end + 1;
  }
  return true;
}

/**
 * Finds the eigenvalues of one block from `first` on, in the direction of `last`.
 * @returns what is left of the number of iterations; negative where it did not suffice
 */
function diagonalizeBlock(
  t: Tridiagonal,
  n: number,
  first: number,
  last: number,
  budget: number,
): number {
  const { e } = t;
  const step = last >= first ? 1 : -1;
  /** Where e stands that belongs to i and its neighbour in the direction of `last`. */
  const beside = (i: number): number => (step > 0 ? i : i - 1);
  let left = budget;
  let l = first;
  while (l !== last + step) {
    let m = l;
    while (m !== last && !negligible(t, beside(m))) m += step;
    if (m !== last) e[beside(m)] = 0;
    if (m === l) l += step;
    else if (m === l + step) {
      solveTwo(t, n, Math.min(l, m));
      l += 2 * step;
    } else {
      if (left-- === 0) return -1;
      sweep(t, n, l, m, step);
    }
  }
  return left;
}

/** One implicit step on the rows from m to l: a bulge is chased towards l, whose e becomes smaller. */
function sweep({ d, e, qt }: Tridiagonal, n: number, l: number, m: number, step: number): void {
  const beside = (i: number): number => (step > 0 ? i : i - 1);
  const value = d[l] as number;
  const edge = e[beside(l)] as number;
  const shift = ((d[l + step] as number) - value) / (2 * edge);
  const root = Math.hypot(shift, 1);
  let g = (d[m] as number) - value + edge / (shift + (shift >= 0 ? root : -root));
  let [c, s, p] = [1, 1, 0];
  for (let j = m; j !== l; j -= step) {
    const next = j - step;
    const f = s * (e[beside(next)] as number);
    const b = c * (e[beside(next)] as number);
    const rotation = rotationOf(g, f);
    [c, s] = rotation;
    if (j !== m) e[beside(j)] = rotation[2];
    g = (d[j] as number) - p;
    const r = ((d[next] as number) - g) * s + 2 * c * b;
    p = s * r;
    d[j] = g + p;
    g = c * r - b;
    rotate(qt, n, j, next, c, s);
  }
  d[l] = (d[l] as number) - p;
  e[beside(l)] = g;
}

/** c, s and r with cf + sg = r and cg = sf. */
function rotationOf(f: number, g: number): [c: number, s: number, r: number] {
  if (g === 0) return [1, 0, f];
  if (f === 0) return [0, Math.sign(g), Math.abs(g)];
  const r = f > 0 ? Math.hypot(f, g) : -Math.hypot(f, g);
  return [f / r, g / r, r];
}

/** Solves the 2 x 2 block at i: the eigenvalue of larger magnitude comes first. */
function solveTwo({ d, e, qt }: Tridiagonal, n: number, i: number): void {
  const [a, b, c] = [d[i] as number, e[i] as number, d[i + 1] as number];
  const root = Math.hypot(a - c, 2 * b);
  const [sum, outer] = [a + c, a + c < 0 ? -1 : 1];
  const larger = 0.5 * (sum + outer * root);
  // The other one from the determinant, in which nothing cancels.
  const [big, small] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  d[i] = larger;
  d[i + 1] = sum === 0 ? -0.5 * root : (big / larger) * small - (b / larger) * b;
  const [cos, sin] = angleOf(a - c, 2 * b, root, outer);
  rotate(qt, n, i, i + 1, cos, sin);
  e[i] = 0;
}

/** Cosine and sine of the turn to the eigenvector of the eigenvalue with larger magnitude. */
function angleOf(difference: number, twice: number, root: number, outer: number): [number, number] {
  const inner = difference >= 0 ? 1 : -1;
  const sum = difference + inner * root;
  let [c, s] = [1, 0];
  if (Math.abs(sum) > Math.abs(twice)) {
    const cotangent = -twice / sum;
    s = 1 / Math.sqrt(1 + cotangent ** 2);
    c = cotangent * s;
  } else if (twice !== 0) {
    const tangent = -sum / twice;
    c = 1 / Math.sqrt(1 + tangent ** 2);
    s = tangent * c;
  }
  return inner === outer ? [-s, c] : [c, s];
}

/** Puts the eigenvalues into ascending order, with as few exchanges as can be. */
function sort({ d, qt }: Tridiagonal, n: number): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if ((d[j] as number) < (d[least] as number)) least = j;
    if (least === i) continue;
    exchange(d, i, least, 1);
    exchange(qt, i * n, least * n, n);
  }
}
