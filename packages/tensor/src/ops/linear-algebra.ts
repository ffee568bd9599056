import { promote, TYPES, type TypeInfo } from "../dtype.ts";
import { LinearAlgebraError, show } from "../errors.ts";
import { cholesky as choleskyKernel } from "../kernels/linear-algebra/cholesky.ts";
import { cofactor as cofactorKernel } from "../kernels/linear-algebra/cofactor.ts";
import { eigh as eighKernel } from "../kernels/linear-algebra/eigh.ts";
import {
  determinant,
  factorize,
  logDeterminant,
  solveFactored,
} from "../kernels/linear-algebra/lu.ts";
import { matrixExp as matrixExpKernel } from "../kernels/linear-algebra/matrix-exp.ts";
import { leastSquares, pseudoInverse } from "../kernels/linear-algebra/pseudo-inverse.ts";
import { qr as qrKernel } from "../kernels/linear-algebra/qr.ts";
import { type Svd, svd as svdKernel } from "../kernels/linear-algebra/svd.ts";
import { firstZero, substitute } from "../kernels/linear-algebra/triangular.ts";
import { allFinite, symmetric, transposed } from "../kernels/linear-algebra/vectors.ts";
import { visit } from "../kernels/reduce.ts";
import { broadcastShapes, broadcastStrides, contiguousLayout, sizeOf } from "../layout.ts";
import { Storage } from "../storage.ts";
import { Tensor, valuesOf } from "../tensor.ts";
import { defineOp, type Op } from "./op.ts";

// All of this is computed in float64, whatever the dtype: the matrices are small, and half of the digits
// of an ill-conditioned one are soon gone. Kernels work on one row-major matrix and leave operands alone.

/** The values in float64 and row-major order; not to be written to. */
function doubles(x: Tensor): Float64Array {
  const { size, contiguous } = x.layout;
  if (x.storage.type === TYPES.float64 && contiguous)
    return (x.storage.array() as Float64Array).subarray(x.offset, x.offset + size);
  return Float64Array.from(valuesOf(x));
}

/** A tensor of results, rounded to `type`. */
function tensorOf(type: TypeInfo, shape: readonly number[], values: Float64Array): Tensor {
  const data = type === TYPES.float64 ? values : new Float32Array(values);
  return new Tensor(contiguousLayout(shape), new Storage(type, data), 0);
}

const rowsOf = (x: Tensor): number => x.layout.shape.at(-2) as number;
const columnsOf = (x: Tensor): number => x.layout.shape.at(-1) as number;

/** What a kernel makes of one matrix of a batch; `index` is for its errors. */
type Kernel = (a: Float64Array, index: number) => Float64Array;

/** Applies a kernel to every matrix of a batch; `tail` is the shape of one result. */
function forEachMatrix(x: Tensor, tail: readonly number[], kernel: Kernel): Tensor {
  const values = doubles(x);
  const lead = x.layout.shape.slice(0, -2);
  const [from, to] = [rowsOf(x) * columnsOf(x), sizeOf(tail)];
  const count = sizeOf(lead);
  const out = new Float64Array(count * to);
  for (let i = 0; i < count; i++)
    out.set(kernel(values.subarray(i * from, (i + 1) * from), i), i * to);
  return tensorOf(x.storage.type, [...lead, ...tail], out);
}

/** Where each matrix of a batch begins, if `lead` is stretched to `batch`. */
function starts(lead: readonly number[], batch: readonly number[], size: number): number[] {
  const list: number[] = [];
  visit(batch, broadcastStrides(contiguousLayout(lead), batch), 0, (at) => {
    list.push(at * size);
  });
  return list;
}

