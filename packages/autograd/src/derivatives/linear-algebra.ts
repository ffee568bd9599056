import { concat, eye, GradientError, type Tensor, zerosLike } from "@nabla/tensor";
import { dispatch, type LinearAlgebraAttrs, type OpAttrs, ops, show } from "@nabla/tensor/internal";
import {
  columns,
  fillDiagonal,
  productsWithoutTwo,
  quotient,
  rows,
  skewed,
  t,
  unused,
  withUnitDiagonal,
} from "./matrices.ts";
import { type Recorded, type Row, reading, row } from "./rule.ts";

// The formulas are those of M. Giles, Collected matrix derivative results for forward and reverse mode
// algorithmic differentiation (2008), of Golub & Pereyra (1973) for pseudo-inverses, and of Liao et al.,
// Differentiable programming tensor networks (2019), for QR. A bar over Y is the cotangent of Y: `g` here.
// Nothing is divided for vectors that nobody has used, so that the gradient of eigenvalues and singular
// values exists even where some of them are equal or zero.

/** $A^{-\top} G$, not finite where A is singular. */
const solveTransposed = (a: Tensor, g: Tensor): Tensor =>
  dispatch(ops.solve, [t(a), g], { caller: null });

const triangular = (a: Tensor, b: Tensor, isUpper: boolean, unitDiagonal = false): Tensor =>
  dispatch(ops.triangularSolve, [a, b], { upper: isUpper, unitDiagonal });

const identityLike = (a: Tensor): Tensor =>
  eye(a.shape.at(-1) as number, undefined, { dtype: a.dtype });

function triangleRule(g: Tensor, { a, out, attrs }: Recorded<OpAttrs["triangularSolve"]>): Tensor {
  const full: Tensor = triangular(t(a), g, !attrs.upper, attrs.unitDiagonal).matmul(t(out)).neg();
  if (attrs.unitDiagonal) return attrs.upper ? full.triu(1) : full.tril(-1);
  return attrs.upper ? full.triu() : full.tril();
}

/**
 * The second derivative of the determinant. For a diagonal matrix S it is the bilinear form
 * $\sum_{i \ne j} p_{ij} (x_{ii} y_{jj} - x_{ij} y_{ji})$ with $p_{ij} = \prod_{k \ne i, j} s_k$, and
 * turning A into S by orthogonal matrices changes no more than the sign. Holds for singular A too.
 */
function cofactorRule(g: Tensor, { a }: Recorded<OpAttrs["cofactor"]>): Tensor {
  const n = a.shape.at(-1) as number;
  const factors = dispatch(ops.svd, [a], {});
  const [u, s, v] = [rows(factors, 0, n), rows(factors, n, n + 1), rows(factors, n + 1, 2 * n + 1)];
  const sign = dispatch(ops.det, [u], {})
    .mul(dispatch(ops.det, [v], {}))
    .sign()
    .detach();
  const p = productsWithoutTwo(s);
  const x: Tensor = t(u).matmul(g).matmul(v);
  const onDiagonal = p.matmul(x.diagonal().expandDims(-1));
  const inner = fillDiagonal(onDiagonal).sub(t(p.mul(x)));
  return u.matmul(inner).matmul(t(v)).mul(sign.expandDims(-1).expandDims(-1));
}

/** $\bar A = L^{-\top} \Phi(L^\top \bar L) L^{-1}$, made symmetric; Φ takes the lower triangle and half the diagonal. */
function choleskyRule(g: Tensor, { out }: Recorded<OpAttrs["cholesky"]>): Tensor {
  const product: Tensor = t(out).matmul(g);
  const phi = product.tril().add(product.tril(-1)).mul(0.5);
  const left = triangular(t(out), phi, true);
  const both = triangular(t(out), t(left), true);
  return both.add(t(both)).mul(0.5);
}

/** $\bar A = (\bar Q + Q C) R^{-\top}$, where C is the lower triangle of $R \bar R^\top - \bar Q^\top Q$, mirrored. */
function tallQrRule(q: Tensor, r: Tensor, gQ: Tensor, gR: Tensor): Tensor {
  const m: Tensor = r.matmul(t(gR)).sub(t(gQ).matmul(q));
  const mirrored = m.tril().add(t(m.tril(-1)));
  return t(triangular(r, t(gQ.add(q.matmul(mirrored))), true));
}

function qrRule(g: Tensor, recorded: Recorded<OpAttrs["qr"]>): Tensor {
  const { out, attrs } = recorded;
  const shape = recorded.shape(0);
  const [m, n] = shape.slice(-2) as [number, number];
  if (attrs.complete && m > n)
    throw new GradientError(
      `qr: the complete Q of a ${show([m, n])} matrix has no derivative: its last ${m - n} columns are any that complete the basis (use mode "reduced")`,
      { op: "qr", shapes: [shape] },
    );
  const [q, gQ] = [t(columns(out, 0, m)), t(columns(g, 0, m))];
  const [r, gR] = [columns(out, m, m + n), columns(g, m, m + n)];
  if (m >= n) return tallQrRule(q, r, gQ, gR);
  // A = [X | Y]: X = QR is square, and what stands beside R is QᵀY.
  const gBeside = columns(gR, m, n);
  const y: Tensor = q.matmul(columns(r, m, n));
  const gX = tallQrRule(q, columns(r, 0, m), gQ.add(y.matmul(t(gBeside))), columns(gR, 0, m));
  return concat([gX, q.matmul(gBeside)], -1);
}

