import { stack, type Tensor } from "@nabla/tensor";
import { type Op, type OpName, ops } from "@nabla/tensor/internal";
import { describe, expect, it } from "vitest";
import { apply } from "../../tensor/test/support/checking.ts";
import { make } from "../../tensor/test/support/layouts.ts";
import { entries } from "../../tensor/test/support/samples.ts";
import { sampleArray } from "../../tensor/test/support/values.ts";
import { vmap } from "../src/index.ts";
import { casesOf, subsets } from "./support/places.ts";

const EXAMPLES = 3;

/** Ops with operands, which vmap passes on to the table of rules. */
const batched = entries.filter(
  ([name, sample]) =>
    sample.kind !== "random" &&
    !(sample.kind === "array" && sample.overwrites) &&
    (ops[name] as unknown as Op).kind !== "create",
);

/** The operands of one example: other values for each, the same positions where they are prescribed. */
function operandsOf(
  name: OpName,
  sample: (typeof entries)[number][1],
  shapes: readonly (readonly number[])[],
  fixed: { readonly [i: number]: readonly number[] } | undefined,
  example: number,
): Tensor[] {
  return shapes.map((shape, i) => {
    const list = fixed?.[i];
    // Positions in another order for each example.
    const turn = list === undefined ? 0 : example % Math.max(1, list.length);
    if (list !== undefined)
      return make({ shape, data: [...list.slice(turn), ...list.slice(0, turn)] }, "int32");
    if (sample.kind === "random") throw new Error(`${name} has no operands`);
    const domain = sample.kind === "map" ? sample.domains[i]! : sample.domain;
    const dtype = sample.kind === "map" && sample.refusesFloats ? "int32" : "float64";
    return make(sampleArray(shape, dtype, domain, 7 * example + i + 1), dtype);
  });
}

describe.each(batched)("%s under vmap", (name, sample) => {
  it("gives each example what it would have had alone, whichever operands are batched", () => {
    for (const { shapes, attrs, fixed } of casesOf(sample)) {
      const examples = Array.from({ length: EXAMPLES }, (_, e) =>
        operandsOf(name, sample, shapes, fixed, e),
      );
      for (const by of subsets(shapes.map((_, i) => i))) {
        const alone = examples.map((operands) =>
          apply(
            name,
            operands.map((x, i) => (by.includes(i) ? x : examples[0]![i]!)),
            attrs,
          ),
        );
        const args = shapes.map(
          (_, i): Tensor =>
            by.includes(i)
              ? stack(
                  examples.map((operands) => operands[i]!),
                  -1,
                )
              : examples[0]![i]!,
        );
        const f = (...xs: Tensor[]): Tensor => apply(name, xs, attrs);
        const together = vmap(f, {
          inAxes:
            by.length === shapes.length ? -1 : shapes.map((_, i) => (by.includes(i) ? -1 : null)),
        })(...args);
        const what = `${JSON.stringify(shapes)} ${JSON.stringify(attrs)} batched ${by}`;
        expect(together.dtype, what).toBe(alone[0]!.dtype);
        expect(together.shape, what).toEqual([EXAMPLES, ...alone[0]!.shape]);
        const wanted = stack(alone).data;
        together.data.forEach((v, i) => {
          // The same terms may be added in another order.
          if (!Object.is(v, wanted[i])) expect(v, what).toBeCloseTo(wanted[i]!, 12);
        });
      }
    }
  });
});
