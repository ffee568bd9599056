import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { randn, type Tensor, tensor, zeros } from "@nabla/tensor";
import { describe, expect, it } from "vitest";
import { noGrad } from "../src/index.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes in use, on V8's heap and in array buffers outside of it. */
function used(): number {
  // Array buffers are released in the background, after a collection has found them.
  for (let i = 0; i < 3; i++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** How many bytes more are in use after `fn`, with what it returns kept alive. */
function grows(fn: () => unknown): number {
  const before = used();
  const kept = [fn()];
  const after = used();
  kept.length = 0;
  return after - before;
}

/** Compiled code and inline caches come and go: what is below this is no leak. */
const NOISE = 2 ** 21;
const STEPS = 100_000;

const x = randn([10, 5]);
const y = randn([10, 1]);

function model() {
  const w = zeros([5, 1], { requiresGrad: true });
  const b = zeros([1], { requiresGrad: true });
  const loss = (): Tensor => x.matmul(w).add(b).sub(y).square().mean();
  const step = (): Tensor => {
    const value = loss();
    value.backward();
    noGrad(() => {
      w.assign(w.sub(w.grad!.mul(0.01)));
      b.assign(b.sub(b.grad!.mul(0.01)));
    });
    w.grad = b.grad = null;
    return value;
  };
  for (let i = 0; i < 2000; i++) step();
  return { loss, step };
}

describe("memory", () => {
  it("stays constant over 10⁵ steps of training", () => {
    const { step } = model();
    expect(
      grows(() => {
        for (let i = 0; i < STEPS; i++) step();
      }),
    ).toBeLessThan(NOISE);
  });
  it("holds a few hundred bytes for each loss that is kept, and nothing of its step", () => {
    const { step } = model();
    const bytes = grows(() => Array.from({ length: STEPS }, step));
    expect(bytes / STEPS).toBeLessThan(600);
  });
  it("holds nothing of losses that are dropped without a backward pass", () => {
    const { loss } = model();
    expect(
      grows(() => {
        for (let i = 0; i < 20_000; i++) loss();
      }),
    ).toBeLessThan(NOISE);
  });
  it("holds nothing of a graph of 10⁵ ops after its pass, though the loss is kept", () => {
    const leaf = tensor(1, { requiresGrad: true });
    expect(
      grows(() => {
        let z: Tensor = leaf;
        for (let i = 0; i < STEPS; i++) z = z.mul(1.00001);
        z.backward();
        return z;
      }),
    ).toBeLessThan(NOISE);
  });
  it.each([1, 20, 100, 130])("holds no neighbours of a kept tensor of %i elements", (n) => {
    const one = tensor(new Float32Array(n).fill(2));
    const keep = (): Tensor[] =>
      Array.from({ length: 2000 }, () => {
        // One of each 30 results is kept: no slab may be held by a single one of its blocks at full price.
        let z = one.mul(2);
        for (let i = 0; i < 29; i++) z = one.mul(3);
        return z;
      });
    keep();
    // A slab of 32 blocks of at most 512 bytes per kept tensor is the bound that the allocator promises.
    expect(grows(keep) / 2000).toBeLessThan(
      32 * Math.min(512, 4 * 2 ** Math.ceil(Math.log2(n + 1))) + 600,
    );
  });
});
