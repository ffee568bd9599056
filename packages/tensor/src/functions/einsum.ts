import { ShapeError, show, written } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import type { Tensor } from "../tensor.ts";
import { contract, type Term } from "./contraction.ts";

/** What an equation says: the indices of each operand and of the result. */
interface Equation {
  readonly inputs: readonly string[];
  /** Null where there is no arrow. */
  readonly output: string | null;
}

const fail = (equation: string, why: string, shapes: readonly (readonly number[])[] = []) =>
  new ShapeError(`einsum: "${equation}": ${why}`, { op: "einsum", shapes });

function parse(equation: string, count: number): Equation {
  const sides = equation.replaceAll(" ", "").split("->");
  const [left = "", right] = sides;
  if (sides.length > 2) throw fail(equation, "there is more than one arrow");
  const inputs = left.split(",");
  for (const part of right === undefined ? inputs : [...inputs, right]) {
    const wrong = /[^A-Za-z]/.exec(part.replace("...", ""))?.[0];
    if (wrong !== undefined)
      throw fail(
        equation,
        `${JSON.stringify(wrong)} is no index: use letters, one "..." for any leading axes, commas between operands and one "->"`,
      );
  }
  if (inputs.length !== count)
    throw fail(equation, `names ${inputs.length} operands, but there are ${count}`);
  return { inputs, output: right ?? null };
}

/** Indices one by one; those of an ellipsis are numbered from its end, so that they broadcast. */
function labelsOf(part: string, ellipsis: number): string[] {
  const [before = "", after] = part.split("...");
  if (after === undefined) return [...before];
  const numbered = Array.from({ length: ellipsis }, (_, i) => `.${ellipsis - 1 - i}`);
  return [...before, ...numbered, ...after];
}

/** An operand with its indices; of repeated ones, the diagonal. */
function termOf(equation: string, part: string, position: number, x: Tensor): Term {
  const { shape } = x.layout;
  const named = part.replace("...", "").length;
  const ellipsis = shape.length - named;
  if (ellipsis < 0 || (ellipsis > 0 && !part.includes("...")))
    throw fail(
      equation,
      `operand ${position} of shape ${show(shape)} has ${shape.length} axes, but "${part}" names ${named}`,
      [shape],
    );
  let tensor = x;
  let labels = labelsOf(part, ellipsis);
  for (;;) {
    const j = labels.findIndex((label, k) => labels.indexOf(label) < k);
    if (j < 0) return { tensor, labels };
    const label = labels[j] as string;
    const i = labels.indexOf(label);
    const [m, n] = [tensor.layout.shape[i], tensor.layout.shape[j]];
    if (m !== n)
      throw fail(equation, `index ${label} is ${m} and ${n} in operand ${position}`, [shape]);
    tensor = tensor.diagonal(0, i, j);
    labels = [...labels.filter((_, k) => k !== i && k !== j), label];
  }
}

/** Checks that each index has one size, or 1, in all operands. */
function checkSizes(equation: string, terms: readonly Term[]): void {
  const sizes = new Map<string, number>();
  const shapes = terms.map((term) => term.tensor.layout.shape);
  for (const { tensor, labels } of terms)
    labels.forEach((label, i) => {
      const n = tensor.layout.shape[i] as number;
      const known = sizes.get(label) ?? 1;
      if (known !== 1 && n !== 1 && known !== n) {
        const what = label.startsWith(".") ? 'an axis of "..."' : `index ${label}`;
        throw fail(equation, `${what} is ${known} in one operand and ${n} in another`, shapes);
      }
      if (n !== 1) sizes.set(label, n);
    });
}

/** The indices of the result: those of the arrow, or all that occur once, in alphabetical order. */
function outputOf(
  equation: string,
  { inputs, output }: Equation,
  terms: readonly Term[],
): readonly string[] {
  const all = terms.flatMap(({ labels }) => labels);
  const ellipsis = Math.max(
    0,
    ...terms.map(({ labels }) => labels.filter((label) => label.startsWith(".")).length),
  );
  if (output === null) {
    const letters = [...inputs.join("").replaceAll("...", "")];
    const once = letters.filter((label) => letters.indexOf(label) === letters.lastIndexOf(label));
    return [...labelsOf("...", ellipsis), ...once.sort()];
  }
  const labels = labelsOf(output, ellipsis);
  const unknown = labels.find((label) => !all.includes(label));
  if (unknown !== undefined)
    throw fail(equation, `index ${unknown} of the result is in no operand`);
  const twice = labels.find((label, i) => labels.indexOf(label) < i);
  if (twice !== undefined) throw fail(equation, `index ${twice} is twice in the result`);
  return labels;
}

/**
 * Sums of products by Einstein's convention: each index that is not in the result is summed over, as in
 * NumPy and PyTorch. `"ij,jk->ik"` is $C_{ik} = \sum_j A_{ij} B_{jk}$.
 *
 * An index that is repeated in one operand takes its diagonal; `...` stands for any leading axes, which
 * broadcast; without an arrow the result has the indices that occur once, in alphabetical order. Axes of
 * size 1 are stretched. Products of pairs are matrix products, in an order that keeps them small.
 * @param equation - a letter for each axis, commas between operands, and the indices of the result
 * @param operands - one tensor for each part
 * @throws ShapeError when the equation is not one, or does not fit the operands
 * @example
 * ```ts
 * import { einsum, tensor } from "@nabla/tensor";
 * const x = tensor([[1, 2], [3, 4]]);
 * einsum("ij,kj->ik", x, x).toArray(); // => [[5, 11], [11, 25]]
 * einsum("ii", x).item(); // => 5
 * einsum("...i->...", x).toArray(); // => [3, 7]
 * ```
 */
export function einsum(equation: string, ...operands: readonly Tensor[]): Tensor {
  if (typeof equation !== "string")
    throw new ShapeError(
      `einsum: the equation is ${written(equation)}: needed a text like "ij,jk"`,
      {
        op: "einsum",
      },
    );
  operands.forEach((x, i) => {
    requireTensor("einsum", `operand ${i}`, x);
  });
  const parsed = parse(equation, operands.length);
  const terms = operands.map((x, i) => termOf(equation, parsed.inputs[i] as string, i, x));
  checkSizes(equation, terms);
  return contract(terms, outputOf(equation, parsed, terms));
}
