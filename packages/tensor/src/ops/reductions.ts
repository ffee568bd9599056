import { countable, TYPES, type TypedArray, type TypeInfo, toFloating } from "../dtype.ts";
import type { Walk } from "../kernels/collapse.ts";
import { type ReduceKernelName, reduceKernel } from "../kernels/reduce.ts";
import { reductionOf } from "../kernels/reduction.ts";
import { SIMD_REDUCE_FROM, simdReduce } from "../kernels/simd-reduce.ts";
import { contiguousLayout, type Layout, requireElements, SCALAR } from "../layout.ts";
import { allocate, allocatedOffset, Storage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { scalarResult } from "./map.ts";
import { defineOp, type Op } from "./op.ts";

const same = (type: TypeInfo): TypeInfo => type;

/** The reduction of `axes` (sorted, counted from the front). */
function reduce(
  name: ReduceKernelName,
  x: Tensor,
  axes: readonly number[],
  keepDims: boolean,
  type: TypeInfo,
): Tensor {
  const { shape } = x.layout;
  if (axes.length === shape.length && x.layout.contiguous)
    return reduceAll(name, x, keepDims ? contiguousLayout(shape.map(() => 1)) : SCALAR, type);
  const { layout, outer, inner } = reductionOf(x.layout, axes, keepDims);
  const single = layout.size === 1;
  const out = single ? cell : allocate(type, layout.size);
  const offset = single ? 0 : allocatedOffset;
  run(name, x, outer, inner, out, offset);
  return single
    ? scalarResult(type, cell[0] as number, layout)
    : new Tensor(layout, new Storage(type, out as TypedArray), offset);
}

/** Reduces the axes `inner` for each index of the axes `outer`. */
function run(
  name: ReduceKernelName,
  x: Tensor,
  outer: Walk,
  inner: Walk,
  out: TypedArray | number[],
  offset: number,
): void {
  const [outerStrides, innerStrides] = [outer.strides[0] as number[], inner.strides[0] as number[]];
  const data = x.storage.array();
  const large = x.layout.size >= SIMD_REDUCE_FROM && x.storage.type.dtype === "float32";
  if (
    large &&
    simdReduce(
      name,
      data,
      x.offset,
      outer.dims,
      outerStrides,
      inner.dims,
      innerStrides,
      out,
      offset,
    )
  )
    return;
  const kernel = reduceKernel(name, x.storage.type, outer.dims.length, inner.dims.length);
  kernel(data, x.offset, outer.dims, outerStrides, inner.dims, innerStrides, out, offset);
}

/** One loop over everything. */
function reduceAll(name: ReduceKernelName, x: Tensor, layout: Layout, type: TypeInfo): Tensor {
  const { size } = x.layout;
  if (size >= SIMD_REDUCE_FROM) run(name, x, NOTHING, { dims: [size], strides: [ONE] }, cell, 0);
  else {
    const kernel = reduceKernel(name, x.storage.type, 0, 1);
    kernel(x.storage.array(), x.offset, NONE, NONE, [size], ONE, cell, 0);
  }
  return scalarResult(type, cell[0] as number, layout);
}

const NONE: number[] = [];
const ONE = [1];
const NOTHING: Walk = { dims: [], strides: [[]] };
/** Receives one-element results, which need no array of their own. */
const cell: number[] = [0.5];

/** Over integers, sums and products wrap around as int32. */
const wrapping = (name: ReduceKernelName): ReduceKernelName =>
  name === "sum" ? "integerSum" : name === "prod" ? "integerProd" : name;

function reduction<K extends "sum" | "mean" | "meanSquare" | "prod" | "max" | "min">(
  name: K,
): Op<K> {
  const extreme = name === "max" || name === "min";
  const averages = name === "mean" || name === "meanSquare";
  const resultType = extreme ? same : averages ? toFloating : countable;
  const evaluate: Op<"sum">["evaluate"] = ([input], { axes, keepDims }) => {
    const x = input as Tensor;
    if (extreme) requireElements(name, x.layout.shape, axes);
    const type = resultType(x.storage.type);
    const kernel = type.floating ? name : wrapping(name);
    return reduce(kernel, x, axes, keepDims, type);
  };
  return defineOp(name, "reduce", evaluate as Op<K>["evaluate"]);
}

function position<K extends "argmax" | "argmin">(name: K): Op<K> {
  const evaluate: Op<"argmax">["evaluate"] = ([input], { axis, keepDims }) => {
    const x = input as Tensor;
    requireElements(name, x.layout.shape, [axis]);
    return reduce(name, x, [axis], keepDims, TYPES.int32);
  };
  return defineOp(name, "reduce", evaluate as Op<K>["evaluate"]);
}

export const sum: Op<"sum"> = reduction("sum");
export const mean: Op<"mean"> = reduction("mean");
export const meanSquare: Op<"meanSquare"> = reduction("meanSquare");
export const prod: Op<"prod"> = reduction("prod");
export const max: Op<"max"> = reduction("max");
export const min: Op<"min"> = reduction("min");
export const argmax: Op<"argmax"> = position("argmax");
export const argmin: Op<"argmin"> = position("argmin");
