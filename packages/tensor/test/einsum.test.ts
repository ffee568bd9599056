import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { einsum, ones, ShapeError, type Tensor, tensordot, zeros } from "../src/index.ts";
import { make } from "./support/layouts.ts";
import { at, build, indices, type Nd, product } from "./support/nd.ts";

/** Small whole numbers, whose sums of products are exact in any order. */
const whole = (shape: readonly number[], seed: number): Nd => ({
  shape,
  data: Array.from({ length: product(shape) }, (_, i) => ((i * 7 + seed * 5) % 11) - 5),
});

/** The sum of products over all values of all indices, term by term. */
function naive(inputs: readonly string[], output: string, arrays: readonly Nd[]): Nd {
  const letters = [...new Set(inputs.join(""))];
  const sizeOf = (letter: string): number =>
    Math.max(
      ...inputs.flatMap((part, k) =>
        [...part].flatMap((l, i) => (l === letter ? [arrays[k]!.shape[i]!] : [])),
      ),
    );
  const inner = letters.filter((letter) => !output.includes(letter));
  return build([...output].map(sizeOf), (index) => {
    let sum = 0;
    for (const rest of indices(inner.map(sizeOf))) {
      const value = (letter: string): number =>
        output.includes(letter) ? index[output.indexOf(letter)]! : rest[inner.indexOf(letter)]!;
      sum += inputs.reduce((term, part, k) => term * at(arrays[k]!, [...part].map(value)), 1);
    }
    return sum;
  });
}

const equations = fc
  .record({
    inputs: fc.array(
      fc.array(fc.constantFrom(..."abcd"), { maxLength: 4 }).map((list) => list.join("")),
      { minLength: 1, maxLength: 4 },
    ),
    sizes: fc.tuple(...[..."abcd"].map(() => fc.integer({ min: 1, max: 3 }))),
    order: fc.shuffledSubarray([..."abcd"]),
  })
  .map(({ inputs, sizes, order }) => ({
    inputs,
    output: order.filter((letter) => inputs.join("").includes(letter)).join(""),
    shapes: inputs.map((part) => [...part].map((letter) => sizes["abcd".indexOf(letter)]!)),
  }));

describe("einsum", () => {
  it("is the sum of products that its equation writes", () => {
    const check = ({
      inputs,
      output,
      shapes,
    }: {
      inputs: string[];
      output: string;
      shapes: number[][];
    }) => {
      const arrays = shapes.map((shape, i) => whole(shape, i));
      const operands = arrays.map((x) => make(x, "float64"));
      const result = einsum(`${inputs.join(",")}->${output}`, ...operands);
      const expected = naive(inputs, output, arrays);
      expect(result.shape).toEqual(expected.shape);
      expect([...result.data].map((v) => v + 0)).toEqual(expected.data.map((v) => v + 0));
    };
    fc.assert(fc.property(equations, check), { seed: 2, numRuns: 300 });
  });
  it("without an arrow keeps what occurs once, in alphabetical order, capitals first", () => {
    expect(einsum("ba", zeros([2, 3])).shape).toEqual([3, 2]);
    expect(einsum("bA,bc", zeros([2, 3]), zeros([2, 4])).shape).toEqual([3, 4]);
    expect(einsum("i,i", ones([3]), ones([3])).item()).toBe(3);
    expect(einsum("b...a", zeros([2, 5, 3])).shape).toEqual([5, 3, 2]);
  });
  it("broadcasts the axes of an ellipsis from the last, and stretches sizes of 1", () => {
    const x = zeros([5, 1, 2, 3]);
    expect(einsum("...ij,...jk->...ik", x, zeros([4, 3, 6])).shape).toEqual([5, 4, 2, 6]);
    expect(einsum("ij,ij->ij", ones([1, 3]), ones([2, 1])).toArray()).toEqual(
      ones([2, 3]).toArray(),
    );
    expect(einsum("ij,ij->i", ones([2, 1]), ones([2, 3])).toArray()).toEqual([3, 3]);
    expect(einsum("i...->i", ones([2, 3, 4])).toArray()).toEqual([12, 12]);
  });
  it("of empty tensors is 0, or empty", () => {
    expect(einsum("ij,jk->ik", zeros([2, 0]), zeros([0, 3])).toArray()).toEqual(
      zeros([2, 3]).toArray(),
    );
    expect(einsum("ij->j", zeros([2, 0])).shape).toEqual([0]);
  });
  it("multiplies long chains in an order that keeps them small", () => {
    // From the left, the first product would have 4 · 10⁸ elements.
    const [column, row] = [ones([20_000, 1]), ones([1, 20_000])];
    expect(einsum("ij,jk,kl->il", row, column, ones([1, 2])).toArray()).toEqual([[20_000, 20_000]]);
    expect(einsum("ij,jk,kl->il", column, row, column).shape).toEqual([20_000, 1]);
  });
  const [a, b] = [zeros([2, 3]), zeros([4, 5])] as [Tensor, Tensor];
  it.each<[string, () => Tensor, string]>([
    [
      "sizes that differ",
      () => einsum("ij,jk", a, b),
      "index j is 3 in one operand and 4 in another",
    ],
    ["sizes of a diagonal", () => einsum("ii", a), "index i is 2 and 3 in operand 0"],
    [
      "too few indices",
      () => einsum("i->i", a),
      'operand 0 of shape [2, 3] has 2 axes, but "i" names 1',
    ],
    ["too many indices", () => einsum("i...jk", a), "has 2 axes"],
    ["another number of operands", () => einsum("ij,jk", a), "names 2 operands, but there are 1"],
    ["a digit", () => einsum("i1", a), '"1" is no index: use letters'],
    ["two arrows", () => einsum("ij->i->j", a), "more than one arrow"],
    ["an unknown index", () => einsum("ij->ik", a), "index k of the result is in no operand"],
    ["a repeated result", () => einsum("ij->ii", a), "index i is twice in the result"],
    ["two ellipses", () => einsum("......", a), '"." is no index'],
    [
      "axes of an ellipsis",
      () => einsum("...,...", a, b),
      'an axis of "..." is 2 in one operand and 4',
    ],
    ["no equation", () => einsum(a as never, a), "the equation is"],
  ])("explains %s", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});

describe("tensordot", () => {
  it("sums over pairs of axes, and keeps the others in order", () => {
    const [x, y] = [whole([2, 3, 4], 1), whole([4, 5, 3], 2)];
    const expected = naive(["abc", "cdb"], "ad", [x, y]);
    const result = tensordot(make(x, "float64"), make(y, "float64"), [
      [1, -1],
      [2, 0],
    ]);
    expect([...result.data]).toEqual(expected.data);
    expect(tensordot(ones([2]), ones([3]), 0).shape).toEqual([2, 3]);
  });
  it("explains axes that do not pair", () => {
    expect(() => tensordot(zeros([2, 3]), zeros([2, 3]), 1)).toThrow(
      "tensordot: axes [1] of [2, 3] and [0] of [2, 3]: needed pairs of equal size",
    );
    expect(() => tensordot(zeros([2]), zeros([2]))).toThrow("2 axes of shapes [2] and [2]");
    expect(() =>
      tensordot(zeros([2, 2]), zeros([2, 2]), [
        [0, 0],
        [0, 1],
      ]),
    ).toThrow("no axis twice");
  });
});
