import {
  arange,
  checkpoint,
  Generator,
  grad,
  gradCheck,
  jvp,
  noGrad,
  ones,
  rand,
  type Tensor,
  vmap,
  zeros,
} from "../../src/index.ts";
import { leaf, loose, type Mistake, x23, x34 } from "./mistake.ts";

/** Mistakes with gradients. */
export const mistakesOfGradients: readonly Mistake[] = [
  {
    what: "a gradient of integers",
    says: 'DTypeError: requiresGrad: a tensor of int32 has no gradient (create it with dtype "float32" or "float64")',
    do: () => ones([2], { dtype: "int32", requiresGrad: true }),
  },
  {
    what: "backward of several elements",
    says: "GradientError: backward: needs a tensor with one element, got [2] (reduce it with sum() or mean(), or pass a gradient of its shape)",
    do: () => leaf().mul(2).backward(),
  },
  {
    what: "backward without a leaf",
    says: "GradientError: backward: this float32 tensor of shape [] does not require a gradient: nothing that it was computed from has requiresGrad: true, or it was computed under noGrad, from detached values, or by an op without a derivative",
    do: () => ones([1]).mul(2).sum().backward(),
  },
  {
    what: "backward under noGrad",
    says: "GradientError: backward: this float32 tensor of shape [] does not require a gradient: nothing that it was computed from has requiresGrad: true, or it was computed under noGrad, from detached values, or by an op without a derivative",
    do: () => noGrad(() => leaf().sum()).backward(),
  },
  {
    what: "backward twice",
    says: "GradientError: backward: the graph was freed by an earlier backward pass (at sum): compute the loss again, or pass { retainGraph: true } to the first pass",
    do: () => {
      const loss = leaf().square().sum();
      loss.backward();
      loss.backward();
    },
  },
  {
    what: "a cotangent of another shape",
    says: "GradientError: backward: the gradient is float32 of shape [3], but the tensor is float32 of shape [2]",
    do: () =>
      leaf()
        .mul(2)
        .backward(ones([3]) as Tensor),
  },
  {
    what: "options in place of the cotangent",
    says: "GradientError: backward: the gradient is no tensor (options are the second argument: backward(undefined, { retainGraph: true }))",
    do: () =>
      leaf()
        .sum()
        .backward(loose({ retainGraph: true })),
  },
  {
    what: "overwriting what backward needs",
    says: "GradientError: backward: mul needs its second input of shape [2] as it was in the forward pass, but assign has overwritten it since (call backward() before the update, or compute mul from a clone())",
    do: () => {
      const [w, x] = [leaf(), ones([2])];
      const loss = w.mul(x).sum();
      x.assign(0);
      loss.backward();
    },
  },
  {
    what: "assigning to a leaf outside of noGrad",
    says: "GradientError: assign: the target requires a gradient, which would be lost: wrap the assignment in noGrad(() => …)",
    do: () => leaf().assign(0),
  },
  {
    what: "assigning to a result",
    says: "GradientError: assign: the target (shape [2]) was computed by mul: only leaves can be assigned (assign to the parameter itself, or to target.detach())",
    do: () => noGrad(() => leaf().detach()) && leaf().mul(2).assign(0),
  },
  {
    what: "assigning another shape",
    says: "ShapeError: assign: a value of shape [3] does not fit into a tensor of shape [2]",
    do: () => (zeros([2]) as Tensor).assign(ones([3])),
  },
  {
    what: "assigning fractions to integers",
    says: 'DTypeError: assign: float32 values do not fit into a tensor of int32 (cast them with to("int32"))',
    do: () => zeros([2], { dtype: "int32" }).assign(loose(0.5)),
  },
  {
    what: "assigning to a broadcast view",
    says: "ShapeError: assign: the target is a view of shape [3], broadcast or of windows, whose elements share memory (assign to the tensor that it was made from, or to a clone())",
    do: () => (ones([1]) as Tensor).broadcastTo([3]).assign(2),
  },
  {
    what: "a gradient of another shape",
    says: "GradientError: grad: a float32 tensor of shape [3] is not the gradient of a float32 tensor of shape [2]",
    do: () => {
      leaf().grad = loose(ones([3]));
    },
  },
  {
    what: "switching a result off",
    says: "GradientError: requiresGrad: this tensor was computed by mul: only leaves can be switched off (use detach())",
    do: () => {
      leaf().mul(2).requiresGrad = false;
    },
  },
  {
    what: "an async function under noGrad",
    says: "GradientError: noGrad: the function returned a promise, and would go on outside of noGrad: await first, and wrap only the computation",
    do: () => noGrad(async () => 1),
  },
  {
    what: "grad of several elements",
    says: "GradientError: grad: the function returned float32 of shape [2]: needed one floating number (reduce it with sum() or mean())",
    do: () => grad((x: Tensor) => loose(x.mul(2)))(ones([2])),
  },
  {
    what: "grad of a function that forgets to return",
    says: "GradientError: grad: the function returned undefined: needed a tensor with one element (hand other results out through a variable)",
    do: () => grad(loose(() => {}))(ones([2])),
  },
  {
    what: "grad by an integer",
    says: "DTypeError: grad: argument 0 is int32, and has no gradient (use float32 or float64, or name another argument in argnums)",
    do: () => grad((x: Tensor) => x.sum())(loose(arange(3))),
  },
  {
    what: "grad by an argument that is missing",
    says: "GradientError: grad: argument 1 of 1 is undefined: needed a tensor (make one with tensor(...), or name another in argnums)",
    do: () => grad((x: Tensor) => x.sum(), loose({ argnums: 1 }))(ones([2])),
  },
  {
    what: "checking gradients in float32",
    says: 'GradientError: gradCheck: input 0 of the function is float32: needed float64, because float32 has too few digits for differences (create it with { dtype: "float64" })',
    do: () => gradCheck((x: Tensor) => x.exp(), [ones([2])]),
  },
  {
    what: "a tangent of another shape",
    says: "GradientError: jvp: tangent 0 is float32 of shape [3]: needed float32 of shape [2], as its primal",
    do: () => jvp((x: Tensor) => x.exp(), [ones([2]) as Tensor], [ones([3])]),
  },
  {
    what: "a value under vmap",
    says: "TraceError: vmap: a tensor of shape [] has a value for each example of the batch, not one: item(), data, toArray() and conditions on them can't be had inside of the function (use where(...) for conditions, and look at values outside)",
    do: () => vmap((x: Tensor) => x.mul(x.sum().item()))(x23),
  },
  {
    what: "random numbers under vmap",
    says: 'TraceError: random: uniform draws under vmap: should they differ from example to example, or be the same for all? (say vmap(f, { randomness: "different" }) or "same")',
    do: () => vmap((x: Tensor) => x.add(rand([3])))(x23),
  },
  {
    what: "batches of different sizes",
    says: "ShapeError: vmap: the arguments have batches of 2, 3 examples: needed as many in each (use null in inAxes for what all examples share)",
    do: () => vmap((x: Tensor, y: Tensor) => x.add(y))(x23, x34),
  },
  {
    what: "checkpoint of several results",
    says: "GradientError: checkpoint: the function returned an array: needed one tensor",
    do: () => checkpoint(loose((x: Tensor) => [x, x]))(leaf()),
  },
  {
    what: "no state of a generator",
    says: 'FormatError: Generator.setState: {}: needed { algorithm: "philox4x32-10", seed: decimal digits below 2^64, counter: integer ≥ 0 } (pass what state() returned)',
    do: () => new Generator(1).setState(loose({})),
  },
];
