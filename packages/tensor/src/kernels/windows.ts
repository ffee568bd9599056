import type { TypedArray, TypeInfo } from "../dtype.ts";
import { fastFold } from "./fast-windows.ts";
import { compileSource } from "./source.ts";

/** Windows over three axes: window i of axis a has `counts[a][i]` elements from `starts[a][i]`, `dilation[a]` apart. */
export interface WindowTables {
  /** Sizes of the axes. */
  readonly dims: readonly number[];
  readonly starts: readonly (readonly number[])[];
  readonly counts: readonly (readonly number[])[];
  readonly dilation: readonly number[];
}

/** One result for each window, in each of `outer` blocks; arrays contiguous from their offsets. */
export type WindowKernel = (
  x: TypedArray,
  xo: number,
  outer: number,
  tables: WindowTables,
  out: TypedArray,
  oo: number,
) => void;

/** What is computed of a window. */
export type WindowKernelName = "max" | "argmax" | "sum" | "integerSum";

/** A fold in JavaScript over `acc`, `at`, and the element at `p`, which is `v`; `from` is where the block begins. */
interface Fold {
  readonly first: string;
  readonly step: (p: string) => string;
  readonly result: string;
}

const FOLDS: { readonly [N in WindowKernelName]: Fold } = {
  max: { first: "x[p]", step: (p) => `acc = Math.max(acc, x[${p}]);`, result: "acc" },
  // Of equal elements the first wins, of several NaN the last, as in PyTorch.
  argmax: {
    first: "x[p]",
    step: (p) => `v = x[${p}]; if (v > acc || v !== v) { acc = v; at = ${p}; }`,
    result: "at - from",
  },
  sum: { first: "0", step: (p) => `acc += x[${p}];`, result: "acc" },
  integerSum: { first: "0", step: (p) => `acc = (acc + x[${p}]) | 0;`, result: "acc" },
};

/** Windows of up to so many elements are written out without loops. */
const UNROLLED = 32;

const kernels = new Map<string, WindowKernel>();

/** The kernel for windows of `sizes`, except where they are cut off. */
export function windowKernel(
  name: WindowKernelName,
  type: TypeInfo,
  sizes: readonly number[],
): WindowKernel {
  const all = sizes.reduce((product, n) => product * n, 1);
  const key = `${name}_${type.dtype}_${all > UNROLLED ? "loops" : sizes.join("_")}`;
  let kernel = kernels.get(key);
  if (kernel === undefined) {
    const code = sourceOf(key, FOLDS[name], all > UNROLLED ? null : sizes);
    const plain = compileSource<WindowKernel>(code) ?? PLAIN[name];
    kernel = fastFold(name, type.dtype, plain);
    kernels.set(key, kernel);
  }
  return kernel;
}

function sourceOf(title: string, fold: Fold, sizes: readonly number[] | null): string {
  const loops = `for (let j0 = 0, p0 = p; j0 < c0[i0]; j0++, p0 += d0)
    for (let j1 = 0, p1 = p0; j1 < c1[i1]; j1++, p1 += d1)
    for (let j2 = 0, p2 = p1; j2 < c2[i2]; j2++, p2 += d2) { ${fold.step("p2")} }`;
  const whole =
    sizes === null ? "false" : sizes.map((n, axis) => `c${axis}[i${axis}] === ${n}`).join(" && ");
  return `function ${title}(x, xo, outer, tables, out, oo) {
    const [n0, n1, n2] = tables.dims, [s0, s1, s2] = tables.starts, [c0, c1, c2] = tables.counts;
    const d0 = tables.dilation[0] * n1 * n2, d1 = tables.dilation[1] * n2, d2 = tables.dilation[2];
    let q = oo;
    for (let o = 0, from = xo; o < outer; o++, from += n0 * n1 * n2)
    for (let i0 = 0; i0 < s0.length; i0++)
    for (let i1 = 0; i1 < s1.length; i1++) {
      const row = from + (s0[i0] * n1 + s1[i1]) * n2;
      for (let i2 = 0; i2 < s2.length; i2++) {
        const p = row + s2[i2];
        let acc = ${fold.first}, at = p, v = 0;
        if (${whole}) { ${sizes === null ? "" : unrolled(fold, sizes)} } else { ${loops} }
        out[q++] = ${fold.result};
      }
    }
  }`;
}

/** The steps of a whole window one after the other. */
function unrolled(fold: Fold, sizes: readonly number[]): string {
  const [k0, k1, k2] = sizes as [number, number, number];
  const steps: string[] = [];
  for (let i = 0; i < k0; i++)
    for (let j = 0; j < k1; j++)
      for (let k = 0; k < k2; k++) steps.push(fold.step(`(p + ${i} * d0 + ${j} * d1 + ${k} * d2)`));
  return steps.join("\n");
}

/** Calls `f` with the positions in `x` of the elements of each window, and where its block begins. */
function visitWindows(
  xo: number,
  outer: number,
  { dims, starts, counts, dilation }: WindowTables,
  f: (positions: number[], from: number) => void,
): void {
  const [n0, n1, n2] = dims as [number, number, number];
  const places = (axis: number): number[][] =>
    (starts[axis] as readonly number[]).map((start, i) =>
      Array.from(
        { length: counts[axis]?.[i] as number },
        (_, j) => start + j * (dilation[axis] as number),
      ),
    );
  const [a, b, c] = [places(0), places(1), places(2)];
  for (let o = 0, from = xo; o < outer; o++, from += n0 * n1 * n2)
    for (const u of a)
      for (const v of b)
        for (const w of c)
          f(
            u.flatMap((i) => v.flatMap((j) => w.map((k) => from + (i * n1 + j) * n2 + k))),
            from,
          );
}

/** The plain loops that stand in for generated code. */
const plain =
  (reduce: (x: TypedArray, positions: number[], from: number) => number): WindowKernel =>
  (x, xo, outer, tables, out, oo) => {
    let q = oo;
    visitWindows(xo, outer, tables, (positions, from) => {
      out[q++] = reduce(x, positions, from);
    });
  };

const largestAt = (x: TypedArray, positions: number[]): number =>
  positions.reduce((best, p) => {
    const v = x[p] as number;
    return v > (x[best] as number) || Number.isNaN(v) ? p : best;
  });

const PLAIN: { readonly [N in WindowKernelName]: WindowKernel } = {
  max: plain((x, positions) => x[largestAt(x, positions)] as number),
  argmax: plain((x, positions, from) => largestAt(x, positions) - from),
  sum: plain((x, positions) => positions.reduce((sum, p) => sum + (x[p] as number), 0)),
  integerSum: plain((x, positions) =>
    positions.reduce((sum, p) => (sum + (x[p] as number)) | 0, 0),
  ),
};
