import { expect, test } from "vitest";
import { closest } from "../src/closest.ts";
import { readFlags } from "../src/command-line.ts";

const kinds = { lr: "value", seed: "value", help: "switch" } as const;
const read = (...args: string[]) => readFlags(args, kinds);

test("reads values after a space or an equals sign, and switches", () => {
  expect(read("--lr", "0.1", "--seed=7", "--help")).toEqual({ lr: "0.1", seed: "7", help: true });
  expect(read()).toEqual({});
});

test("hands on a value that begins with a minus sign", () => {
  expect(read("--lr", "-1")).toEqual({ lr: "-1" });
});

test("takes the last of several", () => {
  expect(read("--lr", "1", "--lr", "2")).toEqual({ lr: "2" });
});

test("passes over the two dashes that npm needs", () => {
  expect(read("--", "--lr", "1")).toEqual({ lr: "1" });
});

test.each([
  [["--sed", "1"], "unknown option --sed: did you mean --seed?"],
  [["--optimiser", "sgd"], "unknown option --optimiser"],
  [["--toString", "1"], "unknown option --toString"],
  [["-l", "1"], "unknown option -l: did you mean --lr?"],
  [["--lr"], "--lr: a value is missing"],
  [["--lr="], "--lr: a value is missing"],
  [["--help=yes"], '--help takes no value, got "yes"'],
  [["0.1"], 'unexpected argument "0.1"'],
  [["--no-help"], "unknown option --no-help"],
])("refuses %j", (args, message) => {
  expect(() => readFlags(args, kinds)).toThrow(message);
});

test("guesses what a mistyped word means, but not from any word", () => {
  const names = ["sgd", "momentum", "adagrad"];
  expect(closest("Adagrad", names)).toBe("adagrad");
  expect(closest("adgrad", names)).toBe("adagrad");
  expect(closest("mom", names)).toBe("momentum");
  expect(closest("adam", names)).toBeUndefined();
  expect(closest("x", names)).toBeUndefined();
  expect(closest("", names)).toBeUndefined();
});
