import { concat, type Tensor } from "@nabla/tensor";
import { type Op, type OpAttrs, type OpName, ops } from "@nabla/tensor/internal";
import { describe, expect, it } from "vitest";
import { apply } from "../../tensor/test/support/checking.ts";
import { arrangements, make } from "../../tensor/test/support/layouts.ts";
import { product } from "../../tensor/test/support/nd.ts";
import { type Case, entries, type Sample } from "../../tensor/test/support/samples.ts";
import { type Domain, sampleArray } from "../../tensor/test/support/values.ts";
import { derivatives } from "../src/derivatives/table.ts";
import { grad, gradCheck } from "../src/index.ts";

type Attrs = OpAttrs[OpName];

/** An op at one place: its operands, and which of them may be differentiated by. */
interface Place {
  readonly what: string;
  readonly operands: readonly Tensor[];
  readonly by: readonly number[];
  readonly call: (operands: readonly Tensor[]) => Tensor;
}

const SHAPES: { readonly [arity: number]: readonly (readonly (readonly number[])[])[] } = {
  1: [[[]], [[1]], [[2, 3]], [[0, 2]]],
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
  ],
};

/** Which operands have a rule. */
function differentiable(name: OpName, count: number): number[] {
  const { rules, variadic } = derivatives[name]!;
  const rule = (i: number) => rules[variadic ? Math.min(i, rules.length - 1) : i];
  return Array.from({ length: count }, (_, i) => i).filter((i) => rule(i) !== null);
}

function casesOf(sample: Sample<OpName>): readonly Case<Attrs>[] {
  if (sample.kind !== "map") return sample.cases;
  return SHAPES[sample.domains.length]!.map((shapes) => ({ shapes, attrs: {} }));
}

function placesOf(name: OpName, sample: Sample<OpName>): Place[] {
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
    return [place, ...inOtherLayouts(place)];
  });
}

/** The same with the first operand stored in other ways. */
function inOtherLayouts(place: Place): Place[] {
  const [first, ...rest] = place.operands;
  if (first!.dtype !== "float64" || first!.ndim === 0) return [];
  const values = { shape: first!.shape, data: [...first!.data] };
  return arrangements(values, "float64")
    .filter(({ layout }) => ["backwards", "transposed"].includes(layout))
    .map(({ layout, tensor }) => ({
      ...place,
      what: `${place.what} ${layout}`,
      operands: [tensor, ...rest],
    }));
}

/** The op as a function of the operands in `by` alone: no other one wants a gradient. */
function restricted({ operands, call }: Place, by: readonly number[]) {
  return (...xs: readonly Tensor[]): Tensor => {
    const all = [...operands];
    by.forEach((i, j) => {
      all[i] = xs[j]!;
    });
    return call(all);
  };
}

const pick = (place: Place, by: readonly number[]): Tensor[] => by.map((i) => place.operands[i]!);

/** All of `by` together, and each alone, so that no rule can read what another one has saved. */
const subsets = (by: readonly number[]): number[][] =>
  by.length === 1 ? [[...by]] : [[...by], ...by.map((i) => [i])];

const differentiableOps = entries.filter(([name]) => derivatives[name] !== null);

describe.each(differentiableOps)("%s", (name, sample) => {
  const places = placesOf(name, sample);

  it("has the gradient that differences give, in every case, shape and layout", () => {
    expect(places.length).toBeGreaterThan(0);
    for (const place of places)
      for (const by of subsets(place.by))
        gradCheck(restricted(place, by), pick(place, by), {
          name: `${name} ${place.what} by ${by}`,
        });
  });

  it("has the second derivatives that differences of first ones give", () => {
    for (const place of places.filter((p) => p.operands.every((x) => x.size <= 6))) {
      const f = restricted(place, place.by);
      const xs = pick(place, place.by);
      const y = f(...xs);
      // The mean of nothing has no value, and no derivatives.
      if (y.data.some(Number.isNaN)) continue;
      const cotangent = make(sampleArray(y.shape, "float64", { low: 0.5, high: 2 }, 9), "float64");
      const first = (v: Tensor, ...at: readonly Tensor[]): Tensor => {
        const weighed = (...zs: readonly Tensor[]): Tensor =>
          f(...zs)
            .mul(v)
            .sum();
        const gradients = grad(weighed, { argnums: xs.map((_, i) => i) })(...at) as Tensor[];
        return concat(gradients.map((g): Tensor => g.reshape([-1])));
      };
      gradCheck(first, [cotangent, ...xs], { name: `gradient of ${name} ${place.what}` });
    }
  });

  it("gives gradients of the shape and dtype of each operand", () => {
    for (const { operands, by, call } of places) {
      const leaves = operands.map((x, i) => {
        const leaf: Tensor = x.detach();
        if (by.includes(i)) leaf.requiresGrad = true;
        return leaf;
      });
      const y = call(leaves);
      y.backward(make({ shape: y.shape, data: Array(product(y.shape)).fill(1) }, "float64"));
      for (const i of by) {
        expect(leaves[i]!.grad?.shape).toEqual(operands[i]!.shape);
        expect(leaves[i]!.grad?.dtype).toBe("float64");
      }
    }
  });
});

describe("ops without a derivative", () => {
  it.each(entries.filter(([name]) => derivatives[name] === null))(
    "%s ends the history",
    (name, sample) => {
      if (sample.kind === "array" && sample.overwrites) return;
      for (const { shapes, attrs, fixed } of casesOf(sample)) {
        const operands = shapes.map((shape, i) => {
          const list = fixed?.[i];
          // Positions are whole numbers, which have no gradient to begin with.
          if (list !== undefined) return make({ shape, data: list }, "int32");
          const x = make({ shape, data: Array(product(shape)).fill(0.5) }, "float64");
          x.requiresGrad = true;
          return x;
        });
        expect(apply(name, operands, attrs).requiresGrad).toBe(false);
      }
    },
  );

  it("are those whose results do not vary with their operands, or are not computed from any", () => {
    const names = Object.values(ops).flatMap((op) =>
      (op as unknown as Op).derivative === null ? [op.name] : [],
    );
    expect(names.sort()).toEqual([
      "arange",
      "argmax",
      "argmin",
      "assign",
      "constant",
      "detach",
      "equal",
      "full",
      "greater",
      "greaterEqual",
      "lastAt",
      "less",
      "lessEqual",
      "logicalAnd",
      "logicalNot",
      "logicalOr",
      "logicalXor",
      "notEqual",
      "positions",
      "random",
      "update",
    ]);
  });
});
