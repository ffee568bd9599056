import type { Problem } from "./problem.ts";

/** The best that any linear model can do. */
export interface LeastSquares {
  /** One weight per feature; NaN where a feature is a combination of those before it. */
  readonly weights: readonly number[];
  readonly bias: number;
  /** The mean of ½(ŷ − y)², the least there is. */
  readonly loss: number;
}

/**
 * Finds the weights for which the mean of ½(ŷ − y)² is least, in one step and without gradients:
 * with a column of ones beside the features for the bias, they solve the normal equations
 * XᵀX w = Xᵀy.
 */
export function leastSquares({ x, y }: Problem): LeastSquares {
  const rows = (x.toArray() as number[][]).map((row) => [...row, 1]);
  const targets = Array.from(y.data);
  const width = rows[0]!.length;
  const equations = Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (_, j) => sum(rows, (row) => row[i]! * row[j]!)),
    sum(rows, (row, n) => row[i]! * targets[n]!),
  ]);
  // The ones come first, so that of a feature that never changes and the ones, the ones remain.
  const order = [width - 1, ...Array.from({ length: width - 1 }, (_, i) => i)];
  const solution = eliminate(equations, order);
  const errors = rows.map((row, n) => sum(row, (v, i) => v * (solution[i] || 0)) - targets[n]!);
  return {
    weights: solution.slice(0, -1),
    bias: solution.at(-1)!,
    loss: sum(errors, (error) => error ** 2) / 2 / errors.length,
  };
}

/**
 * Gauss and Jordan's elimination. XᵀX is positive definite, so its diagonal serves as pivots; where
 * one vanishes, that unknown depends on earlier ones and is left out.
 */
function eliminate(equations: number[][], order: readonly number[]): number[] {
  const diagonal = equations.map((row, i) => row[i]!);
  const solved = new Set<number>();
  for (const k of order) {
    const pivot = equations[k]!;
    if (!(pivot[k]! > 1e-10 * diagonal[k]!)) continue;
    solved.add(k);
    for (const row of equations) {
      if (row === pivot) continue;
      const factor = row[k]! / pivot[k]!;
      row.forEach((value, j) => {
        row[j] = value - factor * pivot[j]!;
      });
    }
  }
  return equations.map((row, i) => (solved.has(i) ? row.at(-1)! / row[i]! : Number.NaN));
}

function sum<T>(items: readonly T[], value: (item: T, index: number) => number): number {
  return items.reduce((total, item, index) => total + value(item, index), 0);
}
