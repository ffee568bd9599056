import { type DType, GradientError, type GradientHook, Tensor } from "@nabla/tensor";
import {
  type Derivative,
  dispatch,
  type Node,
  ops,
  sameShape,
  setGradEnabled,
  show,
  type Vjp,
  versionOf,
  written,
} from "@nabla/tensor/internal";

/** How a backward pass treats the graph. */
export interface PassOptions {
  /** Keep saved values, so that another pass may follow. */
  readonly retainGraph: boolean;
  /** Record the pass itself, so that its results can be differentiated. */
  readonly createGraph: boolean;
  /** Nodes of a pass around this one, which will call their hooks itself. */
  readonly borrowed?: ReadonlySet<Node>;
}

/** Receives the cotangent of a node that the pass was asked for. */
export type Sink = (node: Node, cotangent: Tensor) => void;

let passes = 0;
/** How many passes are under way, one within another. */
let running = 0;

/**
 * Sends `seed`, the cotangent of `root`, back through all that `root` was computed from.
 *
 * Nodes are visited when all their cotangents have arrived, by a list (linked through the nodes, so that
 * it costs no memory) and not by recursion: a chain of 100,000 ops must not overflow the stack.
 * @param sink - gets the cotangents of leaves, or of the nodes in `wanted`
 * @param wanted - pass only through nodes that lead to these; all leaves where null
 */
export function propagate(
  root: Node,
  seed: Tensor,
  options: PassOptions,
  sink: Sink,
  wanted: ReadonlySet<Node> | null = null,
): void {
  const needed = wanted === null ? null : leadingTo(root, wanted);
  if (needed !== null && !needed.has(root)) return;
  // A pass within a rule or hook of another one must leave that one's notes as they were.
  const interrupted: (() => void)[] | null = running > 0 ? [] : null;
  const before = setGradEnabled(options.createGraph);
  const outer = visiting;
  running += 1;
  try {
    countCotangents(root, needed, interrupted);
    root.cotangent = seed;
    root.next = null;
    let ready: Node | null = root;
    while (ready !== null) {
      const node: Node = ready;
      const arrived = node.cotangent as Tensor;
      const hooks = options.borrowed?.has(node) ? undefined : node.extras?.hooks;
      const g = hooks === undefined ? arrived : throughHooks(hooks, arrived);
      ready = node.next;
      node.next = null;
      node.cotangent = null;
      if (wanted === null ? node.op === null : wanted.has(node)) sink(node, g);
      if (node.op === null) continue;
      // By a pass in a hook.
      if (node.freed) throw alreadyFreed(node);
      ready = visit(node, g, needed, ready);
      if (!options.retainGraph) node.free();
    }
  } finally {
    running -= 1;
    if (interrupted !== null) for (const restore of interrupted) restore();
    visiting = outer;
    setGradEnabled(before);
  }
}

/** The node whose rules are being applied, for the sake of messages; null outside of backward passes. */
export let visiting: Node | null = null;

function throughHooks(hooks: readonly GradientHook[], cotangent: Tensor): Tensor {
  let g = cotangent;
  for (const hook of [...hooks]) {
    const other = hook(g);
    if (other === undefined) continue;
    if (
      !(other instanceof Tensor) ||
      other.dtype !== g.dtype ||
      !sameShape(other.layout.shape, g.layout.shape)
    )
      throw new GradientError(
        `registerHook: a hook returned ${other instanceof Tensor ? `a tensor of ${other.dtype} of shape ${show(other.layout.shape)}` : written(other)}: needed a tensor of ${g.dtype} of shape ${show(g.layout.shape)}, or nothing`,
        { op: "registerHook", shapes: [g.layout.shape] },
      );
    // It belongs to whoever wrote the hook: no leaf may adopt it.
    other.storage.claimed = true;
    g = other;
  }
  return g;
}

/**
 * A pass within a rule (of `checkpoint`, say) or hook of another pass meets the same nodes: what that
 * other one noted in them is put back afterwards.
 */
function putBack(node: Node): () => void {
  const { pass, pending, cotangent, next } = node;
  return () => {
    Object.assign(node, { pass, pending, cotangent, next });
  };
}

/**
 * Counts for each node how many cotangents will arrive.
 * @param interrupted - gets what to do after the pass
 */
function countCotangents(
  root: Node,
  needed: ReadonlySet<Node> | null,
  interrupted: (() => void)[] | null,
): void {
  const pass = ++passes;
  if (interrupted !== null) interrupted.push(putBack(root));
  root.pass = pass;
  root.pending = 0;
  root.next = null;
  let found: Node | null = root;
  while (found !== null) {
    const node: Node = found;
    found = node.next;
    if (node.freed) throw alreadyFreed(node);
    node.cotangent = null;
    const { edges } = node;
    for (let i = 0; i < edges.length; i++) {
      const edge = edges[i] as Node | null;
      if (edge === null || (needed !== null && !needed.has(edge))) continue;
      if (edge.pass !== pass) {
        if (interrupted !== null) interrupted.push(putBack(edge));
        edge.pass = pass;
        edge.pending = 0;
        edge.next = found;
        found = edge;
      }
      edge.pending += 1;
    }
  }
}

