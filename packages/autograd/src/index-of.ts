/** The index of the element at a position in row-major order. */
export function indexOf(position: number, shape: readonly number[]): number[] {
  let rest = position;
  return shape.reduceRight<number[]>((index, n) => {
    index.unshift(rest % n);
    rest = Math.floor(rest / n);
    return index;
  }, []);
}
