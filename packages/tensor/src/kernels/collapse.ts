/** Axes that all operands walk in one stride, merged; axes of size 1, dropped. */
export interface Walk {
  readonly dims: number[];
  /** strides[operand][axis] */
  readonly strides: number[][];
}

/**
 * The shortest nest of loops that visits all operands in row-major order of `shape`.
 * @param shape - sizes of the axes
 * @param strides - strides of each operand along these axes
 */
export function collapse(shape: readonly number[], strides: readonly (readonly number[])[]): Walk {
  const dims: number[] = [];
  const merged: number[][] = strides.map(() => []);
  for (let axis = 0; axis < shape.length; axis++) {
    const n = shape[axis] as number;
    if (n === 1) continue;
    const last = dims.length - 1;
    const joins =
      last >= 0 &&
      strides.every((s, i) => (merged[i] as number[])[last] === n * (s[axis] as number));
    if (joins) dims[last] = (dims[last] as number) * n;
    else dims.push(n);
    strides.forEach((s, i) => {
      (merged[i] as number[])[joins ? last : last + 1] = s[axis] as number;
    });
  }
  return { dims, strides: merged };
}