/** The nodes on paths from `root` to `wanted`. */
function leadingTo(root: Node, wanted: ReadonlySet<Node>): Set<Node> {
  const needed = new Set<Node>(wanted);
  // A freed node no longer knows what it was computed from. Where a pass has been at the wanted nodes
  // before, that may have been they.
  const visited = [...wanted].some((node) => node.pass > 0);
  const path: { node: Node; next: number }[] = [{ node: root, next: 0 }];
  const seen = new Set<Node>([root]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    if (visited && top.node.freed) throw alreadyFreed(top.node);
    const edge = top.node.edges[top.next++];
    if (edge === undefined) {
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined && needed.has(top.node)) needed.add(parent.node);
    } else if (edge !== null && !seen.has(edge)) {
      seen.add(edge);
      path.push({ node: edge, next: 0 });
    } else if (edge !== null && needed.has(edge)) needed.add(top.node);
  }
  return needed;
}

/**
 * Applies the rules of one node and hands the results on.
 * @returns the list of nodes that are ready, with those that became so in front
 */
function visit(
  node: Node,
  g: Tensor,
  needed: ReadonlySet<Node> | null,
  waiting: Node | null,
): Node | null {
  let ready = waiting;
  const { rules, variadic } = (node.op as NonNullable<Node["op"]>).derivative as Derivative;
  visiting = node;
  checkVersions(node);
  const { edges } = node;
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i] as Node | null;
    if (edge === null || (needed !== null && !needed.has(edge))) continue;
    const rule = rules[variadic && i >= rules.length ? rules.length - 1 : i] as Vjp;
    // The rule stands in derivatives/, in the row of the op's name.
    const part = fit(rule.apply(g, node, i), edge.layout.shape, edge.type.dtype);
    edge.cotangent = edge.cotangent === null ? part : edge.cotangent.add(part);
    edge.pending -= 1;
    if (edge.pending === 0) {
      edge.next = ready;
      ready = edge;
    }
  }
  return ready;
}

/** Undoes broadcasting and promotion: gives the cotangent the shape and dtype of what it belongs to. */
export function fit(g: Tensor, shape: readonly number[], dtype: DType): Tensor {
  const fitted = sameShape(g.layout.shape, shape) ? g : unbroadcast(g, shape);
  return fitted.dtype === dtype ? fitted : fitted.to(dtype);
}

/** Adds up what broadcasting from `shape` had repeated. */
function unbroadcast(g: Tensor, shape: readonly number[]): Tensor {
  const added = g.layout.shape.length - shape.length;
  const axes: number[] = [];
  for (let i = 0; i < g.layout.shape.length; i++)
    if (i < added || (shape[i - added] === 1 && g.layout.shape[i] !== 1)) axes.push(i);
  const onlyAdded = axes.length === added;
  const sum = dispatch(ops.sum, [g], { axes, keepDims: !onlyAdded });
  return onlyAdded || added === 0 ? sum : sum.reshape(shape);
}

function checkVersions(node: Node): void {
  const { a, b, c, out, inputs } = node;
  if (a !== null && a.storage.version !== node.versionA) throw overwritten(node, "first input", a);
  if (b !== null && b.storage.version !== node.versionB) throw overwritten(node, "second input", b);
  if (c !== null && c.storage.version !== node.versionC) throw overwritten(node, "third input", c);
  if (out !== null && out.storage.version !== node.versionOut)
    throw overwritten(node, "output", out);
  if (inputs !== null && versionOf(inputs) !== node.versionA)
    throw overwritten(node, "inputs", inputs.find((x) => x.storage.overwrittenBy !== "") as Tensor);
}

function overwritten(node: Node, what: string, saved: Tensor): GradientError {
  const name = node.op?.name ?? "";
  const { shape } = saved.layout;
  return new GradientError(
    `backward: ${name} needs its ${what} of shape ${show(shape)} as it was in the forward pass, but ${saved.storage.overwrittenBy} has overwritten it since (call backward() before the update, or compute ${name} from a clone())${placeOf(node)}`,
    { op: name, shapes: [shape] },
  );
}

/** Where the forward pass made a node, if that is known. */
export const placeOf = ({ op, extras }: Node): string =>
  extras === null || extras.place === null
    ? ""
    : `\n${op?.name} was called in the forward pass\n${extras.place}`;

function alreadyFreed(node: Node): GradientError {
  const name = node.op?.name ?? "";
  return new GradientError(
    `backward: the graph was freed by an earlier backward pass (at ${name}): compute the loss again, or pass { retainGraph: true } to the first pass`,
    { op: name, shapes: [node.layout.shape] },
  );
}
