import "@nabla/autograd";
import { conv2d, maxPool2d, type Tensor } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { expectClose, type Flat, referenceCases, toTensor } from "./reference.ts";

interface LayerCase {
  readonly layer: string;
  readonly options: { readonly [name: string]: number };
  readonly args: readonly number[];
  readonly stateDict: { readonly [name: string]: Flat };
  readonly inputs: readonly Flat[];
  readonly output: Flat;
  readonly gradOutput: Flat;
  readonly gradInputs: readonly Flat[];
  readonly gradParameters: { readonly [name: string]: Flat };
}

const leaf = (flat: Flat): Tensor => {
  const x = toTensor(flat);
  x.requiresGrad = true;
  return x;
};

const CALLS: {
  readonly [layer: string]: (
    given: LayerCase,
    x: Tensor,
    state: { [name: string]: Tensor },
  ) => Tensor;
} = {
  Conv2d: ({ options }, x, { weight, bias }) => conv2d(x, weight!, bias, options),
  MaxPool2d: ({ args, options }, x) => maxPool2d(x, args[0]!, options) as Tensor,
};

const cases = referenceCases<LayerCase>("layers.json").filter(({ layer }) => layer in CALLS);

describe.skipIf(cases.length === 0)("PyTorch's figures", () => {
  test.each(cases)("of $layer are ours", (given) => {
    const x = leaf(given.inputs[0]!);
    const state = Object.fromEntries(
      Object.entries(given.stateDict).map(([name, flat]) => [name, leaf(flat)]),
    );
    const y = CALLS[given.layer]!(given, x, state);
    expectClose(y, given.output);
    y.backward(toTensor(given.gradOutput));
    expectClose(x.grad, given.gradInputs[0]!);
    for (const [name, flat] of Object.entries(given.gradParameters))
      expectClose(state[name]!.grad, flat);
    expect(Object.keys(state)).toEqual(Object.keys(given.gradParameters));
  });
});
