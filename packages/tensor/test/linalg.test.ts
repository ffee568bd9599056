import { describe, expect, it } from "vitest";
import {
  DTypeError,
  eye,
  LinearAlgebraError,
  linalg,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";
import { sampleArray } from "./support/values.ts";

const double = (data: number[] | number[][] | number[][][]): Tensor =>
  tensor(data as number[], { dtype: "float64" });

/** Matrices with values between -2 and 2, and `diagonal` added to their diagonals. */
function some(shape: readonly number[], seed = 1, diagonal = 0): Tensor {
  const { data } = sampleArray(shape, "float64", { low: -2, high: 2, diagonal }, seed);
  return double([...data]).reshape(shape) as Tensor;
}

/** How far apart two tensors of one shape are. */
function distance(x: Tensor, y: Tensor): number {
  expect(x.shape).toEqual(y.shape);
  return x.size === 0 ? 0 : x.sub(y).abs().max().item();
}

/** For matrices of elements near 1, that are well conditioned: some hundred roundings. */
const NEAR = 1e-13;
const t = (x: Tensor): Tensor => x.transpose();

/** 1 / (i + j + 1): the classical matrix that is hard to invert. */
const hilbert = (n: number): Tensor =>
  double(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => 1 / (i + j + 1))));

describe("solve", () => {
  it("takes a vector, vectors of a batch, and matrices, as PyTorch tells them apart", () => {
    const a = some([2, 3, 3], 1, 4);
    expect(linalg.solve(a, some([3])).shape).toEqual([2, 3]);
    expect(linalg.solve(a, some([2, 3])).shape).toEqual([2, 3]);
    expect(linalg.solve(a, some([3, 2])).shape).toEqual([2, 3, 2]);
    expect(linalg.solve(a, some([4, 1, 3, 2])).shape).toEqual([4, 2, 3, 2]);
    const x = linalg.solve(a, some([2, 3]));
    expect(distance(a.matmul(x.expandDims(-1)).squeeze(-1), some([2, 3]))).toBeLessThan(NEAR);
  });
  it("solves from the right", () => {
    const [a, b] = [some([3, 3], 1, 4), some([2, 3], 2)];
    expect(distance(linalg.solve(a, b, { left: false }).matmul(a), b)).toBeLessThan(NEAR);
    const upper = { upper: true, left: false };
    const x = linalg.triangularSolve(a, b, upper);
    const triangle = a.mul(
      double([
        [1, 1, 1],
        [0, 1, 1],
        [0, 0, 1],
      ]),
    );
    expect(distance(x.matmul(triangle), b)).toBeLessThan(NEAR);
  });
  it("moves rows where that keeps factors small", () => {
    // Without an exchange of rows the solution would be (0, 1).
    expect(
      linalg
        .solve(
          double([
            [1e-20, 1],
            [1, 1],
          ]),
          double([1, 2]),
        )
        .toArray(),
    ).toEqual([1, 1]);
    expect(
      linalg
        .solve(
          double([
            [0, 1],
            [1, 0],
          ]),
          double([1, 2]),
        )
        .toArray(),
    ).toEqual([2, 1]);
  });
  it("names the matrix and the pivot where one is singular", () => {
    const a = double([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [2, 4],
      ],
    ]);
    expect(() => linalg.solve(a, some([2]))).toThrow(
      "solve: matrix [1] of the batch of shape [2, 2] is singular: pivot 1 is 0 (needed an invertible matrix; lstsq and pinv take any)",
    );
    expect(() => linalg.inverse(zeros([2, 2]))).toThrow(LinearAlgebraError);
    expect(() => linalg.inverse(zeros([2, 2]))).toThrow(
      "inverse: the matrix of shape [2, 2] is singular: pivot 0 is 0",
    );
  });
  it("passes NaN on", () => {
    expect(
      linalg
        .solve(
          double([
            [NaN, 1],
            [1, 1],
          ]),
          double([1, 2]),
        )
        .toArray(),
    ).toEqual([NaN, NaN]);
  });
  it("solves with a Cholesky factor of either kind", () => {
    const a = some([2, 3, 3], 3, 6);
    const p = a.matmul(t(a));
    const b = some([2, 3, 2]);
    for (const upper of [false, true]) {
      const factor = linalg.cholesky(p, { upper });
      const x = linalg.choleskySolve(b, factor, { upper });
      expect(distance(p.matmul(x), b)).toBeLessThan(NEAR);
    }
  });
  it("refuses what does not fit, and says what would", () => {
    expect(() => linalg.solve(eye(3), zeros([2]))).toThrow(
      "solve: a matrix of shape [3, 3] and a right-hand side of shape [2]: needed a vector of 3 elements, or a matrix with 3 rows",
    );
    expect(() => linalg.solve(eye(3), zeros([3, 2]), { left: false })).toThrow("with 3 columns");
    expect(() => linalg.solve(zeros([2, 3]), zeros([2]))).toThrow(
      "solve: the matrix is 2 x 3 (shape [2, 3]): needed a square one",
    );
    expect(() => linalg.solve(zeros([3]), zeros([3]))).toThrow(
      "solve: shape [3] has one axis: needed a matrix [rows, columns], or a batch of them",
    );
    // @ts-expect-error: the compiler says so, too
    expect(() => linalg.triangularSolve(eye(2), zeros([2]))).toThrow("which triangle counts?");
    const ints = eye(2, 2, { dtype: "int32" });
    expect(() => linalg.solve(ints, zeros([2]))).toThrow(DTypeError);
    expect(() => linalg.inverse(ints)).toThrow(
      'inverse: the matrix is int32: needed floats (cast it with to("float64") or to("float32"))',
    );
    expect(() => linalg.solve(some([2, 3, 3], 1, 4), some([4, 3, 1]))).toThrow(ShapeError);
  });
});

