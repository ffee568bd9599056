import { expect, test } from "vitest";
import { UsageError } from "../../trajectories/src/command-line.ts";
import { readOptions } from "../src/options.ts";

test("without options it is the textbook's training", () => {
  expect(readOptions([])).toEqual({
    optimizer: "adagrad",
    lr: 0.1,
    batchSize: 10,
    epochs: 2,
    data: undefined,
    seed: 0,
    out: "nabla-output",
    help: false,
  });
});

test("every option is read", () => {
  const args = "--optimizer sgd --lr 1e-3 --batch-size 32 --epochs 7 --data a.csv --seed 5 --out o";
  expect(readOptions(args.split(" "))).toEqual({
    optimizer: "sgd",
    lr: 0.001,
    batchSize: 32,
    epochs: 7,
    data: "a.csv",
    seed: 5,
    out: "o",
    help: false,
  });
});

test("each optimizer brings a learning rate of its own", () => {
  const lrs = ["sgd", "momentum", "adagrad"].map((name) => readOptions(["--optimizer", name]).lr);
  expect(new Set(lrs).size).toBe(3);
});

test.each([
  [["--optimizer", "adam"], '--optimizer: unknown "adam": choose from sgd, momentum, adagrad'],
  [["--optimizer", "SGD"], '--optimizer: unknown "SGD": did you mean sgd?'],
  [["--lr", "fast"], '--lr: "fast" is not a number'],
  [["--lr", "0x10"], '--lr: "0x10" is not a number'],
  [["--lr", "NaN"], '--lr: "NaN" is not a number'],
  [["--lr", "0"], "--lr: 0 is not a finite number above 0"],
  [["--lr", "1e999"], "--lr: 1e999 is not a finite number above 0"],
  [["--batch-size", "2.5"], '--batch-size: "2.5" is not a whole number of at least 1'],
  [["--batch-size", "-10"], '--batch-size: "-10" is not a whole number of at least 1'],
  [["--epochs", "0"], '--epochs: "0" is not a whole number of at least 1'],
  [["--seed", "-1"], '--seed: "-1" is not a whole number of at least 0'],
  [["--data"], "--data: a value is missing"],
])("refuses %j", (args, message) => {
  const read = () => readOptions(args);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});