/** Applies a kernel to every pair of matrices of two batches, which broadcast. */
function forEachPair(
  op: string,
  a: Tensor,
  b: Tensor,
  tail: readonly number[],
  kernel: (a: Float64Array, b: Float64Array, index: number) => Float64Array,
): Tensor {
  const [x, y] = [doubles(a), doubles(b)];
  const [leadA, leadB] = [a.layout.shape.slice(0, -2), b.layout.shape.slice(0, -2)];
  const batch = broadcastShapes(`${op} batch dims`, leadA, leadB);
  const [sizeA, sizeB] = [rowsOf(a) * columnsOf(a), rowsOf(b) * columnsOf(b)];
  const startsB = starts(leadB, batch, sizeB);
  const size = sizeOf(tail);
  const out = new Float64Array(sizeOf(batch) * size);
  starts(leadA, batch, sizeA).forEach((from, i) => {
    const to = startsB[i] as number;
    const result = kernel(x.subarray(from, from + sizeA), y.subarray(to, to + sizeB), i);
    out.set(result, i * size);
  });
  return tensorOf(promote(a.storage.type, b.storage.type), [...batch, ...tail], out);
}

/** "the matrix", or which one of a batch. */
function naming(index: number, lead: readonly number[]): string {
  if (lead.length === 0) return "the matrix";
  let rest = index;
  const place = lead.map(() => 0);
  for (let i = lead.length - 1; i >= 0; i--) {
    place[i] = rest % (lead[i] as number);
    rest = Math.floor(rest / (lead[i] as number));
  }
  return `matrix ${show(place)} of the batch`;
}

function fault(op: string, x: Tensor, index: number, what: string): LinearAlgebraError {
  const { shape } = x.layout;
  return new LinearAlgebraError(`${op}: ${naming(index, shape.slice(0, -2))} ${what}`, {
    op,
    shapes: [shape],
  });
}

const singular = (op: string, x: Tensor, index: number, pivot: number): LinearAlgebraError =>
  fault(
    op,
    x,
    index,
    `of shape ${show(x.layout.shape.slice(-2))} is singular: pivot ${pivot} is 0 (needed an invertible matrix; lstsq and pinv take any)`,
  );

/** Refuses what iterations can't come to an end with. */
function requireFinite(op: string, x: Tensor, index: number, a: Float64Array): void {
  if (!allFinite(a)) throw fault(op, x, index, "contains NaN or infinity: needed finite numbers");
}

const didNotConverge = (op: string, x: Tensor, index: number): LinearAlgebraError =>
  fault(op, x, index, "needs more iterations than it should (please report it)");

export const solve: Op<"solve"> = defineOp("solve", "opaque", (inputs, { caller }) => {
  const [a, b] = inputs as [Tensor, Tensor];
  const [n, k] = [rowsOf(a), columnsOf(b)];
  return forEachPair(caller ?? "solve", a, b, [n, k], (x, y, i) => {
    const factors = factorize(x, n);
    const zero = firstZero(factors.lu, n);
    if (zero >= 0 && caller !== null) throw singular(caller, a, i, zero);
    return solveFactored(factors, n, y, k);
  });
});

export const triangularSolve: Op<"triangularSolve"> = defineOp(
  "triangularSolve",
  "opaque",
  (inputs, attrs) => {
    const [a, b] = inputs as [Tensor, Tensor];
    const [n, k] = [rowsOf(a), columnsOf(b)];
    return forEachPair("triangularSolve", a, b, [n, k], (t, y) => {
      const x = y.slice();
      substitute(t, n, x, k, attrs);
      return x;
    });
  },
);

export const det: Op<"det"> = defineOp("det", "opaque", ([input]) => {
  const x = input as Tensor;
  return forEachMatrix(x, [], (a) => Float64Array.of(determinant(a, rowsOf(x))));
});

export const cofactor: Op<"cofactor"> = defineOp("cofactor", "opaque", ([input]) => {
  const x = input as Tensor;
  const n = rowsOf(x);
  return forEachMatrix(x, [n, n], (a) => cofactorKernel(a, n));
});

export const slogdet: Op<"slogdet"> = defineOp("slogdet", "opaque", ([input]) => {
  const x = input as Tensor;
  return forEachMatrix(x, [2], (a) => Float64Array.from(logDeterminant(a, rowsOf(x))));
});

