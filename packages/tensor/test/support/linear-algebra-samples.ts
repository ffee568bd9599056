import type { DType } from "../../src/index.ts";
import type { LinearAlgebraAttrs } from "../../src/internal.ts";
import { plain, same } from "./cases.ts";
import { at, broadcast, build, type Nd } from "./nd.ts";
import type { ArraySample, Case } from "./samples.ts";
import type { Domain } from "./values.ts";

const FLOATS: readonly DType[] = ["float64", "float32"];
/** Matrices whose diagonal outweighs the rest of each row: invertible and, made symmetric, positive definite. */
const HEAVY: Domain = { low: -1, high: 1, diagonal: 5 };
const ANY: Domain = { low: -2, high: 2 };

const turned = (x: Nd): Nd =>
  build([...x.shape.slice(0, -2), x.shape.at(-1)!, x.shape.at(-2)!], (i) =>
    at(x, [...i.slice(0, -2), i.at(-1)!, i.at(-2)!]),
  );

function times(x: Nd, y: Nd): Nd {
  const batch = broadcast(x.shape.slice(0, -2), y.shape.slice(0, -2));
  return build([...batch, x.shape.at(-2)!, y.shape.at(-1)!], (index) => {
    const [lead, i, j] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
    let sum = 0;
    for (let k = 0; k < x.shape.at(-1)!; k++)
      sum += at(x, [...lead, i, k]) * at(y, [...lead, k, j]);
    return sum;
  });
}

const unit = (lead: readonly number[], n: number): Nd =>
  build([...lead, n, n], (index) => +(index.at(-1) === index.at(-2)));

/** Rows and columns of each matrix, from one place to another. */
const block = (x: Nd, rows: readonly [number, number], columns: readonly [number, number]): Nd =>
  build([...x.shape.slice(0, -2), rows[1] - rows[0], columns[1] - columns[0]], (index) =>
    at(x, [...index.slice(0, -2), index.at(-2)! + rows[0], index.at(-1)! + columns[0]]),
  );

const matricesOf = (x: Nd): number[][][] => {
  const [m, n] = x.shape.slice(-2) as [number, number];
  const count = x.shape.slice(0, -2).reduce((a, b) => a * b, 1);
  return Array.from({ length: count }, (_, c) =>
    Array.from({ length: m }, (_, i) => x.data.slice((c * m + i) * n, (c * m + i + 1) * n)),
  );
};

/** `f` of each matrix of a batch. */
const each = (x: Nd, tail: readonly number[], f: (a: number[][]) => readonly number[]): Nd => ({
  shape: [...x.shape.slice(0, -2), ...tail],
  data: matricesOf(x).flatMap(f),
});

const without = (a: number[][], row: number, column: number): number[][] =>
  a.filter((_, i) => i !== row).map((line) => line.filter((_, j) => j !== column));

/** Expansion along the first row. */
const determinant = (a: number[][]): number =>
  a.length === 0
    ? 1
    : a[0]!.reduce((sum, x, j) => sum + (j % 2 ? -x : x) * determinant(without(a, 0, j)), 0);

const cofactors = (a: number[][]): number[] =>
  a.flatMap((line, i) =>
    line.map((_, j) => ((i + j) % 2 ? -1 : 1) * determinant(without(a, i, j))),
  );

const inverted = (x: Nd): Nd =>
  turned(each(x, x.shape.slice(-2), (a) => cofactors(a).map((c) => c / determinant(a))));

const mean = (x: Nd): Nd =>
  build(x.shape, (i) => (at(x, i) + at(x, [...i.slice(0, -2), i.at(-1)!, i.at(-2)!])) / 2);

const mirrored = (x: Nd): Nd =>
  build(x.shape, (index) => {
    const [i, j] = index.slice(-2) as [number, number];
    return at(x, [...index.slice(0, -2), Math.max(i, j), Math.min(i, j)]);
  });

const readAs = (x: Nd, symmetrize: boolean): Nd => (symmetrize ? mean(x) : mirrored(x));

/** From minors alone. */
function choleskyOf(a: number[][]): number[] {
  const minor = (n: number): number => determinant(a.slice(0, n).map((line) => line.slice(0, n)));
  // l_ij is a minor with row i in the place of row j, over the root of the minors before and after it.
  return a.flatMap((_, i) =>
    a.map((_, j) => {
      if (j > i) return 0;
      const lines = [...a.slice(0, j), a[i]!].map((line) => line.slice(0, j + 1));
      return determinant(lines) / Math.sqrt(minor(j) * minor(j + 1));
    }),
  );
}

