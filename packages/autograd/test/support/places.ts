import type { Tensor } from "@nabla/tensor";
import type { OpAttrs, OpName } from "@nabla/tensor/internal";
import { apply } from "../../../tensor/test/support/checking.ts";
import { arrangements, make } from "../../../tensor/test/support/layouts.ts";
import { type Case, entries, type Sample } from "../../../tensor/test/support/samples.ts";
import { type Domain, sampleArray } from "../../../tensor/test/support/values.ts";
import { derivatives } from "../../src/derivatives/table.ts";

type Attrs = OpAttrs[OpName];

/** An op at one place: its operands, and which of them may be differentiated by. */
export interface Place {
  readonly what: string;
  readonly operands: readonly Tensor[];
  readonly by: readonly number[];
  readonly call: (operands: readonly Tensor[]) => Tensor;
}

const SHAPES: { readonly [arity: number]: readonly (readonly (readonly number[])[])[] } = {
  1: [[[]], [[1]], [[2, 3]], [[0, 2]], [[1, 2, 1, 1, 1, 2, 1, 1]]],
  2: [
    [
      [2, 3],
      [2, 3],
    ],
    [[3], [2, 1]],
    [[], [2]],
    [[2], []],
    [
      [2, 1, 2],
      [3, 1],
    ],
    [[1, 1], [2]],
    [[0], [1]],
    // Rank 8.
    [
      [1, 2, 1, 1, 1, 1, 1, 1],
      [3, 1, 1, 1, 1],
    ],
  ],
  3: [
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    [[2, 1], [3], []],
    [[], [2, 1], [1, 3]],
    [[0], [1], []],
    [
      [2, 1, 1, 1, 1, 1, 1, 1],
      [2, 1, 1, 1],
      [1, 1],
    ],
  ],
};

/** Which operands have a rule. */
function differentiable(name: OpName, count: number): number[] {
  const { rules, variadic } = derivatives[name]!;
  const rule = (i: number) => rules[variadic ? Math.min(i, rules.length - 1) : i];
  return Array.from({ length: count }, (_, i) => i).filter((i) => rule(i) !== null);
}

export function casesOf(sample: Sample<OpName>): readonly Case<Attrs>[] {
  if (sample.kind !== "map") return sample.cases;
  return SHAPES[sample.domains.length]!.map((shapes) => ({ shapes, attrs: {} }));
}

export function placesOf(name: OpName, sample: Sample<OpName>): Place[] {
  const cases = casesOf(sample).filter(
    ({ attrs }) => !("dtype" in attrs) || attrs.dtype === "float64",
  );
  return cases.flatMap(({ shapes, attrs, fixed }) => {
    const domain = (i: number): Domain =>
      sample.kind === "map"
        ? sample.domains[i]!
        : sample.kind === "array"
          ? sample.domain
          : { low: 0, high: 1 };
    const operands = shapes.map((shape, i) => {
      const list = fixed?.[i];
      if (list !== undefined) return make({ shape, data: list }, "int32");
      return make(sampleArray(shape, "float64", domain(i), i + 1), "float64");
    });
    const by = differentiable(name, shapes.length);
    const call = (xs: readonly Tensor[]): Tensor => apply(name, xs, attrs);
    const place = {
      what: `${JSON.stringify(shapes)} ${JSON.stringify(attrs)}`,
      operands,
      by,
      call,
    };
    return [place, ...inOtherLayouts(place, sample.kind === "map")];
  });
}

/**
 * The same with the first operand stored in other ways; `equal` allows equal elements, where no largest
 * one and no inverse is asked for.
 */
function inOtherLayouts(place: Place, equal: boolean): Place[] {
  const [first, ...rest] = place.operands;
  if (first!.dtype !== "float64" || first!.ndim === 0) return [];
  const values = { shape: first!.shape, data: [...first!.data] };
  const layouts = ["backwards", "transposed", ...(equal ? ["repeated along 0"] : [])];
  return arrangements(values, "float64")
    .filter(({ layout }) => layouts.includes(layout))
    .map(({ layout, tensor }) => ({
      ...place,
      what: `${place.what} ${layout}`,
      operands: [tensor, ...rest],
    }));
}

/** The op as a function of the operands in `by` alone: no other one wants a gradient. */
export function restricted({ operands, call }: Place, by: readonly number[]) {
  return (...xs: readonly Tensor[]): Tensor => {
    const all = [...operands];
    by.forEach((i, j) => {
      all[i] = xs[j]!;
    });
    return call(all);
  };
}

/** The operands in `by`. */
export const pick = (place: Place, by: readonly number[]): Tensor[] =>
  by.map((i) => place.operands[i]!);

/** Every op with a derivative, and its sample. */
export const differentiableOps: readonly [OpName, Sample<OpName>][] = entries.filter(
  ([name]) => derivatives[name] !== null,
);

/** All of `by` together, and each alone, so that no rule can read what another one has saved. */
export const subsets = (by: readonly number[]): number[][] =>
  by.length === 1 ? [[...by]] : [[...by], ...by.map((i) => [i])];