describe("inverse", () => {
  it("loses as many digits of a Hilbert matrix as its condition number says, and no more", () => {
    // The inverse has whole elements: the first is n² of the order n.
    for (const [n, digits] of [
      [3, 12],
      [6, 8],
      [8, 5],
    ] as const)
      expect(linalg.inverse(hilbert(n)).slice(0, 0).item() / n ** 2).toBeCloseTo(1, digits);
  });
  it("is computed in float64 for float32, and rounded once", () => {
    const a = some([4, 4], 5, 3);
    const single = linalg.inverse(a.to("float32"));
    expect(single.dtype).toBe("float32");
    const wanted = linalg.inverse(a.to("float32").to("float64")).to("float32");
    expect(single.toArray()).toEqual(wanted.toArray());
  });
});

describe("determinants", () => {
  it("and inverses are methods too", () => {
    const a = some([2, 3, 3], 1, 4);
    expect(a.det().toArray()).toEqual(linalg.det(a).toArray());
    expect(a.inverse().toArray()).toEqual(linalg.inverse(a).toArray());
  });
  it("are 1 for nothing, and 0 for singular matrices", () => {
    expect(linalg.det(zeros([0, 0])).item()).toBe(1);
    expect(linalg.det(zeros([2, 0, 0])).toArray()).toEqual([1, 1]);
    expect(linalg.det(zeros([0, 2, 2])).shape).toEqual([0]);
    expect(
      linalg
        .det(
          double([
            [1, 2],
            [2, 4],
          ]),
        )
        .item(),
    ).toBeCloseTo(0, 15);
  });
  it("have a logarithm where they themselves are too large for a number", () => {
    const [sign, logAbsDet] = linalg.slogdet(eye(300, 300, { dtype: "float64" }).mul(-100));
    expect(sign.item()).toBe(1);
    expect(logAbsDet.item()).toBeCloseTo(300 * Math.log(100), 9);
    const [zero, minusInfinity] = linalg.slogdet(zeros([2, 2]));
    expect([zero.item(), minusInfinity.item()]).toEqual([0, -Infinity]);
    expect(linalg.slogdet(zeros([0, 0])).map((x) => x.item())).toEqual([1, 0]);
  });
  it("of a Hilbert matrix are as small as known", () => {
    // From its closed form by factorials.
    expect(linalg.det(hilbert(6)).item() / 5.3672998868168e-18).toBeCloseTo(1, 8);
  });
});