/** The series of the exponential. */
function exponential(x: Nd): Nd {
  let [term, sum] = [
    unit(x.shape.slice(0, -2), x.shape.at(-1)!),
    unit(x.shape.slice(0, -2), x.shape.at(-1)!),
  ];
  for (let k = 1; k < 60; k++) {
    const next = times(term, x);
    term = { ...next, data: next.data.map((v) => v / k) };
    sum = { ...sum, data: sum.data.map((v, i) => v + term.data[i]!) };
  }
  return sum;
}

/** $(A^\top A)^{-1} A^\top$, or $A^\top (A A^\top)^{-1}$ for a wide matrix: of full rank, that is all. */
const pseudoInverse = (a: Nd): Nd =>
  a.shape.at(-2)! >= a.shape.at(-1)!
    ? times(inverted(times(turned(a), a)), turned(a))
    : times(turned(a), inverted(times(a, turned(a))));

const SQUARES = [
  [0, 0],
  [1, 1],
  [2, 2],
  [3, 3],
  [2, 2, 2],
  [0, 3, 3],
  [2, 1, 2, 2],
];
const RECTANGLES = [
  [1, 1],
  [2, 2],
  [3, 2],
  [2, 3],
  [1, 3],
  [3, 1],
  [0, 2],
  [2, 0],
  [2, 3, 2],
  [2, 1, 2],
];
const PAIRS = [
  [
    [2, 2],
    [2, 1],
  ],
  [
    [3, 3],
    [3, 2],
  ],
  [
    [1, 1],
    [1, 3],
  ],
  [
    [0, 0],
    [0, 2],
  ],
  [
    [2, 2],
    [2, 0],
  ],
  [
    [2, 2, 2],
    [2, 1],
  ],
  [
    [2, 2],
    [3, 2, 1],
  ],
  [
    [2, 1, 2, 2],
    [3, 2, 1],
  ],
] as const;

const square = <A>(attrs: A): Case<A>[] => SQUARES.map((shape) => plain(attrs, shape));
const any = <A>(attrs: A): Case<A>[] => RECTANGLES.map((shape) => plain(attrs, shape));
const pairs = <A>(attrs: A): Case<A>[] => PAIRS.map(([a, b]) => plain(attrs, a, b));

const common = { kind: "array", dtypes: FLOATS, result: same, terms: 6 } as const;
const CUTOFF = { rtol: 1e-6, atol: 0 };

/** All that is compared, in one list. */
const flat = (...parts: readonly Nd[]): Nd => {
  const data = parts.flatMap((x) => x.data);
  return { shape: [data.length], data };
};

/** Each column times the number above it in a row. */
const scaled = (x: Nd, row: Nd): Nd => build(x.shape, (i) => at(x, i) * at(row, i.with(-2, 0)));

/** How far numbers in a row are from being in order: 0 where they ascend (1) or descend (-1). */
const falling = (row: Nd, direction: 1 | -1): Nd =>
  build(row.shape, (i) => {
    const last = i.at(-1)!;
    return last === 0 ? 0 : Math.min(0, direction * (at(row, i) - at(row, i.with(-1, last - 1))));
  });

