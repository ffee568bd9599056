import { AxisError, ShapeError, show } from "../errors.ts";
import { normalizeAxis } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install } from "./install.ts";

/** Rearranging and splitting up axes, as methods of {@link Tensor}. */
export interface AxisMethods {
  /**
   * View with axes at other places; the remaining ones keep their order. PyTorch's `movedim`, NumPy's
   * `moveaxis`.
   * @param source - an axis, or several
   * @param destination - where each of them stands in the result
   * @throws AxisError when an axis is out of range or named twice, or the lists differ in length
   * @example
   * ```ts
   * import { zeros } from "@nabla/tensor";
   * zeros([2, 3, 4]).moveAxis(0, -1).shape; // => [3, 4, 2]
   * ```
   */
  moveAxis(source: number | readonly number[], destination: number | readonly number[]): Tensor;
  /**
   * View with one axis split up into several; one size may be −1, for what is left.
   * @param axis - the axis
   * @param sizes - its parts, whose product is its size
   * @throws AxisError when the axis is out of range
   * @throws ShapeError when the sizes do not multiply to that of the axis
   * @example
   * ```ts
   * import { zeros } from "@nabla/tensor";
   * zeros([2, 12]).unflatten(1, [3, -1]).shape; // => [2, 3, 4]
   * ```
   */
  unflatten(axis: number, sizes: readonly number[]): Tensor;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends AxisMethods {}
}

function distinctAxes(axes: number | readonly number[], shape: readonly number[]): number[] {
  const list = (typeof axes === "number" ? [axes] : axes).map((axis) =>
    normalizeAxis("moveAxis", axis, shape),
  );
  if (new Set(list).size === list.length) return list;
  throw new AxisError(`moveAxis: ${show([axes].flat())} names an axis twice`, {
    op: "moveAxis",
    shapes: [shape],
  });
}

install({
  moveAxis(source, destination) {
    const { shape } = this.layout;
    const [from, to] = [distinctAxes(source, shape), distinctAxes(destination, shape)];
    if (from.length !== to.length)
      throw new AxisError(
        `moveAxis: ${from.length} axes and ${to.length} places: needed a place for each axis`,
        { op: "moveAxis", shapes: [shape] },
      );
    const rest = shape.flatMap((_, i) => (from.includes(i) ? [] : [i]));
    const order = shape.map((_, i) => {
      const moved = to.indexOf(i);
      // The places that are left are filled from the front.
      return moved >= 0 ? (from[moved] as number) : (rest.shift() as number);
    });
    return this.permute(order);
  },
  unflatten(axis, sizes) {
    const { shape } = this.layout;
    const at = normalizeAxis("unflatten", axis, shape);
    const n = shape[at] as number;
    const known = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
    const holes = sizes.filter((size) => size === -1).length;
    const fits = holes === 0 ? known === n : holes === 1 && known > 0 && n % known === 0;
    if (!fits || sizes.some((size) => !Number.isInteger(size) || size < -1))
      throw new ShapeError(
        `unflatten: axis ${axis} of shape ${show(shape)} has ${n} elements: ${show(sizes)} does not multiply to that`,
        { op: "unflatten", shapes: [shape, sizes] },
      );
    const parts = sizes.map((size) => (size === -1 ? n / known : size));
    return this.reshape([...shape.slice(0, at), ...parts, ...shape.slice(at + 1)]);
  },
});
