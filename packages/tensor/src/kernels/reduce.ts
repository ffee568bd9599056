import type { TypedArray, TypeInfo } from "../dtype.ts";
import { compileSource } from "./source.ts";

/** What a reduction does with its elements, as JavaScript over `acc`, `at`, the element `v` and its position `i`. */
interface Step {
  readonly start: string;
  readonly step: string;
  readonly result: "acc" | "at" | "acc / i";
  /** Is `acc` a sum of floats, added up in blocks? */
  readonly blocks?: true;
}

/**
 * Elements of a block of a sum. The sums of blocks are added up with what rounding takes from them
 * (D. Knuth's two-sum), so that the error does not grow with the number of elements; within a block it
 * stays small, and no element costs more.
 */
const BLOCK = 128;

/** Reductions by name. NaN, once met, stays: no comparison with it is true. */
const STEPS: { readonly [name: string]: Step } = {
  sum: { start: "0", step: "acc += v;", result: "acc", blocks: true },
  integerSum: { start: "0", step: "acc = (acc + v) | 0;", result: "acc" },
  mean: { start: "0", step: "acc += v;", result: "acc / i", blocks: true },
  meanSquare: { start: "0", step: "acc += v * v;", result: "acc / i", blocks: true },
  prod: { start: "1", step: "acc *= v;", result: "acc" },
  integerProd: { start: "1", step: "acc = Math.imul(acc, v);", result: "acc" },
  max: { start: "-Infinity", step: "if (v > acc || v !== v) acc = v;", result: "acc" },
  min: { start: "Infinity", step: "if (v < acc || v !== v) acc = v;", result: "acc" },
  argmax: {
    start: "-Infinity",
    step: "if (at < 0 || v > acc || (v !== v && acc === acc)) { acc = v; at = i; }",
    result: "at",
  },
  argmin: {
    start: "Infinity",
    step: "if (at < 0 || v < acc || (v !== v && acc === acc)) { acc = v; at = i; }",
    result: "at",
  },
};

/** Name of a kernel of {@link STEPS}. */
export type ReduceKernelName =
  | "sum"
  | "integerSum"
  | "mean"
  | "meanSquare"
  | "prod"
  | "integerProd"
  | "max"
  | "min"
  | "argmax"
  | "argmin";

/** Reduces the axes `inner` for each index of the axes `outer`. Sums are accumulated in float64. */
export type ReduceKernel = (
  x: TypedArray,
  xOffset: number,
  outer: readonly number[],
  outerStrides: readonly number[],
  inner: readonly number[],
  innerStrides: readonly number[],
  out: TypedArray | number[],
  outOffset: number,
) => void;

/** kernels[name][type][outer * 32 + inner], generated when first needed. */
const kernels = Object.fromEntries(
  Object.keys(STEPS).map((name) => [name, Array.from({ length: 5 }, (): ReduceKernel[] => [])]),
) as { readonly [N in ReduceKernelName]: ReduceKernel[][] };

/** The kernel of a reduction for a dtype and numbers of kept and reduced axes. */
export function reduceKernel(
  name: ReduceKernelName,
  type: TypeInfo,
  outer: number,
  inner: number,
): ReduceKernel {
  const ofType = kernels[name][type.code] as ReduceKernel[];
  const key = outer * 32 + inner;
  let kernel = ofType[key];
  if (kernel === undefined) {
    const title = `${name}_${type.dtype}_${outer}_${inner}`;
    kernel = generate(title, STEPS[name] as Step, outer, inner);
    ofType[key] = kernel;
  }
  return kernel;
}

/** The loop along the last reduced axis, block by block; short runs share a block. */
const blockLoop = (axis: number, d: number, from: string, element: string): string =>
  `for (let b = 0, x${d} = ${from}; b < r${axis};) {
    const end = b + ${BLOCK} < r${axis} ? b + ${BLOCK} : r${axis};
    i += end - b;
    for (; b < end; b++, x${d} += rs${axis}) { ${element} }
    if (i >= next) {
      const sum = total + acc, part = sum - total;
      lost += total - (sum - part) + (acc - part);
      total = sum; acc = 0; next = i + ${BLOCK};
    }
  }`;
// Infinite sums lose ∞ − ∞, which is no number: they are right as they are.
const LAST_BLOCK = "acc = total + acc + (lost === lost ? lost : 0);";

