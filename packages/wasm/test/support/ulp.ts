/** Distance of a float32 from the true value, in units of the last place of a float32 of that size. */
export function ulpError(got: number, truth: number): number {
  const rounded = Math.fround(truth);
  if (Object.is(got, rounded)) return 0;
  const finite = Number.isFinite(got) && Number.isFinite(truth);
  const zeros = got === 0 && rounded === 0;
  if (!finite || zeros) return Number.POSITIVE_INFINITY;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(truth))), -126);
  return Math.abs(got - truth) / 2 ** (exponent - 23);
}

/** All float32 whose bits are a multiple of `step` and a little more: every exponent, both signs. */
export function everyFloat(step: number): Float32Array {
  const bits = new Uint32Array(Math.floor(2 ** 32 / step));
  for (let i = 0; i < bits.length; i++) bits[i] = i * step + ((i * 7919) % step);
  return new Float32Array(bits.buffer);
}

/** Where functions have limits, poles and kinks, in float32. */
export const SPECIAL: readonly number[] = [
  ...[0, 2 ** -149, 1e-40, 2 ** -126, 1e-30, 1e-10, 1e-5, 0.25, 0.5, 1, 1.5, 2, 3, 10, 88, 89, 104],
  ...[0.9999999, 1.0000001, 127, 128, 149, 150, 1e5, 16777215, 16777216, 33554431, 4e8, 1e10, 1e20],
  ...[2.5e38, 3.4028234e38, Number.POSITIVE_INFINITY],
]
  .map(Math.fround)
  .flatMap((x) => [x, -x])
  .concat(Number.NaN);
