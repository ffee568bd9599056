import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  bernoulli,
  concat,
  manualSeed,
  rand,
  randn,
  type Tensor,
  tensor,
  where,
} from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { checkpoint, grad, gradCheck, jvp, noGrad, vmap } from "../src/index.ts";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

const double = (data: number[]): Tensor => tensor(data, { dtype: "float64" });

describe("checkpoint", () => {
  it("gives the same values and gradients, by arguments and by captured leaves", () => {
    const w = double([0.3, -0.2]);
    w.requiresGrad = true;
    const f = (x: Tensor, y: Tensor): Tensor => x.mul(w).tanh().mul(y).exp();
    const x = double([1, 2]);
    const results = [f, checkpoint(f)].map((g) => {
      w.grad = null;
      const leaf: Tensor = x.detach();
      leaf.requiresGrad = true;
      const value = g(leaf, leaf.mul(2)).sum();
      value.backward();
      return [value, leaf.grad, w.grad].map((t) => t?.toArray());
    });
    expect(results[1]).toEqual(results[0]);
  });
  it("computes the function again, once, and only when gradients arrive", () => {
    let calls = 0;
    const f = checkpoint((x: Tensor) => {
      calls += 1;
      return x.exp();
    });
    const x = double([1]);
    x.requiresGrad = true;
    const y = f(x);
    expect(calls).toBe(1);
    y.backward();
    expect(calls).toBe(2);
    noGrad(() => f(x));
    expect(calls).toBe(3);
  });
  it("draws the same random numbers again", () => {
    manualSeed(1);
    const dropout = checkpoint((x: Tensor) => where(bernoulli(0.5, [1000]), x, 0));
    const x = double(Array(1000).fill(1));
    x.requiresGrad = true;
    const y = dropout(x);
    const after = rand([1]).item();
    y.sum().backward();
    expect(x.grad?.toArray()).toEqual(y.toArray());
    manualSeed(1);
    bernoulli(0.5, [1000]);
    expect(rand([1]).item()).toBe(after);
  });
  it("nests, and can be differentiated twice", () => {
    const inner = checkpoint((x: Tensor) => x.sin().mul(x));
    const outer = checkpoint((x: Tensor) => inner(inner(x)).exp());
    const x = double([0.4, 0.9]);
    expect(gradCheck(outer, [x])).toBe(true);
    expect(
      gradCheck(
        grad((x: Tensor) => outer(x).sum()),
        [x],
      ),
    ).toBe(true);
  });
  it("steps aside under other transformations", () => {
    const f = checkpoint((x: Tensor) => x.square());
    expect(jvp(f, [double([3])], [double([1])])[1].toArray()).toEqual([6]);
    expect(vmap(grad((x: Tensor) => f(x)))(double([1, 2])).toArray()).toEqual([2, 4]);
  });
  it("asks for outside results as arguments", () => {
    const w = double([1, 2]);
    w.requiresGrad = true;
    const between = w.mul(3);
    const f = checkpoint((x: Tensor) => x.mul(between));
    expect(() => f(double([1, 1]))).toThrow(
      /checkpoint: the function uses a result of mul of shape \[2\] that was computed outside.*make it an argument/,
    );
  });
  it("notices values that are not those of the first time", () => {
    const state = double([2]);
    const x = double([3]);
    x.requiresGrad = true;
    const y = checkpoint((x: Tensor) => x.mul(state))(x);
    state.assign(5);
    expect(() => y.backward()).toThrow(
      "checkpoint: computed again, the function gave other values",
    );
  });
  it("notices a function that does not repeat itself", () => {
    let calls = 0;
    const f = checkpoint((x: Tensor) => (calls++ === 0 ? x.exp() : concat([x, x])));
    const x = double([1, 2]);
    x.requiresGrad = true;
    expect(() => f(x).sum().backward()).toThrow(
      "computed again, the function gave shape [4] instead of [2]",
    );
    expect(() => checkpoint((_: Tensor) => 1 as unknown as Tensor)(x)).toThrow(
      "checkpoint: the function returned 1: needed one tensor",
    );
  });
  it("lowers the peak of a model with 64 layers to a fraction", () => {
    const width = 32;
    const weights = Array.from({ length: 64 }, () => {
      const w = randn([width, width]).mul(0.1);
      w.requiresGrad = true;
      return w;
    });
    const layers = (h: Tensor, ws: readonly Tensor[]): Tensor =>
      ws.reduce((x: Tensor, w) => x.matmul(w).tanh(), h);
    const peakOf = (model: (h: Tensor) => Tensor): number => {
      const held = (): number => {
        // Array buffers are released in the background, after a collection has found them.
        for (let i = 0; i < 3; i++) gc();
        return process.memoryUsage().arrayBuffers;
      };
      // The first large array of a process makes another one, which goes at once.
      randn([1024, width]);
      const before = held();
      const samples: number[] = [];
      const look = (): void => {
        samples.push(held() - before);
      };
      const removals = weights.filter((_, i) => i % 8 === 4).map((w) => w.registerHook(look));
      const loss = model(randn([1024, width])).sum();
      look();
      loss.backward();
      for (const remove of removals) remove();
      for (const w of weights) w.grad = null;
      return Math.max(...samples);
    };
    const eight = checkpoint((h: Tensor, ...ws: Tensor[]) => layers(h, ws));
    const plain = peakOf((h) => layers(h, weights));
    const saving = peakOf((h) => {
      let x = h;
      for (let i = 0; i < 64; i += 8) x = eight(x, ...weights.slice(i, i + 8));
      return x;
    });
    // A layer's values take 128 KiB: 64 of them, or the inputs of 8 parts and the 8 layers of one.
    expect(plain).toBeGreaterThan(64 * 131072);
    expect(saving).toBeLessThan(0.5 * plain);
  });
});
