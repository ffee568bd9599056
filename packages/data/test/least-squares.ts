/**
 * The smallest mean of ½(ŷ − y)² that ŷ = x·w + b can reach: the normal equations, solved by
 * Gaussian elimination. Independent of the library, as a reference.
 */
export function leastSquaresLoss(x: readonly number[][], y: readonly number[]): number {
  const rows = x.map((row) => [...row, 1]);
  const n = rows[0]?.length ?? 0;
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  const column = (j: number): number[] => rows.map((row) => row[j] as number);
  const system = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) => dot(column(i), column(j))),
    dot(column(i), y),
  ]);
  const weights = solve(system);
  const errors = rows.map((row, i) => dot(row, weights) - (y[i] as number));
  return dot(errors, errors) / 2 / rows.length;
}

/** Solves a symmetric positive definite system, whose pivots need no exchange of rows. */
function solve(system: number[][]): number[] {
  for (const [k, pivot] of system.entries()) {
    for (const [i, row] of system.entries()) {
      const factor = i === k ? 0 : (row[k] as number) / (pivot[k] as number);
      for (let j = 0; j < row.length; j++)
        row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  return system.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
