import * as autograd from "@nabla/autograd";
import * as data from "@nabla/data";
import * as nn from "@nabla/nn";
import * as optim from "@nabla/optim";
import * as tensor from "@nabla/tensor";
import { expect, test } from "vitest";
import * as nabla from "../src/index.ts";

test("the umbrella exports every name of every package, and no two packages share one", () => {
  // A name that two of them export would be missing: `export *` drops what is ambiguous.
  const names = [tensor, autograd, nn, optim, data].flatMap(Object.keys);
  expect(Object.keys(nabla).sort()).toEqual(names.sort());
});

test("importing it alone gives tensors backward()", () => {
  const w = nabla.tensor([3, -1], { requiresGrad: true });
  w.square().sum().backward();
  expect(w.grad?.toArray()).toEqual([6, -2]);
});
