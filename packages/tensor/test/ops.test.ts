import { describe, expect, it } from "vitest";
import { ops } from "../src/internal.ts";
import { describeOps } from "./support/op-suite.ts";
import { samples } from "./support/samples.ts";

describe("the table of ops", () => {
  it("has a sample for each op, and no other", () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(ops).sort());
  });
  it("knows each op by its name", () => {
    for (const [name, op] of Object.entries(ops)) expect(op.name).toBe(name);
  });
});

describeOps();
