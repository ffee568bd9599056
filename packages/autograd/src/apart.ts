import { DTypeError, GradientError, Tensor } from "@nabla/tensor";
import {
  checkOptions,
  isGradEnabled,
  type Node,
  nodeOf,
  ownTensor,
  setGradEnabled,
  TYPES,
  written,
} from "@nabla/tensor/internal";
import { adopt } from "./backward.ts";
import { propagate } from "./engine.ts";

/** Which arguments a function is differentiated by: one position, or several. */
export type ArgNums = number | readonly number[];

/** A function to be differentiated, seen without the types of its arguments. */
export type AnyFunction = (...args: readonly Tensor[]) => unknown;

/** A call of a function whose history begins at its own arguments. */
export interface Apart {
  readonly result: unknown;
  /** The nodes of the arguments to differentiate by. */
  readonly nodes: readonly Node[];
  /** Must the gradients of a result be recorded, because something outside may differentiate them? */
  readonly needed: (value: Tensor) => boolean;
}

/**
 * Calls `f` with stand-ins for the arguments at `positions`, so that its history begins there, and
 * hands the call to `use`.
 * @param createGraph - overrules what is found out about outside needs
 */
export function apart<R>(
  f: AnyFunction,
  args: readonly Tensor[],
  positions: readonly number[],
  createGraph: boolean | undefined,
  use: (call: Apart) => R,
): R {
  const recording = isGradEnabled();
  setGradEnabled(true);
  try {
    const inputs = [...args];
    for (const i of positions) inputs[i] = stand(args[i] as Tensor, createGraph ?? recording);
    const nodes = positions.map((i) => nodeOf(inputs[i] as Tensor) as Node);
    const result = f(...inputs);
    const needed = (value: Tensor): boolean =>
      createGraph ?? (recording && (args.some(wantsGrad) || isNeededOutside(value, nodes)));
    return use({ result, nodes, needed });
  } finally {
    setGradEnabled(recording);
  }
}

const wantsGrad = (x: unknown): boolean => x instanceof Tensor && x.wantsGrad;

/** Stands for `x` in the call of the function: the same values, but a node of its own. */
function stand(x: Tensor, recorded: boolean): Tensor {
  // A recorded step that changes nothing: an enclosing pass goes on through it to x.
  if (recorded && x.wantsGrad) return x.reshape(x.layout.shape) as Tensor;
  const leaf = ownTensor(x);
  leaf.requiresGrad = true;
  return leaf;
}

/** Does the value depend on tensors outside that an enclosing `grad` may differentiate by? */
function isNeededOutside(value: Tensor, own: readonly Node[]): boolean {
  const root = nodeOf(value);
  if (root === null) return false;
  const seen = new Set<Node>([...own, root]);
  const open = own.includes(root) ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.op === null || node.freed) return true;
    for (const edge of node.edges)
      if (edge !== null && !seen.has(edge)) {
        seen.add(edge);
        open.push(edge);
      }
  }
  return false;
}

const NONE: ReadonlySet<Node> = new Set();

/**
 * The cotangent of each of `nodes`; null where the value does not depend on it.
 * @param root - the node of the value; null where it has none
 * @param seed - the cotangent of the value
 * @param retainGraph - keep the graph for another pass
 * @param createGraph - record the pass
 * @param borrowed - those of the nodes whose hooks a pass around this one will call
 */
export function cotangents(
  root: Node | null,
  seed: Tensor,
  nodes: readonly Node[],
  retainGraph: boolean,
  createGraph: boolean,
  borrowed: ReadonlySet<Node> = NONE,
): (Tensor | null)[] {
  const found = new Map<Node, Tensor>();
  if (root !== null)
    propagate(
      root,
      seed,
      { retainGraph, createGraph, borrowed },
      (node, g) => found.set(node, adopt(g)),
      new Set(nodes),
    );
  return nodes.map((node) => found.get(node) ?? null);
}

/** The positions of the arguments to differentiate by, checked and counted from the front. */
export function positionsOf(op: string, argnums: ArgNums, args: readonly unknown[]): number[] {
  const list = typeof argnums === "number" ? [argnums] : [...argnums];
  return list.map((position) => {
    const i = position < 0 ? position + args.length : position;
    const x = args[i];
    if (!(x instanceof Tensor))
      throw new GradientError(
        `${op}: argument ${position} of ${args.length} is ${describe(x)}: needed a tensor (make one with tensor(...), or name another in argnums)`,
        { op },
      );
    if (!TYPES[x.dtype].floating)
      throw new DTypeError(
        `${op}: argument ${position} is ${x.dtype}, and has no gradient (use float32 or float64, or name another argument in argnums)`,
        { op, shapes: [x.layout.shape] },
      );
    return i;
  });
}

/** Refuses what only JavaScript could pass for a function. */
export function requireFunction(op: string, f: unknown): void {
  if (typeof f === "function") return;
  throw new GradientError(
    `${op}: the function is ${written(f)}: needed one, such as (x) => x.square().sum()`,
    { op },
  );
}

/** Checks the function and the options of what makes another function of it: arguments are for that one. */
export function checkTransform(
  op: string,
  f: unknown,
  options: object,
  known: readonly string[],
): void {
  requireFunction(op, f);
  if (options instanceof Tensor)
    throw new GradientError(
      `${op}: the options are a tensor: needed ${op}(f)(x), because ${op} makes a function of the arguments`,
      { op },
    );
  checkOptions(op, options, known);
}

/** What stands where a tensor was needed. */
export function describe(value: unknown): string {
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return "an array";
  return typeof value === "function" || typeof value === "object"
    ? `a ${typeof value}`
    : `${value}`;
}