describe("cholesky", () => {
  it("reads one triangle, the mean of both where asked to", () => {
    const [low, high] = [
      double([
        [4, NaN],
        [2, 10],
      ]),
      double([
        [4, 2],
        [NaN, 10],
      ]),
    ];
    expect(linalg.cholesky(low).toArray()).toEqual([
      [2, 0],
      [1, 3],
    ]);
    expect(linalg.cholesky(high, { upper: true }).toArray()).toEqual([
      [2, 1],
      [0, 3],
    ]);
    const mean = linalg.cholesky(
      double([
        [4, 4],
        [0, 10],
      ]),
      { symmetrize: true },
    );
    expect(mean.toArray()).toEqual([
      [2, 0],
      [1, 3],
    ]);
  });
  it("names the minor that is not positive", () => {
    expect(() =>
      linalg.cholesky(
        double([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(
      "cholesky: the matrix is not positive definite: its leading minor of order 2 is not positive",
    );
    const batch = double([[[1]], [[NaN]]]);
    expect(() => linalg.cholesky(batch)).toThrow(
      "matrix [1] of the batch is not positive definite",
    );
  });
});

describe("qr", () => {
  it("has as many columns as asked for, for tall and wide matrices", () => {
    for (const [m, n] of [
      [4, 2],
      [2, 4],
      [3, 3],
      [4, 0],
      [0, 3],
    ] as const)
      for (const mode of ["reduced", "complete"] as const) {
        const a = some([m, n]);
        const [q, r] = linalg.qr(a, { mode });
        const k = mode === "complete" ? m : Math.min(m, n);
        expect([q.shape, r.shape]).toEqual([
          [m, k],
          [k, n],
        ]);
        expect(distance(q.matmul(r), a)).toBeLessThan(NEAR);
        expect(distance(t(q).matmul(q), eye(k, k, { dtype: "float64" }))).toBeLessThan(NEAR);
      }
    expect(() => linalg.qr(zeros([2, 2]), { mode: "full" as "complete" })).toThrow(
      'qr: the mode is "full": needed "reduced" or "complete"',
    );
  });
  it("keeps orthogonal what is almost dependent, large and small", () => {
    for (const scale of [1, 1e200, 1e-200]) {
      const [q] = linalg.qr(hilbert(8).mul(scale));
      expect(distance(t(q).matmul(q), eye(8, 8, { dtype: "float64" }))).toBeLessThan(NEAR);
    }
  });
});

describe("eigh", () => {
  it("finds known eigenvalues: those of a string of n masses", () => {
    // 2 on the diagonal, -1 beside it: 2 - 2 cos(kπ / (n + 1)).
    const n = 40;
    const a = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const [values, vectors] = linalg.eigh(double(a));
    values.data.forEach((v, k) => {
      expect(v).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13);
    });
    expect(distance(double(a).matmul(vectors), vectors.mul(values))).toBeLessThan(NEAR);
  });
  it("keeps eigenvectors orthogonal where eigenvalues are equal, zero, huge or tiny", () => {
    const ones = double([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    for (const a of [
      eye(3, 3, { dtype: "float64" }),
      zeros([3, 3], { dtype: "float64" }),
      ones,
      ones.mul(1e300),
      ones.mul(1e-300),
    ]) {
      const [values, v] = linalg.eigh(a);
      expect(distance(t(v).matmul(v), eye(3, 3, { dtype: "float64" }))).toBeLessThan(NEAR);
      expect(distance(v.mul(values).matmul(t(v)), a)).toBeLessThan(
        NEAR * Math.max(1e-300, a.abs().max().item() * 10) + Number.MIN_VALUE,
      );
    }
  });
  it("reads one triangle", () => {
    const a = double([
      [1, 5],
      [2, 4],
    ]);
    expect(linalg.eigvalsh(a).toArray()).toEqual(
      linalg
        .eigvalsh(
          double([
            [1, 2],
            [2, 4],
          ]),
        )
        .toArray(),
    );
    expect(linalg.eigvalsh(a, { upper: true }).toArray()).toEqual(
      linalg
        .eigvalsh(
          double([
            [1, 5],
            [5, 4],
          ]),
        )
        .toArray(),
    );
  });
  it("refuses NaN and infinities", () => {
    expect(() =>
      linalg.eigh(
        double([
          [NaN, 0],
          [0, 1],
        ]),
      ),
    ).toThrow("eigh: the matrix contains NaN or infinity: needed finite numbers");
    expect(() => linalg.svd(double([[[1]], [[Infinity]]]))).toThrow("svd: matrix [1] of the batch");
  });
});

describe("svd", () => {
  it("completes U and V to whole bases, or does not", () => {
    for (const [m, n] of [
      [4, 2],
      [2, 4],
      [3, 3],
      [3, 0],
      [0, 2],
      [1, 3],
    ] as const)
      for (const fullMatrices of [true, false]) {
        const a = some([m, n]);
        const k = Math.min(m, n);
        const [u, s, vt] = linalg.svd(a, { fullMatrices });
        const [columns, rows] = fullMatrices ? [m, n] : [k, k];
        expect([u.shape, s.shape, vt.shape]).toEqual([[m, columns], [k], [rows, n]]);
        expect(distance(t(u).matmul(u), eye(columns, columns, { dtype: "float64" }))).toBeLessThan(
          NEAR,
        );
        expect(distance(vt.matmul(t(vt)), eye(rows, rows, { dtype: "float64" }))).toBeLessThan(
          NEAR,
        );
        const product = u
          .slice(null, [0, k])
          .mul(s)
          .matmul(vt.slice([0, k]));
        expect(distance(product, a)).toBeLessThan(NEAR);
      }
  });
  it("finds the singular values of Hilbert matrices to many digits", () => {
    // The condition number of the order 8, from the literature.
    expect(linalg.cond(hilbert(8)).item() / 1.525757553806e10).toBeCloseTo(1, 6);
    expect(linalg.cond(hilbert(6)).item() / 1.4951058641997e7).toBeCloseTo(1, 8);
  });
  it("finds bases where the rank is low", () => {
    const a = double([[1, 2, 3, 4]]).T.matmul(double([[1, 0, -1, 2]]));
    const [u, s, vt] = linalg.svd(a);
    expect(s.slice([1, null]).max().item()).toBeLessThan(1e-14);
    for (const basis of [u, vt])
      expect(distance(t(basis).matmul(basis), eye(4, 4, { dtype: "float64" }))).toBeLessThan(NEAR);
    expect(linalg.matrixRank(a).item()).toBe(1);
    expect(linalg.matrixRank(zeros([2, 3, 3])).toArray()).toEqual([0, 0]);
    expect(linalg.matrixRank(zeros([0, 3])).item()).toBe(0);
    expect(linalg.matrixRank(a, { atol: 100 }).item()).toBe(0);
    expect(() => linalg.matrixRank(a, { rtol: -1 })).toThrow("matrixRank: rtol is -1");
  });
  it("takes other layouts and batches as it takes matrices", () => {
    const a = some([2, 2, 3, 4]);
    const moved = a.permute([1, 0, 3, 2]);
    const s = linalg.svdvals(moved);
    const alone = linalg.svdvals(a.slice(1, 0).T.contiguous());
    expect(s.slice(0, 1).toArray()).toEqual(alone.toArray());
  });
});

describe("lstsq and pinv", () => {
  it("satisfy what defines a pseudo-inverse, for any rank", () => {
    const low = some([4, 2]).matmul(some([2, 3], 2));
    for (const a of [some([4, 2]), some([2, 4]), low, zeros([2, 3], { dtype: "float64" })]) {
      const p = linalg.pinv(a);
      expect(distance(a.matmul(p).matmul(a), a)).toBeLessThan(NEAR);
      expect(distance(p.matmul(a).matmul(p), p)).toBeLessThan(NEAR);
      expect(distance(t(a.matmul(p)), a.matmul(p))).toBeLessThan(NEAR);
      expect(distance(t(p.matmul(a)), p.matmul(a))).toBeLessThan(NEAR);
      const b = some([a.shape[0] as number, 2], 4);
      const [x, residuals, rank, s] = linalg.lstsq(a, b);
      expect(distance(x, p.matmul(b))).toBeLessThan(NEAR);
      expect(distance(residuals, a.matmul(x).sub(b).square().sum(0))).toBeLessThan(NEAR);
      expect(rank.item()).toBe(linalg.matrixRank(a).item());
      expect(s.toArray()).toEqual(linalg.svdvals(a).toArray());
    }
  });
  it("take vectors and batches", () => {
    const a = some([2, 3, 2]);
    const [x, residuals, rank] = linalg.lstsq(a, some([2, 3]));
    expect([x.shape, residuals.shape, rank.toArray()]).toEqual([[2, 2], [2], [2, 2]]);
    expect(linalg.lstsq(some([3, 2]), some([3]))[0].shape).toEqual([2]);
    expect(() => linalg.lstsq(some([3, 2]), some([2]))).toThrow(
      "lstsq: a matrix of shape [3, 2] and a right-hand side of shape [2]: needed a vector of 3 elements",
    );
  });
});

describe("products", () => {
  it("matrixPower takes whole powers of either sign", () => {
    const a = some([2, 3, 3], 1, 4);
    const identity = eye(3, 3, { dtype: "float64" }).broadcastTo([2, 3, 3]);
    expect(linalg.matrixPower(a, 0).toArray()).toEqual(identity.toArray());
    expect(linalg.matrixPower(a, 1).toArray()).toEqual(a.toArray());
    expect(linalg.matrixPower(a, 3).toArray()).toEqual(a.matmul(a.matmul(a)).toArray());
    expect(distance(linalg.matrixPower(a, -2).matmul(a).matmul(a), identity)).toBeLessThan(NEAR);
    const fibonacci = linalg.matrixPower(
      double([
        [1, 1],
        [1, 0],
      ]),
      78,
    );
    expect(fibonacci.slice(0, 1).item()).toBe(8944394323791464);
    expect(() => linalg.matrixPower(a, 0.5)).toThrow("matrixPower: the power is 0.5");
    expect(() => linalg.matrixPower(zeros([2, 2]), -1)).toThrow("inverse: the matrix of shape");
  });
  it("matrixExp of a rotation's generator is the rotation, however far", () => {
    for (const angle of [1e-8, 1, 100]) {
      const e = linalg.matrixExp(
        double([
          [0, -angle],
          [angle, 0],
        ]),
      );
      // Squaring doubles the error of a small angle as often as the norm is halved.
      expect(e.slice(1, 0).item()).toBeCloseTo(Math.sin(angle), 12);
      expect(e.slice(0, 0).item()).toBeCloseTo(Math.cos(angle), 12);
    }
    expect(linalg.matrixExp(zeros([2, 0, 0])).shape).toEqual([2, 0, 0]);
    expect(
      linalg
        .matrixExp(
          double([
            [NaN, 0],
            [0, 0],
          ]),
        )
        .slice(1, 1)
        .item(),
    ).toBe(NaN);
  });
  it("multiDot multiplies a chain in the cheapest order", () => {
    const chain = [some([2, 30]), some([30, 3], 2), some([3, 20], 3), some([20], 4)];
    const wanted = chain.slice(1).reduce((x, y): Tensor => x.matmul(y), chain[0]!);
    expect(distance(linalg.multiDot(chain), wanted)).toBeLessThan(1e-11);
    expect(linalg.multiDot([some([3]), some([3])]).shape).toEqual([]);
    expect(() => linalg.multiDot([some([2, 3]), some([2, 3])])).toThrow(
      "multiDot: [2, 3] x [2, 3]: inner dimensions 3 and 2 differ",
    );
    expect(() => linalg.multiDot([some([2])])).toThrow("needs a list of two or more");
    expect(() => linalg.multiDot([some([2]), some([2]), some([2])])).toThrow("tensor 1 of 3");
  });
});

describe("norms", () => {
  const a = double([
    [3, -4, 0],
    [0, 0, 12],
  ]);
  it("of matrices are sums of magnitudes, roots of squares, or functions of singular values", () => {
    const norms = ([1, -1, Infinity, -Infinity, "fro", 2, -2, "nuc"] as const).map((order) =>
      linalg.matrixNorm(a, order).item(),
    );
    [12, 3, 12, 7, 13, 12, 5, 17].forEach((wanted, i) => {
      expect(norms[i]).toBeCloseTo(wanted, 13);
    });
    expect(() => linalg.matrixNorm(a, 3)).toThrow("matrixNorm: there is no matrix norm of order 3");
  });
  it("go over any two axes, and may keep them", () => {
    const x = some([2, 3, 4]);
    const kept = linalg.matrixNorm(x, "nuc", [0, -1], { keepDims: true });
    expect(kept.shape).toEqual([1, 3, 1]);
    const alone = linalg.matrixNorm(x.slice(null, 1), "nuc").item();
    expect(kept.slice(0, 1, 0).item()).toBeCloseTo(alone, 13);
    expect(() => linalg.matrixNorm(x, "fro", [1, -2])).toThrow("axis 1 is named twice in [1, -2]");
  });
  it("are chosen by the arguments, as in PyTorch", () => {
    const x = some([2, 3, 4]);
    const length = Math.hypot(...x.data);
    expect(linalg.norm(x).item()).toBeCloseTo(length, 13);
    expect(linalg.norm(x, null, [0, 1]).shape).toEqual([4]);
    expect(linalg.norm(x, 1, 0).toArray()).toEqual(x.abs().sum(0).toArray());
    expect(linalg.norm(a, 1).item()).toBe(12);
    expect(linalg.norm(double([3, -4]), -Infinity).item()).toBe(3);
    expect(() => linalg.norm(x, 1)).toThrow("with 3 axes to reduce: needed one axis for a vector");
    expect(() => linalg.norm(double([1]), "nuc")).toThrow('norm: "nuc" is a norm of matrices');
    expect(() => linalg.norm(tensor([1, 2], { dtype: "int32" }))).toThrow("needed floats");
  });
  it("cond is infinite for singular matrices, in every norm", () => {
    const singular = double([
      [
        [1, 2],
        [2, 4],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ]);
    for (const order of [1, "fro", "nuc", Infinity] as const)
      expect(linalg.cond(singular, order).slice(0).item()).toBe(Infinity);
    expect(linalg.cond(singular, "fro").slice(1).item()).toBeCloseTo(2, 13);
    expect(linalg.cond(zeros([0, 0])).item()).toBe(0);
  });
});
