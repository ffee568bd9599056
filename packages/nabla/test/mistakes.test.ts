import { describe, expect, it } from "vitest";
import { NablaError } from "../src/index.ts";
import { mistakesOfArguments } from "./support/mistakes-of-arguments.ts";
import { mistakesOfCreation } from "./support/mistakes-of-creation.ts";
import { mistakesOfGradients } from "./support/mistakes-of-gradients.ts";
import { mistakesOfOptions } from "./support/mistakes-of-options.ts";
import { mistakesOfTensors } from "./support/mistakes-of-tensors.ts";

const all = [
  ...mistakesOfArguments,
  ...mistakesOfCreation,
  ...mistakesOfTensors,
  ...mistakesOfGradients,
  ...mistakesOfOptions,
];

describe("what nabla says to", () => {
  it.each(all.map((mistake) => [mistake.what, mistake] as const))("%s", (_, mistake) => {
    let error: unknown;
    try {
      mistake.do();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(NablaError);
    const { name, message, op } = error as NablaError;
    expect(`${name}: ${message}`).toBe(mistake.says);
    // The message names what was called, or what it was that a backward pass could not do.
    expect(message).toContain(op);
  });
  it("at least 80 mistakes, each once", () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
  });
});
