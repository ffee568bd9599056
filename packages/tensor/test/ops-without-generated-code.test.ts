import { afterAll, expect, it, vi } from "vitest";
import { describeOps } from "./support/op-suite.ts";

// A file of tests has its own copy of the modules, so no kernel has been generated yet: from here on
// this one behaves as a page whose content-security policy lacks unsafe-eval.
const forbidden = vi.fn(function refuse() {
  throw new EvalError("Code generation from strings disallowed for this context");
});
vi.stubGlobal("Function", forbidden);
afterAll(() => vi.unstubAllGlobals());

describeOps();

it("asked for generated code once, was refused, and did not ask again", () => {
  expect(forbidden).toHaveBeenCalledTimes(1);
});
