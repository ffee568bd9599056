import { expect, test } from "vitest";
import { figure, toMarkdown, toText } from "../src/table.ts";

const table = [
  ["system", "µs"],
  ["nabla", "330"],
  ["a longer name", "1,400"],
];

test("text tables align names left and figures right", () => {
  expect(toText(table).split("\n")).toEqual([
    "system            µs",
    "─────────────  ─────",
    "nabla            330",
    "a longer name  1,400",
  ]);
});

test("Markdown tables mark the columns of figures as right-aligned", () => {
  expect(toMarkdown(table).split("\n")).toEqual([
    "| system        |    µs |",
    "| ------------- | ----: |",
    "| nabla         |   330 |",
    "| a longer name | 1,400 |",
  ]);
});

test("figures have three significant digits and no exponent", () => {
  expect([0, 0.01234, 1, 5.678, 56.78, 567.8, 56_789].map(figure)).toEqual([
    "0",
    "0.0123",
    "1.00",
    "5.68",
    "56.8",
    "568",
    "56,800",
  ]);
});
