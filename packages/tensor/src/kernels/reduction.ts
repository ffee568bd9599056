import { contiguousLayout, type Layout, SCALAR, sameShape } from "../layout.ts";
import { collapse, type Walk } from "./collapse.ts";

/** How axes of a layout are reduced: all that does not depend on its values. */
export interface Reduction {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
  /** Of the result. */
  readonly layout: Layout;
  /** The axes that are kept. */
  readonly outer: Walk;
  /** The axes that are reduced. */
  readonly inner: Walk;
}

/**
 * How `axes` of a layout are reduced. A model reduces the same axes at each step: a layout remembers
 * those that were reduced last.
 */
export function reductionOf(from: Layout, axes: readonly number[], keepDims: boolean): Reduction {
  const last = from.lastReduced;
  if (last !== null && last.keepDims === keepDims && sameShape(last.axes, axes)) return last;
  const { shape, strides } = from;
  const pick = (list: readonly number[], kept: boolean): number[] =>
    list.filter((_, i) => axes.includes(i) !== kept);
  const reduction = {
    axes: [...axes],
    keepDims,
    layout: reducedLayout(shape, axes, keepDims),
    outer: collapse(pick(shape, true), [pick(strides, true)]),
    inner: collapse(pick(shape, false), [pick(strides, false)]),
  };
  from.lastReduced = reduction;
  return reduction;
}

function reducedLayout(
  shape: readonly number[],
  axes: readonly number[],
  keepDims: boolean,
): Layout {
  if (!keepDims && axes.length === shape.length) return SCALAR;
  const result: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (!axes.includes(i)) result.push(shape[i] as number);
    else if (keepDims) result.push(1);
  }
  return contiguousLayout(result);
}