/** Linear algebra: compared with what is slow, and with products of factors where signs are free. */
export const linearAlgebraSamples: {
  readonly [K in keyof LinearAlgebraAttrs]: ArraySample<LinearAlgebraAttrs[K]>;
} = {
  solve: {
    ...common,
    regular: true,
    domain: HEAVY,
    cases: pairs({ caller: "solve" }),
    reference: ([a, b]) => times(inverted(a!), b!),
  },
  triangularSolve: {
    ...common,
    domain: HEAVY,
    regular: true,
    cases: [true, false].flatMap((upper) =>
      [true, false].flatMap((unitDiagonal) => pairs({ upper, unitDiagonal })),
    ),
    reference: ([a, b], { upper, unitDiagonal }) => {
      const triangle = build(a!.shape, (index) => {
        const [i, j] = index.slice(-2) as [number, number];
        if (i === j) return unitDiagonal ? 1 : at(a!, index);
        return (upper ? j > i : j < i) ? at(a!, index) : 0;
      });
      return times(inverted(triangle), b!);
    },
  },
  det: {
    ...common,
    domain: ANY,
    cases: square({}),
    reference: ([x]) => each(x!, [], (a) => [determinant(a)]),
  },
  cofactor: {
    ...common,
    domain: ANY,
    cases: square({}),
    reference: ([x]) => each(x!, x!.shape.slice(-2), cofactors),
  },
  slogdet: {
    ...common,
    domain: HEAVY,
    regular: true,
    cases: square({}),
    reference: ([x]) =>
      each(x!, [2], (a) => [Math.sign(determinant(a)), Math.log(Math.abs(determinant(a)))]),
  },
  cholesky: {
    ...common,
    domain: HEAVY,
    regular: true,
    cases: square({ symmetrize: true }),
    reference: ([x], { symmetrize }) =>
      each(readAs(x!, symmetrize), x!.shape.slice(-2), choleskyOf),
  },
  qr: {
    ...common,
    domain: ANY,
    cases: [
      ...any({ complete: false }),
      ...[
        [1, 1],
        [2, 3],
        [2, 2, 2],
        [0, 2],
      ].map((shape) => plain({ complete: true }, shape)),
    ],
    seen: (packed, [a]) => {
      const [m, n] = a!.shape.slice(-2) as [number, number];
      const k = packed.shape.at(-2)!;
      const [qt, r] = [block(packed, [0, k], [0, m]), block(packed, [0, k], [m, m + n])];
      const corner = build(r.shape, (i) => (i.at(-1)! < i.at(-2)! ? at(r, i) : 0));
      return flat(times(turned(qt), r), times(qt, turned(qt)), corner);
    },
    reference: ([a], { complete }) => {
      const [m, n] = a!.shape.slice(-2) as [number, number];
      const k = complete ? m : Math.min(m, n);
      const lead = a!.shape.slice(0, -2);
      return flat(
        a!,
        unit(lead, k),
        build([...lead, k, n], () => 0),
      );
    },
  },
  eigh: {
    ...common,
    domain: ANY,
    cases: square({ symmetrize: true }),
    seen: (packed) => {
      const n = packed.shape.at(-1)!;
      const [values, v] = [block(packed, [0, 1], [0, n]), block(packed, [1, n + 1], [0, n])];
      return flat(times(scaled(v, values), turned(v)), times(turned(v), v), falling(values, 1));
    },
    reference: ([a], { symmetrize }) => {
      const [n, lead] = [a!.shape.at(-1)!, a!.shape.slice(0, -2)];
      return flat(
        readAs(a!, symmetrize),
        unit(lead, n),
        build([...lead, 1, n], () => 0),
      );
    },
  },
  svd: {
    ...common,
    domain: ANY,
    cases: any({}),
    seen: (packed, [a]) => {
      const [m, n] = a!.shape.slice(-2) as [number, number];
      const k = Math.min(m, n);
      const rows = (from: number, to: number): Nd => block(packed, [from, to], [0, k]);
      const [u, s, v] = [rows(0, m), rows(m, m + 1), rows(m + 1, m + 1 + n)];
      return flat(
        times(scaled(u, s), turned(v)),
        times(turned(u), u),
        times(turned(v), v),
        falling(s, -1),
      );
    },
    reference: ([a]) => {
      const [k, lead] = [Math.min(a!.shape.at(-2)!, a!.shape.at(-1)!), a!.shape.slice(0, -2)];
      return flat(
        a!,
        unit(lead, k),
        unit(lead, k),
        build([...lead, 1, k], () => 0),
      );
    },
  },
  pinv: {
    ...common,
    domain: HEAVY,
    regular: true,
    cases: any(CUTOFF),
    reference: ([a]) => pseudoInverse(a!),
  },
  lstsq: {
    ...common,
    domain: HEAVY,
    regular: true,
    cases: [...pairs(CUTOFF), plain(CUTOFF, [3, 2], [3, 1]), plain(CUTOFF, [2, 3], [2, 2])],
    reference: ([a, b]) => times(pseudoInverse(a!), b!),
  },
  matrixExp: {
    ...common,
    domain: { low: -1, high: 1 },
    terms: 8,
    cases: square({}),
    reference: ([x]) => exponential(x!),
  },
};
