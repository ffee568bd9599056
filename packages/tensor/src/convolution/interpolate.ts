import { tensor } from "../creation.ts";
import { dispatch } from "../dispatch.ts";
import { ShapeError, show } from "../errors.ts";
import { requireTensor } from "../methods/install.ts";
import { indexSelect } from "../ops/indexing.ts";
import { checkOptions } from "../options.ts";
import type { Tensor } from "../tensor.ts";
import { adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d } from "./adaptive-pool.ts";
import { type PerAxis, perAxis } from "./spatial.ts";

/** How images are resized. Lists have one entry per spatial axis. */
export interface InterpolateOptions {
  /** The new size. Either this or `scaleFactor` is needed. */
  readonly size?: PerAxis;
  /** By how much the size is multiplied; the result is rounded down. */
  readonly scaleFactor?: number | readonly number[];
  /**
   * `"nearest"` (the default) and `"nearestExact"` take the nearest element, counted from the beginning
   * and from the middle of elements; `"linear"`, `"bilinear"` and `"trilinear"` weigh neighbours by their
   * distance along one, two and three axes; `"area"` averages as adaptive pooling does.
   */
  readonly mode?: "nearest" | "nearestExact" | "linear" | "bilinear" | "trilinear" | "area";
  /** Do the middles of the first and last elements stay where they are (linear modes)? False by default. */
  readonly alignCorners?: boolean;
}

const LINEAR = ["linear", "bilinear", "trilinear"];

/** One axis: its old and new size, and the distance between neighbours of the result in the input. */
interface Resizing {
  readonly from: number;
  readonly to: number;
  readonly ratio: number;
}

function resizings(x: Tensor, { size, scaleFactor }: InterpolateOptions): Resizing[] {
  const op = "interpolate";
  const { shape } = x.layout;
  const rank = shape.length - 2;
  const old = shape.slice(2);
  if ((size === undefined) === (scaleFactor === undefined) || rank < 1 || rank > 3)
    throw new ShapeError(
      `${op}: shape ${show(shape)} with size ${JSON.stringify(size)} and scaleFactor ${JSON.stringify(scaleFactor)}: needed [N, C, …] with one to three spatial axes, and one of the two options`,
      { op, shapes: [shape] },
    );
  if (old.some((n) => n === 0))
    throw new ShapeError(`${op}: shape ${show(shape)} has no elements along a spatial axis`, {
      op,
      shapes: [shape],
    });
  if (size !== undefined) {
    const sizes = perAxis({ op, name: "size", least: 1 }, size, rank);
    return old.map((from, i) => ({
      from,
      to: sizes[i] as number,
      ratio: from / (sizes[i] as number),
    }));
  }
  const factors =
    typeof scaleFactor === "number" ? old.map(() => scaleFactor) : (scaleFactor ?? []);
  const all = old.map((from, i) => {
    const factor = factors[i] ?? Number.NaN;
    return { from, to: Math.floor(from * factor), ratio: 1 / factor };
  });
  if (factors.length !== rank || all.some(({ to }) => !(to >= 1 && Number.isFinite(to))))
    throw new ShapeError(
      `${op}: scaleFactor is ${JSON.stringify(scaleFactor)} for shape ${show(shape)}: needed a number, or a list of ${rank}, that leave at least one element`,
      { op, shapes: [shape] },
    );
  return all;
}

/** Slices of an axis at positions. */
const select = (x: Tensor, places: readonly number[], axis: number): Tensor =>
  dispatch(indexSelect, [x, tensor([...places], { dtype: "int32" })], { axis });

function nearest(x: Tensor, axis: number, { from, to, ratio }: Resizing, exact: boolean): Tensor {
  // Rounded to float32, as PyTorch does: at ties another element would be taken.
  const scale = Math.fround(ratio);
  const places = Array.from({ length: to }, (_, i) =>
    Math.min(from - 1, Math.floor(Math.fround((exact ? i + 0.5 : i) * scale))),
  );
  return select(x, places, axis);
}

function linear(x: Tensor, axis: number, { from, to, ratio }: Resizing, corners: boolean): Tensor {
  if (from === to) return x;
  const step = corners ? (to > 1 ? (from - 1) / (to - 1) : 0) : ratio;
  const spots = Array.from({ length: to }, (_, i) =>
    Math.min(from - 1, corners ? i * step : Math.max(0, (i + 0.5) * step - 0.5)),
  );
  const before = spots.map(Math.floor);
  const after = before.map((n) => Math.min(from - 1, n + 1));
  const further = x.layout.shape.slice(axis + 1).map(() => 1);
  const weights: Tensor = tensor(
    spots.map((spot, i) => spot - (before[i] as number)),
    { dtype: x.dtype },
  ).reshape([to, ...further]);
  const start = select(x, before, axis).mul(weights.neg().add(1));
  return start.add(select(x, after, axis).mul(weights));
}

function area(x: Tensor, all: readonly Resizing[]): Tensor {
  const [a, b, c] = all.map(({ to }) => to) as [number, number, number];
  if (all.length === 1) return adaptiveAvgPool1d(x, a);
  return all.length === 2 ? adaptiveAvgPool2d(x, [a, b]) : adaptiveAvgPool3d(x, [a, b, c]);
}

/**
 * Images in another size (PyTorch's `functional.interpolate`).
 * @param input - [N, C, …] with one to three spatial axes
 * @param options - size or scaleFactor, mode ("nearest" by default), alignCorners (false)
 * @returns [N, C, …] with other spatial sizes
 * @throws ShapeError when the options do not fit the shape
 * @example
 * ```ts
 * import { interpolate, tensor } from "@nabla/tensor";
 * const x = tensor([[[0, 4]]]);
 * interpolate(x, { scaleFactor: 2 }).toArray(); // => [[[0, 0, 4, 4]]]
 * interpolate(x, { size: 4, mode: "linear" }).toArray(); // => [[[0, 1, 3, 4]]]
 * ```
 */
export function interpolate(input: Tensor, options: InterpolateOptions): Tensor {
  requireTensor("interpolate", "input", input);
  checkOptions("interpolate", options, ["size", "scaleFactor", "mode", "alignCorners"]);
  const { mode = "nearest", alignCorners = false } = options;
  const all = resizings(input, options);
  if (mode === "area") return area(input, all);
  const isLinear = LINEAR.includes(mode);
  const fits = isLinear
    ? mode === LINEAR[all.length - 1]
    : mode === "nearest" || mode === "nearestExact";
  if (!fits || (alignCorners && !isLinear) || (isLinear && !input.storage.type.floating))
    throw new ShapeError(
      `interpolate: mode ${JSON.stringify(mode)}${alignCorners ? " with alignCorners" : ""} for a ${input.dtype} tensor of shape ${show(input.layout.shape)}: needed "nearest", "nearestExact", "area", or for floats "${LINEAR[all.length - 1]}", which alone can align corners`,
      { op: "interpolate", shapes: [input.layout.shape] },
    );
  return all.reduce(
    (x, one, i) =>
      isLinear
        ? linear(x, i + 2, one, alignCorners)
        : nearest(x, i + 2, one, mode === "nearestExact"),
    input,
  );
}
