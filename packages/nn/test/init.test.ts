import {
  Generator,
  manualSeed,
  NablaError,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "@nabla/tensor";
import { beforeEach, describe, expect, test } from "vitest";
import { init, parameter } from "../src/index.ts";

beforeEach(() => {
  manualSeed(0);
});

/** 200 x 300: 60,000 draws, so that the deviation is off by 1 % in one of many thousand runs. */
const big = () => parameter(zeros([200, 300]));
const fan = { in: 300, out: 200 };

const deviation = (x: Tensor): number => Math.sqrt(x.sub(x.mean()).square().mean().item());
const largest = (x: Tensor): number => x.abs().max().item();

function expectNormal(x: Tensor, mean: number, std: number): void {
  expect(Math.abs(deviation(x) / std - 1)).toBeLessThan(0.02);
  expect(Math.abs(x.mean().item() - mean)).toBeLessThan(0.03 * std);
  // Some of 60,000 normal draws are farther out than 3.5 deviations.
  expect(largest(x.sub(mean))).toBeGreaterThan(3.5 * std);
}

function expectUniform(x: Tensor, low: number, high: number): void {
  const [least, most] = [x.min().item(), x.max().item()];
  expect(least).toBeGreaterThanOrEqual(low);
  // float32 may round the largest draw up to the bound.
  expect(most).toBeLessThanOrEqual(Math.fround(high));
  expect(Math.min(least - low, high - most)).toBeLessThan(0.001 * (high - low));
  expect(Math.abs(deviation(x) / ((high - low) / Math.sqrt(12)) - 1)).toBeLessThan(0.02);
}

describe("init", () => {
  test("fills in place, keeps the gradient wanted, and returns the parameter", () => {
    const p = big();
    for (const fill of [init.zeros, init.ones, init.normal, init.uniform, init.xavierUniform])
      expect(fill(p)).toBe(p);
    expect([p.requiresGrad, p.isLeaf]).toEqual([true, true]);
  });

  test("constant, zeros and ones", () => {
    const p = parameter(tensor([[1, 2]]));
    expect(init.constant(p, 0.5).toArray()).toEqual([[0.5, 0.5]]);
    expect(init.zeros(p).toArray()).toEqual([[0, 0]]);
    expect(init.ones(p).toArray()).toEqual([[1, 1]]);
  });

  test("normal", () => {
    expectNormal(init.normal(big()), 0, 1);
    expectNormal(init.normal(big(), 3, 0.5), 3, 0.5);
    expect(init.normal(zeros([3]), 2, 0).toArray()).toEqual([2, 2, 2]);
  });

  test("uniform", () => {
    expectUniform(init.uniform(big()), 0, 1);
    expectUniform(init.uniform(big(), -2, 3), -2, 3);
  });

  test("xavier", () => {
    const std = Math.sqrt(2 / (fan.in + fan.out));
    expectNormal(init.xavierNormal(big()), 0, std);
    expectNormal(init.xavierNormal(big(), { gain: 2 }), 0, 2 * std);
    const bound = Math.sqrt(6 / (fan.in + fan.out));
    expectUniform(init.xavierUniform(big()), -bound, bound);
    expectUniform(init.xavierUniform(big(), { gain: 0.5 }), -bound / 2, bound / 2);
  });

  test("kaiming", () => {
    const gain = Math.SQRT2;
    expectNormal(init.kaimingNormal(big()), 0, gain / Math.sqrt(fan.in));
    expectNormal(init.kaimingNormal(big(), { mode: "fanOut" }), 0, gain / Math.sqrt(fan.out));
    const tanh = Math.sqrt(3) * (5 / 3 / Math.sqrt(fan.in));
    expectUniform(init.kaimingUniform(big(), { nonlinearity: "tanh" }), -tanh, tanh);
    const linear = 1 / Math.sqrt(fan.in);
    expectUniform(init.kaimingUniform(big(), { a: Math.sqrt(5) }), -linear, linear);
  });

  test("a kernel's positions count as inputs and outputs", () => {
    const kernel = parameter(zeros([4, 2, 30, 30]));
    const bound = Math.sqrt(3) * (Math.SQRT2 / Math.sqrt(2 * 900));
    expectUniform(init.kaimingUniform(kernel), -bound, bound);
  });

  test("calculateGain has PyTorch's values", () => {
    const names = ["linear", "sigmoid", "tanh", "relu", "leakyRelu", "selu"] as const;
    expect(names.map((name) => init.calculateGain(name))).toEqual([
      1,
      1,
      5 / 3,
      Math.sqrt(2),
      Math.sqrt(2 / (1 + 0.01 ** 2)),
      0.75,
    ]);
    expect(init.calculateGain("leakyRelu", 0.2)).toBe(Math.sqrt(2 / 1.04));
  });

  test("repeats for an equal generator, in every function that draws", () => {
    const fills = [
      (p: Tensor, generator: Generator) => init.normal(p, 0, 1, { generator }),
      (p: Tensor, generator: Generator) => init.uniform(p, 0, 1, { generator }),
      (p: Tensor, generator: Generator) => init.xavierUniform(p, { generator }),
      (p: Tensor, generator: Generator) => init.xavierNormal(p, { generator }),
      (p: Tensor, generator: Generator) => init.kaimingUniform(p, { generator }),
      (p: Tensor, generator: Generator) => init.kaimingNormal(p, { generator }),
    ];
    for (const fill of fills) {
      const draw = (seed: number) => fill(zeros([3, 2]), new Generator(seed)).toArray();
      expect(draw(1)).toEqual(draw(1));
      expect(draw(1)).not.toEqual(draw(2));
    }
  });

  test("refuses fans of one axis, and figures that make no sense", () => {
    expect(() => init.xavierUniform(zeros([5]))).toThrow(ShapeError);
    expect(() => init.kaimingNormal(zeros([]))).toThrow(
      "kaimingNormal: a tensor of shape [] has no fan in and fan out",
    );
    expect(() => init.normal(zeros([5]), 0, -1)).toThrow(NablaError);
    expect(() => init.uniform(zeros([5]), 1, 0)).toThrow("uniform: from 1 to 0");
    expect(() => init.uniform(zeros([5]), Number.NaN, 0)).toThrow(NablaError);
    expect(() => init.calculateGain("gelu" as "relu")).toThrow('"gelu" is not known');
    expect(() => init.kaimingNormal(zeros([2, 2]), { mode: "fan_in" as "fanIn" })).toThrow(
      'mode is "fan_in"',
    );
  });

  test("refuses the result of an op", () => {
    const computed = ones([2, 2], { requiresGrad: true }).mul(2);
    expect(() => init.zeros(computed)).toThrow("only leaves can be assigned");
  });
});
