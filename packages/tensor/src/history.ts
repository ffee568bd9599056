import type { TypeInfo } from "./dtype.ts";
import { GradientError, show } from "./errors.ts";
import type { Layout } from "./layout.ts";
import type { Op } from "./ops/op.ts";
import { keepingPlaces, placeHere } from "./place.ts";
import type { Tensor } from "./tensor.ts";

/**
 * How one op is differentiated with respect to one of its inputs. The table of derivatives in
 * `@nabla/autograd` consists of these.
 */
export interface Vjp {
  /** Which values the rule reads, so that recording keeps no others: any of `a b c` (inputs), `o` (output); or all inputs. */
  readonly saves: number;
  /** Is the op linear in this input, the others being fixed? Then it maps tangents as it maps values. */
  readonly linear: boolean;
  /** The cotangent of the input, from the cotangent `g` of the output and what the node has saved. */
  readonly apply: (g: Tensor, node: Node, position: number) => Tensor;
}

/** One rule per input; a single rule serves all inputs of an op with a list of them. */
export interface Derivative {
  readonly rules: readonly (Vjp | null)[];
  /** The last rule applies to all further inputs (`concat`). */
  readonly variadic: boolean;
}

/** Bits of {@link Vjp.saves}. */
export const SAVE = { a: 1, b: 2, c: 4, o: 8, all: 16 } as const;

const NO_EDGES: readonly (Node | null)[] = [];

/** Receives the cotangent of a tensor during a backward pass; what it returns takes its place. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing leaves the cotangent as it is.
export type GradientHook = (cotangent: Tensor) => Tensor | void;

let epoch = 0;

/** Begins a new epoch, to which all nodes belong that are made from now on; returns its number. */
export function beginEpoch(): number {
  epoch += 1;
  return epoch;
}

/** What few nodes have. */
interface Extras {
  /** All inputs, where the rules read more than three; null once freed. */
  inputs: readonly Tensor[] | null;
  /** What is called with each cotangent before it goes on. */
  hooks: GradientHook[];
  /** The place in the program that made it, where places are kept. */
  readonly place: string | null;
}

/**
 * One step of a tensor's history: which op made it from which nodes. A leaf that wants a gradient has
 * a node without an op.
 */
export class Node {
  /** Grows with time, but seldom. */
  readonly epoch: number;
  readonly op: Op | null;
  readonly attrs: unknown;
  /** The nodes of the inputs; null where no gradient is wanted. */
  edges: readonly (Node | null)[];
  /** Layout and type of the output. */
  readonly layout: Layout;
  readonly type: TypeInfo;
  /** The leaf whose `grad` accumulates here. */
  readonly leaf: Tensor | null;
  /** Saved first, second and third input and output; all null once freed. */
  a: Tensor | null = null;
  b: Tensor | null = null;
  c: Tensor | null = null;
  out: Tensor | null = null;
  /** Versions of the saved values' storages at the time of recording. */
  versionA = 0;
  versionB = 0;
  versionC = 0;
  versionOut = 0;
  freed = false;
  extras: Extras | null = null;
  /**
   * Scratch of the running backward pass: its number, cotangents still to come, their sum so far, and
   * the next node in the pass's list.
   */
  pass = 0;
  pending = 0;
  cotangent: Tensor | null = null;
  next: Node | null = null;

  constructor(op: Op | null, attrs: unknown, edges: readonly (Node | null)[], of: Tensor) {
    this.epoch = epoch;
    this.op = op;
    this.attrs = attrs;
    this.edges = edges;
    this.layout = of.layout;
    this.type = of.storage.type;
    this.leaf = op === null ? of : null;
    if (keepingPlaces) this.extra();
  }

  /** What few nodes have, made on demand. */
  extra(): Extras {
    this.extras ??= { inputs: null, hooks: [], place: placeHere() };
    return this.extras;
  }

  /** All inputs, where the rules declare that they read them. */
  get inputs(): readonly Tensor[] | null {
    return this.extras === null ? null : this.extras.inputs;
  }

  /** Shape of the input at `position`, which wants a gradient. */
  shape(position: number): readonly number[] {
    return (this.edges[position] as Node).layout.shape;
  }

  /** Drops all that the node holds, so that values are collected while the backward pass goes on. */
  free(): void {
    this.edges = NO_EDGES;
    this.a = this.b = this.c = this.out = null;
    if (this.extras !== null) this.extras.inputs = null;
    this.freed = true;
  }
}

/** The node of `tensor`: made on demand for a leaf, null where no gradient is wanted. */
export function nodeOf(tensor: Tensor): Node | null {
  if (!tensor.wantsGrad) return null;
  if (tensor.node === null) tensor.node = new Node(null, null, NO_EDGES, tensor);
  return tensor.node;
}

/** Gives `output` its history and saves the values that the needed rules of `op` read. */
export function record(
  op: Op,
  inputs: readonly Tensor[],
  attrs: unknown,
  output: Tensor,
  derivative: Derivative,
): void {
  const { rules, variadic } = derivative;
  const edges = new Array<Node | null>(inputs.length);
  let saves = 0;
  let wanted = false;
  for (let i = 0; i < inputs.length; i++) {
    const rule = rules[variadic && i >= rules.length ? rules.length - 1 : i] as Vjp | null;
    const node = rule === null ? null : nodeOf(inputs[i] as Tensor);
    edges[i] = node;
    if (node === null || rule === null) continue;
    saves |= rule.saves;
    wanted = true;
  }
  if (!wanted || !output.storage.type.floating) return;
  const node = new Node(op, attrs, edges, output);
  if (saves & SAVE.a) {
    node.a = readable(op, inputs[0] as Tensor);
    node.versionA = node.a.storage.version;
  }
  if (saves & SAVE.b) {
    node.b = readable(op, inputs[1] as Tensor);
    node.versionB = node.b.storage.version;
  }
  if (saves & SAVE.c) {
    node.c = readable(op, inputs[2] as Tensor);
    node.versionC = node.c.storage.version;
  }
  if (saves & SAVE.o) {
    node.out = output;
    node.versionOut = output.storage.version;
  }
  if (saves & SAVE.all) {
    node.extra().inputs = inputs.map((x) => readable(op, x));
    node.versionA = versionOf(inputs);
  }
  output.wantsGrad = true;
  output.node = node;
}

/** Goes up when any of the values is overwritten. */
export const versionOf = (values: readonly Tensor[]): number =>
  values.reduce((sum, x) => sum + x.storage.version, 0);

/** A value that a backward pass will read, which must not have been made where that was excluded. */
function readable(op: Op, saved: Tensor): Tensor {
  if (saved.storage.version >= 0) return saved;
  throw new GradientError(
    `${op.name}: an operand of shape ${show(saved.layout.shape)} was made in inferenceMode, and can't take part in a gradient (make it under noGrad instead, or use its clone())`,
    { op: op.name, shapes: [saved.layout.shape] },
  );
}
