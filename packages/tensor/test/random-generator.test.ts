import { describe, expect, test } from "vitest";
import { FormatError, NablaError } from "../src/errors.ts";
import {
  defaultGenerator,
  Generator,
  type GeneratorState,
  manualSeed,
} from "../src/random/index.ts";

describe("Generator", () => {
  test("starts from seed 0 and block 0", () => {
    expect(new Generator().state()).toEqual({
      algorithm: "philox4x32-10",
      seed: "0",
      counter: 0,
    });
  });

  test("splits a 64-bit seed into the two words of its key", () => {
    expect(new Generator(0x0123456789abcdefn).key).toEqual([0x89abcdef, 0x01234567]);
    expect(new Generator(2 ** 53 - 1).key).toEqual([0xffffffff, 0x1fffff]);
    expect(new Generator(2n ** 64n - 1n).key).toEqual([0xffffffff, 0xffffffff]);
  });

  test("hands out consecutive blocks, each once", () => {
    const generator = new Generator(3);
    expect([generator.reserve(5), generator.reserve(0), generator.reserve(2)]).toEqual([0, 5, 5]);
    expect(generator.state().counter).toBe(7);
  });

  test("continues from a state that went through JSON", () => {
    const generator = new Generator(2n ** 63n + 1n);
    generator.reserve(17);
    const saved = JSON.parse(JSON.stringify(generator.state())) as GeneratorState;
    const other = new Generator(1);
    other.setState(saved);
    expect(other.seed).toBe(generator.seed);
    expect(other.key).toEqual(generator.key);
    expect(other.reserve(1)).toBe(generator.reserve(1));
  });

  test("starts anew with manualSeed, even with the same seed", () => {
    const generator = new Generator(9);
    generator.reserve(4);
    expect(generator.manualSeed(9)).toBe(generator);
    expect(generator.state().counter).toBe(0);
    generator.manualSeed(10n);
    expect(generator.seed).toBe(10n);
    expect(generator.key).toEqual([10, 0]);
  });

  test.each([-1, 1.5, NaN, Infinity, 2 ** 53, -1n, 2n ** 64n, "7" as unknown as number])(
    "refuses the seed %s and keeps the old one",
    (seed) => {
      expect(() => new Generator(seed)).toThrow(`Generator: the seed is ${String(seed)}: it must`);
      const generator = new Generator(5);
      expect(() => generator.manualSeed(seed)).toThrow(NablaError);
      expect(generator.seed).toBe(5n);
    },
  );

  test.each([
    null,
    {},
    { algorithm: "mt19937", seed: "1", counter: 0 },
    { algorithm: "philox4x32-10", seed: "-1", counter: 0 },
    { algorithm: "philox4x32-10", seed: "18446744073709551616", counter: 0 },
    { algorithm: "philox4x32-10", seed: 1, counter: 0 },
    { algorithm: "philox4x32-10", seed: "1", counter: 0.5 },
    { algorithm: "philox4x32-10", seed: "1", counter: -1 },
  ])("refuses the state %j", (state) => {
    const generator = new Generator(5);
    expect(() => generator.setState(state as unknown as GeneratorState)).toThrow(FormatError);
    expect(generator.seed).toBe(5n);
  });

  test("says so when the stream is at its end", () => {
    const generator = new Generator();
    generator.setState({ ...generator.state(), counter: 2 ** 53 - 3 });
    expect(generator.reserve(2)).toBe(2 ** 53 - 3);
    expect(() => generator.reserve(1)).toThrow("the stream ends at 2^53");
  });
});

test("manualSeed seeds the default generator", () => {
  expect(manualSeed(11)).toBe(defaultGenerator);
  defaultGenerator.reserve(3);
  manualSeed(11);
  expect(defaultGenerator.state()).toEqual(new Generator(11).state());
});