export const cholesky: Op<"cholesky"> = defineOp("cholesky", "opaque", ([input], attrs) => {
  const x = input as Tensor;
  const n = rowsOf(x);
  return forEachMatrix(x, [n, n], (a, i) => {
    const factor = symmetric(a, n, attrs.symmetrize);
    const row = choleskyKernel(factor, n);
    if (row >= 0)
      throw fault(
        "cholesky",
        x,
        i,
        `is not positive definite: its leading minor of order ${row + 1} is not positive (add a small multiple of the identity, or use eigh)`,
      );
    return factor;
  });
});

export const qr: Op<"qr"> = defineOp("qr", "opaque", ([input], { complete }) => {
  const x = input as Tensor;
  const [m, n] = [rowsOf(x), columnsOf(x)];
  const k = complete ? m : Math.min(m, n);
  return forEachMatrix(x, [k, m + n], (a) => {
    const { qt, r } = qrKernel(a, m, n, k);
    const packed = new Float64Array(k * (m + n));
    for (let i = 0; i < k; i++) {
      packed.set(qt.subarray(i * m, (i + 1) * m), i * (m + n));
      packed.set(r.subarray(i * n, (i + 1) * n), i * (m + n) + m);
    }
    return packed;
  });
});

export const eigh: Op<"eigh"> = defineOp("eigh", "opaque", ([input], attrs) => {
  const x = input as Tensor;
  const n = rowsOf(x);
  return forEachMatrix(x, [n + 1, n], (a, i) => {
    const own = symmetric(a, n, attrs.symmetrize);
    requireFinite("eigh", x, i, own);
    const found = eighKernel(own, n);
    if (found === null) throw didNotConverge("eigh", x, i);
    const packed = new Float64Array((n + 1) * n);
    packed.set(found.values);
    packed.set(transposed(found.vectors, n, n), n);
    return packed;
  });
});

/** The factors of one matrix of a batch. */
function factorsOf(op: string, x: Tensor, a: Float64Array, index: number): Svd {
  requireFinite(op, x, index, a);
  const found = svdKernel(a, rowsOf(x), columnsOf(x));
  if (found === null) throw didNotConverge(op, x, index);
  return found;
}

export const svd: Op<"svd"> = defineOp("svd", "opaque", ([input]) => {
  const x = input as Tensor;
  const [m, n] = [rowsOf(x), columnsOf(x)];
  const k = Math.min(m, n);
  return forEachMatrix(x, [m + 1 + n, k], (a, i) => {
    const { ut, s, vt } = factorsOf("svd", x, a, i);
    const packed = new Float64Array((m + 1 + n) * k);
    packed.set(transposed(ut, k, m));
    packed.set(s, m * k);
    packed.set(transposed(vt, k, n), (m + 1) * k);
    return packed;
  });
});

export const pinv: Op<"pinv"> = defineOp("pinv", "opaque", ([input], cutoff) => {
  const x = input as Tensor;
  const [m, n] = [rowsOf(x), columnsOf(x)];
  return forEachMatrix(x, [n, m], (a, i) =>
    pseudoInverse(factorsOf("pinv", x, a, i), m, n, cutoff),
  );
});

export const lstsq: Op<"lstsq"> = defineOp("lstsq", "opaque", (inputs, cutoff) => {
  const [a, b] = inputs as [Tensor, Tensor];
  const [m, n, k] = [rowsOf(a), columnsOf(a), columnsOf(b)];
  return forEachPair("lstsq", a, b, [n, k], (x, y, i) =>
    leastSquares(factorsOf("lstsq", a, x, i), y, m, n, k, cutoff),
  );
});

export const matrixExp: Op<"matrixExp"> = defineOp("matrixExp", "opaque", ([input]) => {
  const x = input as Tensor;
  const n = rowsOf(x);
  return forEachMatrix(x, [n, n], (a) => matrixExpKernel(a, n));
});
