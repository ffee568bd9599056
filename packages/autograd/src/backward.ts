import { GradientError, type GradientHook, ones, Tensor } from "@nabla/tensor";
import {
  install,
  type Node,
  nodeOf,
  readGrad,
  sameShape,
  scalar,
  show,
  TYPES,
  writeGrad,
} from "@nabla/tensor/internal";
import { propagate } from "./engine.ts";

/** The cotangent with which a backward pass from `y` begins. */
export function seedFor(op: string, y: Tensor, gradient: Tensor | undefined): Tensor {
  const { shape } = y.layout;
  if (gradient === undefined) {
    if (y.size !== 1)
      throw new GradientError(
        `${op}: needs a tensor with one element, got ${show(shape)} (reduce it with sum() or mean(), or pass a gradient of its shape)`,
        { op, shapes: [shape] },
      );
    return shape.length === 0 ? scalar(TYPES[y.dtype], 1) : ones(shape, { dtype: y.dtype });
  }
  if (!(gradient instanceof Tensor))
    throw new GradientError(
      `${op}: the gradient is no tensor (options are the second argument: ${op}(undefined, { retainGraph: true }))`,
      { op },
    );
  if (!sameShape(gradient.layout.shape, shape) || gradient.dtype !== y.dtype)
    throw new GradientError(
      `${op}: the gradient is ${gradient.dtype} of shape ${show(gradient.layout.shape)}, but the tensor is ${y.dtype} of shape ${show(shape)}`,
      { op, shapes: [gradient.layout.shape, shape] },
    );
  // It belongs to the caller: no leaf may adopt it.
  gradient.storage.claimed = true;
  return gradient;
}

/** The node of `y`, from which a backward pass starts. */
function rootOf(op: string, y: Tensor): Node {
  const node = nodeOf(y);
  if (node !== null) return node;
  throw new GradientError(
    `${op}: this ${y.dtype} tensor of shape ${show(y.layout.shape)} does not require a gradient: nothing that it was computed from has requiresGrad: true, or it was computed under noGrad, from detached values, or by an op without a derivative`,
    { op, shapes: [y.layout.shape] },
  );
}

/** Adds a cotangent to the `grad` of a leaf. */
function accumulate(node: Node, g: Tensor): void {
  const leaf = node.leaf as Tensor;
  // Switched off since the forward pass.
  if (!leaf.wantsGrad) return;
  if (leaf.storage.type !== node.type)
    throw new GradientError(
      `backward: a leaf of shape ${show(leaf.layout.shape)} was ${node.type.dtype} in the forward pass and is ${leaf.dtype} now (compute the loss again)`,
      { op: "backward", shapes: [leaf.layout.shape] },
    );
  addToGrad(leaf, g);
}

function addToGrad(tensor: Tensor, g: Tensor): void {
  const before = readGrad(tensor);
  writeGrad(tensor, before === null ? adopt(g) : before.add(g));
}

/** `g` as a gradient of its own: contiguous, and shared with nobody who would see it assigned. */
export function adopt(g: Tensor): Tensor {
  const own = !g.storage.claimed && (g.wantsGrad || g.layout.contiguous) ? g : g.clone();
  own.storage.claimed = true;
  return own;
}

/** Nodes whose gradient is kept already. */
const retained = new WeakSet<Node>();

install({
  backward(gradient, options) {
    const { retainGraph, createGraph = false } = options ?? {};
    const root = rootOf("backward", this);
    propagate(
      root,
      seedFor("backward", this, gradient),
      { retainGraph: retainGraph ?? createGraph, createGraph },
      accumulate,
    );
  },
  registerHook(hook) {
    const { hooks } = rootOf("registerHook", this).extra();
    // One and the same function may be registered twice, and removed once.
    const entry: GradientHook = (g) => hook(g);
    hooks.push(entry);
    return () => {
      const at = hooks.indexOf(entry);
      if (at >= 0) hooks.splice(at, 1);
    };
  },
  retainGrad() {
    const node = rootOf("retainGrad", this);
    if (node.op === null || retained.has(node)) return;
    retained.add(node);
    this.registerHook((g) => addToGrad(this, g));
  },
});
