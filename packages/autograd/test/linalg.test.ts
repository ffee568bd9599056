import { eye, linalg, type Tensor, tensor, zeros } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { sampleArray } from "../../tensor/test/support/values.ts";
import { grad, gradCheck, hessian, jvp, vmap } from "../src/index.ts";

const double = (data: number[] | number[][]): Tensor =>
  tensor(data as number[], { dtype: "float64" });

function some(shape: readonly number[], seed = 1, diagonal = 0): Tensor {
  const { data } = sampleArray(shape, "float64", { low: -1, high: 1, diagonal }, seed);
  return double([...data]).reshape(shape) as Tensor;
}

const one = (n: number): Tensor => eye(n, n, { dtype: "float64" });

describe("functions of linalg", () => {
  it.each<[string, (a: Tensor, b: Tensor) => Tensor]>([
    ["solve from the right", (a, b) => linalg.solve(a, b.transpose(), { left: false })],
    [
      "triangularSolve from the right",
      (a, b) => linalg.triangularSolve(a, b.transpose(), { upper: true, left: false }),
    ],
    ["choleskySolve", (a, b) => linalg.choleskySolve(b, a)],
    ["inverse", (a) => linalg.inverse(a)],
    ["slogdet", (a) => linalg.slogdet(a)[1]],
    ["matrixPower", (a) => linalg.matrixPower(a, -3)],
    ["complete svd", (a, b) => linalg.svd(b)[1].mul(a.sum())],
    ["svdvals", (_, b) => linalg.svdvals(b)],
    ["residuals", (_, b) => linalg.lstsq(b, b.sum(1).exp())[1]],
    ["singular values of lstsq", (_, b) => linalg.lstsq(b, b)[3]],
    ["nuclear norm", (_, b) => linalg.matrixNorm(b, "nuc")],
    ["spectral norm", (_, b) => linalg.norm(b, 2)],
    ["condition number", (a) => linalg.cond(a)],
    ["condition number by columns", (a) => linalg.cond(a, 1)],
    ["multiDot", (a, b) => linalg.multiDot([a, b, b.transpose()])],
  ])("%s has the gradient that differences give", (name, f) => {
    // Of each matrix only what the function reads matters: it adds nothing that is not used.
    const used = (a: Tensor, b: Tensor): Tensor => f(a, b).add(a.sum().mul(0)).add(b.sum().mul(0));
    gradCheck(used, [some([3, 3], 1, 3), some([3, 2], 2)], { name });
  });
});

describe("the determinant", () => {
  const singular = [
    [
      "of rank 2",
      double([
        [1, 2, 3],
        [4, 5, 6],
        [5, 7, 9],
      ]),
    ],
    [
      "of rank 1",
      double([
        [1, 2, 3],
        [2, 4, 6],
        [3, 6, 9],
      ]),
    ],
    ["of zeros", zeros([3, 3], { dtype: "float64" })],
    ["the identity", one(3)],
  ] as const;
  it.each(singular)("has a gradient and second derivatives at a matrix %s", (_, a) => {
    gradCheck(linalg.det, [a]);
    gradCheck(grad(linalg.det, { createGraph: true }), [a]);
  });
  it("of two by two has the gradient everyone knows", () => {
    expect(
      grad(linalg.det)(
        double([
          [1, 2],
          [2, 4],
        ]),
      ).toArray(),
    ).toEqual([
      [expect.closeTo(4, 13), expect.closeTo(-2, 13)],
      [expect.closeTo(-2, 13), expect.closeTo(1, 13)],
    ]);
  });
  it("has no finite logarithmic derivative where it is 0, and no error", () => {
    const g = grad((a: Tensor): Tensor => linalg.slogdet(a)[1])(
      double([
        [1, 2],
        [2, 4],
      ]),
    );
    expect([...g.data].some(Number.isFinite)).toBe(false);
  });
});

