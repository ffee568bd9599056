import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { concat, NablaError, stack, type Tensor, where, zeros } from "../src/index.ts";
import { generated } from "./compile.ts";

/** Whole numbers from a seed; enough to choose shapes with. */
class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return low + Math.floor((this.state / 2 ** 32) * (high - low + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(0, from.length - 1)] as T;
  }

  /** True once in `n` times. */
  once(n: number): boolean {
    return this.int(1, n) === 1;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.int(0, left.length - 1), 1)[0] as T);
  }

  shape(low = 0, high = 4, sizes: readonly number[] = [1, 2, 3, 4, 5, 7, 12, 0]): number[] {
    return Array.from({ length: this.int(low, high) }, () => this.pick(sizes));
  }

  /**
   * An axis of a tensor of rank `rank`, or one beyond it at either end. For a number, only axes beyond:
   * when the program runs it has an axis 0, for the sake of code that serves all ranks, but where the
   * compiler knows the rank, naming an axis is a mistake.
   */
  axis(rank: number): number {
    if (rank === 0) return this.pick([-2, 1]);
    return this.int(-rank - 1, rank);
  }
}

const list = (items: readonly (number | null)[]): string =>
  `[${items.map((item) => String(item)).join(", ")}]`;
const made = (shape: readonly number[]): string => `zeros(${list(shape)})`;

/** Dimensions that mostly broadcast with `shape`. */
const partner = (r: Random, shape: readonly number[]): number[] =>
  r.once(4) ? r.shape() : shape.slice(r.int(0, shape.length)).map((d) => r.pick([1, d, d, d, 5]));

/** One random call per op; the text is what is compiled and what is run. */
const calls: { readonly [name: string]: (r: Random) => string } = {
  add(r) {
    const a = r.shape();
    return `${made(a)}.add(${made(partner(r, a))})`;
  },
  where(r) {
    const a = r.shape();
    return `where(${made(a)}, ${made(partner(r, a))}, ${r.once(2) ? "1" : made(partner(r, a))})`;
  },
  assign(r) {
    const a = r.shape();
    return `${made(a)}.assign(${made(partner(r, a))})`;
  },
  broadcastTo(r) {
    const to = r.shape();
    return `${made(partner(r, to))}.broadcastTo(${list(to)})`;
  },
  matmul(r) {
    const a = r.shape(r.once(9) ? 0 : 1, 4);
    const inner = r.once(5) ? r.int(1, 9) : (a.at(-1) ?? 1);
    const lead = a.slice(0, -2).map((d) => r.pick([1, d, d, d, 2]));
    return `${made(a)}.matmul(${made(r.once(3) ? [inner] : [...lead, inner, r.int(1, 9)])})`;
  },
  reduceAxis(r) {
    const a = r.shape(0, 4);
    const op = r.pick(["sum", "mean", "prod", "all", "variance", "logSumExp"]);
    return `${made(a)}.${op}(${r.axis(a.length)}, { keepDims: ${r.once(2)} })`;
  },
  reduceAxes(r) {
    const a = r.shape(2, 5);
    const axes = Array.from({ length: r.int(0, 3) }, () => r.int(-a.length, a.length - 1));
    return `${made(a)}.sum(${list(r.once(8) ? [...axes, r.axis(a.length)] : axes)})`;
  },
  argmax(r) {
    const a = r.shape(1, 4, [1, 2, 3]);
    return `${made(a)}.argmax(${r.axis(a.length)})`;
  },
  cumSum(r) {
    const a = r.shape(0, 4);
    return `${made(a)}.cumSum(${r.axis(a.length)})`;
  },
  sort(r) {
    const a = r.shape(0, 4);
    const op = r.pick(["sort", "softmax", "logSoftmax", "argsort", "logCumSumExp"]);
    return `${made(a)}.${op}(${r.axis(a.length)})${op === "sort" ? "[1]" : ""}`;
  },
  topK(r) {
    const a = r.shape(1, 4, [2, 3]);
    return `${made(a)}.topK(${r.int(0, 2)}, ${r.axis(a.length)})[0]`;
  },
  outer(r) {
    const [a, b] = [r.shape(1, 2, [0, 1, 3]), r.shape(1, 2, [0, 1, 3])];
    return `${made(a)}.${r.pick(["outer", "dot"])}(${made(b)})`;
  },
  flip(r) {
    const a = r.shape(0, 4);
    return `${made(a)}.flip(${r.axis(a.length)})`;
  },
  permute(r) {
    const a = r.shape(0, 5);
    const order = r.shuffle(a.map((_, i) => (r.once(4) ? i - a.length : i)));
    if (r.once(6)) order[0] = r.axis(a.length);
    return `${made(a)}.permute(${list(order)})`;
  },
  transpose(r) {
    const a = r.shape(1, 5);
    return `${made(a)}.transpose(${r.axis(a.length)}, ${r.int(-a.length, a.length - 1)})`;
  },
  reversed: (r) => `${made(r.shape(0, 5))}.T`,
  reshape(r) {
    const a = r.shape(1, 4, [2, 3, 4, 6, 8, 12, 28, 32, 64]);
    const target: number[] = [];
    let left = a.reduce((product, d) => product * d, 1);
    for (let i = r.int(0, 3); i > 0; i--) {
      const d = r.pick([1, 2, 3, 4, 6, 7, 8, 12, 16, 28, 48, 64].filter((n) => left % n === 0));
      target.push(d);
      left /= d;
    }
    const to = r.shuffle([...target, left]);
    if (r.once(2)) to[r.int(0, to.length - 1)] = -1;
    if (r.once(5)) to[r.int(0, to.length - 1)] = r.int(2, 9);
    return `${made(a)}.reshape(${list(to)})`;
  },
  flatten(r) {
    const a = r.shape(0, 4);
    return r.once(2) ? `${made(a)}.flatten()` : `${made(a)}.flatten(${r.axis(a.length)})`;
  },
  squeeze(r) {
    const a = r.shape(0, 4, [1, 1, 2, 3]);
    return r.once(3) ? `${made(a)}.squeeze()` : `${made(a)}.squeeze(${r.axis(a.length)})`;
  },
  expandDims(r) {
    const a = r.shape();
    return `${made(a)}.expandDims(${r.axis(a.length + 1)})`;
  },
  concat(r) {
    const a = r.shape(1, 3);
    const axis = r.axis(a.length);
    const b = a.map((d, i) => (i === (axis + a.length) % a.length ? r.int(1, 50) : d));
    if (r.once(4)) b[r.int(0, b.length - 1)] = r.int(1, 9);
    if (r.once(9)) b.push(1);
    return `concat([${made(a)}, ${made(b)}, ${made(a)}], ${axis})`;
  },
  stack(r) {
    const a = r.shape();
    const b = r.once(5) ? r.shape() : a;
    return `stack([${made(a)}, ${made(b)}], ${r.axis(a.length + 1)})`;
  },
  indexSelect(r) {
    const a = r.shape(1, 3, [1, 2, 3]);
    const index = `zeros([${r.int(0, 5)}], { dtype: "int32" })`;
    return `${made(a)}.indexSelect(${r.axis(a.length)}, ${index})`;
  },
  slice(r) {
    const a = r.shape(0, 3, [2, 3, 5, 11]);
    const entries = Array.from({ length: r.int(0, a.length + (r.once(8) ? 1 : 0)) }, (_, i) => {
      if (r.once(5)) return "null";
      if (r.once(3)) return String(r.int(-(a[i] ?? 1), (a[i] ?? 1) - (r.once(6) ? 0 : 1)));
      return list([r.once(4) ? null : r.int(0, 6), r.once(4) ? null : r.int(0, 12)]);
    });
    return `${made(a)}.slice(${entries.join(", ")})`;
  },
};

