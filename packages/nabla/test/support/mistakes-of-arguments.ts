import { conv2d, conv3d, maxPool3d, ones, tensor } from "../../src/index.ts";
import { loose, type Mistake, x23 } from "./mistake.ts";

const images = loose(ones([1, 3, 5, 5]));
const filters = loose(ones([4, 3, 3, 3]));

/** Arguments in the wrong place, under the wrong name, or of the wrong kind. */
export const mistakesOfArguments: readonly Mistake[] = [
  {
    what: "axes one by one",
    says: "AxisError: permute: the axis is 1: needed a list of all axes, such as [1, 0]",
    do: () => loose(x23).permute(1, 0),
  },
  {
    what: "new axes nowhere",
    says: "AxisError: expandDims: the axis is undefined: needed a number or a list of numbers: where the new axes stand",
    do: () => loose(x23).expandDims(),
  },
  {
    what: "a subscript for a list of entries",
    says: 'AxisError: withSlice: the entries are ":, 1": needed a list of what slice(...) takes (only get reads a text)',
    do: () => x23.withSlice(loose(":, 1"), 0),
  },
  {
    what: "one entry for a list of them",
    says: "AxisError: withSlice: the entries are 1: needed a list of what slice(...) takes, such as [1]",
    do: () => x23.withSlice(loose(1), 0),
  },
  {
    what: "a subscript for a list of indices",
    says: 'AxisError: withAt: the indices are "0": needed a list of what at(...) takes (only get reads a text)',
    do: () => x23.withAt(loose("0"), 0),
  },
  {
    what: "a number for a subscript",
    says: 'FormatError: get: the subscript is 0: needed a text such as "0, 1:" (at(...) takes positions, and slice(...) ranges, as values)',
    do: () => x23.get(loose(0)),
  },
  {
    what: "a subscript with a list in it",
    says: 'FormatError: get: "[0, 1], 2": a list at position 0: needed "?" in its place, and the list after the text\n  [0, 1], 2\n  ^',
    do: () => x23.get("[0, 1], 2"),
  },
  {
    what: "fewer marks than lists",
    says: 'FormatError: get: ":" has 0 "?" for 1 index: needed one for each, after the text',
    do: () => x23.get(":", loose(0)),
  },
  {
    what: "more marks than lists",
    says: 'FormatError: get: "?, ?" has 2 "?" for 1 index: needed one for each, after the text',
    do: () => x23.get("?, ?", [0]),
  },
  {
    what: "a number for a list of positions",
    says: "DTypeError: get: entry 0 is 0: needed positions as a tensor or list",
    do: () => x23.get("?", loose(0)),
  },
  {
    what: "a range for a position",
    says: 'DTypeError: at: entry 0 is ":": needed a whole number, null, or positions as a tensor or list (ranges are for slice and get)',
    do: () => x23.at(loose(":")),
  },
  {
    what: "classes that nobody counted",
    says: "ShapeError: oneHot: numClasses is undefined: needed the number of classes, such as oneHot(10)",
    do: () => loose(tensor([0, 1], { dtype: "int32" })).oneHot(),
  },
  {
    what: "the axis of argmax by name",
    says: "AxisError: argmax: the axis is { axis: 1 }: needed a whole number (the axis is an argument of its own, and options are the last one)",
    do: () => x23.argmax(loose({ axis: 1 })),
  },
  {
    what: "the axis of a sum by name",
    says: "AxisError: sum: the axis is { axis: 1 }: needed a number, a list of numbers, or nothing for all axes (the axis is an argument of its own, and options are the last one)",
    do: () => x23.sum(loose({ axis: 1 })),
  },
  {
    what: "the options of sort in the place of its axis",
    says: "AxisError: sort: the axis is { descending: true }: needed a whole number (the axis is an argument of its own, and options are the last one)",
    do: () => x23.sort(loose({ descending: true })),
  },
  {
    what: "the options of topK in the place of its axis",
    says: "AxisError: topK: the axis is { largest: false }: needed a whole number (the axis is an argument of its own, and options are the last one)",
    do: () => x23.topK(2, loose({ largest: false })),
  },
  {
    what: "the axis of cumSum by name",
    says: "AxisError: cumSum: the axis is { axis: 0 }: needed a whole number (the axis is an argument of its own, and options are the last one)",
    do: () => x23.cumSum(loose({ axis: 0 })),
  },
  {
    what: "no axis for cumSum",
    says: "AxisError: cumSum: the axis is undefined: needed a whole number",
    do: () => loose(x23).cumSum(),
  },
  {
    what: "the axis of a norm by name",
    says: "DTypeError: norm: the order is { axis: 1 }: needed a number such as 1, 2 or Infinity, and the axis after it",
    do: () => x23.norm(loose({ axis: 1 })),
  },
  {
    what: "a bound by name",
    says: "DTypeError: clamp: the operand is { min: 0 }: needed a tensor or a number (arguments have places, not names)",
    do: () => x23.clamp(loose({ min: 0 })),
  },
  {
    what: "options in the place of a bias",
    says: "DTypeError: conv2d: the bias is { padding: 1 }: needed a tensor or null (options come fourth: conv2d(x, weight, null, { padding: 1 }))",
    do: () => conv2d(images, filters, loose({ padding: 1 })),
  },
  {
    what: "a volume without channels",
    says: "ShapeError: maxPool3d: the input has shape [2, 3]: needed [N, C, D, H, W], or [C, D, H, W] for one volume",
    do: () => maxPool3d(loose(x23), 2),
  },
  {
    what: "an image for a volume",
    says: "ShapeError: conv3d: the input has shape [2, 3]: needed [N, C, D, H, W], or [C, D, H, W] for one volume",
    do: () => conv3d(loose(x23), filters),
  },
  {
    what: "a big integer in an array",
    says: "ShapeError: tensor: data[0] is 1n: needed a number or boolean (make it a number with Number(...))",
    do: () => tensor(loose([1n])),
  },
  {
    what: "a big integer as an operand",
    says: "DTypeError: add: the operand is 1n: needed a tensor or a number (make it a number with Number(...))",
    do: () => x23.add(loose(1n)),
  },
  {
    what: "a typed array as an operand",
    says: "DTypeError: sub: the operand is a Float32Array: needed a tensor or a number (make one with tensor(...))",
    do: () => x23.sub(loose(new Float32Array([1]))),
  },
  {
    what: "a function in an array",
    says: "ShapeError: tensor: data[0] is a function: needed a number or boolean",
    do: () => tensor(loose([() => 1])),
  },
  {
    what: "plus between tensor and number",
    says: "NablaError: operator: a tensor of shape [2, 3] stands where JavaScript needs a number: use add, mul, less and the like (or item() for the number, and String(x) for a text)",
    do: () => loose(x23) + 1,
  },
  {
    what: "a running total of tensors",
    says: "NablaError: operator: a tensor of shape [] stands where JavaScript needs a number: use add, mul, less and the like (or item() for the number, and String(x) for a text)",
    do: () => {
      let total = 0;
      total += loose(tensor(2));
      return total;
    },
  },
  {
    what: "comparing tensors by <",
    says: "NablaError: operator: a tensor of shape [] stands where JavaScript needs a number: use add, mul, less and the like (or item() for the number, and String(x) for a text)",
    do: () => loose(tensor(2)) < 3,
  },
];
