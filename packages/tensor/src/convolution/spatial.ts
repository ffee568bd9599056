import { ShapeError, show, written } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import type { Tensor } from "../tensor.ts";

/** One number for all spatial axes, or a list of one for each. */
export type PerAxis = number | readonly number[];

/** What an argument of a function on images must be. */
export interface Argument {
  /** Name of the function, for messages. */
  readonly op: string;
  /** Name of the argument. */
  readonly name: string;
  /** The smallest number that makes sense. */
  readonly least: number;
}

/** A list of `rank` whole numbers from one number for all axes, or one for each. */
export function perAxis({ op, name, least }: Argument, value: PerAxis, rank: number): number[] {
  const list = typeof value === "number" ? Array<number>(rank).fill(value) : value;
  const fits =
    Array.isArray(list) &&
    list.length === rank &&
    list.every((n) => Number.isInteger(n) && n >= least);
  if (fits) return [...list];
  throw new ShapeError(
    `${op}: ${name} is ${written(value)}: needed a whole number >= ${least}${rank === 1 ? "" : `, or a list of ${rank}, one per spatial axis`}`,
    { op },
  );
}

/** Images with a batch axis, and whether they came with one. */
export interface Images {
  readonly x: Tensor;
  readonly batched: boolean;
  /** Sizes of the spatial axes. */
  readonly size: readonly number[];
}

/** How the axes of images with so many spatial axes are called. */
export const AXES: readonly (readonly string[])[] = [[], ["L"], ["H", "W"], ["D", "H", "W"]];

/** Checks that `x` has `rank` spatial axes, and gives it a batch axis if it has none. */
export function images(op: string, x: Tensor, rank: number): Images {
  requireTensor(op, "input", x);
  const { shape } = x.layout;
  const batched = shape.length === rank + 2;
  if (!batched && shape.length !== rank + 1) {
    const axes = (AXES[rank] as string[]).join(", ");
    throw new ShapeError(
      `${op}: the input has shape ${show(shape)}: needed [N, C, ${axes}], or [C, ${axes}] for one ${["", "sequence", "image", "volume"][rank]}`,
      { op, shapes: [shape] },
    );
  }
  return { x: batched ? x : x.expandDims(0), batched, size: shape.slice(-rank) };
}

/** The result without its batch axis, where the input had none. */
export function asGiven(result: Tensor, { batched }: Images): Tensor {
  return batched ? result : result.squeeze(0);
}

/** Refuses windows that are larger than the input with its padding. */
export function requireRoom(
  op: string,
  shape: readonly number[],
  reach: readonly number[],
  room: readonly number[],
  what: string,
): void {
  const axis = reach.findIndex((n, i) => n > (room[i] as number));
  if (axis < 0) return;
  throw new ShapeError(
    `${op}: the ${what} reaches over ${show(reach)}, but the input of shape ${show(shape)} has ${show(room)} with its padding (a smaller ${what} or dilation, or more padding?)`,
    { op, shapes: [shape] },
  );
}