describe("equal eigenvalues and singular values", () => {
  it("do not stand in the way of gradients that do not depend on the vectors", () => {
    expect(grad((a: Tensor): Tensor => linalg.eigvalsh(a).sum())(one(3)).toArray()).toEqual(
      one(3).toArray(),
    );
    expect(grad((a: Tensor): Tensor => linalg.matrixNorm(a, "nuc"))(one(2)).toArray()).toEqual(
      one(2).toArray(),
    );
  });
  it("make the gradient of what does depend on them not finite, rather than wrong", () => {
    const exponential = (a: Tensor): Tensor => {
      const [values, v] = linalg.eigh(a);
      return v.mul(values.exp()).matmul(v.transpose()).sum();
    };
    // It is e everywhere, but only as a limit.
    for (const f of [exponential, (a: Tensor): Tensor => linalg.eigh(a)[1].slice(0, 1)])
      expect([...grad(f)(one(2)).data].some(Number.isFinite)).toBe(false);
    const [value, tangent] = jvp(
      (a: Tensor) => linalg.eigh(a),
      [one(2)],
      [
        double([
          [1, 2],
          [2, 3],
        ]),
      ],
    );
    expect(value[0].toArray()).toEqual([1, 1]);
    expect([...tangent[0].data].every(Number.isFinite)).toBe(true);
    expect([...tangent[1].data].some(Number.isFinite)).toBe(false);
  });
  it("do no harm where only one singular value is zero, in square matrices", () => {
    const f = (x: Tensor): Tensor => {
      const [u, s, vt] = linalg.svd(x);
      const plane: Tensor = u.slice(null, [0, 2]);
      // A Aᵀ A, and the projection on the image: both smooth.
      return u.mul(s.pow(3)).matmul(vt).add(plane.matmul(plane.T));
    };
    gradCheck(f, [
      double([
        [3, 0, 0],
        [0, 2, 0],
        [0, 0, 0],
      ]),
    ]);
    gradCheck(f, [
      double([
        [1, 2, 3],
        [4, 5, 6],
        [5, 7, 9],
      ]),
    ]);
  });
  it("of zeros give norms a gradient of 0, as in PyTorch", () => {
    for (const order of ["fro", null] as const) {
      const g = grad((a: Tensor): Tensor => linalg.norm(a, order))(
        zeros([2, 3], { dtype: "float64" }),
      );
      expect(g.toArray()).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
    }
  });
  it("share the gradient of the largest one", () => {
    expect(grad((a: Tensor): Tensor => linalg.matrixNorm(a, 2))(one(2)).toArray()).toEqual([
      [0.5, 0],
      [0, 0.5],
    ]);
  });
});

describe("symmetric functions", () => {
  it("have symmetric gradients, whichever triangle they read", () => {
    const a = some([3, 3], 1, 4);
    for (const options of [{}, { upper: true }, { symmetrize: true }])
      for (const f of [linalg.cholesky, linalg.eigvalsh]) {
        const g: Tensor = grad((x: Tensor): Tensor => f(x, options).square().sum())(a);
        expect(g.sub(g.T).abs().max().item()).toBeLessThan(1e-13);
      }
  });
  it("have the gradient that differences along symmetric matrices give", () => {
    const symmetric =
      (f: (a: Tensor) => Tensor) =>
      (x: Tensor): Tensor =>
        f(x.add(x.transpose()));
    const a = some([3, 3], 1, 4);
    gradCheck(
      symmetric((x) => linalg.cholesky(x)),
      [a],
    );
    gradCheck(
      symmetric((x) => linalg.cholesky(x, { upper: true })),
      [a],
    );
    gradCheck(
      symmetric((x) => linalg.eigh(x)[1].square()),
      [a],
    );
  });
});

describe("linalg below other transformations", () => {
  it("is batched, pushed forward, and differentiated twice", () => {
    const a = some([4, 3, 3], 1, 3);
    const each = vmap(grad((x: Tensor): Tensor => linalg.slogdet(x)[1]))(a);
    each.sub(linalg.inverse(a).transpose()).data.forEach((v) => {
      expect(v).toBeCloseTo(0, 13);
    });
    const [, tangent] = jvp(
      (x: Tensor): Tensor => linalg.eigvalsh(x).sum(),
      [one(3)],
      [some([3, 3], 2)],
    );
    expect(tangent.item()).toBeCloseTo(some([3, 3], 2).diagonal().sum().item(), 13);
    const quadratic = some([2, 2], 3, 3);
    const f = (x: Tensor): Tensor => x.mul(linalg.solve(quadratic, x)).sum();
    const inverse = linalg.inverse(quadratic);
    const h = hessian(f)(double([1, 2]));
    h.sub(inverse.add(inverse.T)).data.forEach((v: number) => {
      expect(v).toBeCloseTo(0, 13);
    });
  });
  it("refuses the derivative of columns that are not determined", () => {
    expect(() =>
      grad((a: Tensor): Tensor => linalg.qr(a, { mode: "complete" })[0].sum())(some([3, 2])),
    ).toThrow("qr: the complete Q of a [3, 2] matrix has no derivative: its last 1 columns");
  });
});
