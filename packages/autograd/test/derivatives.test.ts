import type { Tensor } from "@nabla/tensor";
import { type Op, ops } from "@nabla/tensor/internal";
import { describe, expect, it } from "vitest";
import { apply } from "../../tensor/test/support/checking.ts";
import { make } from "../../tensor/test/support/layouts.ts";
import { product } from "../../tensor/test/support/nd.ts";
import { entries } from "../../tensor/test/support/samples.ts";
import { derivatives } from "../src/derivatives/table.ts";
import { gradCheck, gradGradCheck } from "../src/index.ts";
import {
  casesOf,
  differentiableOps,
  pick,
  placesOf,
  restricted,
  subsets,
} from "./support/places.ts";

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
      gradGradCheck(f, xs, { name: `${name} ${place.what}` });
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
      // Integers never begin one.
      if (sample.kind === "map" && sample.refusesFloats) return;
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
      "argcummax",
      "argcummin",
      "argmax",
      "argmaxWindows",
      "argmin",
      "argsort",
      "assign",
      "bitwiseAnd",
      "bitwiseNot",
      "bitwiseOr",
      "bitwiseXor",
      "constant",
      "detach",
      "equal",
      "full",
      "greater",
      "greaterEqual",
      "isFinite",
      "isInf",
      "isNaN",
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
      "shiftLeft",
      "shiftRight",
      "signbit",
      "update",
    ]);
  });
});
