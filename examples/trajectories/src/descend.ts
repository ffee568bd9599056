import { noGrad } from "@nabla/autograd";
import { f, startAt } from "./objective.ts";
import type { Rule } from "./rules.ts";

/** A point of the plane. */
export type Point = [x1: number, x2: number];

/** The way that a rule takes from (−5, −2), 20 steps long: the start and the point after each step. */
export function descend(rule: Rule, steps = 20): Point[] {
  const x = startAt(-5, -2);
  const path = [x.toArray() as Point];
  for (let step = 1; step <= steps; step++) {
    f(x).backward();
    const gradient = x.grad!;
    x.grad = null;
    noGrad(() => x.assign(x.sub(rule(gradient))));
    path.push(x.toArray() as Point);
  }
  return path;
}

/** Where a path ends, in the textbook's words. */
export function lastLine(path: readonly Point[]): string {
  const [x1, x2] = path.at(-1)!;
  return `epoch ${path.length - 1}, x1 ${x1.toFixed(6)}, x2 ${x2.toFixed(6)}`;
}
