/** Three quantiles of a sample. */
export interface Spread {
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
}

/** The q-quantile, interpolated between the two nearest order statistics. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) throw new Error("quantile: an empty sample has none");
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}

/** Quartiles of a sample of timings. */
export function spread(values: readonly number[]): Spread {
  return {
    p25: quantile(values, 0.25),
    median: quantile(values, 0.5),
    p75: quantile(values, 0.75),
  };
}

/** Quartiles of the ratios of measurements that were taken side by side. */
export function ratioSpread(values: readonly number[], base: readonly number[]): Spread {
  if (values.length !== base.length) {
    throw new Error(`ratioSpread: ${values.length} against ${base.length} rounds: pair them`);
  }
  return spread(values.map((value, round) => value / (base[round] as number)));
}
