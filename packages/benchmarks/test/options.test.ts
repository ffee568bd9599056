import { expect, test } from "vitest";
import { operationSections } from "../src/operation-sections.ts";
import { parseOptions } from "../src/options.ts";
import { systems } from "../src/systems.ts";

test("without flags everything is measured", () => {
  const options = parseOptions([]);
  expect(options.only).toEqual(systems.map((system) => system.id));
  expect(options.sections.slice(0, 3)).toEqual(["epoch", "small-ops", "memory"]);
  expect(options.sections.slice(3)).toEqual(operationSections.map((section) => section.id));
});

test("--quick leaves out the peers, the memory run and single operations, unless they are named", () => {
  expect(parseOptions(["--quick"]).only).toEqual(["hand-written", "nabla", "nabla-scratch"]);
  expect(parseOptions(["--quick"]).sections).toEqual(["epoch", "small-ops"]);
  expect(parseOptions(["--quick", "--only", "nabla"]).only).toEqual(["nabla"]);
});

test("a script runner's own separator is ignored", () => {
  expect(parseOptions(["--", "--rounds", "3"]).rounds).toBe(3);
});

test.each([
  [["--only", "nabla,tensorflow"], 'unknown "tensorflow": choose from hand-written'],
  [["--section", "speed"], 'unknown "speed": choose from epoch'],
  [["--rounds", "0"], "needs a positive whole number"],
  [["--fast"], "--fast"],
])("%j is refused with the reason", (args, reason) => {
  expect(() => parseOptions(args)).toThrow(reason);
});
