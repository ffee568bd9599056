import { type Expression, expressions, input } from "@nabla/wasm";
import type { TypedArray, TypeInfo } from "../dtype.ts";
import type { Formula } from "../ops/op.ts";
import { direct, directInteger } from "./direct.ts";
import { compileSource, javascript } from "./source.ts";

/** An operand of a kernel: an array, or the value itself where it is one element. */
export type Operand = TypedArray | number;

/** A loop over contiguous outputs. Of each operand: array (or value) and offset. */
export type FlatKernel = (
  n: number,
  out: TypedArray,
  outOffset: number,
  ...operands: Operand[]
) => void;

/** A nest of loops over `dims`. Of each operand: array (or value), offset and strides. */
export type StridedKernel = (
  dims: readonly number[],
  out: TypedArray,
  outOffset: number,
  ...operands: (Operand | readonly number[])[]
) => void;

/** The formula at one point. */
export type ScalarKernel = (...values: number[]) => number;

/** A formula with the types it meets: all that a kernel depends on beside the layout. */
export interface Signature {
  readonly name: string;
  readonly formula: Formula;
  readonly inputs: readonly TypeInfo[];
  /** The type in which the formula is computed. */
  readonly compute: TypeInfo;
  readonly result: TypeInfo;
  /** Always computed in float64, as JavaScript does. */
  readonly wide: boolean;
}

// Clear of the other names in generated code (dims d0, loops i0, temporaries t0, helpers h).
const names = "abcprsuvwxyz";

/** The graph of the formula. */
export const graph = (s: Signature): Expression =>
  s.formula(expressions, ...s.inputs.map((_, i) => input(i)));

const isInteger = (type: TypeInfo): boolean => !type.floating;

/** float32 arithmetic on an int32 first rounds it to float32. */
const converts = (s: Signature, i: number): boolean =>
  s.compute.dtype === "float32" && (s.inputs[i] as TypeInfo).dtype === "int32";

const store = (type: TypeInfo, value: string): string =>
  type.dtype === "bool" ? `+(${value} !== 0)` : value;

/** Source of the formula given the sources of its operands. */
function body(
  s: Signature,
  operands: readonly string[],
  assign: (value: string) => string,
): string {
  const locals = operands.map((source, i) =>
    converts(s, i)
      ? `const ${names[i]}v = Math.fround(${source});`
      : `const ${names[i]}v = ${source};`,
  );
  const { statements, values } = javascript(
    [graph(s)],
    operands.map((_, i) => `${names[i]}v`),
    isInteger(s.compute),
  );
  return [...locals, ...statements, assign(store(s.result, values[0] as string))].join(" ");
}

/** The formula as a function of numbers. */
export function scalarKernel(s: Signature): ScalarKernel {
  const parameters = s.inputs.map((_, i) => names[i] as string);
  const code = `function ${s.name}_scalar(${parameters}) { ${body(s, parameters, (v) => `return ${v};`)} }`;
  return compileSource<ScalarKernel>(code) ?? pointwise(s);
}

/** The plain function that stands in for generated code. */
function pointwise(s: Signature): ScalarKernel {
  const algebra = isInteger(s.compute) ? directInteger : direct;
  const bool = s.result.dtype === "bool";
  return (...values) => {
    const operands = values.map((v, i) => (converts(s, i) ? Math.fround(v) : v));
    const value = s.formula(algebra, ...operands);
    return bool ? +(value !== 0) : value;
  };
}

/** A loop over operands that are contiguous or (`scalar[i]`) one element. */
export function flatKernel(s: Signature, scalar: readonly boolean[]): FlatKernel {
  const parameters = s.inputs.map((_, i) => `${names[i]}, ${names[i]}o`);
  const operands = s.inputs.map((_, i) =>
    scalar[i] ? (names[i] as string) : `${names[i]}[${names[i]}o + i]`,
  );
  const code = `function ${s.name}_flat(n, out, outOffset, ${parameters}) {
    for (let i = 0; i < n; i++) { ${body(s, operands, (v) => `out[outOffset + i] = ${v};`)} }
  }`;
  return compileSource<FlatKernel>(code) ?? sharedFlat(pointwise(s), scalar);
}

function sharedFlat(f: ScalarKernel, scalar: readonly boolean[]): FlatKernel {
  return (n, out, outOffset, ...operands) => {
    const values = new Array<number>(scalar.length);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < scalar.length; j++) {
        const operand = operands[2 * j];
        values[j] = scalar[j]
          ? (operand as number)
          : ((operand as TypedArray)[(operands[2 * j + 1] as number) + i] as number);
      }
      out[outOffset + i] = f(...values);
    }
  };
}

/** Nested loops over `ndim` axes; the output is contiguous. */
export function stridedKernel(
  s: Signature,
  scalar: readonly boolean[],
  ndim: number,
): StridedKernel {
  const arrays = s.inputs.map((_, i) => names[i] as string).filter((_, i) => !scalar[i]);
  const parameters = s.inputs.map((_, i) => `${names[i]}, ${names[i]}o, ${names[i]}s`);
  const operands = s.inputs.map((_, i) =>
    scalar[i] ? (names[i] as string) : `${names[i]}[${names[i]}${ndim}]`,
  );
  const axes = Array.from({ length: ndim }, (_, d) => d);
  const strides = arrays.flatMap((a) => axes.map((d) => `${a}s${d} = ${a}s[${d}]`));
  const starts = (d: number): string =>
    arrays.map((a) => `${a}${d + 1} = ${d === 0 ? `${a}o` : `${a}${d}`}`).join(", ");
  const advances = (d: number): string => arrays.map((a) => `${a}${d + 1} += ${a}s${d}`).join(", ");
  const loops = axes.map(
    (d) => `for (let i${d} = 0, ${starts(d)}; i${d} < d${d}; i${d}++, ${advances(d)})`,
  );
  const sizes = axes.map((d) => `d${d} = dims[${d}]`);
  const code = `function ${s.name}_strided(dims, out, outOffset, ${parameters}) {
    const ${[...sizes, ...strides].join(", ")};
    let q = outOffset;
    ${loops.join("\n")} { ${body(s, operands, (v) => `out[q++] = ${v};`)} }
  }`;
  return compileSource<StridedKernel>(code) ?? sharedStrided(pointwise(s), scalar);
}

function sharedStrided(f: ScalarKernel, scalar: readonly boolean[]): StridedKernel {
  return (dims, out, outOffset, ...operands) => {
    const values = new Array<number>(scalar.length);
    const index = new Array<number>(dims.length).fill(0);
    const size = dims.reduce((product, n) => product * n, 1);
    for (let q = 0; q < size; q++) {
      for (let j = 0; j < scalar.length; j++) {
        if (scalar[j]) {
          values[j] = operands[3 * j] as number;
          continue;
        }
        const strides = operands[3 * j + 2] as readonly number[];
        let at = operands[3 * j + 1] as number;
        for (let d = 0; d < dims.length; d++) at += (index[d] as number) * (strides[d] as number);
        values[j] = (operands[3 * j] as TypedArray)[at] as number;
      }
      out[outOffset + q] = f(...values);
      for (let d = dims.length - 1; d >= 0; d--) {
        if ((index[d] as number)++ + 1 < (dims[d] as number)) break;
        index[d] = 0;
      }
    }
  };
}
