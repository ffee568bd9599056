import { type Expression, hasLanes, input, MAP_TILE, mapKernel, reserve } from "@nabla/wasm";
import type { TypedArray } from "../dtype.ts";
import { direct } from "./direct.ts";

const FLOAT = 4;

/** From how many elements on SIMD pays for an update, with its copies. */
export const SIMD_UPDATE_FROM = 1024;

/** Of each operand, targets first: array (or value), and offset. False where there is no WebAssembly. */
export type SimdUpdate = (
  n: number,
  operands: readonly (TypedArray | number)[],
  offsets: readonly number[],
) => boolean;

/** The value of a graph of numbers. */
function evaluate(e: Expression, inputs: readonly number[]): number {
  if (e.op === "num") return e.value;
  if (e.op === "input") return inputs[e.value] as number;
  const f = direct[e.op] as (...operands: number[]) => number;
  return f(...e.args.map((arg) => evaluate(arg, inputs)));
}

/**
 * The graphs with every part that is the same for all elements (1 - β₂ᵗ, say) made one more argument, so
 * that it is computed once, and in float64: float32 would leave nothing of small differences.
 */
function withoutUniform(
  outputs: readonly Expression[],
  isScalar: readonly boolean[],
): { readonly outputs: readonly Expression[]; readonly uniform: readonly Expression[] } {
  const uniform: Expression[] = [];
  const known = new Map<Expression, Expression>();
  const isUniform = (e: Expression): boolean =>
    e.op === "input" ? isScalar[e.value] === true : e.args.every(isUniform);
  const rewrite = (e: Expression): Expression => {
    if (e.args.length === 0) return e;
    let made = known.get(e);
    if (made === undefined) {
      made = isUniform(e)
        ? input(isScalar.length + uniform.push(e) - 1)
        : { ...e, args: e.args.map(rewrite) };
      known.set(e, made);
    }
    return made;
  };
  return { outputs: outputs.map(rewrite), uniform };
}

/**
 * Overwrites float32 arrays by SIMD, and one-element targets beside them; null if a formula has no SIMD
 * code.
 *
 * @param outputs - new value of each target
 * @param isScalar - of each operand, whether it is one number
 */
export function simdUpdate(
  outputs: readonly Expression[],
  isScalar: readonly boolean[],
): SimdUpdate | null {
  const targets = outputs.map((_, i) => i);
  const written = targets.filter((i) => !isScalar[i]);
  const single = targets.filter((i) => isScalar[i]);
  const large = withoutUniform(
    written.map((i) => outputs[i] as Expression),
    isScalar,
  );
  if (!hasLanes(large.outputs)) return null;
  const kernel = mapKernel(large.outputs, [...isScalar, ...large.uniform.map(() => true)]);
  const arrays = isScalar.flatMap((scalar, i) => (scalar ? [] : [i]));
  return (n, operands, offsets) => {
    const code = kernel();
    if (code === null) return false;
    const { f32 } = reserve((arrays.length + written.length) * MAP_TILE * FLOAT);
    const values = operands.map((x, i) =>
      typeof x === "number" ? x : isScalar[i] ? (x[offsets[i] as number] as number) : Number.NaN,
    );
    const scalars = [
      ...values.filter((_, i) => isScalar[i]),
      ...large.uniform.map((e) => evaluate(e, values)),
    ];
    const part = (i: number, from: number, count: number): TypedArray => {
      const start = (offsets[i] as number) + from;
      return (operands[i] as TypedArray).subarray(start, start + count);
    };
    for (let from = 0; from < n; from += MAP_TILE) {
      const count = Math.min(MAP_TILE, n - from);
      arrays.forEach((i, slot) => {
        f32.set(part(i, from, count), slot * MAP_TILE);
      });
      code.map(count * FLOAT, ...scalars);
      written.forEach((i, k) => {
        const at = (arrays.length + k) * MAP_TILE;
        part(i, from, count).set(f32.subarray(at, at + count));
      });
    }
    for (const i of single)
      (operands[i] as TypedArray)[offsets[i] as number] = evaluate(
        outputs[i] as Expression,
        values,
      );
    return true;
  };
}
