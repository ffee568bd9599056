/** The candidate that differs from a mistyped word in at most two letters, or continues it. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const distances = candidates.map((candidate) =>
    lower !== "" && candidate.startsWith(lower) ? 0 : distance(lower, candidate),
  );
  const least = Math.min(...distances);
  // Two letters turn any short word into any other.
  const allowed = Math.min(2, Math.floor(lower.length / 2));
  return least <= allowed ? candidates[distances.indexOf(least)] : undefined;
}

/** The fewest letters to insert, delete or replace (Levenshtein 1965). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