function generate(name: string, step: Step, outer: number, inner: number): ReduceKernel {
  const loop = (d: number, total: string, stride: string, from: string): string =>
    `for (let ${total}i = 0, x${d} = ${from}; ${total}i < ${total}; ${total}i++, x${d} += ${stride})`;
  const position = (d: number): string => (d === 0 ? "xOffset" : `x${d - 1}`);
  const nest = (from: number, count: number, prefix: string): string =>
    Array.from({ length: count }, (_, d) =>
      loop(from + d, `${prefix}${d}`, `${prefix}s${d}`, position(from + d)),
    ).join("\n");
  const locals = (count: number, prefix: string, list: string): string[] =>
    Array.from({ length: count }, (_, d) => [
      `${prefix}${d} = ${list}[${d}]`,
      `${prefix}s${d} = ${list}Strides[${d}]`,
    ]).flat();
  const constants = [...locals(outer, "k", "outer"), ...locals(inner, "r", "inner"), "none = 0"];
  const element = (d: number): string => `const v = x[${position(d)}]; ${step.step}`;
  const axes = outer + inner;
  const blocks = step.blocks === true && inner > 0;
  const visited = blocks
    ? `${nest(outer, inner - 1, "r")} { ${blockLoop(inner - 1, axes - 1, position(axes - 1), element(axes))} }`
    : `${nest(outer, inner, "r")} { ${element(axes)} i++; }`;
  const code = `function ${name}(x, xOffset, outer, outerStrides, inner, innerStrides, out, outOffset) {
    const ${constants.join(", ")};
    let q = outOffset;
    ${nest(0, outer, "k")} {
      let acc = ${step.start}, at = -1, i = 0, next = ${BLOCK}, total = 0, lost = 0;
      ${visited}
      ${blocks ? LAST_BLOCK : ""}
      out[q++] = ${step.result};
    }
  }`;
  return compileSource<ReduceKernel>(code) ?? shared(step);
}

/** The plain loops that stand in for generated code. */
function shared(step: Step): ReduceKernel {
  const name = (Object.keys(STEPS) as ReduceKernelName[]).find((n) => STEPS[n] === step);
  const reduce = REDUCERS[name as ReduceKernelName];
  return (x, xOffset, outer, outerStrides, inner, innerStrides, out, outOffset) => {
    let q = outOffset;
    visit(outer, outerStrides, xOffset, (from) => {
      const values: number[] = [];
      visit(inner, innerStrides, from, (at) => {
        values.push(x[at] as number);
      });
      out[q++] = reduce(values, inner.at(-1) ?? 1);
    });
  };
}

const best = (values: number[], better: (a: number, b: number) => boolean): number => {
  const nan = values.findIndex(Number.isNaN);
  return nan >= 0
    ? nan
    : values.reduce((at, v, i) => (better(v, values[at] as number) ? i : at), 0);
};
/** The sum of `f` of the values, in the blocks in which the generated code walks runs of `run` values. */
function blockwise(values: number[], run: number, f: (value: number) => number): number {
  let [acc, total, lost, next] = [0, 0, 0, BLOCK];
  values.forEach((v, i) => {
    acc += f(v);
    const inRun = (i + 1) % run;
    if (i + 1 < next || (inRun !== 0 && inRun % BLOCK !== 0)) return;
    const sum = total + acc;
    const part = sum - total;
    lost += total - (sum - part) + (acc - part);
    [total, acc, next] = [sum, 0, i + 1 + BLOCK];
  });
  return total + acc + (Number.isNaN(lost) ? 0 : lost);
}

const itself = (v: number): number => v;
const square = (v: number): number => v * v;

const REDUCERS: { readonly [N in ReduceKernelName]: (values: number[], run: number) => number } = {
  sum: (values, run) => blockwise(values, run, itself),
  integerSum: (values) => values.reduce((a, b) => (a + b) | 0, 0),
  mean: (values, run) => blockwise(values, run, itself) / values.length,
  meanSquare: (values, run) => blockwise(values, run, square) / values.length,
  prod: (values) => values.reduce((a, b) => a * b, 1),
  integerProd: (values) => values.reduce((a, b) => Math.imul(a, b), 1),
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
  min: (values) => values.reduce((a, b) => Math.min(a, b)),
  argmax: (values) => best(values, (a, b) => a > b),
  argmin: (values) => best(values, (a, b) => a < b),
};

/** Calls `f` with the offset of each index of `dims`, in row-major order. */
export function visit(
  dims: readonly number[],
  strides: readonly number[],
  offset: number,
  f: (at: number) => void,
  axis = 0,
): void {
  if (axis === dims.length) {
    f(offset);
    return;
  }
  const n = dims[axis] as number;
  for (let i = 0; i < n; i++)
    visit(dims, strides, offset + i * (strides[axis] as number), f, axis + 1);
}
