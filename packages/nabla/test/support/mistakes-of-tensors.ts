import {
  concat,
  conv2d,
  linalg,
  manualSeed,
  ones,
  stack,
  type Tensor,
  tensor,
  where,
  zeros,
} from "../../src/index.ts";
import { loose, type Mistake, x23, x34 } from "./mistake.ts";

/** Mistakes in using tensors. */
export const mistakesOfTensors: readonly Mistake[] = [
  {
    what: "shapes that do not broadcast",
    says: "ShapeError: add: shapes [2, 3] and [2] do not broadcast: 3 vs 2 (did a reduction lose an axis: keepDims: true, or expandDims?)",
    do: () => x23.add(ones([2]) as Tensor),
  },
  {
    what: "a lost axis",
    says: "ShapeError: sub: shapes [2, 3] and [2] do not broadcast: 3 vs 2 (did a reduction lose an axis: keepDims: true, or expandDims?)",
    do: () => x23.sub(x23.mean(1) as Tensor),
  },
  {
    what: "a string as an operand",
    says: 'DTypeError: mul: the operand is the string "2": needed a tensor or a number (make one with tensor(...))',
    do: () => x23.mul(loose("2")),
  },
  {
    what: "an array as an operand",
    says: "DTypeError: add: the operand is an array: needed a tensor or a number (make one with tensor(...))",
    do: () => x23.add(loose([1, 2, 3])),
  },
  {
    what: "a matrix the wrong way round",
    says: "ShapeError: matmul: [2, 3] x [4, 3]: inner dimensions 3 and 4 differ (did you mean to transpose the right operand? The weight of Linear is [out, in]: weight.T)",
    do: () => x23.matmul(ones([4, 3]) as Tensor),
  },
  {
    what: "inner dimensions that differ",
    says: "ShapeError: matmul: [3, 4] x [5, 6]: inner dimensions 4 and 5 differ",
    do: () => x34.matmul(ones([5, 6]) as Tensor),
  },
  {
    what: "a scalar in a matrix product",
    says: "ShapeError: matmul: right operand is a scalar: [2, 3] x [] (multiply by it with mul)",
    do: () => x23.matmul(loose(tensor(2))),
  },
  {
    what: "batches that do not broadcast",
    says: "ShapeError: matmul batch dims: shapes [2] and [5] do not broadcast: 2 vs 5 (sizes must be equal or 1, counted from the last axis)",
    do: () => (ones([2, 3, 4]) as Tensor).matmul(ones([5, 4, 3]) as Tensor),
  },
  {
    what: "an axis that does not exist",
    says: "AxisError: sum: axis 2 is out of range for shape [2, 3] (rank 2; use -2 to 1)",
    do: () => x23.sum(2),
  },
  {
    what: "an axis named twice",
    says: "AxisError: sum: axis 0 is named twice in [0, -2]",
    do: () => x23.sum(loose([0, -2])),
  },
  {
    what: "an axis that is a string",
    says: 'AxisError: sum: the axis is "rows": needed a number, a list of numbers, or nothing for all axes',
    do: () => x23.sum(loose("rows")),
  },
  {
    what: "the largest of nothing",
    says: "ShapeError: max: axis 0 of shape [0, 3] has no elements: the max of nothing does not exist",
    do: () => (zeros([0, 3]) as Tensor).max(0),
  },
  {
    what: "the position of the largest of nothing",
    says: "ShapeError: argmax: axis 0 of shape [0] has no elements: the argmax of nothing does not exist",
    do: () => (zeros([0]) as Tensor).argmax(0),
  },
  {
    what: "a reshape that loses elements",
    says: "ShapeError: reshape: cannot view [2, 3] as [4]: 6 elements vs 4 (one size may be -1: it follows from the others)",
    do: () => x23.reshape([4]),
  },
  {
    what: "two sizes to be found",
    says: "ShapeError: reshape: [-1, -1] is not a shape: sizes are whole numbers >= 0, and at most one -1 stands for the rest",
    do: () => x23.reshape([-1, -1]),
  },
  {
    what: "a permutation that forgets an axis",
    says: "AxisError: permute: [0] must list each of the 2 axes of [2, 3] once",
    do: () => x23.permute(loose([0])),
  },
  {
    what: "squeezing what is wide",
    says: "ShapeError: squeeze: axis 0 of [2, 3] has size 2, not 1",
    do: () => x23.squeeze(0),
  },
  {
    what: "stretching what is not 1",
    says: "ShapeError: broadcastTo: shapes [2, 4] and [2, 3] do not broadcast: 4 vs 3 (sizes must be equal or 1, counted from the last axis)",
    do: () => x23.broadcastTo(loose([2, 4])),
  },
  {
    what: "an index that is out of range",
    says: "AxisError: slice: index 2 is out of range for axis 0 of size 2 (shape [2, 3])",
    do: () => x23.slice(2),
  },
  {
    what: "a step of 0",
    says: "AxisError: slice: [0, 2, 0] on axis 0: needed an index, null, [start, end] or [start, end, step], of whole numbers or null, and a step other than 0",
    do: () => x23.slice(loose([0, 2, 0])),
  },
  {
    what: "more entries than axes",
    says: "AxisError: slice: 3 entries for shape [2, 3], which has 2 axes",
    do: () => x23.slice(loose(0), 0, 0),
  },
  {
    what: "positions that are out of range",
    says: "AxisError: indexSelect: index 3 at position 1 is out of range for axis 1 of size 3 (use -3 to 2)",
    do: () => x23.indexSelect(1, tensor([0, 3], { dtype: "int32" })),
  },
  {
    what: "positions with a fraction",
    says: 'DTypeError: indexSelect: the index is float32 of shape [1]: needed a list of positions of int32 (cast with to("int32"))',
    do: () => x23.indexSelect(1, tensor([0.5])),
  },
  {
    what: "joining what differs elsewhere",
    says: "ShapeError: concat: [2, 3] and [3, 4] differ outside axis 0 (all other sizes must be equal)",
    do: () => concat([x23, x34]),
  },
  {
    what: "joining nothing",
    says: "ShapeError: concat: needs a list of one or more tensors",
    do: () => concat([]),
  },
  {
    what: "stacking what differs",
    says: "ShapeError: stack: shapes [2, 3] and [3, 4] differ (all must be equal; concat joins along an axis)",
    do: () => stack([x23, x34]),
  },
  {
    what: "a condition that is no tensor",
    says: "DTypeError: where: the condition is true: needed a tensor (make one with tensor(...))",
    do: () => where(loose(true), x23, x23),
  },
  {
    what: "item of several elements",
    says: "ShapeError: item: needs a tensor with one element, got [2, 3] (reduce it first, or use toArray())",
    do: () => x23.item(),
  },
  {
    what: "walking through a number",
    says: "ShapeError: iteration: a tensor without axes has no slices (use item())",
    do: () => [...tensor(3)],
  },
  {
    what: "subtracting truth values",
    says: 'DTypeError: sub: got bool: it has no meaning for truth values (use logicalXor or logicalNot, or cast with to("int32"))',
    do: () => (ones([2], { dtype: "bool" }) as Tensor).sub(ones([2], { dtype: "bool" })),
  },
  {
    what: "a seed that is not a number",
    says: "NablaError: manualSeed: the seed is NaN: it must be an integer from 0 to 2^53 − 1, or a bigint from 0n to 2n ** 64n − 1n (take the absolute value of a negative seed)",
    do: () => manualSeed(Number.NaN),
  },
  {
    what: "subscripts that make no sense",
    says: 'FormatError: get: "1:, x": "x" at position 4: needed a whole number, a range start:end:step, "...", "None" or "?"\n  1:, x\n      ^',
    do: () => x23.get("1:, x"),
  },
  {
    what: "an index in a text that is out of range",
    says: "AxisError: get: index 5 is out of range for axis 0 of size 2 (shape [2, 3])",
    do: () => x23.get("5"),
  },
  {
    what: "a region that the value does not fit",
    says: "ShapeError: withSlice: a value of shape [2] does not broadcast to [3], the shape of what it replaces",
    do: () => x23.withSlice(loose([0]), ones([2])),
  },
  {
    what: "bits of fractions",
    says: 'DTypeError: bitwiseAnd: got float32: the bits of whole numbers are needed (cast with to("int32"))',
    do: () => x23.bitwiseAnd(loose(1)),
  },
  {
    what: "a quantile above 1",
    says: "DTypeError: quantile: q is 1.5: needed a number from 0 to 1",
    do: () => x23.quantile(1.5),
  },
  {
    what: "more of the largest than there are",
    says: "ShapeError: topK: k is 4 along axis 1 of shape [2, 3]: needed a whole number from 0 to 3",
    do: () => x23.topK(4),
  },
  {
    what: "a convolution of the wrong channels",
    says: "ShapeError: conv2d: the input of shape [1, 3, 5, 5] has 3 channels, but the weight of shape [4, 2, 3, 3] takes 2 (the weight is [out, in / groups, …])",
    do: () => conv2d(loose(ones([1, 3, 5, 5])), loose(ones([4, 2, 3, 3]))),
  },
  {
    what: "a kernel larger than its input",
    says: "ShapeError: conv2d: the kernel reaches over [3, 3], but the input of shape [1, 3, 2, 2] has [2, 2] with its padding (a smaller kernel or dilation, or more padding?)",
    do: () => conv2d(loose(ones([1, 3, 2, 2])), loose(ones([4, 3, 3, 3]))),
  },
  {
    what: "solving with a singular matrix",
    says: "LinearAlgebraError: solve: the matrix of shape [2, 2] is singular: pivot 0 is 0 (needed an invertible matrix; lstsq and pinv take any)",
    do: () => linalg.solve(loose(zeros([2, 2])), loose(ones([2]))),
  },
  {
    what: "the inverse of what is not square",
    says: "ShapeError: inverse: the matrix is 2 x 3 (shape [2, 3]): needed a square one",
    do: () => linalg.inverse(loose(x23)),
  },
];