/** $\bar A = V (\operatorname{diag} \bar\lambda + \operatorname{skew}(V^\top \bar V) / (\lambda_j - \lambda_i)) V^\top$ */
function eighRule(g: Tensor, { out }: Recorded<OpAttrs["eigh"]>): Tensor {
  const n = out.shape.at(-1) as number;
  const [values, v] = [rows(out, 0, 1), rows(out, 1, n + 1)];
  const gV = rows(g, 1, n + 1);
  const gaps = withUnitDiagonal(values.sub(t(values)));
  const turned = skewed(t(v).matmul(gV)).mul(0.5);
  const inner = quotient(turned, gaps, unused(gV)).add(fillDiagonal(t(rows(g, 0, 1))));
  return v.matmul(inner).matmul(t(v));
}

/**
 * $\bar A = U [E_U S + S E_V + \operatorname{diag} \bar s] V^\top$ with
 * $E_U = (U^\top \bar U - \bar U^\top U) / (s_j^2 - s_i^2)$, and what the columns of U and V can't
 * express where they are no whole basis.
 */
function svdRule(g: Tensor, recorded: Recorded<OpAttrs["svd"]>): Tensor {
  const [m, n] = recorded.shape(0).slice(-2) as [number, number];
  const k = Math.min(m, n);
  const parts = (x: Tensor): [Tensor, Tensor, Tensor] => [
    rows(x, 0, m),
    rows(x, m, m + 1),
    rows(x, m + 1, m + 1 + n),
  ];
  const [u, s, v] = parts(recorded.out);
  const [gU, gS, gV] = parts(g);
  const [inU, inV]: [Tensor, Tensor] = [t(u).matmul(gU), t(v).matmul(gV)];
  const gaps = withUnitDiagonal(s.sub(t(s)).mul(s.add(t(s))));
  const inner = quotient(skewed(inU), gaps, unused(gU))
    .mul(s)
    .add(t(s).mul(quotient(skewed(inV), gaps, unused(gV))))
    .add(fillDiagonal(t(gS)));
  const within: Tensor = u.matmul(inner).matmul(t(v));
  if (m > k) {
    const outside = gU.sub(u.matmul(inU));
    return within.add(quotient(outside, s, unused(gU)).matmul(t(v)));
  }
  if (n > k) {
    const outside = gV.sub(v.matmul(inV));
    return within.add(u.matmul(t(quotient(outside, s, unused(gV)))));
  }
  return within;
}

/** $\bar A = -P^\top \bar P P^\top + (I - AP) \bar P^\top P P^\top + P^\top P \bar P^\top (I - PA)$ for $P = A^+$. */
function pinvRule(g: Tensor, { a, out: p }: Recorded<OpAttrs["pinv"]>): Tensor {
  const direct = t(p).matmul(g).matmul(t(p)).neg();
  const above: Tensor = t(g).matmul(p).matmul(t(p));
  const beside: Tensor = t(p).matmul(p).matmul(t(g));
  return direct
    .add(above.sub(a.matmul(p.matmul(above))))
    .add(beside.sub(beside.matmul(p).matmul(a)));
}

/** {@link pinvRule} for $X = A^+ B$, with $A^+$ next to B or to its cotangent wherever that is shorter. */
function leastSquaresRule(g: Tensor, { a, b, out: x, attrs }: Recorded<OpAttrs["lstsq"]>): Tensor {
  const p = dispatch(ops.pinv, [a], attrs);
  const gB: Tensor = t(p).matmul(g);
  const residual = b.sub(a.matmul(x));
  const missed = g.sub(t(a).matmul(gB));
  return residual
    .matmul(t(p.matmul(gB)))
    .add(t(p).matmul(x).matmul(t(missed)))
    .sub(gB.matmul(t(x)));
}

/** The derivative in a direction is a block of the exponential of a larger matrix (Higham 2008, 3.2). */
function matrixExpRule(g: Tensor, { a }: Recorded<OpAttrs["matrixExp"]>): Tensor {
  const n = a.shape.at(-1) as number;
  const above = concat([t(a), g], -1);
  const below = concat([zerosLike(a), t(a)], -1);
  const all = dispatch(ops.matrixExp, [concat([above, below], -2)], {});
  return columns(rows(all, 0, n), n, 2 * n);
}

/** How linear algebra differentiates: one line per op, one rule per input. */
export const linearAlgebra: { readonly [K in keyof LinearAlgebraAttrs]: Row<K> } = {
  solve: row(
    reading("ao", (g, { a, out }) => solveTransposed(a, g).matmul(t(out)).neg()),
    reading("a", (g, { a }) => solveTransposed(a, g)),
  ),
  triangularSolve: row(
    reading("ao", triangleRule),
    reading("a", (g, { a, attrs }) => triangular(t(a), g, !attrs.upper, attrs.unitDiagonal)),
  ),
  det: row(
    reading("a", (g, { a }) =>
      g
        .expandDims(-1)
        .expandDims(-1)
        .mul(dispatch(ops.cofactor, [a], {})),
    ),
  ),
  cofactor: row(reading("a", cofactorRule)),
  // The sign is constant wherever it has a derivative.
  slogdet: row(
    reading("a", (g, { a }) =>
      columns(g, 1, 2)
        .expandDims(-1)
        .mul(solveTransposed(a, identityLike(a))),
    ),
  ),
  cholesky: row(reading("o", choleskyRule)),
  qr: row(reading("o", qrRule)),
  eigh: row(reading("o", eighRule)),
  svd: row(reading("o", svdRule)),
  pinv: row(reading("ao", pinvRule)),
  lstsq: row(
    reading("abo", leastSquaresRule),
    reading("a", (g, { a, attrs }) => t(dispatch(ops.pinv, [a], attrs)).matmul(g)),
  ),
  matrixExp: row(reading("a", matrixExpRule)),
};
