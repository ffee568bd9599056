import {
  arange,
  bernoulli,
  eye,
  full,
  linspace,
  manualSeed,
  rand,
  randint,
  tensor,
  zeros,
} from "../../src/index.ts";
import { loose, type Mistake, x23 } from "./mistake.ts";

/** Mistakes in making tensors. */
export const mistakesOfCreation: readonly Mistake[] = [
  {
    what: "rows of different lengths",
    says: "ShapeError: tensor: ragged nested array: data[1] has length 1, but data[0] has length 2 (all rows must be equally long)",
    do: () => tensor(loose([[1, 2], [3]])),
  },
  {
    what: "numbers beside rows",
    says: "ShapeError: tensor: ragged nested array: data[1] is an array where others are numbers (all rows must be equally deep)",
    do: () => tensor(loose([1, [2, 3]])),
  },
  {
    what: "a string in an array",
    says: 'ShapeError: tensor: data[1] is the string "2": needed a number or boolean (did you mean 2?)',
    do: () => tensor(loose([1, "2", 3])),
  },
  {
    what: "an empty string",
    says: 'ShapeError: tensor: data[0] is the string "": needed a number or boolean',
    do: () => tensor(loose([""])),
  },
  {
    what: "undefined in an array",
    says: "ShapeError: tensor: data[1] is undefined: needed a number or boolean",
    do: () => tensor(loose([1, undefined])),
  },
  {
    what: "tensors in an array",
    says: "ShapeError: tensor: data[0] is a tensor: needed a number or boolean (to join tensors, use stack([...]) or concat([...]))",
    do: () => tensor(loose([x23, x23])),
  },
  {
    what: "a typed array that no dtype holds",
    says: "ShapeError: tensor: data is an ArrayBuffer: needed a number or boolean",
    do: () => tensor(loose(new Float32Array(2).buffer)),
  },
  {
    what: "64-bit integers",
    says: "DTypeError: tensor: a BigInt64Array is not supported: use a Float32Array, Float64Array, Int32Array or Uint8Array",
    do: () => tensor(loose(new BigInt64Array(2))),
  },
  {
    what: "an unknown dtype",
    says: 'DTypeError: zeros: "float16" is not a dtype: use bool, uint8, int32, float32, float64',
    do: () => zeros([2], { dtype: loose("float16") }),
  },
  {
    what: "a fraction in integers",
    says: 'DTypeError: tensor: 1.5 does not fit into int32: needed whole numbers from -2147483648 to 2147483647 (use dtype "float64", or round first)',
    do: () => tensor([1.5], { dtype: "int32" }),
  },
  {
    what: "an integer too large for its dtype",
    says: 'DTypeError: tensor: 300 does not fit into uint8: needed whole numbers from 0 to 255 (use dtype "float64", or round first)',
    do: () => tensor([300], { dtype: "uint8" }),
  },
  {
    what: "a negative size",
    says: "ShapeError: zeros: [2, -1] is not a shape: sizes are whole numbers >= 0",
    do: () => zeros([2, -1]),
  },
  {
    what: "a shape that is a number",
    says: "ShapeError: zeros: the shape must be a list of sizes such as [2, 3], got 3",
    do: () => zeros(loose(3)),
  },
  {
    what: "a tensor larger than any machine",
    says: "ShapeError: zeros: [100000, 100000] has 10000000000 elements: a tensor holds at most 2147483647",
    do: () => zeros([100000, 100000]),
  },
  {
    what: "full without a value",
    says: "DTypeError: full: the value is undefined: needed a number or boolean",
    do: () => full([2], loose(undefined)),
  },
  {
    what: "arange that never arrives",
    says: "AxisError: arange: start 0, stop 1, step 0: needed finite numbers and a step other than 0",
    do: () => arange(0, 1, 0),
  },
  {
    what: "linspace with half a point",
    says: "ShapeError: linspace: [2.5] is not a shape: sizes are whole numbers >= 0",
    do: () => linspace(0, 1, 2.5),
  },
  {
    what: "an identity of -1 rows",
    says: "ShapeError: eye: [-1, -1] is not a shape: sizes are whole numbers >= 0",
    do: () => eye(-1),
  },
  {
    what: "randint without a range",
    says: "NablaError: randint: low 3, high 3: both must be integers with -2147483648 ≤ low < high ≤ 2147483648 (high itself is never drawn)",
    do: () => randint(3, 3, [2]),
  },
  {
    what: "a probability of 2",
    says: "NablaError: bernoulli: p is 2: a probability must be in [0, 1]",
    do: () => bernoulli(2, [3]),
  },
  {
    what: "normal integers",
    says: 'DTypeError: rand: int32 values can\'t be drawn: use "float32" or "float64"',
    do: () => rand([2], { dtype: loose("int32") }),
  },
  {
    what: "a seed that is a fraction",
    says: "NablaError: manualSeed: the seed is 0.5: it must be an integer from 0 to 2^53 − 1, or a bigint from 0n to 2n ** 64n − 1n (take the absolute value of a negative seed)",
    do: () => manualSeed(0.5),
  },
  {
    what: "a generator that is no generator",
    says: "NablaError: rand: the generator is 42: needed a Generator (make one with new Generator(seed))",
    do: () => rand([2], { generator: loose(42) }),
  },
];