/** Calls of which only a part of the shape can be known. */
const looseCalls: { readonly [name: string]: (r: Random) => string } = {
  slice(r) {
    const a = r.shape(1, 3, [2, 3, 5, 11]);
    const end = () => (r.once(3) ? null : r.int(-7, 12));
    const entries = a.map(() =>
      list([end(), end(), ...(r.once(2) ? [r.pick([-2, -1, 1, 3])] : [])]),
    );
    return `${made(a)}.slice(${entries.join(", ")})`;
  },
};

const names = { concat, stack, where, zeros };

/** The shape that the library gives the call, or null where it refuses it. */
function shapeOf(call: string): readonly number[] | null {
  const evaluate = new Function(...Object.keys(names), `return ${call};`);
  try {
    return [...(evaluate(...Object.values(names)) as Tensor).shape];
  } catch (error) {
    if (error instanceof NablaError) return null;
    throw error;
  }
}

/** How many calls were written. */
export interface FuzzCounts {
  readonly accepted: number;
  readonly rejected: number;
}

/** Writes `rounds` random calls of each op, with what the library answers, to be compiled. */
export function writeFuzz(seed: number, rounds: number): FuzzCounts {
  const r = new Random(seed);
  const head = [
    `import { ${Object.keys(names).join(", ")} } from "@nabla/tensor";`,
    `import { expectConsistent, expectShape } from "../expect-shape.ts";`,
  ];
  const accepted: string[] = [];
  const rejected: string[] = [];
  const note = (call: string, exact: boolean): void => {
    const shape = shapeOf(call);
    if (shape === null) rejected.push(`//?\n${call};`);
    else if (exact) accepted.push(`expectShape(${call}).toBe<${list(shape)}>();`);
    else accepted.push(`expectConsistent<${list(shape)}>(${call});`);
  };
  for (let round = 0; round < rounds; round++) {
    for (const make of Object.values(calls)) note(make(r), true);
    for (const make of Object.values(looseCalls)) note(make(r), false);
  }
  writeFileSync(join(generated, "fuzz.ts"), `${[...head, ...accepted, ...rejected].join("\n")}\n`);
  return { accepted: accepted.length, rejected: rejected.length };
}
