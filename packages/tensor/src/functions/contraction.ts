import type { Tensor } from "../tensor.ts";

/** A tensor whose axes have names, each its own. */
export interface Term {
  readonly tensor: Tensor;
  readonly labels: readonly string[];
}

const sizeOf = ({ tensor, labels }: Term, label: string): number =>
  tensor.layout.shape[labels.indexOf(label)] as number;

const product = (term: Term, labels: readonly string[]): number =>
  labels.reduce((size, label) => size * sizeOf(term, label), 1);

/** The term with its axes in another order. */
function ordered({ tensor, labels }: Term, order: readonly string[]): Tensor {
  const axes = order.map((label) => labels.indexOf(label));
  return axes.every((axis, i) => axis === i) ? tensor : tensor.permute(axes);
}

/** Without the axes that nobody needs: summed over. */
function summed(term: Term, needed: ReadonlySet<string>): Term {
  const axes = term.labels.flatMap((label, i) => (needed.has(label) ? [] : [i]));
  if (axes.length === 0) return term;
  const labels = term.labels.filter((label) => needed.has(label));
  return { tensor: term.tensor.sum(axes), labels };
}

/** Without the axes of size 1 that the other term has in full. */
function unstretched(term: Term, other: Term): Term {
  const drop = term.labels.filter(
    (label) =>
      sizeOf(term, label) === 1 && other.labels.includes(label) && sizeOf(other, label) !== 1,
  );
  if (drop.length === 0) return term;
  const labels = term.labels.filter((label) => !drop.includes(label));
  const shape = labels.map((label) => sizeOf(term, label));
  return { tensor: term.tensor.reshape(shape), labels };
}

/** Two terms, with the names of their axes sorted by what happens to them. */
interface Pair {
  readonly a: Term;
  readonly b: Term;
  /** In both, and in the product. */
  readonly batch: readonly string[];
  /** In both, and summed over. */
  readonly inner: readonly string[];
  /** In `a` alone. */
  readonly rows: readonly string[];
  /** In `b` alone. */
  readonly columns: readonly string[];
}

function pairOf(first: Term, second: Term, kept: ReadonlySet<string>): Pair {
  const [p, q] = [unstretched(first, second), unstretched(second, first)];
  const a = summed(p, new Set([...kept, ...q.labels]));
  const b = summed(q, new Set([...kept, ...p.labels]));
  const shared = a.labels.filter((label) => b.labels.includes(label));
  return {
    a,
    b,
    batch: shared.filter((label) => kept.has(label)),
    inner: shared.filter((label) => !kept.has(label)),
    rows: a.labels.filter((label) => !shared.includes(label)),
    columns: b.labels.filter((label) => !shared.includes(label)),
  };
}

const sizesOf = (term: Term, labels: readonly string[]): number[] =>
  labels.map((label) => sizeOf(term, label));

/** [batch, rows, inner] x [batch, inner, columns], with the axes of each group merged. */
function matrixProduct({ a, b, batch, inner, rows, columns }: Pair): Tensor {
  const lead = sizesOf(a, batch);
  const k = product(a, inner);
  const left = ordered(a, [...batch, ...rows, ...inner]);
  const right = ordered(b, [...batch, ...inner, ...columns]);
  const matrices: Tensor = left.reshape([...lead, product(a, rows), k]);
  const others: Tensor = right.reshape([...lead, k, product(b, columns)]);
  const result: Tensor = matrices.matmul(others);
  return result.reshape([...lead, ...sizesOf(a, rows), ...sizesOf(b, columns)]);
}

/** [batch, rows, 1, inner] · [batch, 1, columns, inner], summed over the last axes. */
function elementwiseProduct({ a, b, batch, inner, rows, columns }: Pair): Tensor {
  const ones = (labels: readonly string[]): number[] => labels.map(() => 1);
  const left = ordered(a, [...batch, ...rows, ...inner]);
  const right = ordered(b, [...batch, ...columns, ...inner]);
  const x: Tensor = left.reshape([
    ...sizesOf(a, [...batch, ...rows]),
    ...ones(columns),
    ...sizesOf(a, inner),
  ]);
  const y: Tensor = right.reshape([
    ...sizesOf(b, batch),
    ...ones(rows),
    ...sizesOf(b, [...columns, ...inner]),
  ]);
  const both: Tensor = x.mul(y);
  return inner.length === 0 ? both : both.sum(inner.map((_, i) => i - inner.length));
}

/** Product of two terms, summed over the names that are not in `kept`. */
function contractPair(first: Term, second: Term, kept: ReadonlySet<string>): Term {
  const pair = pairOf(first, second, kept);
  const { batch, inner, rows, columns } = pair;
  // Without rows and columns, a matrix product would be one of many matrices of one element.
  const matrices = inner.length > 0 && rows.length + columns.length > 0;
  return {
    tensor: matrices ? matrixProduct(pair) : elementwiseProduct(pair),
    labels: [...batch, ...rows, ...columns],
  };
}

/** How much larger the product of two terms is than they are: what a greedy order keeps small. */
function growth(a: Term, b: Term, kept: ReadonlySet<string>): number {
  let size = 1;
  for (const label of new Set([...a.labels, ...b.labels])) {
    if (!kept.has(label)) continue;
    const sizes = [a, b].flatMap((term) =>
      term.labels.includes(label) ? sizeOf(term, label) : [],
    );
    size *= Math.max(...sizes);
  }
  return size - a.tensor.layout.size - b.tensor.layout.size;
}

/** The names that are still needed once the terms at `i` and `j` are one. */
function neededBeside(terms: readonly Term[], i: number, j: number, output: readonly string[]) {
  return new Set([...output, ...terms.flatMap((t, k) => (k === i || k === j ? [] : t.labels))]);
}

/**
 * Product of all terms, summed over the names that are not in `output`, with axes in its order. Pairs
 * are multiplied one after the other, each time the one whose product grows least.
 */
export function contract(all: readonly Term[], output: readonly string[]): Tensor {
  let terms = all;
  while (terms.length > 1) {
    let best = [0, 1, Infinity] as [number, number, number];
    for (let i = 0; i < terms.length; i++)
      for (let j = i + 1; j < terms.length; j++) {
        const kept = neededBeside(terms, i, j, output);
        const cost = growth(terms[i] as Term, terms[j] as Term, kept);
        if (cost < best[2]) best = [i, j, cost];
      }
    const [i, j] = best;
    const kept = neededBeside(terms, i, j, output);
    const merged = contractPair(terms[i] as Term, terms[j] as Term, kept);
    terms = [...terms.filter((_, k) => k !== i && k !== j), merged];
  }
  return ordered(summed(terms[0] as Term, new Set(output)), output);
}
