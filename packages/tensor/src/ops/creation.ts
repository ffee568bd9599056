import { TYPES } from "../dtype.ts";
import { contiguousLayout } from "../layout.ts";
import { drawBlocks } from "../random/draw-blocks.ts";
import {
  fillBernoulli,
  fillIntegers,
  fillNormal,
  fillPermutation,
  fillUniform,
} from "../random/index.ts";
import { allocate, allocatedOffset, inline, Storage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { defineOp, type Op, type OpAttrs } from "./op.ts";

export const constant: Op<"constant"> = defineOp(
  "constant",
  "create",
  (_, { shape, dtype, values }) => {
    const type = TYPES[dtype];
    const layout = contiguousLayout(shape);
    const storage =
      layout.size === 1 ? inline(type, values[0] as number) : new Storage(type, values);
    return new Tensor(layout, storage, 0);
  },
);

export const full: Op<"full"> = defineOp("full", "create", (_, { shape, dtype, value }) => {
  const type = TYPES[dtype];
  const layout = contiguousLayout(shape);
  if (layout.size === 1) return new Tensor(layout, inline(type, value), 0);
  const data = allocate(type, layout.size);
  const offset = allocatedOffset;
  const stored = dtype === "bool" ? +(value !== 0) : value;
  if (stored !== 0 || Object.is(stored, -0)) data.fill(stored, offset, offset + layout.size);
  return new Tensor(layout, new Storage(type, data), offset);
});

export const arange: Op<"arange"> = defineOp(
  "arange",
  "create",
  (_, { start, step, length, dtype }) => {
    const type = TYPES[dtype];
    const data = allocate(type, length);
    const offset = allocatedOffset;
    for (let i = 0; i < length; i++) data[offset + i] = start + i * step;
    return new Tensor(contiguousLayout([length]), new Storage(type, data), offset);
  },
);

export const random: Op<"random"> = defineOp("random", "random", (_, attrs) => {
  const type = TYPES[attrs.dtype];
  const layout = contiguousLayout(attrs.shape);
  const data = new type.array(layout.size);
  const counter = attrs.generator.reserve(drawBlocks(attrs.distribution, attrs.dtype, layout.size));
  draw(attrs, counter, data);
  return new Tensor(layout, new Storage(type, data), 0);
});

function draw(
  attrs: OpAttrs["random"],
  counter: number,
  data: Float32Array | Float64Array | Int32Array | Uint8Array,
): void {
  const { generator, distribution, low, high } = attrs;
  const n = data.length;
  if (distribution === "bernoulli") fillBernoulli(generator.key, counter, data, 0, n, high);
  else if (distribution === "integers") fillIntegers(generator.key, counter, data, 0, n, low, high);
  else if (distribution === "permutation") fillPermutation(generator.key, counter, data, 0, n);
  // Uniforms and normals are only drawn in floating dtypes: random.ts checks it.
  else if (distribution === "uniform")
    fillUniform(generator.key, counter, data as Float32Array, 0, n);
  else fillNormal(generator.key, counter, data as Float32Array, 0, n);
}
