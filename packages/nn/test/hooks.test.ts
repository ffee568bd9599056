import { noGrad } from "@nabla/autograd";
import { ones, type Tensor, tensor } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { Module, Sequential, Tanh } from "../src/index.ts";

class Twice extends Module {
  override forward(x: Tensor): Tensor {
    return x.mul(2);
  }
}
class Product extends Module {
  override forward(x: Tensor, y: Tensor): Tensor {
    return x.mul(y);
  }
}
const leaf = (...data: number[]): Tensor => tensor(data, { requiresGrad: true });

describe("hooks of modules", () => {
  it("see and replace arguments and outputs, until they are removed", () => {
    const layer = new Twice();
    const removals = [
      layer.registerForwardPreHook((module, [x]) => {
        expect(module).toBe(layer);
        return [(x as Tensor).add(1)];
      }),
      layer.registerForwardHook((_, [x], y) => (y as Tensor).add(x as Tensor)),
    ];
    expect(layer.call(tensor([1, 2])).toArray()).toEqual([6, 9]);
    for (const remove of removals) remove();
    expect(layer.call(tensor([1, 2])).toArray()).toEqual([2, 4]);
  });
  it("see the gradients by input and output in the backward pass, and may replace the one by the input", () => {
    const layer = new Twice();
    const seen: unknown[] = [];
    layer.registerFullBackwardHook((_, [gradInput], gradOutput) => {
      seen.push(gradInput?.toArray(), gradOutput.toArray());
      return [gradInput!.mul(10)];
    });
    const x = leaf(1, 2);
    layer.call(x).square().sum().backward();
    expect(seen).toEqual([
      [8, 16],
      [4, 8],
    ]);
    expect(x.grad?.toArray()).toEqual([80, 160]);
  });
  it("keep apart what comes to an input from elsewhere, and the calls of one module", () => {
    const layer = new Twice();
    const seen: unknown[] = [];
    layer.registerFullBackwardHook((_, [g]) => {
      seen.push(g?.toArray());
    });
    const x = leaf(1);
    layer.call(layer.call(x)).add(x.mul(100)).sum().backward();
    expect(seen).toEqual([[2], [4]]);
    expect(x.grad?.toArray()).toEqual([104]);
  });
  it("wait for all inputs, and show null where no gradient is wanted", () => {
    const layer = new Product();
    const seen: unknown[] = [];
    layer.registerFullBackwardHook((_, inputs, output) => {
      seen.push([...inputs.map((g) => g?.toArray() ?? null), output.toArray()]);
    });
    const loss = layer.call(leaf(2), leaf(3)).sum();
    loss.backward(undefined, { retainGraph: true });
    loss.backward();
    layer
      .call(leaf(2), tensor([3]))
      .sum()
      .backward();
    expect(seen).toEqual([
      [[3], [2], [1]],
      [[3], [2], [1]],
      [[3], null, [1]],
    ]);
  });
  it("of modules within modules are called too, and nothing happens under noGrad", () => {
    const inner = new Tanh();
    let calls = 0;
    inner.registerFullBackwardHook(() => {
      calls += 1;
    });
    const model = new Sequential(new Twice(), inner);
    model.call(leaf(1, 2)).sum().backward();
    expect(calls).toBe(1);
    noGrad(() => model.call(leaf(1, 2)));
    expect(calls).toBe(1);
  });
  it("refuse what they can't do", () => {
    const layer = new Product();
    layer.registerFullBackwardHook(() => [ones([1])]);
    expect(() => layer.call(leaf(2), leaf(3)).sum().backward()).toThrow(
      /several inputs can't be replaced/,
    );
    class Pair extends Module {
      override forward(x: Tensor): Tensor[] {
        return [x, x];
      }
    }
    const pair = new Pair();
    pair.registerFullBackwardHook(() => {});
    expect(() => pair.call(leaf(1))).toThrow(/Pair returned no single tensor/);
  });
});
